"""From an exercise of an edition to what its learners get.

In: an :class:`~totkit.model.EditionExercise`, private side included. Out: the files of nbgrader's
``source/`` folder (:func:`source_files`), the released exercise as nbgrader itself would release it
(:func:`release_exercise`), and the private texts that no learner may meet (:func:`private_texts`).
Next: ``assemble`` (site) and ``grade`` (hub); both take the same released bytes.
"""

from totkit.release.learner import Release, code_stub, release_exercise, release_zip
from totkit.release.marking import STRINGS, YOUR_CODE, asked_questions
from totkit.release.private import private_texts
from totkit.release.source import source_files, source_notebook, unwrap_direction

__all__ = [
    "STRINGS",
    "YOUR_CODE",
    "Release",
    "asked_questions",
    "code_stub",
    "private_texts",
    "release_exercise",
    "release_zip",
    "source_files",
    "source_notebook",
    "unwrap_direction",
]

"""From the parts of the learner's helper to its one file, ``totkit_learn.py``.

In: the texts of the modules in this room and of two in ``judge``. Out: :func:`bundle`, one module that runs
in any Jupyter with ipywidgets and without totkit. Next: ``release`` puts it beside each notebook.

A notebook calls ``ask("question-id")`` and, in cells that ``release`` makes, ``mark("question-id", …)``.
"""

from totkit.learn.bundle import HELPER_NAME, bundle
from totkit.learn.words import STRINGS

__all__ = ["HELPER_NAME", "STRINGS", "bundle"]

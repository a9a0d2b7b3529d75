"""Pure rules over what was read: every problem of a course and its localisations.

In: :class:`~totkit.model.Course`, :class:`~totkit.model.Localisation`, catalogues. Out: problems.
One file for each family of rules. Next: nothing is built while there is a problem.
"""

from totkit.check.cells import check_exercises
from totkit.check.glossary import check_glossary
from totkit.check.links import check_links
from totkit.check.sentences import read_sentences
from totkit.check.structure import check_structure
from totkit.check.teaching import check_teaching
from totkit.check.translations import check_local_messages, check_localisation, check_translations

__all__ = [
    "check_exercises",
    "check_glossary",
    "check_links",
    "check_local_messages",
    "check_localisation",
    "check_structure",
    "check_teaching",
    "check_translations",
    "read_sentences",
]

"""From authored files to records.

In: the folder of a course. Out: :class:`~totkit.model.Course` and
:class:`~totkit.model.Localisation`, every problem of every file collected.
Next: ``check``.
"""

from totkit.read.course import read_course
from totkit.read.facts import read_figures, read_reference
from totkit.read.files import read_text
from totkit.read.glossary import read_glossary
from totkit.read.localisation import ancestor_ids, localisation_ids, read_language, read_localisation
from totkit.read.overview import course_root, edition_names
from totkit.read.places import locate_problems
from totkit.read.toc import add_chapter, add_section

__all__ = [
    "add_chapter",
    "add_section",
    "ancestor_ids",
    "course_root",
    "edition_names",
    "localisation_ids",
    "locate_problems",
    "read_course",
    "read_figures",
    "read_glossary",
    "read_language",
    "read_localisation",
    "read_reference",
    "read_text",
]

"""The few functions that chain the rooms, one for each thing that a person asks for.

In: a course's folder and the names of editions. Out: result records. Next: ``cli`` prints them.
"""

from totkit.workflow.build import BuildResult, assemble_editions, build_editions
from totkit.workflow.catalogue import CatalogueStatus, catalogue_status, extract_catalogues, update_catalogues
from totkit.workflow.check import check_course
from totkit.workflow.grade import open_courses, release_assignments
from totkit.workflow.load import Library
from totkit.workflow.scaffold import Scaffold, new_language, new_localisation

__all__ = [
    "BuildResult",
    "CatalogueStatus",
    "Library",
    "Scaffold",
    "assemble_editions",
    "build_editions",
    "catalogue_status",
    "check_course",
    "extract_catalogues",
    "new_language",
    "new_localisation",
    "open_courses",
    "release_assignments",
    "update_catalogues",
]

"""nbgrader behind one door: release, collect, autograde, feedback, export, status.

In: the files of an assignment (from ``release``) and what learners hand in.
Out: nbgrader's own folders and gradebook under ``grading/<country>/<language>/``, usable by stock nbgrader
and its formgrader, and frozen records of what was done.
Next: ``report``, by the tables of :func:`export`.
"""

from totkit.grade.autograde import autograde, pending_learners
from totkit.grade.collect import collect, submit_folder
from totkit.grade.course import open_course
from totkit.grade.export import Export, export, write_export
from totkit.grade.feedback import feedback
from totkit.grade.notice import NOTICE, grading_notice
from totkit.grade.records import (
    AssignmentStatus,
    CollectResult,
    CollectStatus,
    FeedbackResult,
    FeedbackStatus,
    GradeResult,
    GradeStatus,
    GradingCourse,
    ReleaseResult,
    ReleaseStatus,
    to_json,
)
from totkit.grade.release import release_assignment
from totkit.grade.status import status

__all__ = [
    "NOTICE",
    "AssignmentStatus",
    "CollectResult",
    "CollectStatus",
    "Export",
    "FeedbackResult",
    "FeedbackStatus",
    "GradeResult",
    "GradeStatus",
    "GradingCourse",
    "ReleaseResult",
    "ReleaseStatus",
    "autograde",
    "collect",
    "export",
    "feedback",
    "grading_notice",
    "open_course",
    "pending_learners",
    "release_assignment",
    "status",
    "submit_folder",
    "to_json",
    "write_export",
]

"""How far each assignment of a course is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from totkit.grade.course import known_assignments, submitted_learners
from totkit.grade.door import gradebook_of
from totkit.grade.ledger import SETTLED, is_current, read_graded
from totkit.grade.marks import open_marks, read_marks
from totkit.grade.records import AssignmentStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from totkit.grade.marks import Mark
    from totkit.grade.records import GradingCourse


def status(course: GradingCourse) -> tuple[AssignmentStatus, ...]:
    """Return one record per assignment, sorted; nothing is graded or changed."""
    assignments = known_assignments(course)
    if not assignments:
        return ()
    with gradebook_of(course) as gradebook:
        marks = read_marks(gradebook)
    return tuple(_status_of(course, assignment, marks) for assignment in assignments)


def _status_of(course: GradingCourse, assignment: str, marks: Sequence[Mark]) -> AssignmentStatus:
    """Return the record of one assignment."""
    learners = submitted_learners(course, assignment)
    current = [learner for learner in learners if is_current(course, assignment, learner)]
    settled = [learner for learner in current if _is_settled(course, assignment, learner)]
    waiting = {mark.learner for mark in open_marks(marks) if mark.assignment == assignment}
    return AssignmentStatus(
        assignment=assignment,
        released=(course.outbound / assignment).is_dir(),
        submitted=len(learners),
        autograded=len(settled),
        needs_manual=len(waiting & set(settled)),
        failed=len(current) - len(settled),
        feedback=sum(_has_feedback(course, assignment, learner) for learner in settled),
    )


def _is_settled(course: GradingCourse, assignment: str, learner: str) -> bool:
    """Return whether the last grading ended with marks."""
    last = read_graded(course, assignment, learner)
    return last is not None and last.status in SETTLED


def _has_feedback(course: GradingCourse, assignment: str, learner: str) -> bool:
    """Return whether there is feedback that is not older than the graded notebook."""
    page = course.feedback_of(assignment, learner) / f"{assignment}.html"
    graded = course.autograded_of(assignment, learner) / f"{assignment}.ipynb"
    return page.is_file() and graded.is_file() and page.stat().st_mtime >= graded.stat().st_mtime

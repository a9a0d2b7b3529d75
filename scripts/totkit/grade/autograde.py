"""Grade submissions with nbgrader, one after the other in one process; what stands is not graded again."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from totkit.grade.course import check_released, submitted_learners
from totkit.grade.door import nbgrader_at, raised_in
from totkit.grade.ledger import Graded, changed_since, inputs_of, why_grade, write_graded
from totkit.grade.marks import open_marks, points_of, read_marks, reopen_tasks
from totkit.grade.names import check_learner
from totkit.grade.records import GradeResult, GradeStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from totkit.grade.marks import Mark
    from totkit.grade.records import GradingCourse

INFRASTRUCTURE = frozenset(
    {
        "BrokenPipeError",
        "ConnectionRefusedError",
        "DeadKernelError",
        "FileNotFoundError",
        "MemoryError",
        "NoSuchKernel",
        "OperationalError",
        "OSError",
        "PermissionError",
        "TimeoutError",
        "UnresponsiveKernelError",
        "ZMQError",
    }
)
"""Raised by the machinery, not by an answer: to be tried again, and never a zero."""


def autograde(
    course: GradingCourse,
    assignment: str,
    learners: Sequence[str] | None = None,
    *,
    force: bool = False,
    on_progress: Callable[[GradeResult], None] | None = None,
) -> tuple[GradeResult, ...]:
    """Grade the submissions that are new or changed since they were last graded.

    This runs the learners' code with the caller's rights: show :func:`~totkit.grade.grading_notice` first.
    Marks given by hand are kept; nbgrader asks to look at them again where the submission changed.

    :param learners: whose; None: everybody's
    :param force: grade again what stands, too
    :param on_progress: called after each submission
    :returns: one per learner, sorted; a failing submission does not stop the others
    :raises UsageError: if the assignment is not released or a name is not safe
    """
    check_released(course, assignment)
    chosen = submitted_learners(course, assignment) if learners is None else tuple(sorted(set(learners)))
    for learner in chosen:
        check_learner(learner)
    results = []
    with nbgrader_at(course) as api:
        with api.gradebook as gradebook:
            marks = read_marks(gradebook, assignment)
        for learner in chosen:
            before = [mark for mark in marks if mark.learner == learner]
            result = grade_one(course, assignment, learner, api, before, force=force)
            results.append(result)
            if on_progress is not None:
                on_progress(result)
    return tuple(results)


def pending_learners(
    course: GradingCourse, assignment: str, learners: Sequence[str] | None = None, *, force: bool = False
) -> tuple[str, ...]:
    """Return whose code :func:`autograde` would run now, with the same arguments."""
    return tuple(
        learner
        for learner in submitted_learners(course, assignment)
        if learners is None or learner in learners
        if force or why_grade(course, assignment, learner, inputs_of(course, assignment, learner))
    )


def grade_one(
    course: GradingCourse, assignment: str, learner: str, api: Any, before: Sequence[Mark], *, force: bool
) -> GradeResult:
    """Grade one submission, if there is a reason to.

    :param before: its marks so far
    """
    started = time.monotonic()
    if not course.submitted_of(assignment, learner).is_dir():
        reason = "handed nothing in"
        return _result(assignment, learner, GradeStatus.FAILED, (), reason, started)
    inputs = inputs_of(course, assignment, learner)
    why = "asked to" if force else why_grade(course, assignment, learner, inputs)
    if not why:
        reason = open_reason(before) or "nothing changed since it was graded"
        return _result(assignment, learner, GradeStatus.UNCHANGED, before, reason, started)
    if changed_since(course, assignment, learner, inputs):
        with api.gradebook as gradebook:
            reopen_tasks(gradebook, assignment, learner)
    outcome = api.autograde(assignment, learner, force=True)
    with api.gradebook as gradebook:
        marks = read_marks(gradebook, assignment, learner)
    status, reason = judge_outcome(outcome, marks, why)
    noted = Graded(submission=inputs[0], source=inputs[1], status=status, reason=reason)
    write_graded(course, assignment, learner, noted)
    return _result(assignment, learner, status, marks, reason, started)


def judge_outcome(outcome: dict[str, Any], marks: Sequence[Mark], why: str) -> tuple[GradeStatus, str]:
    """Return status and reason from what nbgrader handed back and the marks it wrote."""
    if not outcome["success"]:
        name, message = raised_in(outcome)
        if name in INFRASTRUCTURE or "kernel became unresponsive" in outcome.get("log", ""):
            reason = f"{name}: {message}; grade it again, and look at the submission if it ends so again"
            return GradeStatus.INFRASTRUCTURE_FAILED, reason
        return GradeStatus.FAILED, f"{name}: {message}" if name else message
    waiting = open_reason(marks)
    return (GradeStatus.NEEDS_A_PERSON, waiting) if waiting else (GradeStatus.GRADED, why)


def open_reason(marks: Sequence[Mark]) -> str:
    """Return what a person has to do, or an empty text."""
    waiting = open_marks(marks)
    again = [mark.grade_id for mark in waiting if mark.manual is not None]
    gone = [mark.grade_id for mark in waiting if mark.kind == "test" and mark.manual is None]
    fresh = [mark.grade_id for mark in waiting if mark.grade_id not in {*gone, *again}]
    parts = (
        ("to mark by hand", fresh),
        ("marked by hand before the answer or its points changed", again),
        ("tests removed from the submission", gone),
    )
    return "; ".join(f"{what}: {', '.join(names)}" for what, names in parts if names)


def _result(
    assignment: str, learner: str, status: GradeStatus, marks: Sequence[Mark], reason: str, started: float
) -> GradeResult:
    """Return the record; a submission that could not be graded has no points, whatever an older one had."""
    failed = status in {GradeStatus.FAILED, GradeStatus.INFRASTRUCTURE_FAILED}
    return GradeResult(
        learner=learner,
        assignment=assignment,
        status=status,
        points=None if failed else points_of(marks),
        max_points=sum(mark.max_points for mark in marks),
        reason=reason,
        seconds=time.monotonic() - started,
    )

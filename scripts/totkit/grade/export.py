"""Marks as tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from totkit.grade.course import known_assignments, submitted_learners
from totkit.grade.door import gradebook_of
from totkit.grade.files import write_file
from totkit.grade.ledger import SETTLED, is_current, read_graded
from totkit.grade.marks import open_marks, points_of, read_marks
from totkit.grade.records import GradeStatus
from totkit.grade.submission import received_at

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from totkit.grade.marks import Mark
    from totkit.grade.records import GradingCourse

TIME = "datetime64[us, UTC]"
WAITING = "waiting"
WITHOUT_POINTS = frozenset({WAITING, GradeStatus.FAILED, GradeStatus.INFRASTRUCTURE_FAILED})
"""States of work whose present form has no marks, whatever an older one had."""
ROWS = {
    "learner": "str",
    "assignment": "str",
    "grade_id": "str",
    "points": "float64",
    "points_auto": "float64",
    "points_manual": "float64",
    "points_extra": "float64",
    "max_points": "float64",
    "needs_manual": "bool",
    "timestamp": TIME,
    "state": "str",
}
TOTALS = {
    "learner": "str",
    "assignment": "str",
    "points": "float64",
    "max_points": "float64",
    "cells_to_mark": "int64",
    "timestamp": TIME,
    "state": "str",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """The marks of a course.

    :ivar rows: one row per learner x assignment x graded cell, sorted by these; columns learner:str,
        assignment:str, grade_id:str, points:float64 (by hand before automatic, extra added; NaN: not
        marked, which is not 0), points_auto:float64, points_manual:float64, points_extra:float64,
        max_points:float64, needs_manual:bool, timestamp:datetime64[us, UTC] (received), state:str
    :ivar totals: one row per learner x assignment that she handed in, sorted by these; columns learner:str,
        assignment:str, points:float64 (sum of what is marked; NaN: nothing is), max_points:float64,
        cells_to_mark:int64, timestamp:datetime64[us, UTC], state:str

    A state is ``graded``, ``needs-a-person``, ``failed`` or ``infrastructure-failed`` as in
    :class:`~totkit.grade.GradeStatus`, ``waiting`` (what is handed in, or the assignment, is newer than the
    grading), or empty (graded by other means).  Marks of older work count for nothing: ``points`` is NaN
    where the state is ``waiting`` or a failure; the other columns show what the gradebook holds.
    """

    rows: Any
    totals: Any


def export(course: GradingCourse) -> Export:
    """Return the marks of all assignments of a course."""
    with gradebook_of(course) as gradebook:
        marks = read_marks(gradebook)
        worth = {assignment.name: float(assignment.max_score) for assignment in gradebook.assignments}
    handed_in = {
        (learner, assignment)
        for assignment in known_assignments(course)
        for learner in submitted_learners(course, assignment)
    }
    groups: dict[tuple[str, str], list[Mark]] = {key: [] for key in handed_in}
    for mark in marks:
        groups.setdefault((mark.learner, mark.assignment), []).append(mark)
    rows, totals = [], []
    for (learner, assignment), group in sorted(groups.items()):
        state = _state(course, learner, assignment, group, submitted=(learner, assignment) in handed_in)
        received = group[0].timestamp if group else None
        if state == WAITING:
            received = received_at(course.submitted_of(assignment, learner)) or received
        rows += [_row(mark, state) for mark in group]
        totals.append(
            (learner, assignment, *_sums(group, state, worth.get(assignment, 0.0)), received, state)
        )
    return Export(rows=_table(rows, ROWS), totals=_table(totals, TOTALS))


def _state(
    course: GradingCourse, learner: str, assignment: str, marks: Sequence[Mark], *, submitted: bool
) -> str:
    """Return how far a submission is, by its last grading and by what was marked by hand since."""
    last = read_graded(course, assignment, learner)
    if last is None:
        return "" if marks else WAITING
    if submitted and not is_current(course, assignment, learner):
        return WAITING
    if last.status not in SETTLED:
        return str(last.status)
    return str(GradeStatus.NEEDS_A_PERSON if open_marks(marks) else GradeStatus.GRADED)


def _row(mark: Mark, state: str) -> tuple[Any, ...]:
    """Return a row in the order of ROWS."""
    return (
        mark.learner,
        mark.assignment,
        mark.grade_id,
        None if state in WITHOUT_POINTS else mark.points,
        mark.auto,
        mark.manual,
        mark.extra,
        mark.max_points,
        mark.needs_manual,
        mark.timestamp,
        state,
    )


def _sums(marks: Sequence[Mark], state: str, worth: float) -> tuple[float | None, float, int]:
    """Return points, points that can be had and cells to mark.

    :param worth: of the assignment, for a submission without marks
    """
    highest = sum(mark.max_points for mark in marks) if marks else worth
    if state in WITHOUT_POINTS:
        return None, highest, 0
    return points_of(marks), highest, len(open_marks(marks))


def _table(rows: Sequence[tuple[Any, ...]], dtypes: dict[str, str]) -> Any:
    """Return rows as a DataFrame with exactly these columns and dtypes, empty ones too."""
    import pandas

    table = pandas.DataFrame(rows, columns=list(dtypes))
    table["timestamp"] = pandas.to_datetime(table["timestamp"], utc=True)
    return table.astype(dtypes)


def write_export(tables: Export, folder: Path) -> tuple[Path, Path]:
    """Write ``marks.csv`` and ``totals.csv``, each whole or not at all, readable by their owner only.

    :returns: their paths
    """
    written = (folder / "marks.csv", folder / "totals.csv")
    for path, table in zip(written, (tables.rows, tables.totals), strict=True):
        write_file(path, table.to_csv(index=False, lineterminator="\n").encode())
    return written

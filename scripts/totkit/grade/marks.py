"""What the gradebook says about one submission, as a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The marks of one graded cell of one submission.

    :ivar auto: given by the tests; None: none given
    :ivar manual: given by a person; counts before ``auto``
    :ivar kind: ``answer`` (the learner writes into it), ``test`` or ``task``
    """

    learner: str
    assignment: str
    grade_id: str
    auto: float | None
    manual: float | None
    extra: float | None
    max_points: float
    needs_manual: bool
    timestamp: Any
    kind: str

    @property
    def points(self) -> float | None:
        """What counts; None where nobody has marked."""
        base = self.auto if self.manual is None else self.manual
        return None if base is None else base + (self.extra or 0.0)


def read_marks(gradebook: Any, assignment: str | None = None, learner: str | None = None) -> tuple[Mark, ...]:
    """Return the marks of a gradebook in one query, sorted by learner, assignment and cell.

    :param gradebook: nbgrader's, open
    """
    from nbgrader import api

    cells = (
        gradebook.db.query(
            api.SubmittedAssignment.student_id,
            api.Assignment.name,
            api.BaseCell.name,
            api.Grade.auto_score,
            api.Grade.manual_score,
            api.Grade.extra_credit,
            api.Grade.max_score,
            api.Grade.needs_manual_grade,
            api.SubmittedAssignment.timestamp,
            api.BaseCell.type,
            api.Notebook.id,
        )
        .select_from(api.Grade)
        .join(api.BaseCell, api.Grade.cell_id == api.BaseCell.id)
        .join(api.SubmittedNotebook, api.Grade.notebook_id == api.SubmittedNotebook.id)
        .join(api.SubmittedAssignment, api.SubmittedNotebook.assignment_id == api.SubmittedAssignment.id)
        .join(api.Notebook, api.SubmittedNotebook.notebook_id == api.Notebook.id)
        .join(api.Assignment, api.SubmittedAssignment.assignment_id == api.Assignment.id)
    )
    if assignment is not None:
        cells = cells.filter(api.Assignment.name == assignment)
    if learner is not None:
        cells = cells.filter(api.SubmittedAssignment.student_id == learner)
    answers = {
        (row[0], row[1]) for row in gradebook.db.query(api.SolutionCell.notebook_id, api.SolutionCell.name)
    }
    marks = [_mark(row, answers) for row in cells]
    return tuple(sorted(marks, key=lambda mark: (mark.learner, mark.assignment, mark.grade_id)))


def _mark(row: Sequence[Any], answers: set[tuple[Any, Any]]) -> Mark:
    """Return one row of the query as a record."""
    (
        learner,
        assignment,
        grade_id,
        auto,
        manual,
        extra,
        max_points,
        needs_manual,
        timestamp,
        table,
        notebook,
    ) = row
    kind = "task" if table == "TaskCell" else "answer" if (notebook, grade_id) in answers else "test"
    return Mark(
        learner=learner,
        assignment=assignment,
        grade_id=grade_id,
        auto=auto,
        manual=manual,
        extra=extra,
        max_points=max_points,
        needs_manual=needs_manual,
        timestamp=timestamp,
        kind=kind,
    )


def points_of(marks: Sequence[Mark]) -> float | None:
    """Return the sum of what is marked; None where nothing is."""
    known = [mark.points for mark in marks if mark.points is not None]
    return sum(known) if known else None


def open_marks(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Return those that wait for a person, also because the task is worth less now than was given by hand."""
    return tuple(mark for mark in marks if mark.needs_manual or (mark.manual or 0.0) > mark.max_points)


def reopen_tasks(gradebook: Any, assignment: str, learner: str) -> None:
    """Ask for another look at tasks that were marked by hand before the submission changed.

    nbgrader does so itself for answers, but not for tasks.
    """
    from nbgrader import api

    tasks = (
        gradebook.db.query(api.Grade)
        .join(api.BaseCell, api.Grade.cell_id == api.BaseCell.id)
        .join(api.SubmittedNotebook, api.Grade.notebook_id == api.SubmittedNotebook.id)
        .join(api.SubmittedAssignment, api.SubmittedNotebook.assignment_id == api.SubmittedAssignment.id)
        .join(api.Assignment, api.SubmittedAssignment.assignment_id == api.Assignment.id)
        .filter(api.Assignment.name == assignment, api.SubmittedAssignment.student_id == learner)
        .filter(api.BaseCell.type == "TaskCell", api.Grade.manual_score.is_not(None))
    )
    for grade in tasks:
        grade.needs_manual_grade = True
    gradebook.db.commit()

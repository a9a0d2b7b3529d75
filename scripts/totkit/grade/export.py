"""Marks as tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from totkit.grade.door import gradebook_of
from totkit.grade.files import write_file
from totkit.grade.ledger import read_graded
from totkit.grade.marks import open_marks, points_of, read_marks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from totkit.grade.marks import Mark
    from totkit.grade.records import GradingCourse

TIME = "datetime64[us, UTC]"
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
        max_points:float64, needs_manual:bool, timestamp:datetime64[us, UTC] (received), state:str (how the
        last grading of the submission ended, as in :class:`~totkit.grade.GradeStatus`; empty: graded by
        other means)
    :ivar totals: one row per learner x assignment, sorted by these; columns learner:str, assignment:str,
        points:float64 (sum of what is marked; NaN: nothing is), max_points:float64, cells_to_mark:int64,
        timestamp:datetime64[us, UTC], state:str
    """

    rows: Any
    totals: Any


def export(course: GradingCourse) -> Export:
    """Return the marks of all assignments of a course."""
    with gradebook_of(course) as gradebook:
        marks = read_marks(gradebook)
    groups: dict[tuple[str, str], list[Mark]] = {}
    for mark in marks:
        groups.setdefault((mark.learner, mark.assignment), []).append(mark)
    states = {key: _state(course, *key) for key in groups}
    rows = [_row(mark, states[mark.learner, mark.assignment]) for mark in marks]
    totals = [_total(group, states[key]) for key, group in sorted(groups.items())]
    return Export(rows=_table(rows, ROWS), totals=_table(totals, TOTALS))


def _state(course: GradingCourse, learner: str, assignment: str) -> str:
    """Return how the last grading of a submission ended."""
    graded = read_graded(course, assignment, learner)
    return str(graded.status) if graded else ""


def _row(mark: Mark, state: str) -> tuple[Any, ...]:
    """Return a row in the order of ROWS."""
    return (
        mark.learner,
        mark.assignment,
        mark.grade_id,
        mark.points,
        mark.auto,
        mark.manual,
        mark.extra,
        mark.max_points,
        mark.needs_manual,
        mark.timestamp,
        state,
    )


def _total(marks: Sequence[Mark], state: str) -> tuple[Any, ...]:
    """Return a row in the order of TOTALS."""
    first = marks[0]
    return (
        first.learner,
        first.assignment,
        points_of(marks),
        sum(mark.max_points for mark in marks),
        len(open_marks(marks)),
        first.timestamp,
        state,
    )


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

"""What was graded from what: one small file per submission, written after it was graded."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from totkit.grade.files import write_file
from totkit.grade.records import GradeStatus
from totkit.run import hash_folder

if TYPE_CHECKING:
    from pathlib import Path

    from totkit.grade.records import GradingCourse

SETTLED = frozenset({GradeStatus.GRADED, GradeStatus.NEEDS_A_PERSON})
"""Outcomes that stand until the submission or the assignment changes; all others are tried again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """The last grading of one submission.

    :ivar submission: fingerprint of what was handed in
    :ivar source: fingerprint of the assignment it was graded with
    """

    submission: str
    source: str
    status: GradeStatus
    reason: str


def inputs_of(course: GradingCourse, assignment: str, learner: str) -> tuple[str, str]:
    """Return the fingerprints of a submission and of its assignment's source."""
    return hash_folder(course.submitted_of(assignment, learner)), hash_folder(course.source_of(assignment))


def read_graded(course: GradingCourse, assignment: str, learner: str) -> Graded | None:
    """Return the last grading; None where there is none, or a killed run left half a file."""
    try:
        found = json.loads(_path(course, assignment, learner).read_bytes())
        return Graded(
            submission=found["submission"],
            source=found["source"],
            status=GradeStatus(found["status"]),
            reason=found["reason"],
        )
    except (FileNotFoundError, KeyError, ValueError):
        return None


def write_graded(course: GradingCourse, assignment: str, learner: str, graded: Graded) -> None:
    """Note a grading."""
    noted = {
        "submission": graded.submission,
        "source": graded.source,
        "status": str(graded.status),
        "reason": graded.reason,
    }
    write_file(_path(course, assignment, learner), json.dumps(noted, indent=1, ensure_ascii=False).encode())


def is_current(course: GradingCourse, assignment: str, learner: str) -> bool:
    """Return whether the last grading was of what is handed in now, with the assignment as it is now."""
    last = read_graded(course, assignment, learner)
    return last is not None and (last.submission, last.source) == inputs_of(course, assignment, learner)


def why_grade(course: GradingCourse, assignment: str, learner: str, inputs: tuple[str, str]) -> str:
    """Return the reason to grade a submission, or an empty text if its marks stand."""
    last = read_graded(course, assignment, learner)
    if last is None:
        return "not graded before"
    if last.submission != inputs[0]:
        return "the submission changed"
    if last.source != inputs[1]:
        return "the assignment was released anew"
    if last.status not in SETTLED:
        return f"the last attempt ended as {last.status}"
    if not (course.autograded_of(assignment, learner) / f"{assignment}.ipynb").is_file():
        return "the graded notebook is gone"
    return ""


def changed_since(course: GradingCourse, assignment: str, learner: str, inputs: tuple[str, str]) -> bool:
    """Return whether the submission is another one than was graded last, however that ended."""
    last = read_graded(course, assignment, learner)
    return last is not None and last.submission != inputs[0]


def _path(course: GradingCourse, assignment: str, learner: str) -> Path:
    """Return where the last grading of a submission is noted."""
    return course.own / "graded" / assignment / f"{learner}.json"

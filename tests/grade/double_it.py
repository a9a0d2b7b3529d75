"""A tiny exercise, what learners make of it, and how they hand it in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from totkit.grade import GradingCourse

ASSIGNMENT = "double-it"
SETUP = "limit = 100"
SOLUTION = "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
TEST = (
    'assert double(2) == 4, "twice two"\n'
    "### BEGIN HIDDEN TESTS\n"
    'assert double(21) == 42, "the secret number"\n'
    "### END HIDDEN TESTS"
)
EASY_TEST = "assert double(0) == 0"
TASK = "Mark the plan.\n### BEGIN MARK SCHEME\nTwo points for an owner and a date.\n### END MARK SCHEME"
HIDDEN = ("assert double(21) == 42", "the secret number", "BEGIN HIDDEN TESTS", "owner and a date")


def cell(kind: str, source: str, **marks: object) -> dict[str, object]:
    metadata = {}
    if marks:
        flags = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
        metadata["nbgrader"] = {**flags, **marks, "grade_id": f"{ASSIGNMENT}-{marks['grade_id']}"}
    made = {
        "cell_type": kind,
        "id": str(marks.get("grade_id", "text")),
        "metadata": metadata,
        "source": source,
    }
    return made | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def notebook(*cells: dict[str, object]) -> bytes:
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    value = {"cells": list(cells), "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(value).encode()


def source_notebook(test: str = TEST) -> bytes:
    return notebook(
        cell("markdown", "# Double it"),
        cell("code", SETUP, grade_id="setup", locked=True),
        cell("code", SOLUTION, grade_id="answer", solution=True),
        cell("code", test, grade_id="answer-test", grade=True, locked=True, points=2),
        cell("code", EASY_TEST, grade_id="easy-test", grade=True, locked=True, points=1),
        cell("markdown", "Why?", grade_id="why", grade=True, solution=True, points=3),
        cell("markdown", TASK, grade_id="plan", task=True, locked=True, points=4),
    )


def source_files(test: str = TEST) -> dict[str, bytes]:
    return {
        f"{ASSIGNMENT}.ipynb": source_notebook(test),
        "data/numbers.csv": b"n\n1\n",
        "totkit_learn.py": b"VERSION = 1\n",
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a learner writes into the released notebook."""

    code: str = "def double(x):\n    return 2 * x"
    why: str = "Because two halves make a whole."

    def notebook(self, course: GradingCourse) -> bytes:
        path = course.release_of(ASSIGNMENT) / f"{ASSIGNMENT}.ipynb"
        value = json.loads(path.read_bytes())
        for part in value["cells"]:
            name = part["metadata"].get("nbgrader", {}).get("grade_id")
            if name == f"{ASSIGNMENT}-answer":
                part["source"] = self.code
            if name == f"{ASSIGNMENT}-why":
                part["source"] = self.why
        return json.dumps(value).encode()


RIGHT = Work()
WRONG = Work(code="def double(x):\n    return x + 2")
"""Passes the visible assertion and fails the hidden one, and the easy test."""


def hand_in(folder: Path, learner: str, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        path = folder / learner / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder / learner


def only(content: bytes) -> dict[str, bytes]:
    return {f"{ASSIGNMENT}.ipynb": content}

"""The cells with which stock nbgrader marks questions; authors do not write them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from totkit.judge import MACHINE_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nbformat import NotebookNode

    from totkit.model import Key, Question

MARKED_BY_MACHINE = "Marked from your saved answer."
MARKED_BY_PERSON = "A trainer marks your saved answer."
YOUR_CODE = "YOUR CODE HERE"
"""What nbgrader puts in the place of a solution."""
STRINGS = (MARKED_BY_MACHINE, MARKED_BY_PERSON, YOUR_CODE)
"""What generated cells say to learners, for the interface catalogue."""


def asked_questions(cell: NotebookNode) -> tuple[str, ...]:
    """Return the ids of the questions that a cell asks, in order; none for text and for code with magics."""
    if cell.cell_type != "code" or "ask" not in cell.source:
        return ()
    try:
        tree = ast.parse(cell.source)
    except SyntaxError:
        return ()
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    found = [
        (call.lineno, call.col_offset, call.args[0].value)
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == "ask" and len(call.args) == 1
        if isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    ]
    return tuple(question for _line, _column, question in sorted(found))


def marking_cell(
    exercise: str, question: Question, key: Key, *, cell_id: str, strings: Mapping[str, str]
) -> NotebookNode:
    """Return the locked cell after a graded question: a test cell, or a task for a person."""
    by_machine = key.by_machine and question.kind in MACHINE_KINDS
    cell = _machine_cell(question, key, strings) if by_machine else _person_cell(key, strings)
    cell.id = cell_id
    cell.metadata.nbgrader = _nbgrader_metadata(
        f"{exercise}-{question.id}-{'mark' if by_machine else 'task'}", question.points, by_machine=by_machine
    )
    return cell


def _machine_cell(question: Question, key: Key, strings: Mapping[str, str]) -> NotebookNode:
    """Return a test cell whose last value is the number of points: nbgrader's partial credit."""
    from nbformat.v4 import new_code_cell

    arguments = [question.id, question.points, _plain(key.answer)]
    if key.tolerance:
        arguments.append(key.tolerance)
    lines = [
        *(f"# {line}" for line in strings.get(MARKED_BY_MACHINE, MARKED_BY_MACHINE).splitlines()),
        "### BEGIN HIDDEN TESTS",
        "from totkit_learn import mark",
        f"mark({', '.join(map(repr, arguments))})",
        "### END HIDDEN TESTS",
    ]
    cell: NotebookNode = new_code_cell(source="\n".join(lines))
    return cell


def _person_cell(key: Key, strings: Mapping[str, str]) -> NotebookNode:
    """Return a task cell: nbgrader gives it to a person together with its mark scheme."""
    from nbformat.v4 import new_markdown_cell

    parts = [text.strip() for text in (key.mark_scheme, key.model_answer) if text.strip()]
    said = " ".join(strings.get(MARKED_BY_PERSON, MARKED_BY_PERSON).split())
    scheme = ["### BEGIN MARK SCHEME", "\n\n---\n\n".join(parts), "### END MARK SCHEME"]
    cell: NotebookNode = new_markdown_cell(source="\n".join([f"*{said}*", "", *scheme]))
    return cell


def _nbgrader_metadata(grade_id: str, points: float, *, by_machine: bool) -> dict[str, Any]:
    return {
        "grade": by_machine,
        "grade_id": grade_id,
        "locked": True,
        "points": points,
        "schema_version": 3,
        "solution": False,
        "task": not by_machine,
    }


def _plain(value: Any) -> Any:
    """Return a key's value made of Python's own types, whatever the YAML reader's types are."""
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    for kind in (bool, int, float, str):
        if isinstance(value, kind):
            return kind(value)
    raise TypeError(f"a key cannot hold a {type(value).__name__}")

"""What no learner may see, and the proof that it is not in a release."""

from __future__ import annotations

import json
import re
from itertools import groupby
from typing import TYPE_CHECKING

from totkit.errors import Code, Place, Problem
from totkit.release.source import source_notebook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbformat import NotebookNode

    from totkit.model import EditionExercise

PAIRS = ("SOLUTION", "HIDDEN TESTS", "MARK SCHEME")
"""Words after BEGIN and END in the markers of nbgrader."""
LIKE_A_MARKER = re.compile(
    r"\b(?:BEGIN|END)[\s_-]+(?:SOLUTIONS?|(?:HIDDEN[\s_-]+)?TESTS?|MARK(?:ING)?[\s_-]+SCHEMES?)\b",
    re.IGNORECASE,
)
"""Markers, and what an author may have meant as one and nbgrader does not know."""
SHORTEST_TELLING = 12
"""Signs other than white space in a private text that can hardly stand elsewhere by chance."""


def private_texts(exercise: EditionExercise) -> tuple[str, ...]:
    """Return every private text of an exercise as whole blocks, each once, in the order of the notebook.

    Solutions, hidden tests, mark schemes, model answers and the calls that hold the keys.
    """
    notebook = source_notebook(exercise)
    blocks = [block for cell in notebook.cells for block in _private_blocks(cell)]
    rubric = [text for key in exercise.keys for text in (key.mark_scheme, key.model_answer)]
    return tuple(dict.fromkeys(text for text in map(str.strip, [*blocks, *rubric]) if text))


def marker_problems(exercise: EditionExercise, notebook: NotebookNode) -> list[Problem]:
    """Return a problem for each cell whose markers are not closed or not opened."""
    return [
        Problem(
            where=Place(file=f"{exercise.docname}.md", key=_name(cell)),
            code=Code.UNCLOSED_SOLUTION,
            message=f"cell {_name(cell)} does not close and open its {words} markers in turn",
            hint=f"each ### BEGIN {words} has its ### END {words} in the same cell",
        )
        for cell in notebook.cells
        for words in PAIRS
        if not _in_turn(cell.source, words)
    ]


def leak_problems(
    exercise: EditionExercise, released: NotebookNode, private: tuple[str, ...]
) -> list[Problem]:
    """Return a problem for each private text, or marker of one, that a released notebook still holds."""
    return [
        Problem(
            where=Place(file=f"{exercise.docname}.md", key=_name(cell)),
            code=Code.PRIVATE_TEXT,
            message=f"cell {_name(cell)} would show learners {json.dumps(found, ensure_ascii=False)}",
            hint="private text stands between nbgrader's markers, spelt as in ### BEGIN SOLUTION",
        )
        for cell in released.cells
        for found in _found_in(cell, private)
    ]


def _found_in(cell: NotebookNode, private: tuple[str, ...]) -> Iterator[str]:
    # Outputs are empty in a release, attachments and metadata are not.
    shown = _squeezed(json.dumps(cell, ensure_ascii=False))
    for text in private:
        squeezed = _squeezed(json.dumps(text, ensure_ascii=False)[1:-1])
        if len(squeezed.replace(" ", "")) >= SHORTEST_TELLING and squeezed in shown:
            yield text.splitlines()[0]
    marker = LIKE_A_MARKER.search(cell.source)
    if marker:
        yield marker[0]


def _squeezed(text: str) -> str:
    """Return a text (as in JSON) whose white space is no longer where an indented copy could differ."""
    return " ".join(text.replace("\\n", " ").replace("\\t", " ").split())


def _private_blocks(cell: NotebookNode) -> Iterator[str]:
    marked = _split_blocks(cell.source)
    # nbgrader replaces a solution cell without markers of solutions as a whole.
    whole = cell.metadata.get("nbgrader", {}).get("solution", False) and "BEGIN SOLUTION" not in cell.source
    yield from (text for inside, text in marked if inside or whole)


def _split_blocks(source: str) -> list[tuple[bool, str]]:
    """Return the text between and outside markers in order, each with whether it stands between them."""
    inside = False
    lines: list[tuple[bool, str]] = []
    for line in source.split("\n"):
        begins, ends = (any(f"{side} {words}" in line for words in PAIRS) for side in ("BEGIN", "END"))
        inside = begins or (inside and not ends)
        if not begins and not ends:
            lines.append((inside, line))
    grouped = groupby(lines, key=lambda pair: pair[0])
    return [(private, "\n".join(line for _private, line in group)) for private, group in grouped]


def _in_turn(source: str, words: str) -> bool:
    found = re.findall(rf"(BEGIN|END) {words}", source)
    return found == ["BEGIN", "END"] * (len(found) // 2)


def _name(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id") or cell.id)

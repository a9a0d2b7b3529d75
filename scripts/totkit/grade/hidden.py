"""What learners must not read in their feedback: hidden tests and mark schemes, wherever they show up."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HIDDEN_TEST_FAILED = "A hidden test did not pass."
OUTPUT_LEFT_OUT = "This output is left out: it shows text of the tests."
REGIONS = ("HIDDEN TESTS", "MARK SCHEME")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
ARROW = re.compile(r"^-+> *(\d+)", re.MULTILINE)
STYLE = re.compile(r"(?s)<style\b.*?</style>")
SHORTEST = 8
"""Shorter lines (``x = 1``, ``)``) say nothing and would blank honest outputs."""


def split_regions(source: str) -> tuple[list[str], list[str], frozenset[int]]:
    """Return the visible lines of a cell, its private ones and the numbers (from 1) of the latter.

    A region that is not closed reaches to the end.
    """
    visible: list[str] = []
    private: list[str] = []
    numbers = set()
    inside = False
    for number, line in enumerate(source.split("\n"), start=1):
        begins = any(f"BEGIN {region}" in line for region in REGIONS)
        ends = any(f"END {region}" in line for region in REGIONS)
        if begins or ends or inside:
            numbers.add(number)
            private.extend([] if begins or ends else [line])
        else:
            visible.append(line)
        inside = begins or (inside and not ends)
    return visible, private, frozenset(numbers)


def private_text(sources: Iterable[str]) -> frozenset[str]:
    """Return the lines that only hidden tests and mark schemes have.

    :param sources: of the assignment's cells, as the gradebook keeps them
    """
    visible: set[str] = set()
    private: set[str] = set()
    for source in sources:
        shown, hidden, _ = split_regions(source or "")
        visible.update(line.strip() for line in shown)
        private.update(line.strip() for line in hidden)
    return frozenset(line for line in private - visible if len(line) >= SHORTEST)


def hide_private(notebook: Any, private: frozenset[str], *, failed: str, left_out: str) -> None:
    """Take private text out of a notebook: from sources, tracebacks and all other outputs.

    Changes the notebook, as a step of nbconvert does.

    :param private: lines, from :func:`private_text`
    :param failed: what stands where a hidden test failed
    :param left_out: what stands in the place of an output that shows private text
    """
    for cell in notebook.cells:
        visible, _, numbers = split_regions(cell.source)
        lines = cell.source.split("\n")
        cell.source = "\n".join(visible) if numbers else cell.source
        if cell.cell_type == "code":
            if numbers:
                _shorten_errors(cell, lines, numbers, failed)
            cell.outputs = [_cleared(_unstyled(output), private, left_out) for output in cell.outputs]


def _shorten_errors(cell: Any, lines: list[str], numbers: frozenset[int], failed: str) -> None:
    """Put the failing line and its message in the place of a traceback, which shows the lines around it.

    Where the line is not known, it is taken for a hidden one.
    """
    for output in cell.outputs:
        if output.output_type == "error":
            arrow = ARROW.search(_plain("\n".join(output.traceback)))
            number = int(arrow[1]) if arrow else 0
            if number in numbers or not 0 < number <= len(lines):
                output.ename, output.evalue, output.traceback = "", "", [failed]
            else:
                output.traceback = [lines[number - 1].strip(), f"{output.ename}: {_plain(output.evalue)}"]


def _cleared(output: Any, private: frozenset[str], left_out: str) -> Any:
    """Return an output, or a notice in its place if it shows private text."""
    text = "\n".join(_texts(output))
    shown = any(line in text for line in private) or any(f"BEGIN {region}" in text for region in REGIONS)
    return type(output)(output_type="stream", name="stdout", text=f"{left_out}\n") if shown else output


def _unstyled(output: Any) -> Any:
    """Return an output without the style sheets that pandas puts beside each table."""
    data = output.get("data", {})
    if "text/html" in data:
        data["text/html"] = STYLE.sub("", "".join(data["text/html"]))
    return output


def _texts(output: Any) -> Iterator[str]:
    """Yield every text in an output, as it stands and unescaped, colours removed."""
    values = [output.get("text", ""), output.get("evalue", ""), *output.get("traceback", ())]
    values += output.get("data", {}).values()
    for value in values:
        text = _plain("".join(value) if isinstance(value, list) else str(value))
        yield text
        yield html.unescape(re.sub(r"<[^>]*>", "", text))


def _plain(text: str) -> str:
    """Return a text without terminal colours."""
    return COLOUR.sub("", text)

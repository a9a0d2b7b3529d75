"""Literals in code cells: the strings that learners read, and the parameters of a country."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_MAGIC = re.compile(r"(?m)^(\s*)[%!]")
_ASSIGNMENT = re.compile(r"(?P<name>[A-Za-z_]\w*) = (?P<value>.+?)(?P<comment>\s+#.*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeString:
    """A literal in ``_("…")``; places are (line, column) of the code, from 0.

    :ivar call: first and last place of the whole call
    """

    text: str
    start: tuple[int, int]
    end: tuple[int, int]
    call: tuple[tuple[int, int], tuple[int, int]]


def find_strings(code: str) -> tuple[tuple[CodeString, ...], tuple[int, str] | None]:
    """Return the translatable strings of a cell, and the first fault as ``(line, message)``, if any."""
    try:
        tree = ast.parse(_MAGIC.sub(r"\1#", code))
    except SyntaxError as error:
        return (), ((error.lineno or 1) - 1, f"the cell is not Python: {error.msg}")
    found: list[CodeString] = []
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"):
            continue
        literal = node.args[0] if len(node.args) == 1 and not node.keywords else None
        if not (isinstance(literal, ast.Constant) and isinstance(literal.value, str)):
            return tuple(found), (node.lineno - 1, "_() holds something else than one plain literal")
        lines = code.split("\n")
        found.append(
            CodeString(
                text=literal.value,
                start=_place(lines, literal.lineno, literal.col_offset),
                end=_place(lines, literal.end_lineno, literal.end_col_offset),
                call=(
                    _place(lines, node.lineno, node.col_offset),
                    _place(lines, node.end_lineno, node.end_col_offset),
                ),
            )
        )
    return tuple(sorted(found, key=lambda string: string.start)), None


def _place(lines: list[str], lineno: int | None, byte: int | None) -> tuple[int, int]:
    """Return a place in characters; ``ast`` counts bytes."""
    line = (lineno or 1) - 1
    return line, len(lines[line].encode()[: byte or 0].decode())


def unwrap_cell(code: str) -> str:
    """Return the code with each ``_("…")`` replaced by its literal."""
    strings, _ = find_strings(code)
    lines = code.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for string in reversed(strings):
        (first, begin), (last, end) = string.call
        literal = code[starts[string.start[0]] + string.start[1] : starts[string.end[0]] + string.end[1]]
        code = code[: starts[first] + begin] + literal + code[starts[last] + end :]
    return code


def _literal(value: str | float) -> str:
    """Return a value as Python source, texts in double quotes."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def replace_parameters(code: str, values: Mapping[str, Any]) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Return a ``parameters`` cell with the country's values in place of the author's samples.

    :param values: by variable name
    :returns: the code, and the ``(line, name)`` of each variable that has no value (lines from 0)
    """
    missing = []
    lines = code.split("\n")
    for number, line in enumerate(lines):
        match = _ASSIGNMENT.fullmatch(line.rstrip())
        if match is None:
            continue
        if match["name"] not in values:
            missing.append((number, match["name"]))
            continue
        lines[number] = f"{match['name']} = {_literal(values[match['name']])}{match['comment'] or ''}"
    return "\n".join(lines), tuple(missing)

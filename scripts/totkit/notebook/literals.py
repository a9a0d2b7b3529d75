"""Literals in code cells: the strings that learners read, and the parameters of a country."""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_MAGIC = re.compile(r"(?m)^(\s*)[%!]")
_COMMENT = re.compile(
    r"#+[ \t]*(?!(?:noqa|type:|fmt:|isort:|mypy:|pylint:|pragma\b|ruff:|!|%%))(?P<text>[^#\s].*?)\s*"
)
"""A comment for people, not one of those that tell a tool what to do."""
_REGION = re.compile(r"###\s*(BEGIN|END) (?:SOLUTION|HIDDEN TESTS|MARK SCHEME)")
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


@lru_cache(maxsize=4096)
def find_strings(code: str) -> tuple[tuple[CodeString, ...], tuple[int, str] | None]:
    """Return the translatable strings of a cell, and the first fault as ``(line, message)``, if any."""
    try:
        tree = _parse(code)
    except SyntaxError as error:
        return (), ((error.lineno or 1) - 1, f"the cell is not Python: {error.msg}")
    found: list[CodeString] = []
    inside = {
        id(node)
        for string in ast.walk(tree)
        if isinstance(string, ast.JoinedStr)
        for node in ast.walk(string)
    }
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"):
            continue
        literal = node.args[0] if len(node.args) == 1 and not node.keywords else None
        if not (isinstance(literal, ast.Constant) and isinstance(literal.value, str)):
            return tuple(found), (node.lineno - 1, "_() holds something else than one plain literal")
        string = _code_string(code.split("\n"), node, literal)
        if string is None or id(node) in inside:
            return tuple(found), (node.lineno - 1, "_() stands inside another string")
        found.append(string)
    return tuple(sorted(found, key=lambda string: string.start)), None


def find_comments(code: str) -> tuple[tuple[int, int, str], ...]:
    """Return the comments that fill a line, as ``(line, column, text)``, from 0.

    Those between nbgrader's markers are left out, since no learner sees them.
    """
    lines = code.split("\n")
    private = _private_lines(lines)
    found = []
    for line, column in _comment_places(code):
        match = _COMMENT.fullmatch(lines[line][column:])
        if match and line not in private and not lines[line][:column].strip():
            found.append((line, column + match.start("text"), match["text"]))
    return tuple(found)


def _comment_places(code: str) -> list[tuple[int, int]]:
    """Return where comments begin; none where the code cannot be cut into tokens."""
    try:
        ast.parse(code)
    except SyntaxError:
        code = _MAGIC.sub(r"\1#", code)
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(code).readline))
    except (tokenize.TokenError, SyntaxError):
        return []
    return [(token.start[0] - 1, token.start[1]) for token in tokens if token.type == tokenize.COMMENT]


def _private_lines(lines: list[str]) -> set[int]:
    found: set[int] = set()
    inside = False
    for number, line in enumerate(lines):
        mark = _REGION.search(line)
        if inside or mark:
            found.add(number)
        inside = mark[1] == "BEGIN" if mark else inside
    return found


def _parse(code: str) -> ast.Module:
    """Parse a cell; lines for IPython count as comments."""
    try:
        return ast.parse(code)
    except SyntaxError:
        return ast.parse(_MAGIC.sub(r"\1#", code))


def _code_string(lines: list[str], call: ast.Call, literal: ast.Constant) -> CodeString | None:
    """Return a call with its places; None where they do not hold it (lines with magics)."""
    string = CodeString(
        text=str(literal.value),
        start=_place(lines, literal.lineno, literal.col_offset),
        end=_place(lines, literal.end_lineno, literal.end_col_offset),
        call=(
            _place(lines, call.lineno, call.col_offset),
            _place(lines, call.end_lineno, call.end_col_offset),
        ),
    )
    try:
        same = ast.literal_eval(f"({_between(lines, string.start, string.end)})") == literal.value
    except (SyntaxError, ValueError):
        same = False
    return string if same and _between(lines, *string.call).startswith("_") else None


def _between(lines: list[str], start: tuple[int, int], end: tuple[int, int]) -> str:
    if start[0] == end[0]:
        return lines[start[0]][start[1] : end[1]]
    return "\n".join([lines[start[0]][start[1] :], *lines[start[0] + 1 : end[0]], lines[end[0]][: end[1]]])


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
        literal = _between(lines, string.start, string.end)
        if "\n" in literal and not _is_whole(literal):
            literal = f"({literal})"
        code = code[: starts[first] + begin] + literal + code[starts[last] + end :]
    return code


def _literal(value: str | float) -> str:
    """Return a value as Python source, texts in double quotes."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def _is_whole(literal: str) -> bool:
    """Return whether a literal of several lines can stand without round brackets."""
    try:
        ast.parse(literal, mode="eval")
    except SyntaxError:
        return False
    return True


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

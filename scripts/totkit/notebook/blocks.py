"""Fenced blocks by lines: find and replace directives without parsing Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_FENCES = (":::", "```", "~~~")
_OPEN = re.compile(r"(?P<indent> *)(?P<fence>:{3,}|`{3,}|~{3,})\s*(?P<info>.*?)\s*$")
_DIRECTIVE = re.compile(r"\{(?P<name>[\w:.+-]+)\}\s*(?P<argument>.*)$")
_OPAQUE = frozenset({"code-cell", "code-block", "code", "math", "raw", "eval-rst", "literalinclude"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FencedBlock:
    """A directive in the text; lines count from 0, ``end`` is the line after the closing fence.

    :ivar depth: how many blocks hold it
    :ivar closed: whether its closing fence is there
    :ivar cuts: whether its closing fence also closes the block around it, which is no longer than it
    """

    name: str
    argument: str
    start: int
    end: int
    depth: int
    closed: bool
    cuts: bool


@dataclass(slots=True)
class _Opened:
    name: str
    argument: str
    fence: str
    start: int
    opaque: bool


def front_matter_lines(text: str) -> int:
    """Return how many lines the front matter takes, its ``---`` lines included; 0 if there is none."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return 0
    ends = (number for number, line in enumerate(lines[1:], start=2) if line.rstrip() == "---")
    return next(ends, 0)


@lru_cache(maxsize=1024)
def find_blocks(text: str) -> tuple[FencedBlock, ...]:
    """Return all fenced blocks, those that hold others after them.

    The content of code is not looked into. Plain code fences have the name ``""``.
    """
    found: list[FencedBlock] = []
    stack: list[_Opened] = []
    lines = text.split("\n")
    first = front_matter_lines(text)
    for number, line in enumerate(lines[first:], start=first):
        if not line.lstrip(" ").startswith(_FENCES):
            continue
        match = _OPEN.match(line)
        if match is None:
            continue
        fence, info = match["fence"], match["info"]
        if stack and not info and _closes(fence, stack[-1].fence):
            found.append(_close(stack, number + 1, closed=True))
        elif not (stack and stack[-1].opaque):
            stack.append(_open(fence, info, number))
    while stack:
        found.append(_close(stack, len(lines), closed=False))
    return tuple(sorted(found, key=lambda block: block.end))


def _closes(fence: str, opened: str) -> bool:
    return fence[0] == opened[0] and len(fence) >= len(opened)


def _open(fence: str, info: str, number: int) -> _Opened:
    match = _DIRECTIVE.match(info)
    name, argument = (match["name"], match["argument"]) if match else ("", "")
    opaque = name in _OPAQUE or (not name and fence[0] != ":")
    return _Opened(name=name, argument=argument, fence=fence, start=number, opaque=opaque)


def _close(stack: list[_Opened], end: int, *, closed: bool) -> FencedBlock:
    top = stack.pop()
    return FencedBlock(
        name=top.name,
        argument=top.argument,
        start=top.start,
        end=end,
        depth=len(stack),
        closed=closed,
        cuts=bool(stack) and _closes(top.fence, stack[-1].fence),
    )


def replace_blocks(text: str, name: str, make: Callable[[FencedBlock, str], str | None]) -> str:
    """Return the text with every block of one name replaced, the innermost first.

    Text that touches a block stays a paragraph of its own.

    :param make: gets the block and its body; returns what stands in its place, None to drop it with the
        blank lines after it
    """
    while block := next(_named(text, name), None):
        lines = text.split("\n")
        body = "\n".join(lines[block.start + 1 : block.end - (1 if block.closed else 0)])
        new = make(block, body)
        rest = lines[block.end :]
        if new is None:
            while rest and not rest[0].strip() and (block.start == 0 or not lines[block.start - 1].strip()):
                rest = rest[1:]
        middle = [] if new is None else new.split("\n")
        before = _parted(lines[: block.start], middle or rest)
        text = "\n".join([*before, *_parted(middle, rest), *rest])
    return text


def _parted(before: list[str], after: list[str]) -> list[str]:
    """Return lines, with an empty one after them if the next ones would go on with their paragraph."""
    meeting = [*before[-1:], *after[:1]]
    touching = len(meeting) == 2 and all(line.strip() and not _OPEN.match(line) for line in meeting)
    return [*before, ""] if touching else before


def _named(text: str, name: str) -> Iterator[FencedBlock]:
    return (block for block in find_blocks(text) if block.name == name)

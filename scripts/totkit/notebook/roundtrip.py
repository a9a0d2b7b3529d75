"""Whether a page survives being cut into units and written again."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from totkit.errors import Code
from totkit.notebook.directives import CARD_PARTS, DIRECTIVES
from totkit.notebook.emit import emit_again, options_end, translate
from totkit.notebook.markdown import parse_markdown
from totkit.notebook.segment import segment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from totkit.notebook.segment import Unit

_NAME = re.compile(r"\{([\w:.+-]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What of a page no translator gets, with its line (from 1)."""

    line: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Where a page written again first differs: its line (from 1), what stands there, what would."""

    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Roundtrip:
    """How a page survives.

    :ivar units: how many pieces of text translators get
    :ivar unknown: directives that the translation does not know, and HTML with text: they stay as they are
    :ivar cells: code cells whose strings cannot be translated: they stay as they are
    :ivar lost: text that cannot be cut
    :ivar difference: None if the page written again reads as before
    """

    units: int
    unknown: tuple[Fault, ...]
    cells: tuple[Fault, ...]
    lost: tuple[Fault, ...]
    difference: Difference | None

    @property
    def survives(self) -> bool:
        """Whether nothing is lost and nothing differs."""
        return not self.lost and self.difference is None


def check_roundtrip(text: str) -> Roundtrip:
    """Return how a MyST text survives segmentation and being written again.

    First as it is, which must give the same text to the letter. Then with each unit replaced by itself, as
    a translation would be: the lines of a paragraph may become one, and quotes may change their kind, but
    every block and every text must read as before.
    """
    found = segment(text)
    faults = [(code, Fault(line=line, message=message)) for code, line, message, _hint in found.faults]
    return Roundtrip(
        units=len(found.units),
        unknown=tuple(fault for code, fault in faults if code is Code.UNKNOWN_DIRECTIVE),
        cells=tuple(fault for code, fault in faults if code is Code.BAD_CELL),
        lost=tuple(fault for code, fault in faults if code not in (Code.UNKNOWN_DIRECTIVE, Code.BAD_CELL)),
        difference=_first_difference(text, found.units),
    )


def _first_difference(text: str, units: tuple[Unit, ...]) -> Difference | None:
    same, again = translate(text, lambda _unit: None), emit_again(text)
    if same != text:
        return _line_difference(text, same)
    expected = _reading(text)
    if _reading(again) == expected:
        return None
    for unit in units:
        alone = emit_again(text, unit)
        if _reading(alone) != expected:
            before = text.splitlines()[unit.line - 1]
            return Difference(line=unit.line, before=before, after=_line(alone, unit.line))
    return _line_difference(text, again)


def _line_difference(before: str, after: str) -> Difference:
    """Return the first line that differs to the letter."""
    old, new = before.splitlines(), after.splitlines()
    pairs = zip(old, new, strict=False)
    number = next((n for n, (one, other) in enumerate(pairs) if one != other), min(len(old), len(new)))
    return Difference(line=number + 1, before=_line(before, number + 1), after=_line(after, number + 1))


def _line(text: str, number: int) -> str:
    lines = text.splitlines()
    return lines[number - 1] if number <= len(lines) else ""


def _reading(text: str) -> list[str]:
    """Return what stands on a page, block by block: the same for texts that read the same."""
    found = [unit.kind for unit in segment(text).units]
    return [*found, *_blocks(_plain_literals(text))]


def _plain_literals(text: str) -> str:
    """Return a text whose strings of code and options are written in one way."""
    for unit in reversed(segment(text).units):
        if unit.kind in ("python", "option"):
            text = text[: unit.start] + json.dumps(unit.id, ensure_ascii=False) + text[unit.end :]
    return text


def _blocks(text: str) -> Iterator[str]:
    for token in parse_markdown(text):
        if token.type == "inline":
            yield _inline(token.children or [])
            continue
        name = _NAME.match(token.info.strip()) if token.type in ("fence", "colon_fence") else None
        known = DIRECTIVES.get(name[1]) if name else None
        if known is None or known.body in ("python", "opaque"):
            yield f"{token.type} {token.info} {token.content}"
            continue
        body = token.content.split("\n")
        start = options_end(body)
        yield "\n".join([f"{token.type} {token.info}", *body[:start]])
        yield from _blocks("\n".join(_plain_lines(body[start:], known.body)))
        yield "end"


def _plain_lines(body: list[str], kind: str) -> list[str]:
    """Return the lines of a card or a glossary as plain Markdown."""
    if kind == "glossary":
        return [line.lstrip() for line in body]
    return ["" if kind == "card" and CARD_PARTS.fullmatch(line) else line for line in body]


def _inline(children: list[Token]) -> str:
    """Return what a line of text says; a line break that is none for readers is a space."""
    parts = []
    for child in children:
        if child.type in ("text", "softbreak", "text_special"):
            parts.append(child.content or " ")
        else:
            inner = _inline(child.children) if child.children else child.content
            attributes = sorted((name, " ".join(str(value).split())) for name, value in child.attrs.items())
            parts.append(f"<{child.type} {attributes} {inner}>")
    return re.sub(r"\s+", " ", "".join(parts)).strip()

"""Put translations in the place of units, without changing anything else."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from totkit.notebook.blocks import find_blocks
from totkit.notebook.literals import unwrap_cell
from totkit.notebook.markdown import parse_markdown
from totkit.notebook.segment import segment

if TYPE_CHECKING:
    from collections.abc import Callable

    from totkit.notebook.segment import Unit

OUTDATED = "tk-outdated"
_FALLBACK = re.compile(
    rf'<span (?:lang="(?P<lang>[\w-]+)" dir="(?:ltr|rtl)"|class="{OUTDATED}")>'
    r'(?P<text>(?:(?!<span (?:lang|class)="|</span>).)*)</span>'
)
"""How a text in another language than its page's, or an outdated one, stands in it.

A value in another language may stand inside.
"""
_LEADING = re.compile(
    r"[-+*](?=\s|$)|([-*_=])(?=(?:\s*\1)*\s*$)|\+\+\+|#{1,6}(?=\s|$)|[>|%]|:(?=\s|$|::)|`{3}|~{3}|\$\$"
    r"|\d+[.)](?=\s|$)|\(\S*\)=|\[\^?[^\]]+\]:|\\begin\{"
    r"|<(?!/?(?:a|abbr|b|bdi|bdo|br|cite|code|em|i|kbd|mark|q|s|small|span|strong|sub|sup|u|var)\b|[a-z]+:)"
)
"""Beginnings of other blocks, apart from HTML that can stand in a sentence."""
_REGION = re.compile(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)")
_PLAIN_YAML = re.compile(r"[\w][^:#\"'\\\[\]{}]*")


def translate(text: str, lookup: Callable[[Unit], str | None]) -> str:
    """Return the text with units replaced.

    :param lookup: gives what stands in the place of a unit; None: the unit stays to the byte
    """
    for unit in reversed(segment(text).units):
        new = lookup(unit)
        if new is not None and new != unit.id and new.strip():
            text = _put(text, unit, new)
    return text


def emit_again(text: str, only: Unit | None = None) -> str:
    """Return the text with every unit replaced by itself, written as a translation would be.

    :param only: replace this unit alone
    """
    for unit in reversed(segment(text).units):
        if only is None or unit == only:
            text = _put(text, unit, unit.id)
    return text


def _put(text: str, unit: Unit, new: str) -> str:
    """Return the text with a translation in the place of a unit of it."""
    if unit.kind == "comment" and (_REGION.search(new) or not new.strip("#!% \t\r\n")):
        return text
    kind = "atx" if unit.kind == "heading" and _after_hashes(text, unit.start) else unit.kind
    new = _encode(kind, new)
    if unit.kind == "title" and "`" in new and _in_backticks(text, unit.start):
        return text
    return text[: unit.start] + new + text[unit.end :]


def _encode(kind: str, new: str) -> str:
    """Return a translation as it must be written in its place, so that it stays one block."""
    if kind == "python":
        return json.dumps(new, ensure_ascii=False)
    new = " ".join(re.split(r"[\r\n]+", new)).strip()
    if kind == "comment":
        return new.lstrip("#!% \t")
    if kind in ("cell", "paragraph"):
        # A backslash at the end would take what follows with it: a hard line break, the end of a cell.
        new = re.sub(r"(?<!\\)((?:\\\\)*)\\$", r"\1\\\\", new)
    if kind == "cell":
        return re.sub(r"(?<!\\)\|", r"\\|", new)
    if kind == "option":
        return new if _PLAIN_YAML.fullmatch(new) else json.dumps(new, ensure_ascii=False)
    if kind == "entry":
        # What stands after " : " is no part of the term, and ".. " begins a comment.
        new = re.sub(r" +: +", "\u00a0: ", new)
        return f"\\{new}" if new.startswith(".. ") else _escape_leading(new)
    if kind == "atx":  # after the hashes no sign begins another kind of block
        return re.sub(r"(?<=\s)(#+)$", r"\\\1", new)
    if kind in ("paragraph", "term", "heading"):
        return _escape_leading(re.sub(r"(?<=\s)(#+)$", r"\\\1", new))
    return new


def _escape_leading(text: str) -> str:
    """Return the text with a first character escaped that would begin another kind of block."""
    match = _LEADING.match(text)
    if not match:
        return text
    if text[0].isdigit():
        return match[0][:-1] + "\\" + match[0][-1] + text[match.end() :]
    return "\\" + text


def _after_hashes(text: str, start: int) -> bool:
    """Return whether a heading stands after ``#`` signs, and not above a line."""
    return text[text.rfind("\n", 0, start) + 1 : start].strip(" >\t").startswith("#")


def _in_backticks(text: str, start: int) -> bool:
    """Return whether a directive's title stands after backticks, where it cannot hold any."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return "`" in line


def mark_language(text: str, language: str, direction: str) -> str:
    """Return a text marked as being in another language than its page."""
    return f'<span lang="{language}" dir="{direction}">{text}</span>'


def mark_outdated(text: str) -> str:
    """Return a translation marked as that of an older source."""
    return f'<span class="{OUTDATED}">{text}</span>'


def marks_to_spans(text: str) -> str:
    """Return a line whose marked texts are MyST spans, which headings keep."""
    while (new := _FALLBACK.sub(_span, text)) != text:
        text = new
    return text


def _span(match: re.Match[str]) -> str:
    text = match["text"]
    brackets = re.sub(r"\\.", "", re.sub(r"`[^`]*`", "", text))
    if brackets.count("[") != brackets.count("]"):
        text = re.sub(r"(?<!\\)([\[\]])(?!\()", r"\\\1", text)
    name = f"tk-lang-{match['lang']}" if match["lang"] else OUTDATED
    return f"[{text}]{{.{name}}}"


def unwrap_strings(text: str) -> str:
    """Return a MyST notebook with each ``_("…")`` of its code cells replaced by the plain literal."""
    lines = text.split("\n")
    for block in find_blocks(text):
        if block.name == "code-cell" and block.closed:
            body = lines[block.start + 1 : block.end - 1]
            lines[block.start + 1 : block.end - 1] = unwrap_body(body)
    return "\n".join(lines)


def unwrap_body(body: list[str]) -> list[str]:
    """Return a code cell's lines, options included, unwrapped; the number of lines stays."""
    start = options_end(body)
    code = unwrap_cell("\n".join(body[start:]))
    lines = code.split("\n")
    missing = len(body) - start - len(lines)
    return [*body[:start], *lines, *[""] * missing]


def options_end(body: list[str]) -> int:
    """Return where the code of a cell begins, after its options."""
    if body and body[0].strip() == "---":
        ends = (number for number, line in enumerate(body[1:], start=2) if line.strip() == "---")
        return next(ends, 0)
    count = 0
    while count < len(body) and re.match(r"\s*:[\w-]+:", body[count]):
        count += 1
    return count


@lru_cache(maxsize=512)
def skeleton(text: str) -> tuple[str, ...]:
    """Return the block structure of a text: what a translation must not change."""
    return tuple(_skeleton(text))


def _skeleton(text: str) -> list[str]:
    found: list[str] = []
    for token in parse_markdown(text):
        name = re.match(r"\{[\w:.+-]+\}", token.info.strip()) if token.info else None
        found.append(token.type + (f" {name[0]}" if name else ""))
        if token.type in ("fence", "colon_fence") and name and name[0] != "{code-cell}":
            found += _skeleton(token.content)
            found.append("end")
    return found

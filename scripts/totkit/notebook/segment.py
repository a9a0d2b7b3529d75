"""Cut a MyST text into message units: every piece of text that a reader reads, with its place.

A unit's id is its Markdown source, lines joined by a space: the msgid that Sphinx's gettext builder gives
the same block. Everything else (code, ids, targets, destinations, metadata) is not a unit, so a
translation cannot touch it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

from totkit.errors import Code
from totkit.notebook.directives import CARD_PARTS, DIRECTIVES
from totkit.notebook.literals import find_comments, find_strings
from totkit.notebook.markdown import parse_markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_DIRECTIVE = re.compile(r"\{(?P<name>[\w:.+-]+)\}[ \t]*(?P<argument>.*)$")
_OPTION = re.compile(r"\s*:(?P<name>[\w-]+):[ \t]*(?P<value>.*?)\s*$")
_YAML_OPTION = re.compile(r"\s*(?P<name>[\w-]+):[ \t]+(?P<value>.*?)\s*$")
_TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_MARKER = re.compile(r"(###\s*)?(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)")
_GRADED = re.compile(r"\bgrade\W{1,3}true\b")
_CLASSIFIER = re.compile(r" +: +")
_BREAK = re.compile(r"\r\n?|\n")
_HARD_BREAK = re.compile(r"(?<!\\)(?:\\\\)*(\\)$")
_WORD = re.compile(r"[^\W\d_]")
TRANSLATE_COMMENTS = "translate-comments"
"""The tag of a code cell whose comments are translated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One message in a text.

    :ivar kind: ``paragraph``, ``heading``, ``cell`` (of a table), ``term``, ``title`` (of a directive),
        ``option`` (alt text), ``entry`` (a term of a glossary), ``python`` (a literal in ``_()``) or
        ``comment`` (of a code cell that asks for it)
    :ivar start: first character in the text; ``end`` is one after the last
    :ivar line: from 1
    :ivar notes: comments for translators that stand before it
    """

    id: str
    kind: str
    start: int
    end: int
    line: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Segmentation:
    """The units of a text in reading order, and what could not be cut: ``(code, line, message, hint)``."""

    units: tuple[Unit, ...]
    faults: tuple[tuple[Code, int, str, str], ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a nested text: its number in the whole text and the column where it begins there."""

    number: int
    column: int


@lru_cache(maxsize=4096)
def segment(text: str) -> Segmentation:
    """Cut a whole MyST text, front matter included."""
    cutter = _Cutter(text)
    cutter.cut(text, [_Line(number, 0) for number in range(len(cutter.lines))])
    units = sorted(cutter.units, key=lambda unit: unit.start)
    return Segmentation(units=tuple(units), faults=tuple(sorted(cutter.faults, key=lambda fault: fault[1])))


class _Cutter:
    def __init__(self, text: str) -> None:
        breaks = [match.span() for match in _BREAK.finditer(text)]
        self.offsets = [0, *(end for _start, end in breaks)]
        ends = [*(start for start, _end in breaks), len(text)]
        self.lines = [text[start:end] for start, end in zip(self.offsets, ends, strict=True)]
        self.units: list[Unit] = []
        self.faults: list[tuple[Code, int, str, str]] = []
        self.notes: list[str] = []

    def cut(self, text: str, place: Sequence[_Line]) -> None:
        """Cut a nested text whose lines stand at ``place``."""
        parents: list[str] = []
        cells = _Cells()
        for token in parse_markdown(text):
            if token.nesting == 1:
                parents.append(token.type.removesuffix("_open"))
            elif token.nesting == -1:
                parents.pop()
            elif token.type == "myst_line_comment":
                self.notes += [line.strip() for line in token.content.split("\n")]
            elif token.type == "inline":
                self._cut_inline(token, parents[-1] if parents else "paragraph", place, cells)
            elif token.type in ("fence", "colon_fence"):
                self._cut_fence(token, place)
            elif token.type == "html_block" and _WORD.search(_TAG.sub("", token.content)):
                self._fault(
                    Code.UNKNOWN_DIRECTIVE,
                    place[token.map[0] if token.map else 0].number,
                    "a block of raw HTML with text",
                    "write it in Markdown: HTML cannot be translated",
                )

    def _add(self, kind: str, source: str, start: tuple[int, int], end: tuple[int, int]) -> None:
        message = source if kind == "python" else " ".join(source.split("\n")).strip()
        if message and _WORD.search(message) and not _MARKER.fullmatch(message):
            first, last = self.offsets[start[0]] + start[1], self.offsets[end[0]] + end[1]
            notes, self.notes = tuple(self.notes), []
            self.units.append(
                Unit(id=message, kind=kind, start=first, end=last, line=start[0] + 1, notes=notes)
            )

    def _fault(self, code: Code, line: int, message: str, hint: str) -> None:
        self.faults.append((code, line + 1, message, hint))

    def _lost(self, line: int, text: str) -> None:
        self._fault(
            Code.BROKEN_STRUCTURE,
            line,
            f"cannot find {text[:40]!r} in the source",
            "write the block in a plainer way",
        )

    def _cut_inline(self, token: Token, parent: str, place: Sequence[_Line], cells: _Cells) -> None:
        if token.map is None:
            return
        if parent in ("th", "td"):
            self._cut_cell(token, place, cells)
            return
        if not _translatable(token):
            return
        kind = {"heading": "heading", "dt": "term"}.get(parent, "paragraph")
        first = token.map[0]
        pieces = token.content.split("\n")
        group: list[tuple[int, int, int, str]] = []
        for number, piece in enumerate(pieces):
            last = number == len(pieces) - 1
            mark = _HARD_BREAK.search(piece)
            hard = not last and (mark is not None or piece.endswith("  "))
            clean = (piece[: mark.start(1)] if hard and mark else piece).strip()
            where = self._locate(place[first + number], clean, heading=parent == "heading")
            if where is None:
                self._lost(place[first + number].number, clean)
                return
            if group and where[0] != group[-1][0] + 1:
                self._lost(where[0], clean)
                return
            group.append((*where, clean))
            if hard or last:
                source = "\n".join(item[3] for item in group)
                self._add(kind, source, (group[0][0], group[0][1]), (group[-1][0], group[-1][2]))
                group = []

    def _locate(self, line: _Line, piece: str, *, heading: bool = False) -> tuple[int, int, int] | None:
        """Return line, start and end column of a piece: at the line's end, except for headings."""
        text = self.lines[line.number]
        if heading:
            start = text.find(piece, line.column + _heading_marks(text, line.column))
        else:
            bare = text.rstrip()
            for tail in ("", "\\"):
                trimmed = bare.removesuffix(tail) if tail else bare
                if trimmed.endswith(piece):
                    start = len(trimmed) - len(piece)
                    break
            else:
                start = text.find(piece, line.column)
        return None if start < line.column else (line.number, start, start + len(piece))

    def _cut_cell(self, token: Token, place: Sequence[_Line], cells: _Cells) -> None:
        assert token.map is not None
        line = place[token.map[0]]
        text = self.lines[line.number]
        begin = cells.next(line)
        for source in (token.content, token.content.replace("|", r"\|")):
            start = text.find(source, begin)
            if start >= 0:
                cells.taken[line.number] = start + len(source)
                if _translatable(token):
                    self._add("cell", source, (line.number, start), (line.number, start + len(source)))
                return
        self._lost(line.number, token.content)

    def _cut_fence(self, token: Token, place: Sequence[_Line]) -> None:
        assert token.map is not None
        opening = place[token.map[0]]
        match = _DIRECTIVE.match(token.info.strip())
        if match is None and token.type == "fence":
            return
        name = match["name"] if match else "div"
        directive = DIRECTIVES.get(name)
        if directive is None:
            self._fault(
                Code.UNKNOWN_DIRECTIVE,
                opening.number,
                f"unknown directive {{{name}}}",
                f"{_nearest(name)}docs/reference/formats.md lists those that can be translated",
            )
            return
        body, lines = self._body(token, place)
        argument = match["argument"].strip() if match else ""
        if argument and directive.argument == "title":
            self._cut_argument(argument, opening)
        start = self._cut_options(body, lines, directive.options)
        if directive.body == "python":
            self._cut_python(body[start:], lines[start:])
            self._cut_comments(body, lines, start)
        elif directive.body == "card":
            self._cut_card(body[start:], lines[start:])
        elif directive.body == "glossary":
            self._cut_glossary(body[start:], lines[start:])
        elif directive.body == "markdown":
            inner, at = body[start:], lines[start:]
            if argument and directive.argument == "body":
                column = self.lines[opening.number].find(argument, self.lines[opening.number].find("}"))
                inner, at = [argument, *inner], [_Line(opening.number, column), *at]
            self.cut("\n".join(inner), at)

    def _cut_argument(self, argument: str, opening: _Line) -> None:
        text = self.lines[opening.number]
        start = text.find(argument, text.find("}"))
        self._add("title", argument, (opening.number, start), (opening.number, start + len(argument)))

    def _body(self, token: Token, place: Sequence[_Line]) -> tuple[list[str], list[_Line]]:
        """Return the lines of a fence's content and where each stands."""
        assert token.map is not None
        body = token.content.removesuffix("\n").split("\n") if token.content else []
        lines = []
        for number, inner in enumerate(body, start=token.map[0] + 1):
            outer = place[number]
            text = self.lines[outer.number]
            column = len(text) - len(inner) if text.endswith(inner) else outer.column
            lines.append(_Line(outer.number, max(column, 0) if inner.strip() else len(text)))
        return body, lines

    def _cut_options(self, body: list[str], lines: list[_Line], names: tuple[str, ...]) -> int:
        """Cut text options of a directive; return the line of the body where its content begins."""
        if body and body[0].strip() == "---":
            end = next((n for n, text in enumerate(body[1:], start=1) if text.strip() == "---"), None)
            if end is None:
                return 0
            for text, line in zip(body[1:end], lines[1:end], strict=True):
                self._cut_option(_YAML_OPTION.fullmatch(text), line, names)
            return end + 1
        count = 0
        while count < len(body) and (match := _OPTION.fullmatch(body[count])):
            self._cut_option(match, lines[count], names)
            count += 1
        return count

    def _cut_option(self, match: re.Match[str] | None, line: _Line, names: tuple[str, ...]) -> None:
        if match is None or match["name"] not in names or not match["value"]:
            return
        start, end = line.column + match.start("value"), line.column + match.end("value")
        self._add("option", _unquote(match["value"]), (line.number, start), (line.number, end))

    def _cut_python(self, body: list[str], lines: list[_Line]) -> None:
        strings, fault = find_strings("\n".join(body))
        if fault:
            self._fault(Code.BAD_CELL, lines[fault[0]].number, fault[1], 'write one plain literal: _("…")')
        for string in strings:
            first, last = lines[string.start[0]], lines[string.end[0]]
            start = (first.number, first.column + string.start[1])
            end = (last.number, last.column + string.end[1])
            self._add("python", string.text, start, end)

    def _cut_comments(self, body: list[str], lines: list[_Line], start: int) -> None:
        """Cut the comments of a code cell that is tagged for it; a graded one stays as it is."""
        options = "\n".join(body[:start])
        if "tags" not in options or TRANSLATE_COMMENTS not in options:
            return
        if _GRADED.search(options):
            self._fault(
                Code.BAD_CELL,
                lines[0].number,
                f"a graded cell has the tag {TRANSLATE_COMMENTS}",
                "take the tag out: a graded cell is the same in every language",
            )
            return
        for number, column, text in find_comments("\n".join(body[start:])):
            line = lines[start + number]
            first = line.column + column
            self._add("comment", text, (line.number, first), (line.number, first + len(text)))

    def _cut_card(self, body: list[str], lines: list[_Line]) -> None:
        ends = [number for number, text in enumerate(body) if CARD_PARTS.fullmatch(text)]
        for first, end in zip([0, *(number + 1 for number in ends)], [*ends, len(body)], strict=True):
            self.cut("\n".join(body[first:end]), lines[first:end])

    def _cut_glossary(self, body: list[str], lines: list[_Line]) -> None:
        """Cut terms, which stand at the margin, and the definitions that stand indented below them.

        :source: Sphinx, ``sphinx.domains.std.Glossary.run``
        """
        inner: list[str] = []
        places: list[_Line] = []
        for text, line in (*zip(body, lines, strict=True), ("end", None)):
            if not text or text[0].isspace():
                inner.append(text)
                places.append(line or _Line(0, 0))
                continue
            self._cut_definition(inner, places)
            inner, places = [], []
            if line is not None and not text.startswith(".. "):
                term = _CLASSIFIER.split(text)[0].rstrip()
                end = line.column + len(term)
                self._add("entry", term, (line.number, line.column), (line.number, end))

    def _cut_definition(self, body: list[str], lines: list[_Line]) -> None:
        indent = min((len(text) - len(text.lstrip()) for text in body if text.strip()), default=0)
        places = [_Line(line.number, line.column + indent) for line in lines]
        self.cut("\n".join(text[indent:] for text in body), places)


class _Cells:
    """How far each row of a table has been cut."""

    def __init__(self) -> None:
        self.taken: dict[int, int] = {}

    def next(self, line: _Line) -> int:
        """Return the column after the last cell cut in a line."""
        return self.taken.get(line.number, line.column)


def _nearest(name: str) -> str:
    near = get_close_matches(name, sorted(DIRECTIVES), n=1)
    return f"did you mean {{{near[0]}}}? " if near else ""


def _translatable(token: Token) -> bool:
    """Return whether an inline has words of its own, apart from formulas and targets."""
    children = token.children or []
    skipped = ("math_inline", "math_inline_double", "softbreak")
    texts = [child for child in children if child.type not in skipped]
    return any(child.type != "text" or _WORD.search(child.content) for child in texts)


def _heading_marks(text: str, column: int) -> int:
    match = re.match(r"\s*#+\s*", text[column:])
    return match.end() if match else 0


def _unquote(value: str) -> str:
    """Return the text of a quoted YAML scalar."""
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        inner = value[1:-1]
        return (
            inner.replace("''", "'") if value[0] == "'" else inner.replace('\\"', '"').replace("\\\\", "\\")
        )
    return value

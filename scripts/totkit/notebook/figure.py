"""The words of a figure: an SVG text cut into message units, and written again with translations.

A label is one ``<text>``, ``<title>`` or ``<desc>`` with nothing but text in it. A figure with words becomes
part of its page, so that its labels are written in the page's fonts; what could reach beyond the figure there
is a fault: scripts, style sheets, entities, links to elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from totkit.errors import Code
from totkit.notebook.segment import Segmentation, Unit

if TYPE_CHECKING:
    from collections.abc import Callable

LABELS = frozenset({"text", "title", "desc"})
FORBIDDEN = frozenset({"a", "foreignObject", "iframe", "image", "script", "style"})
_WITH_WORDS = re.compile(r"<(?:text|title|desc)\b")
_LETTER = re.compile(r"[^\W\d_]")
_ELSEWHERE = re.compile(r"(?:xlink:)?href$")
_ANCHOR = re.compile(r"""(text-anchor\s*(?:=\s*["']|:\s*))(start|end)\b""")
_ROOT = re.compile(r"<svg\b[^>]*")
_OTHER_END = {"start": "end", "end": "start"}


@lru_cache(maxsize=256)
def segment_figure(text: str) -> Segmentation:
    """Cut an SVG text; one without labels has no units and no faults."""
    if not _WITH_WORDS.search(text):
        return Segmentation(units=(), faults=())
    cutter = _Cutter(text)
    units = tuple(cutter.units)
    return Segmentation(units=units, faults=tuple(sorted(cutter.faults, key=lambda fault: fault[1])))


def translate_figure(text: str, lookup: Callable[[Unit], str | None], *, source: str) -> str:
    """Return an SVG text with its labels replaced.

    :param lookup: gives what stands in the place of a label; None: it stays, marked with its language
    :param source: BCP 47 of the labels
    """
    for unit in reversed(segment_figure(text).units):
        new = lookup(unit)
        mark = f' lang="{source}"' if new is None else ""
        label = text[unit.start : unit.end] if new is None else escape(" ".join(new.split()), quote=False)
        text = f"{text[: unit.start - 1]}{mark}>{label}{text[unit.end :]}"
    return text


def turn_figure(text: str, direction: str) -> str:
    """Return an SVG text whose labels run in another direction and keep the places that they have.

    Where a label starts depends on its direction: what was ``start`` is ``end`` then.
    """
    text = _ANCHOR.sub(lambda match: match[1] + _OTHER_END[match[2]], text)

    def turn(root: re.Match[str]) -> str:
        anchor = "" if "text-anchor" in root[0] else ' text-anchor="end"'
        return f'{root[0].rstrip("/")} direction="{direction}"{anchor}'

    return _ROOT.sub(turn, text, count=1)


@dataclass(slots=True)
class _Label:
    """A label that is being read; ``start`` is a place in the bytes."""

    line: int
    start: int = -1
    words: str = ""


class _Cutter:
    """Reads an SVG text once; all places are bytes until a unit is made."""

    def __init__(self, text: str) -> None:
        self.content = text.encode()
        self.units: list[Unit] = []
        self.faults: list[tuple[Code, int, str, str]] = []
        self.label: _Label | None = None
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words
        self.parser.CommentHandler = lambda _text: self._part("a comment")
        try:
            self.parser.Parse(self.content, True)
        except expat.ExpatError as error:
            what = expat.ErrorString(error.code)
            self._fault(f"this figure cannot be read: {what}", "save it as plain SVG", error.lineno)

    def _fault(self, message: str, hint: str, line: int = 0) -> None:
        self.faults.append((Code.BAD_FIGURE, line or self.parser.CurrentLineNumber, message, hint))

    def _doctype(self, *_declaration: Any) -> None:
        self._fault("this figure declares a document type", "take the line <!DOCTYPE …> out")

    def _part(self, what: str) -> None:
        if self.label:
            self._fault(f"a label has {what} in it", "write each label as one <text> with nothing but text")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._part(f"<{name}>")
        if name in FORBIDDEN:
            self._fault(f"this figure has <{name}>", "it becomes part of its page: draw with shapes and text")
        for key, value in attributes.items():
            if key.startswith("on") or (_ELSEWHERE.match(key) and not value.startswith("#")):
                self._fault(f"this figure has {key}={value!r}", "take it out: a figure stands for itself")
        if name in LABELS:
            self.label = _Label(line=self.parser.CurrentLineNumber)

    def _words(self, words: str) -> None:
        if self.label:
            if self.label.start < 0:
                self.label.start = self.parser.CurrentByteIndex
            self.label.words += words

    def _end(self, name: str) -> None:
        if name not in LABELS or self.label is None:
            return
        label, self.label = self.label, None
        message = " ".join(label.words.split())
        if _LETTER.search(message):
            start, end = self._place(label.start), self._place(self.parser.CurrentByteIndex)
            self.units.append(Unit(id=message, kind="label", start=start, end=end, line=label.line))

    def _place(self, byte: int) -> int:
        return len(self.content[:byte].decode())

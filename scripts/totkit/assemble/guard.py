"""The leak guard: looks for private text in anything that learners may get.

Private texts are compared as runs of words, so that markup, line breaks, entities and JSON escapes do
not hide them. The guard knows nothing of how a file was made.
"""

from __future__ import annotations

import html
import io
import json
import re
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from totkit.errors import Code, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    _Index = Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]

RUN = 8
"""How many words in a row of a private text make a find; texts of fewer words count as a whole."""
SHORTEST = 5
"""Texts of fewer words are too common to look for."""
LETTERS_RUN = 32
"""The same in scripts that write no spaces between words, counted in letters."""
LETTERS_SHORTEST = 20
_UNSPACED = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
"""Letters of Thai, Lao, Burmese, Khmer, Japanese and Chinese; each counts as a word."""
_WORDS = re.compile(rf"{_UNSPACED}|(?:(?!{_UNSPACED})\w)+")
_TAGS = re.compile(r"</?[a-zA-Z][^<>]*>")
_ATTRIBUTES = re.compile(r"""=\s*(?:"([^"]*)"|'([^']*)')""")
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_ESCAPE = re.compile(r"\\+(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([nrt]))")
_FENCES = re.compile(r"(?m)^\s*[:%>]+|\{\{|\}\}")
_MARKS = re.compile(
    r"BEGIN (?:SOLUTION|HIDDEN TESTS|MARK SCHEME)|END (?:SOLUTION|HIDDEN TESTS|MARK SCHEME)"
    r"|\{facilitator\}|tk-facilitator\b(?!\s*[{,.:>+~\[])|totkit-canary-\w+"
)
_BINARY = (".png", ".jpg", ".jpeg", ".webp", ".woff", ".woff2", ".ttf", ".ico", ".gif", ".map")
_OURS = ("_ext/", "_static/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What to look for.

    :ivar runs: runs of words of private texts, each with the text's beginning for the message
    """

    runs: Mapping[tuple[str, ...], str]

    @classmethod
    def of(cls, private: Iterable[str], public: Iterable[str] = ()) -> Guard:
        """Make a guard for private texts; runs that also stand in a public text are left out."""
        runs = {run: text.strip()[:60] for text in private for run in _runs(text)}
        lengths = {len(run) for run in runs}
        for text in public:
            words = _words(_plain(text))
            for length in lengths:
                for run in _slices(words, length):
                    runs.pop(run, None)
        return cls(runs=runs)

    def scan(self, files: Mapping[str, bytes]) -> list[Problem]:
        """Return every private text and mark found in files, at most one problem for each file and text."""
        index = self._by_beginning()
        return [found for path, content in files.items() for found in self._scan_file(path, content, index)]

    def _scan_file(self, path: str, content: bytes, index: _Index) -> Iterator[Problem]:
        if path.startswith(_OURS) or path.lower().endswith(_BINARY):
            return
        for place, text in _texts(path, content):
            readings = tuple(_readings(text))
            marks = (mark for reading in readings for mark in _marks(reading))
            private = (found for reading in readings for found in self._private(reading, index))
            for what in dict.fromkeys((*marks, *private)):
                yield Problem(
                    where=Place(file=place),
                    code=Code.PRIVATE_TEXT,
                    message=f"private text would reach learners: {what!r}",
                    hint="nothing was published; take the text out of what learners get",
                )

    def _by_beginning(self) -> _Index:
        found: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        for run in self.runs:
            found.setdefault(run[:SHORTEST], []).append(run)
        return {beginning: tuple(runs) for beginning, runs in found.items()}

    def _private(self, text: str, by_beginning: _Index) -> Iterator[str]:
        words = tuple(_words(text))
        for start in range(len(words) - SHORTEST + 1):
            for run in by_beginning.get(words[start : start + SHORTEST], ()):
                if words[start : start + len(run)] == run:
                    yield self.runs[run]


def _marks(text: str) -> Iterator[str]:
    for match in _MARKS.finditer(text):
        yield match[0]


def _words(text: str) -> list[str]:
    """Return the words of a text, whatever its case, its ligatures and its signs that nobody sees."""
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    return _WORDS.findall(_FENCES.sub(" ", plain).casefold().translate(_combining_signs()))


@cache
def _combining_signs() -> Mapping[int, None]:
    """Return what to drop so that vowel signs and accents do not cut a word in pieces."""
    return {code: None for code in range(0x20000) if unicodedata.category(chr(code)).startswith("M")}


def _plain(text: str) -> str:
    """Return Markdown without tags and link destinations."""
    return _TAGS.sub(" ", re.sub(r"\]\([^)]*\)", "]", text))


def _slices(words: list[str], length: int) -> Iterator[tuple[str, ...]]:
    return (tuple(words[start : start + length]) for start in range(len(words) - length + 1))


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the runs of a private text and of each of its lines: of ``RUN`` words, or a shorter one whole."""
    for part in (text, *text.splitlines()):
        words = _words(_plain(part))
        if _unspaced(words):
            if len(words) >= LETTERS_SHORTEST:
                yield from _slices(words, LETTERS_RUN if len(words) >= LETTERS_RUN else LETTERS_SHORTEST)
        elif len(words) >= SHORTEST:
            yield from _slices(words, min(RUN, len(words)))


def _unspaced(words: list[str]) -> bool:
    """Return whether most words are single letters of a script that writes no spaces."""
    return sum(bool(re.match(_UNSPACED, word)) for word in words) > len(words) / 2


def _texts(path: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Yield the texts of a file, those inside zips too, each with its place."""
    if path.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from _texts(f"{path}!{name}", archive.read(name))
        return
    if path.endswith(".inv"):
        content = _inventory(content)
    text = content.decode("utf-8", errors="replace")
    if path.endswith((".ipynb", ".json")):
        try:
            text = "\n".join(_strings(json.loads(text)))
        except ValueError:
            # What is no JSON is read as it is: nothing may hide in a broken file.
            yield path, text
            return
    yield path, text


def _inventory(content: bytes) -> bytes:
    """Return the text of Sphinx's list of targets, packed after its four lines of head."""
    head, packed = content.split(b"\n", 4)[:4], content.split(b"\n", 4)[-1]
    try:
        return b"\n".join([*head, zlib.decompress(packed)])
    except zlib.error:
        return content


def _readings(text: str) -> Iterator[str]:
    """Yield what a reader's program can show of a text, or keep beside what it shows."""
    text = _ESCAPE.sub(_unescaped, text).replace('\\"', '"') if "\\" in text else text
    apart = html.unescape(_TAGS.sub(" ", text))
    yield apart
    if "<" not in text:
        return
    together = html.unescape(_TAGS.sub("", text))
    if together != apart:
        yield together
    values = (first or second for first, second in _ATTRIBUTES.findall(text))
    yield html.unescape("\n".join(value for value in values if value))


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else "\n"


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from _strings(item)
    elif isinstance(value, list):
        yield from (text for item in value for text in _strings(item))

"""The leak guard: looks for private text in anything that learners may get.

Private texts are compared as runs of words, so that markup, line breaks, entities and JSON escapes do
not hide them. The guard knows nothing of how a file was made.
"""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from totkit.errors import Code, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

RUN = 8
"""How many words in a row of a private text make a find; texts of fewer words count as a whole."""
SHORTEST = 5
"""Texts of fewer words are too common to look for."""
_WORDS = re.compile(r"\w+")
_TAGS = re.compile(r"<[^<>]*>")
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
        return [problem for path, content in files.items() for problem in self._scan_file(path, content)]

    def _scan_file(self, path: str, content: bytes) -> Iterator[Problem]:
        if path.startswith(_OURS) or path.lower().endswith(_BINARY):
            return
        for place, text in _texts(path, content):
            found = dict.fromkeys((*_marks(text), *self._private(text)))
            for what in found:
                yield Problem(
                    where=Place(file=place),
                    code=Code.PRIVATE_TEXT,
                    message=f"private text would reach learners: {what!r}",
                    hint="nothing was published; take the text out of what learners get",
                )

    def _private(self, text: str) -> Iterator[str]:
        words = _words(text)
        for length in sorted({len(run) for run in self.runs}):
            for run in _slices(words, length):
                if run in self.runs:
                    yield self.runs[run]


def _marks(text: str) -> Iterator[str]:
    for match in _MARKS.finditer(text):
        yield match[0]


def _words(text: str) -> list[str]:
    return _WORDS.findall(_FENCES.sub(" ", text).casefold())


def _plain(text: str) -> str:
    """Return Markdown without tags and link destinations."""
    return _TAGS.sub(" ", re.sub(r"\]\([^)]*\)", "]", text))


def _slices(words: list[str], length: int) -> Iterator[tuple[str, ...]]:
    return (tuple(words[start : start + length]) for start in range(len(words) - length + 1))


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the runs of a private text: all of ``RUN`` words, or the whole of a shorter one."""
    words = _words(_plain(text))
    if len(words) >= SHORTEST:
        yield from _slices(words, min(RUN, len(words)))


def _texts(path: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Yield the texts of a file, those inside zips too, as a reader's program would show them."""
    if path.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from _texts(f"{path}!{name}", archive.read(name))
        return
    text = content.decode("utf-8", errors="replace")
    if path.endswith((".ipynb", ".json")):
        yield path, "\n".join(_strings(json.loads(text)))
    elif path.endswith((".html", ".svg", ".xml")):
        yield path, html.unescape(_TAGS.sub(" ", text)) + " ".join(re.findall(r'(?:alt|title|content)="([^"]*)"', text))
        yield path, " ".join(re.findall(r"tk-facilitator(?=[\s\"'])", text))
    else:
        yield path, text.replace("\\n", "\n").replace('\\"', '"')


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield html.unescape(_TAGS.sub(" ", value)) if "<" in value else value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from _strings(item)
    elif isinstance(value, list):
        yield from (text for item in value for text in _strings(item))

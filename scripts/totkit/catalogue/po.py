"""PO text <-> :class:`~totkit.model.Catalogue`.

Babel reads a previous msgid as a translator's comment, skips lines that it cannot read and takes the second
of two equal messages away; a translator's work must not get lost so, and files must stay as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from totkit.model import DRAFT, Catalogue, Message

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

WIDTH = 100
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_KEYWORD = re.compile(r"(msgid|msgstr)\s+(.*)")
_LOCATION = re.compile(r"\u2068([^\u2069]*)\u2069(?::(\d+))?|(\S+?)(?::(\d+))?(?=\s|$)")
_PRINTF = re.compile(r"%(?:\(\w+\))?[sdr](?!\w)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


class CatalogueSyntaxError(ValueError):
    """A PO text cannot be read; ``lineno`` counts from 1."""

    def __init__(self, message: str, lineno: int) -> None:
        self.lineno = lineno
        super().__init__(message)


@dataclass(slots=True)
class _Entry:
    """A message while it is read: its texts by name, ``last`` the one that may go on."""

    comments: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    locations: list[tuple[str, int]] = field(default_factory=list)
    fuzzy: bool = False
    obsolete: bool = False
    line: int = 0
    texts: dict[str, str] = field(default_factory=dict)
    last: str = ""


def parse_po(text: str, locale: str, file: str = "") -> Catalogue:
    """Parse the text of a PO file.

    :param file: where the text stands, for error messages about single messages
    :raises CatalogueSyntaxError: if it is not PO, or if a message stands in it twice
    """
    messages: dict[str, Message] = {}
    obsolete: dict[str, Message] = {}
    for entry in _entries(text):
        found = obsolete if entry.obsolete else messages
        key = entry.texts["msgid"]
        if key in found:
            raise CatalogueSyntaxError(
                f"is not PO: the message of line {entry.line} stands in line {found[key].place[1]} too",
                entry.line,
            )
        if key:
            found[key] = _message(entry, file)
    return Catalogue(locale=locale, messages=messages, obsolete=obsolete)


def _message(entry: _Entry, file: str) -> Message:
    return Message(
        id=entry.texts["msgid"],
        text=entry.texts["msgstr"],
        fuzzy=entry.fuzzy,
        locations=tuple(entry.locations),
        notes=tuple(entry.notes),
        comments=tuple(entry.comments),
        previous=(entry.texts["previous"],) if "previous" in entry.texts else (),
        place=(file, entry.line),
    )


def _entries(text: str) -> Iterator[_Entry]:
    entry = _Entry()
    number = 0
    for number, raw in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        line = raw.strip()
        if "msgstr" in entry.texts and _begins(line):
            yield entry
            entry = _Entry()
        if line:
            _read_line(entry, line, number)
    if "msgstr" in entry.texts:
        yield entry
    elif entry.texts:
        raise CatalogueSyntaxError("is not PO: the last message has no msgstr", entry.line or number)


def _begins(line: str) -> bool:
    """Return whether a line can only belong to the next message."""
    bare = line.removeprefix("#~").lstrip()
    return not line or bare.startswith("msgid") or (line.startswith("#") and not line.startswith("#~ "))


def _read_line(entry: _Entry, line: str, number: int) -> None:
    if line.startswith(("#|", "#~|")):
        _read_text(entry, line.partition("|")[2].strip(), number, previous=True)
    elif line.startswith("#~"):
        entry.obsolete = True
        _read_text(entry, line[2:].strip(), number)
    elif line.startswith("#"):
        _read_comment(entry, line)
    else:
        _read_text(entry, line, number)


def _read_comment(entry: _Entry, line: str) -> None:
    kind, rest = line[1:2], line[2:].strip()
    if kind == ".":
        entry.notes.append(rest)
    elif kind == ",":
        entry.fuzzy = entry.fuzzy or "fuzzy" in rest.replace(",", " ").split()
    elif kind == ":":
        found = _LOCATION.finditer(rest)
        entry.locations += [(match[1] or match[3], int(match[2] or match[4] or 0)) for match in found]
    else:
        entry.comments.append(line[1:].strip())


def _read_text(entry: _Entry, line: str, number: int, *, previous: bool = False) -> None:
    match = _KEYWORD.fullmatch(line)
    if match:
        name = "previous" if previous else match[1]
        if name in entry.texts or (name == "msgstr" and "msgid" not in entry.texts):
            raise CatalogueSyntaxError(f"is not PO: {name} out of place", number)
        entry.last, entry.texts[name], line = name, "", match[2]
        entry.line = number if name == "msgid" else entry.line
    quoted = _QUOTED.fullmatch(line)
    if quoted is None or not entry.last:
        raise CatalogueSyntaxError(f"is not PO: cannot read {line[:40]!r}", number)
    entry.texts[entry.last] += re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), quoted[1])


def dump_po(catalogue: Catalogue) -> str:
    """Return a catalogue as PO text: the same text for the same messages, without any timestamp."""
    entries = [_dump(message) for message in catalogue.messages.values()]
    entries += [_dump(message, "#~ ") for message in catalogue.obsolete.values()]
    return _header(catalogue.locale) + "".join(f"{entry}\n\n" for entry in entries)


def _dump(message: Message, prefix: str = "") -> str:
    from babel.messages.pofile import normalize

    def keyword(name: str, text: str, start: str) -> list[str]:
        lines = f"{name} {normalize(text, prefix=start, width=WIDTH)}".split("\n")
        return [lines[0] if line is lines[0] else line.removeprefix(start) for line in lines]

    before = "#~| " if prefix else "#| "
    return "\n".join(
        [
            *(f"# {line}".rstrip() for line in message.comments),
            *(f"#. {line}".rstrip() for line in message.notes),
            *_dump_locations(message.locations),
            *_dump_flags(message),
            *(before + line for text in message.previous for line in keyword("msgid", text, before)),
            *(prefix + line for line in keyword("msgid", message.id, prefix)),
            *(prefix + line for line in keyword("msgstr", message.text, prefix)),
        ]
    )


def _dump_locations(locations: tuple[tuple[str, int], ...]) -> list[str]:
    places = [
        (f"\u2068{file}\u2069" if " " in file else file) + (f":{line}" if line else "")
        for file, line in dict.fromkeys(locations)
    ]
    lines: list[str] = []
    for place in places:
        if lines and len(lines[-1]) + 1 + len(place) <= WIDTH:
            lines[-1] += f" {place}"
        else:
            lines.append(f"#: {place}")
    return lines


def _dump_flags(message: Message) -> list[str]:
    """Return the flags; for translators' tools also that fields must stay (``5% dearer`` has none)."""
    from babel.messages.catalog import Message as BabelMessage

    flags = {
        "fuzzy": message.fuzzy,
        "python-brace-format": "{" in message.id and BabelMessage(message.id).python_brace_format,
        "python-format": _PRINTF.search(message.id),
    }
    named = [name for name, given in flags.items() if given]
    return [f"#, {', '.join(named)}"] if named else []


def _header(locale: str) -> str:
    lines = [
        "Project-Id-Version: totkit",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
    ]
    if locale:
        lines.insert(1, f"Language: {locale.replace('-', '_')}")
        lines.append(f"Plural-Forms: {_plural_forms(locale)}")
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines) + "\n"


def _plural_forms(locale: str) -> str:
    from babel.messages.plurals import get_plural

    return get_plural(locale.replace("-", "_")).plural_forms


def lift_drafts(text: str, lines: Collection[int]) -> str:
    """Return a PO text without the draft mark of some messages, everything else to the byte as it was.

    :param lines: where the ``msgid`` of each message stands, from 1
    """
    rows = text.split("\n")
    gone: set[int] = set()
    for line in lines:
        above = line - 2
        while (
            above >= 0 and rows[above].lstrip().startswith("#") and not rows[above].lstrip().startswith("#~")
        ):
            if rows[above].strip()[1:].strip() == DRAFT:
                gone.add(above)
            above -= 1
    return "\n".join(row for number, row in enumerate(rows) if number not in gone)

"""Catalogues <-> XLIFF 1.2, the format in which agencies take and give back work.

Version 1.2, because every agency's tool reads it; few read 2.0 whole. Placeholders, code, roles and the
targets of links are inline ``<ph>`` elements, which these tools keep from being changed. The work on XML is
translate-toolkit's (extra ``xliff``).

:source: OASIS, XLIFF Version 1.2, 1 February 2008: 2.2 "Named group elements", ``state`` values
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from totkit.catalogue.po import CatalogueSyntaxError
from totkit.model import DRAFT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from totkit.model import Message

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
NEEDS_TRANSLATION, NEEDS_REVIEW, TRANSLATED = "needs-translation", "needs-review-translation", "translated"
DONE = (TRANSLATED, "signed-off", "final")
"""States of a target that a person stands for."""
_PROTECTED = re.compile(
    r"\{\{.+?\}\}"
    r"|\{[\w:.+-]+\}`[^`<]*`|\{[\w:.+-]+\}`(?=[^`]*<[^`>]+>`)|\s?<[^`<>]+>`"
    r"|(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
    r"|\[\^[^\]]+\]|\]\(\s*<?[^)>\s]+>?\)?|\]\{[.#][^}]*\}"
    r"|(?<![\\$])\$[^$\s](?:[^$]*[^$\s\\])?\$(?!\d)"
    r"|</?[a-zA-Z][^<>]*>"
    r"|(?<!\{)\{\w*(?:[.\[:!][^{}]*)?\}(?![}`])"
)
"""What a translator moves and does not change."""
_INLINE = ("ph", "x", "it", "bpt", "ept", "bx", "ex")


@dataclass(frozen=True, slots=True, kw_only=True)
class XliffFile:
    """What one ``<file>`` holds.

    :ivar original: the PO file, relative to the course
    :ivar source: BCP 47
    """

    original: str
    source: str
    target: str
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedUnit:
    """A unit of an XLIFF file that came back.

    :ivar state: of the target; empty if the tool wrote none
    """

    original: str
    language: str
    id: str
    text: str
    state: str


def unit_id(message: Message) -> str:
    """Return the id of a message's unit: it stays as long as its source does."""
    return hashlib.sha256(message.id.encode()).hexdigest()[:16]


def state_of(message: Message) -> str:
    """Return the state in which a message goes out."""
    if not message.usable:
        return NEEDS_TRANSLATION
    return NEEDS_REVIEW if message.draft else TRANSLATED


def dump_xliff(files: Iterable[XliffFile]) -> bytes:
    """Return catalogues of one language as one XLIFF file, without any timestamp.

    :raises ImportError: without the extra ``xliff``
    """
    store = _store_class()()
    for file in files:
        node = store.createfilenode(file.original, file.source, file.target)
        if node.getparent() is None:
            store.document.getroot().append(node)
        store.switchfile(file.original)
        for message in file.messages:
            _add_unit(store, message)
    return bytes(store)


def _store_class() -> Any:
    """Return translate-toolkit's class, writing 1.2 where it writes 1.1 by itself."""
    from translate.storage.xliff import Xliff1File, Xliff1Unit

    unit = type("Unit12", (Xliff1Unit,), {"namespace": NAMESPACE})
    skeleton = Xliff1File.XMLskeleton.replace("document:1.1", "document:1.2").replace("'1.1'", "'1.2'")
    return type("File12", (Xliff1File,), {"XMLskeleton": skeleton, "UnitClass": unit, "namespace": NAMESPACE})


def _add_unit(store: Any, message: Message) -> None:
    numbers: dict[str, int] = {}
    unit = store.UnitClass("")
    store.addunit(unit)
    unit.setid(unit_id(message))
    unit.rich_source = [_rich(message.id, numbers)]
    unit.rich_target = [_rich(message.text, numbers)]
    unit.get_target_dom().set("state", state_of(message))
    for note in message.notes:
        unit.addnote(note, origin="developer")
    for comment in message.comments:
        if comment != DRAFT:
            unit.addnote(comment, origin="translator")
    for previous in message.previous:
        unit.addnote(f"This was translated from: {previous}", origin="developer")
    for number, (file, line) in enumerate(dict.fromkeys(message.locations), start=1):
        places = [("sourcefile", file), *([("linenumber", str(line))] if line else [])]
        unit.createcontextgroup(f"place-{number}", places, purpose="location")


def _rich(text: str, numbers: dict[str, int]) -> Any:
    """Return a text with its protected parts as inline elements, the same part with the same number."""
    from translate.storage.placeables import StringElem
    from translate.storage.placeables.xliff import Ph

    parts: list[Any] = []
    end = 0
    for match in _PROTECTED.finditer(text):
        number = numbers.setdefault(match[0], len(numbers) + 1)
        parts += [text[end : match.start()], Ph(id=str(number), sub=[match[0]])]
        end = match.end()
    return StringElem([part for part in (*parts, text[end:]) if part != ""])


def parse_xliff(content: bytes) -> tuple[ReturnedUnit, ...]:
    """Return the units of an XLIFF 1.x file in its order.

    :raises CatalogueSyntaxError: if it is not XLIFF 1.x, or has a unit twice
    :raises ImportError: without the extra ``xliff``
    """
    store_class = _store_class()
    from lxml.etree import XMLSyntaxError

    try:
        store = store_class.parsestring(content)
    except XMLSyntaxError as error:
        raise CatalogueSyntaxError(f"is not XLIFF: {error.msg}", error.lineno or 0) from error
    except (ValueError, AssertionError, StopIteration) as error:
        raise CatalogueSyntaxError("is not XLIFF 1.2", 0) from error
    units = tuple(_returned(unit.xmlelement) for unit in store.units)
    _refuse_twins(store, units)
    return units


def _refuse_twins(store: Any, units: Sequence[ReturnedUnit]) -> None:
    seen: set[tuple[str, str]] = set()
    for unit, node in zip(units, store.units, strict=True):
        if (unit.original, unit.id) in seen:
            line = node.xmlelement.sourceline or 0
            raise CatalogueSyntaxError(f"has the unit {unit.id!r} of {unit.original} twice", line)
        seen.add((unit.original, unit.id))


def _returned(node: Any) -> ReturnedUnit:
    file = next(parent for parent in node.iterancestors() if _name(parent) == "file")
    source = next((child for child in node if _name(child) == "source"), None)
    target = next((child for child in node if _name(child) == "target"), None)
    inline = {} if source is None else dict(_inline(source))
    return ReturnedUnit(
        original=file.get("original") or "",
        language=file.get("target-language") or "",
        id=node.get("id") or "",
        text="" if target is None else _text(target, inline),
        state="" if target is None else target.get("state") or "",
    )


def _name(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]


def _inline(source: Any) -> Iterator[tuple[str, str]]:
    for child in source.iterdescendants():
        if _name(child) in _INLINE:
            yield child.get("id") or "", child.text or ""


def _text(node: Any, inline: Mapping[str, str]) -> str:
    """Return the text of a target; an inline element that came back empty is that of the source."""
    text = node.text or ""
    if not text and _name(node) in _INLINE:
        text = inline.get(node.get("id") or "", "")
    return text + "".join(_text(child, inline) + (child.tail or "") for child in node)

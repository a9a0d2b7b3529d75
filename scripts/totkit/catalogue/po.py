"""PO text <-> :class:`~totkit.model.Catalogue`, through Babel."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from totkit.model import Catalogue, Message

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog as BabelCatalog
    from babel.messages.catalog import Message as BabelMessage


class CatalogueSyntaxError(ValueError):
    """A PO text cannot be read; ``lineno`` counts from 1."""

    def __init__(self, message: str, lineno: int) -> None:
        self.lineno = lineno
        super().__init__(message)


def parse_po(text: str, locale: str, file: str = "") -> Catalogue:
    """Parse the text of a PO file.

    :param file: where the text stands, for error messages about single messages
    :raises CatalogueSyntaxError: if it is not PO
    """
    from babel.messages.pofile import PoFileError, read_po

    try:
        found = read_po(io.BytesIO(text.encode()), abort_invalid=True)
    except PoFileError as error:
        raise CatalogueSyntaxError(f"is not PO: {error.args[0]}", error.lineno + 1) from error
    messages = {str(message.id): _from_babel(message, file) for message in found if message.id}
    obsolete = {str(key): _from_babel(message, file) for key, message in found.obsolete.items()}
    return Catalogue(locale=locale, messages=messages, obsolete=obsolete)


def _from_babel(message: BabelMessage, file: str) -> Message:
    return Message(
        id=str(message.id),
        text=str(message.string or ""),
        fuzzy=message.fuzzy,
        locations=tuple((name, line or 0) for name, line in message.locations),
        notes=tuple(message.auto_comments),
        comments=tuple(message.user_comments),
        previous=tuple(map(str, message.previous_id)),
        place=(file, message.lineno or 0),
    )


def to_babel(catalogue: Catalogue) -> BabelCatalog:
    """Return Babel's form of a catalogue."""
    from babel.messages.catalog import Catalog
    from babel.messages.catalog import Message as BabelMessage

    result = Catalog(fuzzy=False)
    for message in catalogue.messages.values():
        result.add(**_fields(message))
    for key, message in catalogue.obsolete.items():
        result.obsolete[key] = BabelMessage(**_fields(message))
    return result


def _fields(message: Message) -> dict[str, Any]:
    return {
        "id": message.id,
        "string": message.text,
        "locations": message.locations,
        "flags": ("fuzzy",) if message.fuzzy else (),
        "auto_comments": message.notes,
        "user_comments": message.comments,
        "previous_id": message.previous,
    }


def from_babel(catalogue: BabelCatalog, locale: str) -> Catalogue:
    """Return our form of Babel's catalogue."""
    messages = {str(message.id): _from_babel(message, "") for message in catalogue if message.id}
    obsolete = {str(key): _from_babel(message, "") for key, message in catalogue.obsolete.items()}
    return Catalogue(locale=locale, messages=messages, obsolete=obsolete)


def dump_po(catalogue: Catalogue) -> str:
    """Return a catalogue as PO text: the same text for the same messages, without any timestamp."""
    from babel.messages.pofile import write_po

    body = io.BytesIO()
    write_po(body, to_babel(catalogue), width=100, omit_header=True, include_previous=True)
    return _header(catalogue.locale) + body.getvalue().decode()


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

"""Messages of one language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DRAFT = "totkit: draft"
"""The translator's comment on a machine-made translation that no person has reviewed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A piece of text to translate; its id is its Markdown source.

    :ivar locations: ``(file, line)`` where it stands in the source
    :ivar notes: the author's comments for translators
    :ivar comments: the translators' own comments
    :ivar place: file and line in the PO file, for error messages
    """

    id: str
    text: str = ""
    fuzzy: bool = False
    locations: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    previous: tuple[str, ...] = ()
    place: tuple[str, int] = ("", 0)

    @property
    def usable(self) -> bool:
        """Whether a reader gets the translation: it is there and not fuzzy."""
        return bool(self.text) and not self.fuzzy

    @property
    def outdated(self) -> bool:
        """Whether it has the translation of an older source, and says which."""
        return bool(self.text) and self.fuzzy and bool(self.previous)

    @property
    def draft(self) -> bool:
        """Whether the translation waits for a person's review."""
        return DRAFT in self.comments


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the course's language and what translators agreed to write for it.

    :ivar forms: any of which will do
    :ivar note: why, or where it differs
    """

    text: str
    forms: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The messages of one language by id.

    :ivar obsolete: translations whose source is gone, kept for translators
    """

    locale: str
    messages: Mapping[str, Message] = field(default_factory=dict)
    obsolete: Mapping[str, Message] = field(default_factory=dict)

    def find(self, message_id: str) -> Message | None:
        """Return the message if a reader may get its translation."""
        message = self.messages.get(message_id)
        return message if message is not None and message.usable else None

    def over(self, other: Catalogue) -> Catalogue:
        """Return a catalogue in which messages of this one override those of ``other``."""
        usable = {key: message for key, message in self.messages.items() if message.usable}
        return Catalogue(locale=other.locale, messages={**other.messages, **usable})

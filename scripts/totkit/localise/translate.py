"""Translate texts by a catalogue, mark what is not translated, and count."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from totkit.catalogue import compare_placeholders, may_stand_for
from totkit.errors import Code, Place, Problem
from totkit.model import Progress
from totkit.notebook import mark_language, mark_outdated, segment, skeleton, translate

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from totkit.model import Catalogue, Message
    from totkit.notebook import Unit


_UNMARKED = ("python", "option", "comment")
"""Kinds of units in which no mark can stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translator:
    """Translates from one language to another by a catalogue.

    :ivar source: BCP 47 of the texts that come in
    :ivar target: BCP 47 of the reader
    :ivar source_direction: ``ltr`` or ``rtl``
    :ivar previous: whether pages show the translation of an older source, marked, instead of the source
    :ivar overrides: ids of the messages that a country says in its own words
    """

    catalogue: Catalogue
    source: str
    target: str
    source_direction: str = "ltr"
    previous: bool = False
    overrides: AbstractSet[str] = frozenset()

    @property
    def idle(self) -> bool:
        """Whether source and target are the same language and nothing is overridden."""
        return self.source == self.target and not self.catalogue.messages

    def text(self, source: str) -> str:
        """Return a single text, plain or Markdown; the source if it has no translation."""
        message = self.catalogue.find(source)
        return message.text if message else source

    def marked(self, source: str) -> str:
        """Return a single Markdown text; marked with its language if it has no translation."""
        message = self.catalogue.find(source)
        if message or self.source == self.target or not any(letter.isalpha() for letter in source):
            return message.text if message else source
        return mark_language(source, self.source, self.source_direction)

    def count(self, sources: tuple[str, ...]) -> Progress:
        """Count the translations of texts that a reader gets."""
        if self.source == self.target:
            return Progress()
        found = [message for source in sources if (message := self.catalogue.find(source))]
        return Progress(
            total=len(sources),
            translated=len(found),
            drafts=sum(message.draft for message in found),
            overridden=sum(message.id in self.overrides for message in found),
        )

    def shown(self, source: str) -> str | None:
        """Return the translation that pages show, an older one too; None where the source stands."""
        message = self.catalogue.find(source)
        return message.text if message else self.outdated(source)

    def outdated(self, source: str) -> str | None:
        """Return the translation of an older source, if pages show such and this one can still stand."""
        message = self.catalogue.messages.get(source) if self.previous else None
        if message is None or not message.outdated:
            return None
        if message_faults(message.previous[0], message.text) or not may_stand_for(message.text, source):
            return None
        return message.text

    def page(self, text: str) -> tuple[str, Progress]:
        """Return a MyST text translated, with its count.

        Units without a translation stay in the source language and are marked, except in code and
        alternative texts, where no mark can stand. Where an older translation is shown, it is marked too
        and counted as untranslated.
        """
        units = segment(text).units
        if self.idle:
            return text, Progress()
        progress = self.count(tuple(unit.id for unit in units))
        old = sum(self._outdated(unit) is not None for unit in units)
        return translate(text, self._replacement), replace(progress, outdated=old)

    def _replacement(self, unit: Unit) -> str | None:
        message = self.catalogue.find(unit.id)
        if message:
            return message.text
        if self.source == self.target or unit.kind in _UNMARKED:
            return None
        old = self._outdated(unit)
        if old is not None:
            return mark_outdated(old)
        return mark_language(unit.id, self.source, self.source_direction)

    def _outdated(self, unit: Unit) -> str | None:
        return None if unit.kind in _UNMARKED else self.outdated(unit.id)


def message_faults(source: str, translation: str) -> tuple[str, ...]:
    """Return what a translation lost or added, one phrase each."""
    lost = compare_placeholders(source, translation)
    if "{" in source and "{{" not in source:
        lost += compare_placeholders(source, translation, python=True)
    return lost


def check_catalogue(catalogue: Catalogue) -> list[Problem]:
    """Return translations that lost a placeholder, a link, a role, a footnote or a code span."""
    problems = []
    for message in catalogue.messages.values():
        if not message.usable:
            continue
        faults = message_faults(message.id, message.text)
        problems += [_problem(Code.BROKEN_PLACEHOLDER, message, what) for what in faults]
    return problems


def check_translation_structure(text: str, catalogue: Catalogue) -> list[Problem]:
    """Return the translations that would change the blocks of a text."""
    units = segment(text).units
    whole = skeleton(text)
    replaced = translate(text, lambda unit: _found(catalogue, unit))
    if skeleton(replaced) == whole:
        return []
    problems = []
    for unit in units:
        message = catalogue.find(unit.id)
        if message and skeleton(_translate_only(text, unit, message.text)) != whole:
            problems.append(
                _problem(
                    Code.BROKEN_STRUCTURE, message, "the translation would change the blocks of its page"
                )
            )
    return problems


def _translate_only(text: str, wanted: Unit, new: str) -> str:
    return translate(text, lambda unit: new if unit == wanted else None)


def _found(catalogue: Catalogue, unit: Unit) -> str | None:
    message = catalogue.find(unit.id)
    return message.text if message else None


_HINTS = {
    Code.BROKEN_PLACEHOLDER: "keep placeholders, links, roles, footnotes and code exactly as they stand in",
    Code.BROKEN_STRUCTURE: "write one piece of text, with no list, heading or directive inside, for",
}


def _problem(code: Code, message: Message, what: str) -> Problem:
    file, line = message.place
    hint = f"{_HINTS[code]} {message.id[:60]!r}"
    return Problem(where=Place(file=file, line=line), code=code, message=what, hint=hint)

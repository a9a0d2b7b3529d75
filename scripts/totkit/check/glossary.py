"""The rule for terms: a translation uses the word that the language's glossary gives."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from totkit.errors import Code, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from totkit.model import Catalogue, Message, Term

_KEPT = re.compile(r"\{\{.*?\}\}|`+[^`]*`+|\]\([^)]*\)|\[\^[^\]]*\]|<[^<>]*>|\$[^$]*\$")
"""What stands in every translation as in its source: it is no text."""


def check_glossary(terms: Sequence[Term], catalogues: Iterable[Catalogue]) -> list[Problem]:
    """Return the usable translations of messages with a term that hold none of the term's forms.

    A term is found as whole words, in any case, with or without a plural s. Where a longer term stands, a
    shorter one inside it is not looked for. Forms may stand anywhere in a word, as words are inflected.
    """
    longest = sorted(terms, key=lambda term: -len(term.text))
    return [
        _problem(message, term)
        for catalogue in catalogues
        for message in catalogue.messages.values()
        if message.usable
        for term in _terms_of(message.id, longest)
        if not any(_plain(form) in _plain(message.text) for form in term.forms)
    ]


def _terms_of(text: str, terms: Iterable[Term]) -> list[Term]:
    """Return the terms in a text, the longest first; each place counts for one term only."""
    text = _KEPT.sub(" | ", _plain(text))
    found = []
    for term in terms:
        words = r"\s+".join(map(re.escape, _plain(term.text).split()))
        text, count = re.subn(rf"(?<![^\W_]){words}s?(?![^\W_])", "|", text)
        if count:
            found.append(term)
    return found


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _problem(message: Message, term: Term) -> Problem:
    file, line = message.place
    forms = " or ".join(repr(form) for form in term.forms)
    note = f"; {term.note}" if term.note else ""
    return Problem(
        where=Place(file=file, line=line),
        code=Code.UNUSED_TERM,
        message=f"the translation of {message.id[:60]!r} has no word of the glossary for {term.text!r}",
        hint=f"write {forms}{note}",
    )

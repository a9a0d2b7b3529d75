"""Bring a translation up to date with its template."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from totkit.model import Catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from totkit.model import Message

SIMILAR = 0.6
"""How alike two sources are, so that the translation of one helps with the other."""


def update_catalogue(catalogue: Catalogue, template: Catalogue) -> Catalogue:
    """Return ``catalogue`` with exactly the messages of ``template``, in its order.

    Translations whose source changed a little are kept as fuzzy, with the previous source; those whose
    source is gone are kept as obsolete, and come back with it. Translators' comments stay.

    :source: GNU gettext manual, 6.2 "Fuzzy entries" and ``msgmerge``
    """
    known = {**catalogue.obsolete, **catalogue.messages}
    free = {key: known[key] for key in known if key not in template.messages and known[key].text}
    used: set[str] = set()
    messages = {}
    for key, wanted in template.messages.items():
        old = known.get(key) or _similar(key, free, used)
        messages[key] = _renewed(wanted, old) if old else wanted
    obsolete = {key: message for key, message in free.items() if key not in used}
    return Catalogue(locale=catalogue.locale, messages=messages, obsolete=obsolete)


def _similar(key: str, free: Mapping[str, Message], used: set[str]) -> Message | None:
    """Return the translation whose source is most like ``key``, and note that it is used."""
    plain = {_plain(other): other for other in free if other not in used}
    near = get_close_matches(_plain(key), plain, n=1, cutoff=SIMILAR)
    if not near:
        return None
    found = free[plain[near[0]]]
    used.add(found.id)
    return found


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _renewed(wanted: Message, old: Message) -> Message:
    """Return a message of the template with what a translator gave to an old one."""
    same = wanted.id == old.id
    return replace(
        old,
        id=wanted.id,
        fuzzy=old.fuzzy or not same,
        locations=wanted.locations,
        notes=wanted.notes,
        previous=old.previous if same else (old.id,),
    )

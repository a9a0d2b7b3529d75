"""What a change of the course touches in a country's own pieces: the change letter.

Nothing here is an error. The country's pieces go on working; a person should look at them again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from totkit.errors import Place
from totkit.localise.extract import extract_local_messages, extract_templates, question_texts
from totkit.localise.facts import find_placeholders
from totkit.localise.page import missing_parameters
from totkit.localise.select import select_modules
from totkit.notebook import find_blocks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from totkit.model import Course, Localisation

DIGITS_KEPT = 12
_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place that a country may fill.

    :ivar default: what stands there where no country does
    :ivar where: its first line in the course
    """

    name: str
    default: str
    where: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """A piece of a country that the course has moved away from.

    :ivar message: what changed
    :ivar hint: what to do
    """

    country: str
    where: Place
    message: str
    hint: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message} ({self.hint})"


def fingerprint(text: str) -> str:
    """Return a short name of a text; white space that moves does not change it."""
    normal = " ".join(text.split())
    return hashlib.sha256(normal.encode()).hexdigest()[:DIGITS_KEPT]


def find_drift(
    course: Course, localisation: Localisation, languages: Collection[str] | None = None
) -> tuple[Drift, ...]:
    """Return what a country should look at again: blocks, then messages, then facts.

    Slots, pages and modules that are gone are problems; ``check`` reports them.

    :param languages: those whose messages are looked at; None: all
    """
    return (
        *_drifted_blocks(course, localisation),
        *_drifted_messages(course, localisation, languages),
        *_unused_facts(course, localisation),
    )


def find_slots(course: Course) -> Mapping[str, Slot]:
    """Return the slots of a course; one that stands on several pages has all their defaults."""
    slots: dict[str, Slot] = {}
    for page in course.all_pages:
        lines = page.text.split("\n")
        for block in find_blocks(page.text):
            if block.name != "local":
                continue
            name = block.argument.strip()
            default = "\n".join(lines[block.start + 1 : block.end - (1 if block.closed else 0)])
            known = slots.get(name)
            slots[name] = Slot(
                name=name,
                default=f"{known.default}\n{default}" if known else default,
                where=known.where if known else Place(file=page.path, line=block.start + 1),
            )
    return slots


def _drifted_blocks(course: Course, localisation: Localisation) -> Iterator[Drift]:
    slots = find_slots(course)
    for name, block in localisation.blocks.items():
        if name not in slots:
            continue
        slot, now = slots[name], fingerprint(slots[name].default)
        if block.based_on == now:
            continue
        write = f'write based_on: "{now}" in its front matter'
        message = f"the default of slot {name!r} changed at {slot.where}"
        hint = f"compare the two, then {write}"
        if not block.based_on:
            message = f"nobody knows which default of slot {name!r} this block was written from"
            hint = f"compare it with {slot.where}, then {write}"
        yield Drift(country=localisation.id, where=Place(file=block.path, line=1), message=message, hint=hint)


def _drifted_messages(
    course: Course, localisation: Localisation, languages: Collection[str] | None
) -> Iterator[Drift]:
    """Yield the country's translations whose source stands nowhere: no reader gets them."""
    known = {key for template in extract_templates(course).values() for key in template.messages}
    known |= extract_local_messages(localisation).messages.keys()
    for language, catalogue in localisation.messages.items():
        if languages is not None and language not in languages:
            continue
        for message in catalogue.messages.values():
            if message.id in known or not message.text:
                continue
            near = get_close_matches(message.id, sorted(known), n=1, cutoff=0.7)
            file, line = message.place
            yield Drift(
                country=localisation.id,
                where=Place(file=file, line=line),
                message=f"no text is {_short(message.id)} any more",
                hint=f"now {_short(near[0])}: adapt msgid and msgstr" if near else "delete the message",
            )


def _short(text: str) -> str:
    """Return the beginning of a text, on one line."""
    words = " ".join(text.split())
    return repr(words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…")


def _unused_facts(course: Course, localisation: Localisation) -> Iterator[Drift]:
    keys: set[str] = set()
    names: set[str] = set()
    for text in _texts(course, localisation):
        keys |= {found.key for found in find_placeholders(text)}
        names |= {found.key for found in missing_parameters(text, {})}
    for key, fact in localisation.facts.items():
        if key not in keys and key.replace(".", "_") not in names:
            yield Drift(
                country=localisation.id,
                where=Place(file=f"{localisation.folder}/facts.yml", line=fact.line, key=key),
                message=f"no text uses the fact {key!r}",
                hint="delete it, or keep it if you will use it again",
            )


def _texts(course: Course, localisation: Localisation) -> Iterator[str]:
    """Yield every text in which an edition of the country may use a fact.

    Defaults of replaced slots and all decks are among them: ``check`` asks for their facts too.
    """
    kept = set(select_modules(course, localisation).docnames)
    yield from (page.text for page in course.all_pages if page.docname in kept)
    for exercise in course.exercises:
        if exercise.docname in kept:
            yield exercise.text
            yield from (text for question in exercise.questions for text in question_texts(question))
    yield from (module.deck.text for module in course.modules if module.deck)
    yield from (block.text for block in localisation.blocks.values())
    for catalogue in localisation.messages.values():
        yield from (message.text for message in catalogue.messages.values() if message.usable)

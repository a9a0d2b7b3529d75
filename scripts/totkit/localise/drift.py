"""What a change of the course touches in a country's own pieces: the change letter.

Nothing here is an error. A person should look at these pieces again; those for which the course has no
place any more are problems too, and ``check`` reports them.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from totkit.errors import Place
from totkit.localise.compose import compose_course, homeless_pages
from totkit.localise.extract import extract_local_messages, extract_templates, question_texts
from totkit.localise.facts import find_placeholders
from totkit.localise.page import missing_parameters
from totkit.localise.pieces import find_pieces, find_slots, fingerprint
from totkit.localise.select import check_selection, select_modules

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from totkit.localise.pieces import Piece
    from totkit.model import Course, Localisation, LocalPage

_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """A piece of a country that the course has moved away from.

    :ivar message: what changed
    :ivar hint: what to do
    :ivar then: what the course said when the piece was last compared with it, where that is kept
    :ivar now: what it says now
    :ivar command: what records that a person compared the two
    """

    country: str
    where: Place
    message: str
    hint: str
    then: str = ""
    now: str = ""
    command: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.message} ({self.hint})"


def find_drift(
    course: Course, localisation: Localisation, languages: Collection[str] | None = None
) -> tuple[Drift, ...]:
    """Return what a country should look at again: what has no place, then pieces, messages, facts.

    What it inherits is left out: the letter of the localisation that it extends has it.

    :param languages: those whose messages are looked at; None: all
    """
    return (
        *_homeless(course, localisation),
        *_drifted_pieces(course, localisation),
        *_drifted_messages(course, localisation, languages),
        *_unused_facts(course, localisation),
    )


def _drifted_pieces(course: Course, localisation: Localisation) -> Iterator[Drift]:
    for piece in find_pieces(course, localisation):
        unknown = not piece.based_on
        if piece.based_on == fingerprint(piece.now) or (unknown and piece.kind == "fact"):
            continue
        seen = localisation.own.seen.get(piece.name, "")
        command = f"totkit seen {piece.where.file}"
        yield Drift(
            country=localisation.id,
            where=piece.where,
            message=_changed(piece, unknown=unknown),
            hint=f"compare the two, then run: {command}",
            then=seen if fingerprint(seen) == piece.based_on else "",
            now=piece.now,
            command=command,
        )


def _changed(piece: Piece, *, unknown: bool) -> str:
    if unknown:
        return f"it is not said which version of {piece.what} this was written from, {piece.source}"
    return f"{piece.what} changed at {piece.source}"


def _homeless(course: Course, localisation: Localisation) -> Iterator[Drift]:
    """Yield blocks, pages and choices whose slot, page or module the course does not have any more."""
    whole = compose_course(course, localisation)
    own = localisation.own
    slots = find_slots(whole)
    for name, block in own.blocks.items():
        if name not in slots:
            message = f"no page offers the slot {name!r} any more: no reader gets this block"
            hint = f"{_near(name, slots, 'rename the file to {}.md if that took its place')}, or delete it"
            yield _lost(localisation, Place(file=block.path, line=1), message, hint)
    homeless = homeless_pages(course, localisation)
    for name, local in own.pages.items():
        if name in homeless:
            yield _lost(localisation, Place(file=local.page.path, line=1), *_homeless_page(course, local))
    for problem in check_selection(whole, localisation):
        if localisation.owns(problem.where.file):
            yield _lost(localisation, problem.where, problem.message, problem.hint)


def _homeless_page(course: Course, local: LocalPage) -> tuple[str, str]:
    gone = local.after or local.page.docname
    move = "write after: {}" if local.after else "move the file to pages/{}.md"
    near = _near(gone, course.toc.docnames, f"{move} if that took its place")
    keep = "name another page that it follows" if local.after else "keep it as a page of your own with after:"
    return f"the course has no page {gone!r} any more: no reader gets this page", f"{near}, or {keep}"


def _near(name: str, known: Iterable[str], advice: str) -> str:
    near = get_close_matches(name, sorted(known), n=1)
    return advice.format(near[0]) if near else "look for what took its place"


def _lost(localisation: Localisation, where: Place, message: str, hint: str) -> Drift:
    seen = localisation.own.seen.get(where.file.removeprefix(f"{localisation.folder}/"), "")
    return Drift(country=localisation.id, where=where, message=message, hint=hint, then=seen)


def _drifted_messages(
    course: Course, localisation: Localisation, languages: Collection[str] | None
) -> Iterator[Drift]:
    """Yield the country's translations whose source stands nowhere: no reader gets them."""
    known = {key for template in extract_templates(course).values() for key in template.messages}
    known |= extract_local_messages(localisation).messages.keys()
    for language, catalogue in localisation.own.messages.items():
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
                then=message.id,
                now=near[0] if near else "",
            )


def _short(text: str) -> str:
    """Return the beginning of a text, on one line."""
    words = " ".join(text.split())
    return repr(words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…")


def _unused_facts(course: Course, localisation: Localisation) -> Iterator[Drift]:
    keys: set[str] = set()
    names: set[str] = set()
    for text in _texts(compose_course(course, localisation), localisation):
        keys |= {found.key for found in find_placeholders(text)}
        names |= {found.key for found in missing_parameters(text, {})}
    for key, fact in localisation.own.facts.items():
        if key not in keys and key.replace(".", "_") not in names:
            yield Drift(
                country=localisation.id,
                where=Place(file=fact.file, line=fact.line, key=key),
                message=f"no text uses the fact {key!r}",
                hint="delete it, or keep it if you will use it again",
                then=localisation.own.seen.get(f"facts.yml#{key}", ""),
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

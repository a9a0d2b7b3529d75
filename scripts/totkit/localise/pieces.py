"""A country's own pieces, and what the course says in their place."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from totkit.errors import Place
from totkit.localise.compose import compose_course, replaced_pages
from totkit.localise.facts import find_placeholders
from totkit.localise.select import select_modules
from totkit.notebook import find_blocks, front_matter_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from totkit.model import Course, Localisation

DIGITS_KEPT = 12
FACTS = "facts.yml"


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
class Piece:
    """A block, page or fact of a country with the text of the course that it belongs to.

    :ivar name: its file in the country's folder; for a fact ``facts.yml#<key>``
    :ivar kind: ``block``, ``page`` or ``fact``
    :ivar what: how a sentence names what it replaces, or the fact
    :ivar where: the piece
    :ivar source: the place in the course
    :ivar now: what the course says: a slot's default, a page, the paragraphs that use a fact
    :ivar based_on: fingerprint of what it said when a person last compared; ``""``: not known
    """

    name: str
    kind: str
    what: str
    where: Place
    source: Place
    now: str
    based_on: str


def fingerprint(text: str) -> str:
    """Return a short name of a text; white space that moves does not change it."""
    normal = " ".join(text.split())
    return hashlib.sha256(normal.encode()).hexdigest()[:DIGITS_KEPT]


def write_based_on(text: str, value: str) -> str:
    """Return a block or page whose front matter says that it is based on a fingerprint."""
    line = f'based_on: "{value}"'
    lines = text.split("\n")
    head = front_matter_lines(text)
    if not head:
        return f"---\n{line}\n---\n{text}"
    known = [number for number in range(1, head - 1) if lines[number].startswith("based_on:")]
    if known:
        lines[known[0]] = line
    else:
        lines.insert(1, line)
    return "\n".join(lines)


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


def find_pieces(course: Course, localisation: Localisation) -> tuple[Piece, ...]:
    """Return the own pieces of a localisation that have a place in the course, inherited ones left out."""
    return (
        *_block_pieces(course, localisation),
        *_page_pieces(course, localisation),
        *_fact_pieces(course, localisation),
    )


def _block_pieces(course: Course, localisation: Localisation) -> Iterator[Piece]:
    slots = find_slots(course)
    for name, block in localisation.own.blocks.items():
        if name in slots:
            yield Piece(
                name=block.path.removeprefix(f"{localisation.folder}/"),
                kind="block",
                what=f"the default of slot {name!r}",
                where=Place(file=block.path, line=1),
                source=slots[name].where,
                now=slots[name].default,
                based_on=block.based_on,
            )


def _page_pieces(course: Course, localisation: Localisation) -> Iterator[Piece]:
    own = localisation.own
    for name, original in replaced_pages(course, own).items():
        path = own.pages[name].page.path
        yield Piece(
            name=path.removeprefix(f"{localisation.folder}/"),
            kind="page",
            what="the page that this one replaces",
            where=Place(file=path, line=1),
            source=Place(file=original.path),
            now=original.text,
            based_on=own.pages[name].based_on,
        )


def _fact_pieces(course: Course, localisation: Localisation) -> Iterator[Piece]:
    uses = find_uses(course, localisation)
    for key, fact in localisation.own.facts.items():
        if key not in uses:
            continue
        name = f"{FACTS}#{key}"
        seen = localisation.own.seen.get(name)
        yield Piece(
            name=name,
            kind="fact",
            what=f"the text around the fact {key!r}",
            where=Place(file=fact.file, line=fact.line, key=key),
            source=uses[key][0][0],
            now="\n\n".join(text for _, text in uses[key]),
            based_on="" if seen is None else fingerprint(seen),
        )


def find_uses(course: Course, localisation: Localisation) -> Mapping[str, list[tuple[Place, str]]]:
    """Return the course's paragraphs that use a fact, in the pages of an edition, by the fact's key."""
    whole = compose_course(course, localisation)
    kept = set(select_modules(whole, localisation).docnames)
    parts = [(page.path, page.text) for page in whole.all_pages if page.docname in kept and not page.base]
    parts += [(item.path, item.text) for item in whole.exercises if item.docname in kept]
    uses: dict[str, list[tuple[Place, str]]] = {}
    for path, text in parts:
        lines = text.split("\n")
        for found in find_placeholders(text):
            passage = (Place(file=path, line=found.line), _paragraph(lines, found.line - 1))
            known = uses.setdefault(found.key, [])
            if passage[1] not in [text for _, text in known]:
                known.append(passage)
    return uses


def _paragraph(lines: list[str], number: int) -> str:
    """Return the paragraph around a line."""
    first = last = number
    while first > 0 and lines[first - 1].strip():
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].strip():
        last += 1
    return "\n".join(lines[first : last + 1])

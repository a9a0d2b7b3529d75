"""One page or notebook for one edition."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from totkit.localise.facts import Missing
from totkit.localise.links import replace_links
from totkit.localise.terms import resolve_terms
from totkit.model import Progress
from totkit.notebook import (
    find_blocks,
    front_matter_lines,
    options_end,
    replace_blocks,
    replace_parameters,
    unwrap_strings,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from totkit.localise.facts import FactBook
    from totkit.localise.translate import Translator
    from totkit.model import Audience, Block
    from totkit.notebook import FencedBlock


FACILITATOR = "Facilitator"
LEFT_OUT = "not in this edition"
SLIDES = "Slides and script"
STRINGS = (FACILITATOR, LEFT_OUT, SLIDES)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContext:
    """What all pages of an edition share.

    :ivar translator: from the course's language, by the catalogue of the page's folder
    :ivar local: from the language of the local blocks, by the localisation's own messages
    :ivar targets: page of each target of the course
    :ivar left_out: docnames that the edition does not have
    :ivar interface: totkit's own strings
    :ivar terms: what the terms of glossaries are called, by their source in lower case
    """

    translator: Translator
    local: Translator
    facts: FactBook
    blocks: Mapping[str, Block]
    audience: Audience
    targets: Mapping[str, str]
    left_out: frozenset[str]
    interface: Mapping[str, str]
    terms: Mapping[str, str] = field(default_factory=dict)

    def say(self, text: str) -> str:
        """Return one of totkit's own strings in the reader's language."""
        return self.interface.get(text, text)


def localise_page(text: str, docname: str, context: PageContext) -> tuple[str, Progress]:
    """Return a MyST text as a reader of the edition gets it, and how much of it is translated.

    Facilitator text goes first, so that nothing after it can see it; then slots, translation, country
    values and links.
    """
    if context.audience == "learner":
        text = drop_facilitator(text)
    text, inserted = take_slots(text, context.blocks)
    text, progress = context.translator.page(text)
    if context.audience == "learner":
        inserted = {
            mark: replace(block, text=drop_facilitator(block.text)) for mark, block in inserted.items()
        }
    text, local = fill_slots(text, inserted, context.local)
    text = unwrap_strings(context.facts.fill(fill_parameters(text, context.facts)))
    text = resolve_terms(cut_links(text, docname, context), context.terms)
    if context.audience == "trainer":
        text = show_facilitator(text, context.say(FACILITATOR))
    return text, progress + local


def drop_facilitator(text: str) -> str:
    """Return a text without its facilitator blocks."""
    return replace_blocks(text, "facilitator", lambda _block, _body: None)


def show_facilitator(text: str, title: str) -> str:
    """Return a text with its facilitator blocks as admonitions that any Jupyter Book can show."""

    def admonition(_block: FencedBlock, body: str) -> str:
        fence = ":" * (3 + _depth(body))
        return f"{fence}{{admonition}} {title}\n:class: tk-facilitator\n{body}\n{fence}"

    return replace_blocks(text, "facilitator", admonition)


def _depth(body: str) -> int:
    longest = max((len(line.strip()) for line in body.split("\n") if set(line.strip()) == {":"}), default=0)
    return max(longest - 2, 0)


def take_slots(text: str, blocks: Mapping[str, Block]) -> tuple[str, dict[str, Block]]:
    """Return a text with slots opened: default content in place, a mark where a country's block comes."""
    taken: dict[str, Block] = {}

    def open_slot(block: FencedBlock, body: str) -> str:
        slot = block.argument.strip()
        if slot not in blocks:
            return body
        taken[_mark(slot)] = blocks[slot]
        return _mark(slot)

    return replace_blocks(text, "local", open_slot), taken


def _mark(slot: str) -> str:
    """Return a comment line, which neither a reader nor a translator sees."""
    return f"% totkit-slot {slot}"


def fill_slots(text: str, taken: Mapping[str, Block], translator: Translator) -> tuple[str, Progress]:
    """Return a text with the country's blocks in their places, translated from their own language."""
    total = Progress()
    for mark, block in taken.items():
        body, progress = translator.page(block.text.strip("\n"))
        lines = [body if line.strip() == mark else line for line in text.split("\n")]
        text = "\n".join(lines)
        total += progress
    return text, total


def fill_parameters(text: str, facts: FactBook) -> str:
    """Return a notebook with the country's values in its ``parameters`` cell."""
    lines = text.split("\n")
    for block in find_blocks(text):
        body = lines[block.start + 1 : block.end - 1]
        if block.name == "code-cell" and is_parameters(body):
            start = options_end(body)
            code, _ = replace_parameters("\n".join(body[start:]), facts.literals)
            lines[block.start + 1 + start : block.end - 1] = code.split("\n")
    return "\n".join(lines)


def missing_parameters(text: str, literals: Mapping[str, Any]) -> tuple[Missing, ...]:
    """Return the variables of a ``parameters`` cell that no country value fills: they keep the sample."""
    lines = text.split("\n")
    found: list[Missing] = []
    for block in find_blocks(text):
        body = lines[block.start + 1 : block.end - 1]
        if block.name == "code-cell" and is_parameters(body):
            start = options_end(body)
            _, missing = replace_parameters("\n".join(body[start:]), literals)
            found += [Missing(line=block.start + start + number + 2, key=name) for number, name in missing]
    return tuple(found)


def is_parameters(body: list[str]) -> bool:
    """Return whether the options of a code cell tag it ``parameters``."""
    options = "\n".join(body[: options_end(body)])
    return "tags" in options and "parameters" in options


def cut_links(text: str, docname: str, context: PageContext) -> str:
    """Return a text in which links to what the edition leaves out are text that says so."""
    note = context.say(LEFT_OUT)
    head = front_matter_lines(text)
    lines = text.split("\n")
    body = replace_links(
        "\n".join(lines[head:]),
        docname,
        context.targets,
        lambda link: f"{link.text or link.to} ({note})" if link.docname in context.left_out else None,
    )
    return "\n".join([*lines[:head], body])

"""What no learner may read, and what everybody may: in every form that an edition knows.

The texts are found by where they stand in the source, not by what an edition dropped, so that the leak
guard does not rest on the code that it guards. The private side of exercises is found in ``release``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from totkit.localise.compose import DECK
from totkit.localise.extract import catalogue_slug
from totkit.notebook import find_blocks, segment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from totkit.model import Catalogue, Course, Localisation

ENOUGH_WORDS = 8
"""How many words in a row tell a text from any other, as for the guard."""
_VALUE = re.compile(r"\{\{.*?\}\}")


def split_texts(
    course: Course, localisation: Localisation, catalogues: Mapping[str, Catalogue]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the private and the public texts of a course, in the source language and translated.

    :returns: the texts of facilitator blocks and decks, one by one; what each page shows, page by page
    """
    private: set[str] = set()
    public: set[str] = set()
    for page in course.all_pages:
        hidden, shown, headings = split_text(page.text)
        for catalogue in (catalogues.get(catalogue_slug(page.folder)), *localisation.messages.values()):
            private |= {form for forms in _forms(hidden, catalogue) for form in forms}
            public |= {*_joined(shown, catalogue), *_joined(headings, catalogue)}
    for hidden, shown, headings in map(split_text, _local_texts(localisation)):
        for own in (*localisation.messages.values(), None):
            private |= {form for forms in _forms(hidden, own) for form in forms}
            public |= {*_joined(shown, own), *_joined(headings, own)}
    for deck in _local_decks(localisation):
        units = [unit.id for unit in segment(deck).units]
        for own in (*localisation.messages.values(), None):
            private |= {form for forms in _forms(units, own) for form in forms}
    for module in course.modules:
        if module.deck:
            units = [unit.id for unit in segment(module.deck.text).units]
            for catalogue in (catalogues.get(catalogue_slug(module.folder)), *localisation.messages.values()):
                private |= {form for forms in _forms(units, catalogue) for form in forms}
    return tuple(sorted(private)), tuple(sorted(public))


def telling_forms(text: str, fill: Callable[[str], str]) -> set[str]:
    """Return a private text as it would be found: as it is written, and with its country values.

    A value and the few words beside it stand on many pages. Where enough words of the text's own are left,
    these stand for it.
    """
    pieces = _VALUE.split(text)
    own = {piece for piece in pieces if len(piece.split()) >= ENOUGH_WORDS}
    return {text, *(own if len(pieces) > 1 and own else {fill(text)})}


def _local_texts(localisation: Localisation) -> list[str]:
    """Return the texts that a country writes for its learners."""
    texts = [block.text for block in localisation.blocks.values()]
    return texts + [local.page.text for name, local in localisation.pages.items() if not _is_deck(name)]


def _local_decks(localisation: Localisation) -> list[str]:
    return [local.page.text for name, local in localisation.pages.items() if _is_deck(name)]


def _is_deck(docname: str) -> bool:
    return docname.endswith(f"/{DECK}")


def split_text(text: str) -> tuple[list[str], list[str], list[str]]:
    """Return the message ids of a text inside and outside its facilitator blocks, in reading order.

    And once more those of the headings outside: a page lists them one after the other as its contents.
    """
    hidden = [(block.start, block.end) for block in find_blocks(text) if block.name == "facilitator"]
    inside: list[str] = []
    outside: list[str] = []
    headings: list[str] = []
    for unit in segment(text).units:
        if any(start < unit.line <= end for start, end in hidden):
            inside.append(unit.id)
        else:
            outside.append(unit.id)
            if unit.kind == "heading":
                headings.append(unit.id)
    return inside, outside, headings


def _joined(ids: list[str], catalogue: Catalogue | None) -> set[str]:
    """Return messages as one text, in the source language and translated."""
    return {"\n".join(forms) for forms in zip(*_forms(ids, catalogue), strict=True)}


def _forms(ids: list[str], catalogue: Catalogue | None) -> list[tuple[str, str]]:
    """Return each message id with its translation, a fuzzy one too; with itself where there is none."""
    messages = catalogue.messages if catalogue else {}
    return [(key, (messages[key].text if key in messages else "") or key) for key in ids]

"""What no learner may read: facilitator text and slides, in every form that an edition knows.

The texts are found by where they stand in the source, not by what an edition dropped, so that the leak
guard does not rest on the code that it guards. The private side of exercises is found in ``release``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from totkit.localise.extract import catalogue_slug
from totkit.notebook import find_blocks, segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from totkit.model import Catalogue, Course, Page


def private_texts(course: Course, catalogues: Mapping[str, Catalogue]) -> tuple[str, ...]:
    """Return the texts of facilitator blocks and decks, in the source language and translated.

    A text that also stands in public is not private.

    :returns: sorted, each once
    """
    private: set[str] = set()
    public: set[str] = set()
    for page in course.all_pages:
        hidden, shown = split_page(page)
        private |= with_translations(hidden, catalogues.get(catalogue_slug(page.folder)))
        public |= with_translations(shown, catalogues.get(catalogue_slug(page.folder)))
    for exercise in course.exercises:
        public |= {unit.id for unit in segment(exercise.text).units}
    for module in course.modules:
        if module.deck:
            units = {unit.id for unit in segment(module.deck.text).units}
            private |= with_translations(units, catalogues.get(catalogue_slug(module.folder)))
    return tuple(sorted(private - public))


def split_page(page: Page) -> tuple[set[str], set[str]]:
    """Return the message ids of a page inside and outside its facilitator blocks."""
    hidden = [(block.start, block.end) for block in find_blocks(page.text) if block.name == "facilitator"]
    inside: set[str] = set()
    outside: set[str] = set()
    for unit in segment(page.text).units:
        private = any(start < unit.line <= end for start, end in hidden)
        (inside if private else outside).add(unit.id)
    return inside, outside


def with_translations(ids: set[str], catalogue: Catalogue | None) -> set[str]:
    """Return message ids together with their translations, fuzzy ones included."""
    return set(_forms(ids, catalogue))


def _forms(ids: set[str], catalogue: Catalogue | None) -> Iterator[str]:
    for key in ids:
        yield key
        if catalogue and key in catalogue.messages and catalogue.messages[key].text:
            yield catalogue.messages[key].text

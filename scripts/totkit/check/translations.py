"""Rules for localisations: their choice, facts and slots, and the translations of their languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from totkit.check.local import check_local_pages
from totkit.errors import Code, Place, Problem, did_you_mean
from totkit.localise import (
    catalogue_slug,
    check_catalogue,
    check_selection,
    check_translation_structure,
    compose_course,
    fact_book,
    find_slots,
    missing_facts,
    select_modules,
)
from totkit.notebook import segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from totkit.model import Catalogue, Course, Localisation


def check_localisation(course: Course, localisation: Localisation) -> list[Problem]:
    """Return problems of a localisation: module choice, values, slots, blocks, own messages."""
    if not localisation.iso or not localisation.languages:
        return []
    whole = compose_course(course, localisation)
    problems = check_selection(whole, localisation)
    problems += _check_facts(whole, localisation)
    problems += _check_slots(course, whole, localisation)
    problems += check_local_pages(course, localisation)
    for language in localisation.messages:
        problems += check_local_messages(course, localisation, language)
    for block in localisation.blocks.values():
        problems += [
            Problem(where=Place(file=block.path, line=line), code=code, message=message, hint=hint)
            for code, line, message, hint in segment(block.text).faults
        ]
    return problems


def check_local_messages(course: Course, localisation: Localisation, language: str) -> list[Problem]:
    """Return what is wrong with a localisation's own messages: of its blocks, and overrides of the course's.

    That is a translation that lost something, or that would change the blocks of a text.
    """
    catalogue = localisation.messages.get(language)
    if catalogue is None:
        return []
    problems = check_catalogue(catalogue)
    texts = [block.text for block in localisation.blocks.values()]
    texts += [local.page.text for local in localisation.pages.values()]
    texts += [text for text in _course_texts(course) if _has_message_of(catalogue, text)]
    return problems + [found for text in texts for found in check_translation_structure(text, catalogue)]


def _course_texts(course: Course) -> Iterator[str]:
    yield from (page.text for page in course.all_pages)
    yield from (module.deck.text for module in course.modules if module.deck)
    yield from (exercise.text for exercise in course.exercises)


def _has_message_of(catalogue: Catalogue, text: str) -> bool:
    return any(catalogue.find(unit.id) for unit in segment(text).units)


def _check_facts(course: Course, localisation: Localisation) -> list[Problem]:
    """Return the values that a country must give and does not; for one of its languages, as all need them."""
    facts = fact_book(course, localisation, localisation.languages[0])
    kept = set(select_modules(course, localisation).docnames)
    texts = [(page.path, page.text) for page in course.all_pages if page.docname in kept]
    texts += [(exercise.path, exercise.text) for exercise in course.exercises if exercise.docname in kept]
    texts += [(module.deck.path, module.deck.text) for module in course.modules if module.deck]
    texts += [(block.path, block.text) for block in localisation.blocks.values()]
    return [problem for path, text in texts for problem in missing_facts(path, text, facts)]


def _check_slots(course: Course, whole: Course, localisation: Localisation) -> list[Problem]:
    """Return blocks without a slot; one that is inherited may lose its slot with a page that is replaced."""
    offered = find_slots(whole).keys()
    known = offered | find_slots(course).keys()
    return [
        Problem(
            where=Place(file=block.path),
            code=Code.UNKNOWN_SLOT,
            message=f"no page offers the slot {slot!r}",
            hint=did_you_mean(slot, offered),
        )
        for slot, block in localisation.blocks.items()
        if slot not in (offered if localisation.owns(block.path) else known)
    ]


def check_translations(course: Course, catalogues: Mapping[str, Catalogue]) -> list[Problem]:
    """Return translations of a language that lost something or would change the blocks of a page."""
    problems = [problem for catalogue in catalogues.values() for problem in check_catalogue(catalogue)]
    decks = (module.deck for module in course.modules if module.deck)
    for page in (*course.all_pages, *decks):
        catalogue = catalogues.get(catalogue_slug(page.folder))
        if catalogue:
            problems += check_translation_structure(page.text, catalogue)
    for exercise in course.exercises:
        catalogue = catalogues.get(catalogue_slug(exercise.folder))
        if catalogue:
            problems += check_translation_structure(exercise.text, catalogue)
    return problems

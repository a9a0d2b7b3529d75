"""The messages of a course: what translators start from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from totkit.localise.figures import figure_items
from totkit.model import Catalogue, Message
from totkit.notebook import segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from totkit.model import Block, Course, Exercise, Localisation, Module, Page, Question

COURSE = "course"
INTERFACE = "interface"

Item = tuple[str, str, int, tuple[str, ...]]
"""A message id with its file, line and notes."""


def catalogue_slug(folder: str) -> str:
    """Return the name of the catalogue that translates a folder's texts."""
    return folder.replace("/", "-")


def extract_templates(course: Course) -> Mapping[str, Catalogue]:
    """Return the template catalogue of every source folder, by its slug.

    :returns: one catalogue for ``course.yml``, ``_toc.yml`` and the ``module.yml`` files together, one for
        each folder of pages (its deck included) and one for each exercise; messages in reading order, those
        of figures after those of pages
    """
    items: dict[str, list[Item]] = {COURSE: list(_head_items(course))}
    for page in course.pages:
        items.setdefault(catalogue_slug(page.folder), []).extend(page_items(page))
    for module in course.modules:
        pages = (*module.pages, *((module.deck,) if module.deck else ()))
        own = items.setdefault(catalogue_slug(module.folder), [])
        for page in pages:
            own.extend(page_items(page))
        for exercise in module.exercises:
            items[catalogue_slug(exercise.folder)] = list(exercise_items(exercise))
    for folder, item in figure_items(course.files):
        items.setdefault(catalogue_slug(folder), []).append(item)
    return {slug: _template(found) for slug, found in items.items()}


def extract_local_messages(localisation: Localisation) -> Catalogue:
    """Return the template of a localisation's own texts: blocks, pages, modules."""
    items = [item for block in localisation.blocks.values() for item in block_items(block)]
    for own in localisation.own_modules.values():
        items += _module_items(own.module)
    for local in localisation.pages.values():
        items += page_items(local.page)
    return _template(items)


def block_items(block: Block) -> Iterator[Item]:
    """Yield the messages of a local block: id, file, line, notes."""
    for unit in segment(block.text).units:
        yield unit.id, block.path, unit.line, unit.notes


def _template(items: Iterable[Item]) -> Catalogue:
    messages: dict[str, Message] = {}
    for key, file, line, notes in items:
        known = messages.get(key)
        locations = (*(known.locations if known else ()), (file, line))
        told = tuple(dict.fromkeys((*(known.notes if known else ()), *notes)))
        messages[key] = Message(id=key, locations=locations, notes=told)
    return Catalogue(locale="", messages=messages)


def _head_items(course: Course) -> Iterator[Item]:
    yield course.title, "course.yml", 0, ()
    for part in course.toc.parts:
        yield part.caption, "_toc.yml", 0, ()
    for outcome in course.outcomes:
        yield outcome.statement, "course.yml", 0, ()
    for module in course.modules:
        yield from _module_items(module)


def _module_items(module: Module) -> Iterator[Item]:
    yield module.title, module.path, 0, ()
    yield module.summary, module.path, 0, ()


def page_items(page: Page) -> Iterator[Item]:
    """Yield the messages of a page: id, file, line, notes."""
    for unit in segment(page.text).units:
        yield unit.id, page.path, unit.line, unit.notes


def exercise_items(exercise: Exercise) -> Iterator[Item]:
    """Yield the messages of an exercise, its questions and keys: id, file, line, notes."""
    for unit in segment(exercise.text).units:
        yield unit.id, exercise.path, unit.line, unit.notes
    file = f"{exercise.folder}/questions.yml"
    for question in exercise.questions:
        for text in filter(_has_words, question_texts(question)):
            yield text, file, question.line, ()
    for key in exercise.keys:
        for text in filter(_has_words, (key.mark_scheme, key.model_answer)):
            yield text, f"{exercise.folder}/rubric.yml", key.line, ()


def question_texts(question: Question) -> tuple[str, ...]:
    """Return what a learner reads of a question."""
    choices = (*question.options, *question.rows, *question.columns)
    return (
        question.prompt,
        question.unit,
        question.explanation,
        *(choice.text for choice in choices),
    )


def _has_words(text: str) -> bool:
    return any(letter.isalpha() for letter in text)

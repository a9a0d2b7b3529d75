"""Rules for a whole course: what each page, deck and module must have, and outcomes that nobody serves.

They hold for a course whose ``course.yml`` says ``writing: plain-english``; see ``docs/authors-style.md``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from totkit.check.sentences import check_prose
from totkit.errors import Code, Place, Problem, plural
from totkit.model import LEVELS
from totkit.notebook import find_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from totkit.model import Course, Module, Page

PLAIN_ENGLISH = "plain-english"
FEWEST_SLIDES, MOST_SLIDES = 12, 25
ENDINGS = ("case-success", "case-failure")
"""How a case ended, as a class beside ``case``."""
_SLIDE = re.compile(r'^\+\+\+ \{"slideshow": \{"slide_type": "(?:slide|subslide)"\}\}', re.MULTILINE)
_LABELS = ("Minutes", "Say")
_STATES_FACTS = re.compile(r"\{\{ *num\(|:class:.*\bcase\b|^\[\^[^\]]+\]:", re.MULTILINE)


def check_teaching(course: Course) -> list[Problem]:
    """Return what is missing for teaching with a course that asks for these rules; nothing for another."""
    if course.writing != PLAIN_ENGLISH:
        return []
    problems = list(_check_outcomes(course))
    for module in course.modules:
        problems += _check_module(module)
    for page in course.all_pages:
        problems += check_prose(page.path, page.text)
    for exercise in course.exercises:
        problems += check_prose(exercise.path, exercise.text)
    return problems


def _check_outcomes(course: Course) -> Iterator[Problem]:
    taught = {name for page in course.all_pages for name in page.outcomes}
    assessed = {name for exercise in course.exercises for name in exercise.outcomes}
    for outcome in course.outcomes:
        for verb, served, part in (("taught", taught, "a page"), ("assessed", assessed, "an exercise")):
            if outcome.id not in served:
                yield Problem(
                    where=Place(file="course.yml", key="outcomes"),
                    code=Code.UNSERVED_OUTCOME,
                    message=f"outcome {outcome.id!r} is {verb} nowhere",
                    hint=f"name it in the outcomes of {part}, or take it out of the frame",
                )


def _check_module(module: Module) -> Iterator[Problem]:
    for page in module.pages:
        yield from _check_sections(page)
    yield from _check_cases(module)
    if not any(block.name == "local" for page in module.pages for block in find_blocks(page.text)):
        yield _missing(
            f"{module.folder}/module.yml", "no page offers a local slot", "add ':::{local} <slot>'"
        )
    if module.deck is None:
        yield _missing(f"{module.folder}/module.yml", "the module has no slides", "add deck.md")
    else:
        yield from check_prose(module.deck.path, module.deck.text)
        yield from _check_deck(module.deck)


def _check_sections(page: Page) -> Iterator[Problem]:
    headings = re.findall(r"(?m)^## +(.*?) *$", page.text)
    if "Key messages" not in headings:
        yield _missing(page.path, "the page has no '## Key messages'", "end it with three to five of them")
    if "Sources" not in headings and _STATES_FACTS.search(page.text):
        yield _missing(page.path, "the page states facts and has no '## Sources'", "say where they are from")
    if not any(block.name == "facilitator" for block in find_blocks(page.text)):
        yield _missing(page.path, "the page has nothing for the trainer", "add a ':::{facilitator}' block")


def _check_cases(module: Module) -> Iterator[Problem]:
    classes = {
        name for page in module.pages for line in _case_lines(page.text) for name in line.split() if name
    }
    wanted = (*(f"case-{level}" for level in LEVELS), *ENDINGS)
    for name in (name for name in wanted if name not in classes):
        yield Problem(
            where=Place(file=f"{module.folder}/module.yml"),
            code=Code.MISSING_CASE,
            message=f"no case of module {module.id!r} is a {name.removeprefix('case-')!r} case",
            hint=f"add one with ':class: case {name}'",
        )


def _case_lines(text: str) -> list[str]:
    return re.findall(r"(?m)^:class:\s+(case\b.*)$", text)


def _check_deck(deck: Page) -> Iterator[Problem]:
    starts = [match.start() for match in _SLIDE.finditer(deck.text)]
    if not FEWEST_SLIDES <= len(starts) <= MOST_SLIDES:
        yield Problem(
            where=Place(file=deck.path),
            code=Code.BAD_DECK,
            message=f"the deck has {plural(len(starts), 'slide')}",
            hint=f"{FEWEST_SLIDES} to {MOST_SLIDES} fit one session",
        )
    for start, end in zip(starts, [*starts[1:], len(deck.text)], strict=True):
        slide = deck.text[start:end]
        line = deck.text.count("\n", 0, start) + 1
        missing = [name for name in _LABELS if f"- **{name}:**" not in slide]
        if ":::{facilitator}" not in slide or missing:
            told = " and ".join(missing or _LABELS)
            yield Problem(
                where=Place(file=deck.path, line=line),
                code=Code.BAD_DECK,
                message=f"the trainer is not told {told} for this slide",
                hint="add ':::{facilitator}' with '- **Minutes:** 5' and '- **Say:** …'",
            )


def _missing(file: str, message: str, hint: str) -> Problem:
    return Problem(where=Place(file=file), code=Code.MISSING_SECTION, message=message, hint=hint)

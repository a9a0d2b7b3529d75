"""Rules for pages and modules: fences, directives, alternative texts, outcomes, components."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from totkit.errors import Code, Place, Problem, did_you_mean
from totkit.model import COMPONENTS
from totkit.notebook import find_blocks, segment, segment_figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from totkit.model import Course, Exercise, Module, Page, SourceFile

_IMAGES = ("figure", "image")
_MARKDOWN_IMAGE = re.compile(r"!\[\s*\]\(")


def check_structure(course: Course) -> list[Problem]:
    """Return problems of the pages, decks and modules of a course."""
    texts = [(page.path, page.text) for page in _pages_and_decks(course)]
    texts += [(exercise.path, exercise.text) for exercise in course.exercises]
    problems = [problem for path, text in texts for problem in _check_text(path, text)]
    parts: tuple[Page | Exercise, ...] = (*course.all_pages, *course.exercises)
    for part in parts:
        problems += _check_outcomes(course, part)
    for module in course.modules:
        if not module.base:  # a country's own module may be shorter
            problems += _check_components(module)
    for file in course.files:
        if file.path.endswith(".svg"):
            problems += _check_figure(file)
    return problems


def _pages_and_decks(course: Course) -> tuple[Page, ...]:
    return (*course.all_pages, *(module.deck for module in course.modules if module.deck))


def _check_text(path: str, text: str) -> Iterator[Problem]:
    lines = text.split("\n")
    for block in find_blocks(text):
        where = Place(file=path, line=block.start + 1)
        if not block.closed:
            yield Problem(
                where=where,
                code=Code.UNCLOSED_FENCE,
                message="this fence is not closed",
                hint="close it with as many characters; an outer fence is longer than an inner one",
            )
        if block.cuts:
            yield Problem(
                where=where,
                code=Code.UNCLOSED_FENCE,
                message="the end of this block also ends the block around it",
                hint="write the fence around it with one character more, at its beginning and its end",
            )
        body = "\n".join(lines[block.start : block.end])
        if block.name in _IMAGES and not re.search(r"(?m)^\s*:?alt:\s*\S", body):
            yield Problem(
                where=where,
                code=Code.MISSING_ALT,
                message=f"this {block.name} has no alternative text",
                hint="add ':alt:' with what the picture tells",
            )
    for code, line, message, hint in segment(text).faults:
        yield Problem(where=Place(file=path, line=line), code=code, message=message, hint=hint)
    for number, line_text in enumerate(lines, start=1):
        if _MARKDOWN_IMAGE.search(line_text):
            yield Problem(
                where=Place(file=path, line=number),
                code=Code.MISSING_ALT,
                message="this image has no alternative text",
                hint="write what it tells between the brackets",
            )


def _check_figure(file: SourceFile) -> Iterator[Problem]:
    for code, line, message, hint in segment_figure(file.content.decode(errors="replace")).faults:
        yield Problem(where=Place(file=file.path, line=line), code=code, message=message, hint=hint)


def _check_outcomes(course: Course, part: Page | Exercise) -> Iterator[Problem]:
    known = [outcome.id for outcome in course.outcomes]
    file = part.path if not hasattr(part, "questions") else f"{part.folder}/exercise.yml"
    for name in part.outcomes:
        if name not in known:
            yield Problem(
                where=Place(file=file, key="outcomes"),
                code=Code.UNKNOWN_OUTCOME,
                message=f"outcome {name!r} is not in course.yml",
                hint=did_you_mean(name, known),
            )


def _check_components(module: Module) -> Iterator[Problem]:
    present = {part.component for part in module.parts}
    for component in COMPONENTS:
        if component not in present:
            yield Problem(
                where=Place(file=module.path),
                code=Code.MISSING_COMPONENT,
                message=f"no page or exercise of module {module.id!r} is its {component!r}",
                hint=f"write 'component: {component}' in the front matter of a page",
            )

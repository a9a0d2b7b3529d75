"""Check everything authored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from totkit.check import (
    check_exercises,
    check_links,
    check_localisation,
    check_structure,
    check_teaching,
    check_translations,
)
from totkit.errors import Code, raise_if_any
from totkit.localise import check_edition
from totkit.read import locate_problems
from totkit.workflow.drift import say_drift
from totkit.workflow.execute import execute_sources
from totkit.workflow.load import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from totkit.errors import Problem
    from totkit.model import Localisation

_UNREADABLE = (Code.BAD_YAML, Code.MISSING_FILE, Code.BAD_PARENT)


def check_library(library: Library) -> list[Problem]:
    """Return every problem that can be found without running anything, sorted by place, each once.

    Files that cannot be read come alone: what else seems wrong may only follow from what they hide.
    """
    course = library.course
    unreadable = [problem for problem in library.problems if problem.code in _UNREADABLE]
    if unreadable:
        return sorted(set(unreadable))
    problems = [*library.problems, *check_structure(course), *check_links(course), *check_exercises(course)]
    for localisation in library.localisations.values():
        problems += check_localisation(course, localisation)
        problems += _check_editions(library, localisation)
    for catalogues in library.catalogues.values():
        problems += check_translations(course, catalogues)
    return sorted(set(locate_problems(library.root, problems)))


def _check_editions(library: Library, localisation: Localisation) -> list[Problem]:
    """Return the values, and forms of them, that texts in some language use and the country does not give."""
    if not localisation.iso:
        return []
    return [
        problem
        for tag in localisation.languages
        if tag in library.catalogues
        for problem in check_edition(library.course, localisation, tag, library.catalogues[tag])
    ]


def check_course(
    root: Path,
    editions: Sequence[tuple[str, str]],
    *,
    execute: bool = True,
    on_progress: Callable[[str], None] = lambda _text: None,
) -> list[Problem]:
    """Return every problem of a course and of some editions.

    Rules of writing are only said here: a long sentence does not keep a school from publishing.
    Where nothing is wrong, it is told how many pieces the countries should compare with the course.

    :param execute: whether to run the sources of notebooks that changed since they last ran well; they run
        only if nothing else is wrong
    """
    library = Library.read(root, editions)
    problems = check_library(library)
    if not any(problem.code in _UNREADABLE for problem in problems):
        problems = sorted({*problems, *check_teaching(library.course)})
    if problems:
        return problems
    say_drift(library, editions, on_progress)
    return execute_sources(library, on_progress=on_progress) if execute else []


def require_clean(library: Library, on_progress: Callable[[str], None]) -> None:
    """Stop if anything is wrong with what is to be published.

    :raises ContentError: with every problem
    """
    raise_if_any(check_library(library))
    raise_if_any(execute_sources(library, on_progress=on_progress))

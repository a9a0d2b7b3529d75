"""Write the change letter of localisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from totkit.errors import raise_if_any
from totkit.localise import fact_book, find_drift, place_name
from totkit.read import locate_problems
from totkit.workflow.load import Library

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from totkit.localise import Drift
    from totkit.model import Course, Localisation


def find_library_drift(root: Path, editions: Sequence[tuple[str, str]]) -> tuple[Drift, ...]:
    """Return what the countries of some editions should look at again, country by country.

    What a region inherits is told by the localisation that it extends, once.

    :param editions: ``(localisation, language)``; messages are looked at in these languages only
    :raises ContentError: if a file cannot be read well, because what it hides may be what changed
    """
    _, letters = _read_letters(root, editions)
    return tuple(found for _, letter in letters for found in letter)


def render_library_letter(root: Path, editions: Sequence[tuple[str, str]]) -> str:
    """Return the same as a page, in HTML.

    :raises ContentError: as above
    """
    from totkit.publish import Finding, render_letter

    course, letters = _read_letters(root, editions)
    countries = []
    for localisation, letter in letters:
        name = place_name(fact_book(course, localisation, course.source_language))
        findings = [
            Finding(
                place=str(found.where),
                message=found.message,
                advice=found.hint,
                then=found.then,
                now=found.now,
            )
            for found in letter
        ]
        countries.append((f"{name} ({localisation.id})", findings))
    return render_letter(course.title, course.release, countries)


def _read_letters(
    root: Path, editions: Sequence[tuple[str, str]]
) -> tuple[Course, list[tuple[Localisation, tuple[Drift, ...]]]]:
    library = Library.read(root, editions)
    raise_if_any(locate_problems(root, library.problems))
    languages: dict[str, set[str]] = {}
    found: dict[str, Localisation] = {}
    for country, language in editions:
        for item in library.localisations[country].lineage:
            languages.setdefault(item.id, set()).add(language)
            found.setdefault(item.id, item)
    letters = [
        (found[name], find_drift(library.course, found[name], languages[name])) for name in sorted(found)
    ]
    return library.course, letters

"""Write the change letter of localisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from totkit.errors import plural, raise_if_any
from totkit.localise import fact_book, find_drift, place_name
from totkit.read import locate_problems
from totkit.workflow.load import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from totkit.localise import Drift
    from totkit.model import Localisation


def find_library_drift(root: Path, editions: Sequence[tuple[str, str]]) -> tuple[Drift, ...]:
    """Return what the countries of some editions should look at again, country by country.

    What a region inherits is told by the localisation that it extends, once.

    :param editions: ``(localisation, language)``; messages are looked at in these languages only
    :raises ContentError: if a file cannot be read well, because what it hides may be what changed
    """
    letters = _write_letters(_read_whole(root, editions), editions)
    return tuple(found for _, letter in letters for found in letter)


def say_drift(
    library: Library, editions: Sequence[tuple[str, str]], on_progress: Callable[[str], None]
) -> None:
    """Say how much the countries of some editions should look at again, if anything."""
    for localisation, letter in _write_letters(library, editions):
        if letter:
            pieces = plural(len(letter), "piece")
            what = f"compare {pieces} of its own with the course"
            on_progress(f"{localisation.id}: {what} (totkit check --drift)")


def render_library_letter(root: Path, editions: Sequence[tuple[str, str]]) -> str:
    """Return the same as a page, in HTML.

    :raises ContentError: as above
    """
    from totkit.publish import Finding, render_letter

    library = _read_whole(root, editions)
    course = library.course
    countries = []
    for localisation, letter in _write_letters(library, editions):
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


def _read_whole(root: Path, editions: Sequence[tuple[str, str]]) -> Library:
    library = Library.read(root, editions)
    raise_if_any(locate_problems(root, library.problems))
    return library


def _write_letters(
    library: Library, editions: Sequence[tuple[str, str]]
) -> list[tuple[Localisation, tuple[Drift, ...]]]:
    languages: dict[str, set[str]] = {}
    found: dict[str, Localisation] = {}
    for country, language in editions:
        for item in library.localisations[country].lineage:
            languages.setdefault(item.id, set()).add(language)
            found.setdefault(item.id, item)
    return [(found[name], find_drift(library.course, found[name], languages[name])) for name in sorted(found)]

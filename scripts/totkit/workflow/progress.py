"""How far editions are translated, counting what their readers get."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from totkit.errors import raise_if_any
from totkit.model import Progress
from totkit.read import edition_names
from totkit.run import write_file
from totkit.workflow.catalogue import catalogue_status, choose_languages
from totkit.workflow.load import Library

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from totkit.publish import StatusRow
    from totkit.workflow.catalogue import CatalogueStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStatus:
    """How far a page or an exercise of an edition is translated."""

    edition: str
    docname: str
    progress: Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionStatus:
    """How far an edition is translated: what its readers get, pages and exercises that it leaves out apart.

    :ivar progress: without any messages if the edition is in the language of the course
    """

    edition: str
    language: str
    progress: Progress


def page_status(
    root: Path, editions: Sequence[str] = (), languages: Sequence[str] = ()
) -> tuple[PageStatus, ...]:
    """Return how far each page and exercise of some learners' editions is translated, in reading order.

    :param editions: editions or countries; none: all
    :param languages: only editions in these; none: in any
    :raises UsageError: for a name that fits nothing
    :raises ContentError: if the course cannot be read or lacks a country's value
    """
    names = edition_names(root, editions)
    chosen = choose_languages(languages, sorted({language for _, language in names}))
    names = tuple(name for name in names if name[1] in chosen)
    library = Library.read(root, names)
    raise_if_any(library.problems)
    return tuple(
        PageStatus(edition=edition.id, docname=part.docname, progress=part.progress)
        for edition in (library.edition(*name) for name in names)
        for part in edition.parts
    )


def edition_status(pages: Sequence[PageStatus]) -> tuple[EditionStatus, ...]:
    """Return how far each edition is translated: the sums over its pages and exercises."""
    totals: dict[str, Progress] = {}
    for page in pages:
        totals[page.edition] = totals.get(page.edition, Progress()) + page.progress
    return tuple(
        EditionStatus(edition=name, language=name.partition("/")[2], progress=progress)
        for name, progress in totals.items()
    )


def write_status_page(
    root: Path, file: Path, editions: Sequence[str] = (), languages: Sequence[str] = ()
) -> None:
    """Write one HTML page that shows how far languages and editions are translated."""
    from totkit.publish import render_status
    from totkit.read import read_course

    found = edition_status(page_status(root, editions, languages))
    catalogues = catalogue_status(root, languages)
    if editions:
        spoken = {item.language for item in found}
        catalogues = tuple(item for item in catalogues if item.language in spoken)
    course, _problems = read_course(root)
    page = render_status(
        course.title,
        course.release,
        languages=_language_rows(catalogues),
        editions=[_row(item.edition, item.language, item.progress) for item in found],
        catalogues=[_row(item.slug, item.language, item.progress) for item in catalogues],
    )
    write_file(page.encode(), file)


def _language_rows(catalogues: Sequence[CatalogueStatus]) -> list[StatusRow]:
    totals: dict[str, Progress] = {}
    for item in catalogues:
        totals[item.language] = totals.get(item.language, Progress()) + item.progress
    return [_row(tag, tag, progress) for tag, progress in totals.items()]


def _row(name: str, language: str, progress: Progress) -> StatusRow:
    from totkit.localise import language_link
    from totkit.publish import StatusRow

    return StatusRow(name=name, language=language_link(language), progress=progress)

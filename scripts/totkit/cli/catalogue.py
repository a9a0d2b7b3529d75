"""``totkit catalogue``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from totkit.cli.options import course_option, json_option, print_json, say, table

if TYPE_CHECKING:
    from pathlib import Path

    from totkit.workflow.catalogue import CatalogueStatus

_LANGUAGES = click.argument("languages", nargs=-1, metavar="[LANGUAGE]...")


@click.group()
def catalogue() -> None:
    """Templates and translations, in the PO format of every translation tool."""


@catalogue.command()
@course_option
def extract(root: Path) -> None:
    """Write the templates (localisations/templates/*.pot) from the course.

    Example: totkit catalogue extract
    """
    from totkit.workflow.catalogue import extract_catalogues

    _report(extract_catalogues(root))


@catalogue.command()
@course_option
@_LANGUAGES
def update(root: Path, languages: tuple[str, ...]) -> None:
    """Bring translations up to date: changed messages become fuzzy, nothing is lost.

    Without a language: all. A new language's files are made.

    Example: totkit catalogue extract && totkit catalogue update fr
    """
    from totkit.workflow.catalogue import update_catalogues

    _report(update_catalogues(root, languages))


def _report(changed: tuple[str, ...]) -> None:
    for path in changed:
        click.echo(path)
    say(f"{len(changed)} files changed")


@catalogue.command()
@course_option
@_LANGUAGES
@json_option
def status(root: Path, languages: tuple[str, ...], as_json: bool) -> None:  # noqa: FBT001
    """Say how far each folder is translated, counting only what readers get (fuzzy is untranslated).

    Example: totkit catalogue status ar
    """
    from totkit.workflow.catalogue import catalogue_status

    found = catalogue_status(root, languages)
    if as_json:
        print_json(found)
        return
    head = ("language", "catalogue", "translated", "of", "share", "drafts")
    click.echo(table([head, *map(_row, found)]))


def _row(status: CatalogueStatus) -> tuple[str, str, int, int, str, int]:
    progress = status.progress
    share = f"{progress.share:.0%}"
    return status.language, status.slug, progress.translated, progress.total, share, progress.drafts

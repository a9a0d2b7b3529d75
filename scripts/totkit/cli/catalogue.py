"""``totkit catalogue``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from totkit.cli.options import course_option, json_option, print_json, say, table
from totkit.errors import plural
from totkit.model import Progress

if TYPE_CHECKING:
    from pathlib import Path

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
    say(f"{plural(len(changed), 'file')} changed")


@catalogue.command()
@course_option
@_LANGUAGES
@json_option
def status(root: Path, languages: tuple[str, ...], as_json: bool) -> None:
    """Say how far each folder is translated, counting only what readers get (fuzzy is untranslated).

    Example: totkit catalogue status ar
    """
    from totkit.workflow.catalogue import catalogue_status

    found = catalogue_status(root, languages)
    if as_json:
        print_json(found)
        return
    head = ("language", "catalogue", "translated", "of", "share", "drafts")
    rows = []
    for tag in dict.fromkeys(item.language for item in found):
        own = [item for item in found if item.language == tag]
        total = sum((item.progress for item in own), start=Progress())
        rows += [_row(tag, item.slug, item.progress) for item in own]
        rows.append(_row(tag, "(all)", total))
    click.echo(table([head, *rows]))
    say("drafts: translations by machine that no person has reviewed")


def _row(tag: str, slug: str, progress: Progress) -> tuple[str, str, int, int, str, int]:
    """Return a line of the table; the share is rounded down, so that only all is 100 %."""
    share = f"{int(progress.share * 100)}%"
    return tag, slug, progress.translated, progress.total, share, progress.drafts

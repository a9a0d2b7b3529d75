"""``totkit catalogue``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from totkit.cli.options import course_option, edition_option, json_option, print_json, say, table
from totkit.errors import UsageError, plural
from totkit.model import Progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from totkit.workflow.catalogue import CatalogueStatus
    from totkit.workflow.progress import EditionStatus, PageStatus
    from totkit.workflow.roundtrip import FileRoundtrip

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
@edition_option
@click.option(
    "--by",
    type=click.Choice(["catalogue", "edition", "page"]),
    default=None,
    show_default="catalogue; with -e: edition",
    help="What to count: the catalogues of each language, or what the readers of editions get.",
)
@click.option(
    "--html",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write one page with bars for languages and editions instead.",
)
@json_option
def status(
    root: Path,
    languages: tuple[str, ...],
    editions: tuple[str, ...],
    by: str | None,
    page: Path | None,
    as_json: bool,
) -> None:
    """Say how far everything is translated, counting only what readers get (fuzzy is untranslated).

    By catalogue (each folder of the course), by edition or by page of editions.

    Example: totkit catalogue status ar --by page -e ma
    """
    from totkit.workflow.catalogue import catalogue_status
    from totkit.workflow.progress import edition_status, page_status, write_status_page

    if editions and by == "catalogue":
        raise UsageError("catalogues belong to languages, not to editions: use --by edition or --by page")
    if page:
        write_status_page(root, page, editions, languages)
        click.echo(page)
    elif not editions and by in (None, "catalogue"):
        _show(catalogue_status(root, languages), "catalogue", as_json)
    else:
        pages = page_status(root, editions, languages)
        _show(pages if by == "page" else edition_status(pages), by or "edition", as_json)


def _show(found: Sequence[CatalogueStatus | EditionStatus | PageStatus], by: str, as_json: bool) -> None:
    if as_json:
        print_json(found)
        return
    lines = [_line(item) for item in found]
    if by != "edition":
        lines = [
            line for group in dict.fromkeys(line[0] for line in lines) for line in _with_sum(group, lines)
        ]
    head = {
        "catalogue": ("language", "catalogue"),
        "edition": ("edition", "language"),
        "page": ("edition", "page"),
    }[by]
    rows = [_row(*line) for line in lines]
    counts = ("translated", "of", "share", "drafts", "outdated", "overridden")
    click.echo(table([(*head, *counts), *rows]))
    say("drafts: translations by machine that no person has reviewed")
    say("outdated: untranslated, with an older translation in its place (fallback: previous)")
    say("overridden: translations that a country has replaced by its own")


def _line(item: CatalogueStatus | EditionStatus | PageStatus) -> tuple[str, str, Progress]:
    names = list(asdict(item).values())[:2]
    return names[0], names[1], item.progress


def _with_sum(group: str, lines: list[tuple[str, str, Progress]]) -> list[tuple[str, str, Progress]]:
    own = [line for line in lines if line[0] == group]
    return [*own, (group, "(all)", sum((line[2] for line in own), start=Progress()))]


def _row(tag: str, slug: str, progress: Progress) -> tuple[str, str, int, int, str, int, int, int]:
    """Return a line of the table; the share is rounded down, so that only all is 100 %."""
    share = f"{progress.percent}%"
    counts = progress.drafts, progress.outdated, progress.overridden
    return tag, slug, progress.translated, progress.total, share, *counts


@catalogue.command()
@course_option
@_LANGUAGES
@json_option
@click.pass_context
def check(ctx: click.Context, root: Path, languages: tuple[str, ...], as_json: bool) -> None:
    """Check only what translators work with: placeholders, blocks, PO syntax, templates.

    Prints one line for each problem, file:line: CODE message (hint); exit code 1 if there is any.
    Without a language: all.

    Example: totkit catalogue check fr
    """
    from totkit.workflow.translations import check_catalogues

    problems = check_catalogues(root, languages)
    if as_json:
        print_json(problems)
    else:
        for problem in problems:
            click.echo(str(problem))
        say(plural(len(problems), "problem") if problems else "no problems")
    ctx.exit(1 if problems else 0)


@catalogue.command()
@course_option
@click.argument("language")
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option(
    "--message",
    "messages",
    multiple=True,
    metavar="TEXT",
    help="Only this message: its source text, or a beginning that no other message has; repeatable.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
def review(
    root: Path, language: str, slugs: tuple[str, ...], messages: tuple[str, ...], dry_run: bool
) -> None:
    """Mark machine-made drafts as reviewed by a person: whole catalogues, or single messages.

    SLUG is a catalogue as "totkit catalogue status" names it, or countries/ID for a country's own messages.
    Fuzzy messages keep their mark.

    Example: totkit catalogue review fr book --message "Key messages"
    """
    from totkit.workflow.review import review_drafts

    found = review_drafts(root, language, slugs, messages=messages, dry_run=dry_run)
    for item in found:
        click.echo(f"{item.file}: {item.lifted} reviewed, {item.left} still drafts")
        if item.fuzzy:
            fuzzy = plural(item.fuzzy, "fuzzy draft")
            say(f"{item.file}: {fuzzy} left as they are: translate first, then review")
    total = plural(sum(item.lifted for item in found), "draft")
    say(f"{total} would be marked as reviewed" if dry_run else f"{total} marked as reviewed")


@catalogue.command("export-xliff")
@course_option
@click.argument("language")
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option(
    "-o",
    "--output",
    "file",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The XLIFF file to write.",
)
def export_xliff(root: Path, language: str, slugs: tuple[str, ...], file: Path) -> None:
    """Write the catalogues of a language as one XLIFF 1.2 file, for an agency.

    SLUG is a catalogue as "totkit catalogue status" names it; without one: all. Needs totkit[xliff].

    Example: totkit catalogue export-xliff fr -o fr.xlf
    """
    from totkit.workflow.xliff import export_xliff as export

    catalogues, messages = export(root, language, file, slugs)
    click.echo(file)
    say(f"{plural(catalogues, 'catalogue')}, {plural(messages, 'message')}")


@catalogue.command("import-xliff")
@course_option
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--draft", is_flag=True, help="Mark all that changed as drafts: no person has reviewed it.")
@click.option("--dry-run", is_flag=True, help="Check and count, and write nothing.")
@json_option
def import_xliff(root: Path, file: Path, draft: bool, dry_run: bool, as_json: bool) -> None:
    """Take over the translations that changed in an XLIFF file: all of them, or none if one is broken.

    Needs totkit[xliff].

    Example: totkit catalogue import-xliff fr.xlf --dry-run
    """
    from totkit.workflow.xliff import import_xliff as take

    found = take(root, file, draft=draft, dry_run=dry_run)
    if as_json:
        print_json(found)
        return
    for item in found:
        click.echo(
            f"{item.file}: {item.changed} imported, {item.drafts} of them drafts, {item.same} as before"
        )
        if item.gone:
            gone = plural(item.gone, "unit")
            say(f"{item.file}: {gone} left out: the source is not in the catalogue any more")
    total = plural(sum(item.changed for item in found), "translation")
    say(f"{total} would be imported" if dry_run else f"{total} imported")


@catalogue.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@json_option
@click.pass_context
def roundtrip(ctx: click.Context, files: tuple[Path, ...], as_json: bool) -> None:
    """Say whether MyST pages, of a course or not, survive being cut into messages and written again.

    Each text is replaced by itself, written as a translation would be. Nothing is written; exit code 1 if
    a page would not read as before.

    Example: totkit catalogue roundtrip book/*.md
    """
    from totkit.workflow.roundtrip import roundtrip_files

    found = roundtrip_files(files)
    if as_json:
        print_json(found)
    else:
        for item in found:
            click.echo("\n".join(_roundtrip_lines(item)))
    ctx.exit(0 if all(item.survives for item in found) else 1)


def _roundtrip_lines(item: FileRoundtrip) -> list[str]:
    result = item.result
    if result is None:
        return [f"{item.file}: {item.error}"]
    verdict = "survives" if item.survives else "does not survive"
    lines = [f"{item.file}: {plural(result.units, 'unit')}, {verdict}"]
    lines += [
        f"{item.file}:{fault.line}: not translated: {fault.message}"
        for fault in (*result.unknown, *result.cells)
    ]
    lines += [f"{item.file}:{fault.line}: lost: {fault.message}" for fault in result.lost]
    if result.difference:
        difference = result.difference
        lines.append(f"{item.file}:{difference.line}: differs")
        lines += [f"  - {difference.before}", f"  + {difference.after}"]
    return lines

"""``totkit new``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from totkit.cli.options import course_option, say

if TYPE_CHECKING:
    from pathlib import Path

    from totkit.workflow.scaffold import Scaffold

_DRY_RUN = click.option("--dry-run", is_flag=True, help="Print what would be made, and make nothing.")


@click.group()
def new() -> None:
    """Make the files of a new country, language, module or exercise. Nothing is ever overwritten."""


@new.command()
@course_option
@click.argument("country", metavar="ISO")
@click.option(
    "--lang",
    "languages",
    multiple=True,
    metavar="TAG",
    help="Language to publish; repeatable, the first opens by default. Default: the official ones that CLDR "
    "knows, and the course's own.",
)
@click.option(
    "--id",
    "localisation_id",
    default="",
    metavar="ID",
    help="Name of the folder. Default: the 2-letter code.",
)
@click.option("--publisher", default="", metavar="TEXT", help="Who publishes. Default: a text to replace.")
@_DRY_RUN
def localisation(
    root: Path,
    country: str,
    languages: tuple[str, ...],
    localisation_id: str,
    publisher: str,
    dry_run: bool,
) -> None:
    """Make the folder of a country (ISO 3166 code of 2 or 3 letters), ready to build at once.

    Its facts.yml has every value that the course uses and that the tables do not have, to be filled in.

    Example: totkit new localisation VUT --lang fr --lang en
    """
    from totkit.workflow.scaffold import new_localisation

    made = new_localisation(
        root,
        country,
        languages=languages,
        localisation_id=localisation_id,
        publisher=publisher,
        dry_run=dry_run,
    )
    name = made.folder.rpartition("/")[2]
    _report(
        made,
        [
            f"fill in {made.folder}/facts.yml and the publisher in localisation.yml",
            *(f"make catalogues for translators: totkit new language {tag}" for tag in made.untranslated),
            f"check it: totkit check -e {name} --no-execute",
            f"build it: totkit build -e {name}  ({', '.join(made.languages)})",
        ],
        dry_run=dry_run,
    )


@new.command()
@course_option
@click.argument("tag", metavar="TAG")
@_DRY_RUN
def language(root: Path, tag: str, dry_run: bool) -> None:
    """Make the catalogues of a language (BCP 47), with nothing translated, for translators.

    Example: totkit new language pt-BR
    """
    from totkit.workflow.scaffold import new_language

    made = new_language(root, tag, dry_run=dry_run)
    _report(
        made,
        [
            f"give {made.folder}/*.po to translators",
            f"name {tag} in languages: of every localisation that publishes it",
            f"after changes of the course: totkit catalogue update {tag}",
        ],
        dry_run=dry_run,
    )


_TITLE = click.option(
    "--title", default="", metavar="TEXT", help="Its heading. Default: the words of the id."
)


@new.command()
@course_option
@click.argument("module_id", metavar="ID")
@_TITLE
@_DRY_RUN
def module(root: Path, module_id: str, title: str, dry_run: bool) -> None:
    """Make a module with every part that one must have, as the last chapter of the course.

    Each page says what to write in it. It passes totkit check at once.

    Example: totkit new module procurement --title "Buying digital services"
    """
    from totkit.workflow.scaffold import new_module

    made = new_module(root, module_id, title=title, dry_run=dry_run)
    _report(
        made,
        [
            f"write {made.folder}/module.yml, the pages and deck.md; put outcomes and minutes right",
            "move its chapter in _toc.yml to where it belongs",
            f"add an exercise: totkit new exercise ID --module {module_id}",
            "check it: totkit check",
            "make its template for translators: totkit catalogue extract",
        ],
        dry_run=dry_run,
    )


@new.command()
@course_option
@click.argument("exercise_id", metavar="ID")
@click.option("--module", "module_id", required=True, metavar="ID", help="Module that it belongs to.")
@_TITLE
@_DRY_RUN
def exercise(root: Path, exercise_id: str, module_id: str, title: str, dry_run: bool) -> None:
    """Make an exercise with a task in code, its tests and two questions, as the last of a module.

    It passes totkit check at once, its own solution runs, and it can be released and graded.

    Example: totkit new exercise compare-offers --module procurement
    """
    from totkit.workflow.scaffold import new_exercise

    made = new_exercise(root, exercise_id, module_id, title=title, dry_run=dry_run)
    _report(
        made,
        [
            f"write {made.folder}/{exercise_id}.md; every grade_id keeps its beginning",
            "write questions.yml, and their keys and mark schemes in rubric.yml",
            "move its line in _toc.yml to where it belongs",
            "check it and run its solutions: totkit check",
        ],
        dry_run=dry_run,
    )


def _report(made: Scaffold, steps: list[str], *, dry_run: bool) -> None:
    for path in made.paths:
        click.echo(path)
    if dry_run:
        say("nothing made: --dry-run")
        return
    say("next:")
    for number, step in enumerate(steps, start=1):
        say(f"  {number}. {step}")

"""``totkit build`` and ``totkit assemble``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from totkit.cli.options import (
    audience_option,
    course_option,
    edition_option,
    json_option,
    keep_quiet,
    print_json,
    quiet_option,
    say,
)

if TYPE_CHECKING:
    from pathlib import Path

    from totkit.model import Audience
    from totkit.workflow.build import BuildResult


@click.command()
@course_option
@edition_option
@audience_option
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    show_default="all cores",
    help="How many editions to build at a time.",
)
@click.option("--force", is_flag=True, help="Build also what has not changed.")
@json_option
@quiet_option
@click.pass_context
def build(
    ctx: click.Context,
    root: Path,
    editions: tuple[str, ...],
    audience: Audience,
    jobs: int,
    force: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Build the sites of editions, those that changed, into _build/site/.

    Nothing is published while anything is wrong. Trainers' editions go to _build/trainer/site/.

    Example: totkit build -e lk/si -e ma
    """
    from totkit.workflow.build import build_editions, home

    results = build_editions(
        root,
        editions,
        audience=audience,
        jobs=jobs,
        force=force,
        on_progress=keep_quiet if quiet else say,
        on_result=keep_quiet if quiet else lambda result: say(_line(result)),  # type: ignore[arg-type]
    )
    if as_json:
        print_json(results)
    failed = [result for result in results if result.status == "failed"]
    for result in failed:
        _explain(result)
    index = home(root, audience) / "site" / "index.html"
    if not quiet and index.exists():
        built = sum(result.status == "built" for result in results)
        say(f"{built} built, {len(results) - built - len(failed)} unchanged, {len(failed)} failed")
        say(f"open {os.path.relpath(index)}")
    ctx.exit(1 if failed else 0)


def _line(result: BuildResult) -> str:
    seconds = f" in {result.seconds:.1f} s" if result.status == "built" else ""
    reason = result.reason.splitlines()[0] if result.reason else ""
    return f"{result.edition}: {result.status}{seconds} ({reason})"


def _explain(result: BuildResult) -> None:
    for problem in result.problems:
        say(f"{result.edition}: {problem}")
    for warning in result.warnings:
        say(f"{result.edition}: {warning}")
    if not result.problems and not result.warnings:
        say(f"{result.edition}: {result.reason}")


@click.command()
@course_option
@edition_option
@audience_option
@quiet_option
def assemble(root: Path, editions: tuple[str, ...], audience: Audience, quiet: bool) -> None:
    """Write the Jupyter Book source trees of editions into _build/editions/.

    Stock jupyter-book builds them, also where totkit is not installed.

    Example: totkit assemble -e lk/en && jupyter-book build -W _build/editions/lk/en
    """
    from totkit.workflow.build import assemble_editions

    for folder in assemble_editions(
        root, editions, audience=audience, on_progress=keep_quiet if quiet else say
    ):
        click.echo(os.path.relpath(folder))

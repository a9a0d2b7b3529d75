"""``totkit check``."""

from __future__ import annotations

from pathlib import Path

import click

from totkit.cli.options import (
    course_option,
    edition_option,
    json_option,
    keep_quiet,
    print_json,
    quiet_option,
    say,
)


@click.command()
@course_option
@edition_option
@click.option("--execute/--no-execute", default=True, show_default=True, help="Run notebooks that changed.")
@click.option("--drift", is_flag=True, help="Say instead what countries should look at again.")
@click.option(
    "--html",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="With --drift: write a page to read into this file.",
)
@json_option
@quiet_option
@click.pass_context
def check(
    ctx: click.Context,
    root: Path,
    editions: tuple[str, ...],
    execute: bool,
    drift: bool,
    page: Path | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Check everything authored: files, links, exercises, translations, country values.

    Prints one line for each problem, file:line: CODE message (hint); exit code 1 if there is any.

    With --drift: what changes of the course touch in the countries' own blocks, pages, messages and facts.
    The exit code is 0, whatever it finds.

    Example: totkit check -e ma
    """
    from totkit.errors import ContentError, plural
    from totkit.read import edition_names
    from totkit.workflow.check import check_course

    if page and not drift:
        raise click.UsageError("--html is for --drift")
    names: tuple[tuple[str, str], ...] = ()
    try:
        names = edition_names(root, editions)
        if drift:
            _print_drift(root, names, as_json=as_json, page=page)
            return
        problems = check_course(root, names, execute=execute, on_progress=keep_quiet if quiet else say)
    except ContentError as error:  # a localisation.yml that cannot be read: nobody knows its editions
        problems = list(error.problems)
    if as_json:
        print_json(problems)
    else:
        for problem in problems:
            click.echo(str(problem))
        if not quiet:
            found = plural(len(problems), "problem") if problems else "no problems"
            say(f"{plural(len(names), 'edition')} checked: {found}")
    ctx.exit(1 if problems else 0)


def _print_drift(root: Path, names: tuple[tuple[str, str], ...], *, as_json: bool, page: Path | None) -> None:
    from totkit.workflow.drift import find_library_drift, render_library_letter

    if page:
        page.write_text(render_library_letter(root, names), encoding="utf-8")
        say(f"wrote {page}")
        return
    found = find_library_drift(root, names)
    if as_json:
        print_json(found)
    else:
        click.echo("\n".join(map(str, found)) or "nothing to do")

"""``totkit seen``."""

from __future__ import annotations

from pathlib import Path

import click

from totkit.cli.options import course_option, say


@click.command()
@course_option
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
def seen(root: Path, files: tuple[Path, ...]) -> None:
    """Record that you compared a country's pieces with what the course says now.

    FILE is a block, a page that replaces one of the course, or a facts.yml. A block or page gets the
    fingerprint of what it replaces; seen.json keeps what that says. Nothing else in the files changes.

    Example: totkit seen localisations/countries/lk/blocks/situation-case.md
    """
    from totkit.errors import plural
    from totkit.workflow.seen import mark_seen

    changed = mark_seen(root, files)
    for path in changed:
        click.echo(path)
    say(f"{plural(len(changed), 'file')} changed")

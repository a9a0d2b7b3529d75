"""Options that several commands share."""

from __future__ import annotations

import json
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from totkit.read import course_root

if TYPE_CHECKING:
    from collections.abc import Callable


def course_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``-C DIR``: the command gets ``root``, the course's folder."""
    return click.option(
        "-C",
        "--course",
        "root",
        default=None,
        show_default="this folder",
        type=click.Path(file_okay=False, path_type=Path),
        callback=lambda ctx, _param, value: course_root(Path(value or ctx.find_root().obj or ".")),
        help="Folder of the course, or one inside it.",
    )(command)


edition_option = click.option(
    "-e",
    "--edition",
    "editions",
    multiple=True,
    metavar="ID",
    help="Edition (lk/si) or country (lk, LKA); repeatable; default: all.",
)
audience_option = click.option(
    "--audience",
    type=click.Choice(["learner", "trainer"]),
    default="learner",
    show_default=True,
    help="For whom; facilitator text is in trainers' editions only.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors and results.")


def say(text: str) -> None:
    """Print a message for people."""
    click.echo(text, err=True)


def keep_quiet(_text: str) -> None:
    """Print nothing."""


def print_json(value: Any) -> None:
    """Print records as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return str(value)


def table(rows: list[tuple[Any, ...]]) -> str:
    """Return rows as aligned columns of text; numbers to the right."""
    texts = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if isinstance(value, int | float) else cell.ljust(width)
            for cell, width, value in zip(line, widths, row, strict=True)
        ).rstrip()
        for line, row in zip(texts, rows, strict=True)
    )

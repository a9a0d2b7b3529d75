"""``totkit serve``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from totkit.cli.options import audience_option, course_option, edition_option, say

if TYPE_CHECKING:
    from pathlib import Path

    from totkit.model import Audience

SOURCES = ("book", "modules", "exercises", "localisations", "course.yml", "_toc.yml")


@click.command()
@course_option
@edition_option
@audience_option
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any free one."
)
def serve(root: Path, editions: tuple[str, ...], audience: Audience, port: int) -> None:
    """Build, serve on this machine only, rebuild and reload on every change.

    Example: totkit serve -e lk/en
    """
    from totkit.errors import ContentError
    from totkit.publish import serve_site
    from totkit.workflow.build import build_editions, home

    def rebuild(_changed: tuple[str, ...] = ()) -> bool:
        try:
            results = build_editions(
                root, editions, audience=audience, jobs=os.cpu_count() or 1, on_progress=say
            )
        except ContentError as error:
            for problem in error.problems:
                say(str(problem))
            return False
        for result in results:
            if result.status != "unchanged":
                say(f"{result.edition}: {result.status} ({result.reason})")
        return any(result.status == "built" for result in results)

    rebuild()
    site = home(root, audience) / "site"
    site.mkdir(parents=True, exist_ok=True)
    serve_site(
        site,
        sources=[root / name for name in SOURCES],
        rebuild=rebuild,
        port=port,
        on_ready=lambda url: say(f"serving {url} (Ctrl+C stops)"),
    )

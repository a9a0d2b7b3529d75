"""A Sphinx extension for the author's preview: ``jupyter-book build .`` in the course's own folder.

It fills country values, slots and ``_()`` for the source language as a page is read. Facilitator text and
solutions stay: the preview is for authors and is never published.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from totkit.localise import preview_page
from totkit.read import localisation_ids, read_course, read_localisation

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from totkit.model import Course, Localisation


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the handlers."""
    app.connect("builder-inited", _read)
    app.connect("source-read", _localise)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _read(app: Sphinx) -> None:
    """Read the course once, and the localisation that ``preview:`` names."""
    root = Path(app.srcdir)
    course, _ = read_course(root)
    ids = localisation_ids(root)
    if ids:
        name = course.preview if course.preview in ids else ids[0]
        app.totkit_preview = (course, read_localisation(root, name)[0])  # type: ignore[attr-defined]


def _localise(app: Sphinx, docname: str, source: list[str]) -> None:
    found: tuple[Course, Localisation] | None = getattr(app, "totkit_preview", None)
    if found is not None:
        source[0] = preview_page(source[0], docname, *found)

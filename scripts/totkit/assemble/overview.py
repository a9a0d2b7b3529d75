"""The modules of an edition on its first page: minutes and outcomes of what the edition holds."""

from __future__ import annotations

import re
from posixpath import dirname, relpath
from typing import TYPE_CHECKING

from totkit.localise import DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from totkit.model import Edition, EditionModule

HEADING = "Modules of this edition"
MINUTES = "Minutes: {minutes}"
STRINGS = (HEADING, MINUTES)
_MARKED = re.compile(r"(<span [^>]*>)(.*)(</span>)")


def overview(edition: Edition) -> str:
    """Return what stands at the end of the first page, as MyST; empty for an edition without modules."""
    if not edition.modules:
        return ""
    heading = f"## {edition.interface.get(HEADING, HEADING)}"
    return "\n".join(
        ["", heading, "", *(line for module in edition.modules for line in _lines(edition, module))]
    )


def _lines(edition: Edition, module: EditionModule) -> Iterator[str]:
    digits = str.maketrans(DIGITS, edition.interface.get(DIGITS, DIGITS))
    minutes = edition.interface.get(MINUTES, MINUTES).format(minutes=str(module.minutes).translate(digits))
    yield f"**{_link(module.title, edition.toc.root, module.docname)}**"
    yield f": {module.summary}"
    yield ""
    yield f"  {minutes}"
    yield ""
    yield from (f"  - {outcome}" for outcome in module.outcomes)
    yield ""


def _link(title: str, root: str, docname: str) -> str:
    """Return a link to a module; the mark of a title in another language stays around it."""
    to = f"{relpath(docname, dirname(root) or '.')}.md"
    marked = _MARKED.fullmatch(title)
    return f"{marked[1]}[{marked[2]}]({to}){marked[3]}" if marked else f"[{title}]({to})"

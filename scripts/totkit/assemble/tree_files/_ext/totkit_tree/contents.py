"""The contents beside each page: every chapter, and of the chapter that is read every page.

Sphinx makes a page's contents out of copies of the whole tree, for each page anew; with a few hundred pages
that is most of a build. The titles are the same on every page, so they are written once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from sphinx import addnodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.builders.html import StandaloneHTMLBuilder


@dataclass(frozen=True)
class Entry:
    """A page in the contents; its title is HTML."""

    docname: str
    title: str
    below: tuple[Entry, ...]


def write_contents(builder: StandaloneHTMLBuilder, pagename: str) -> str:
    """Return the contents as they stand beside a page, with links from there."""
    parts = []
    for caption, entries in _parts(builder):
        if caption:
            text = f'<span class="caption-text">{escape(caption)}</span>'
            parts.append(f'<p class="caption" role="heading" aria-level="2">{text}</p>')
        parts.append(_list(builder, entries, pagename, 1))
    return "\n".join(parts)


def _list(builder: StandaloneHTMLBuilder, entries: Iterable[Entry], pagename: str, level: int) -> str:
    items = "\n".join(_item(builder, entry, pagename, level) for entry in entries)
    return f"<ul>\n{items}\n</ul>"


def _item(builder: StandaloneHTMLBuilder, entry: Entry, pagename: str, level: int) -> str:
    current, below = "", ""
    link = f'<a class="reference internal" href="{builder.get_relative_uri(pagename, entry.docname)}">'
    if entry.docname == pagename:
        link = '<a class="current reference internal" href="#" aria-current="page">'
    if entry.docname == pagename or pagename in _docnames(entry):
        current = " current"
        below = _list(builder, entry.below, pagename, level + 1) if entry.below else ""
    return f'<li class="toctree-l{level}{current}">{link}{entry.title}</a>{below}</li>'


def _docnames(entry: Entry) -> Iterator[str]:
    for child in entry.below:
        yield child.docname
        yield from _docnames(child)


@lru_cache(maxsize=1)
def _parts(builder: StandaloneHTMLBuilder) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """Return the parts of the table of contents, each with its caption, once for a build."""
    root = builder.env.tocs[builder.config.root_doc]
    return tuple(
        (str(tree.get("caption") or ""), tuple(_entry(builder, docname) for _, docname in tree["entries"]))
        for tree in root.findall(addnodes.toctree)
    )


def _entry(builder: StandaloneHTMLBuilder, docname: str) -> Entry:
    return Entry(
        docname=docname,
        title=builder.render_partial(builder.env.titles[docname])["title"],
        below=tuple(_entry(builder, child) for child in builder.env.toctree_includes.get(docname, ())),
    )

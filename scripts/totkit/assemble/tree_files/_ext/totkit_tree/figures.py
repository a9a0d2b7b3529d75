"""Figures with words as part of their page: their labels are written in the page's own fonts.

A browser gives a picture in ``<img>`` none of the page's fonts and hides its words from search and from
screen readers.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

WITH_WORDS = re.compile(r"<text\b")
ROOT = re.compile(r"<svg\b(?P<attributes>[^>]*)>")
REPLACED = re.compile(r"""\s(?:role|aria-\w+|class|style)\s*=\s*(?:"[^"]*"|'[^']*')""")
NAME = re.compile(r"""(\bid\s*=\s*["']|url\(\s*["']?#|href\s*=\s*["']#)([\w.:-]+)""")


def inline_figure(svg: str, prefix: str, image: Any) -> str:
    """Return a figure as an element of a page.

    :param prefix: of the names in the figure: other figures of the page may have the same
    :param image: has the alternative text, and a width if the author gave one
    """
    svg = NAME.sub(rf"\g<1>{prefix}-\g<2>", svg[svg.index("<svg") :])
    attributes = REPLACED.sub("", ROOT.match(svg)["attributes"])  # type: ignore[index]
    classes = " ".join(["tk-drawing", *image.get("classes", ())])
    label = escape(image.get("alt", ""))
    width = f' style="inline-size: {escape(image["width"])}"' if image.get("width") else ""
    root = f'<svg{attributes} class="{classes}" role="img" aria-label="{label}"{width}>'
    return ROOT.sub(lambda _found: root, svg, count=1)


def _inline_figures(app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    if app.builder.format != "html":
        return
    images = [image for image in doctree.findall(nodes.image) if image.get("uri", "").endswith(".svg")]
    for number, image in enumerate(images, start=1):
        path = Path(app.srcdir) / image["uri"]
        svg = path.read_text(encoding="utf-8") if path.is_file() else ""
        if WITH_WORDS.search(svg):
            html = inline_figure(svg, f"tk-{path.stem}-{number}", image)
            image.replace_self(nodes.raw("", html, format="html"))


def setup(app: Sphinx) -> None:
    """Put figures into pages before Sphinx copies the pictures that are left."""
    app.connect("doctree-resolved", _inline_figures, priority=950)

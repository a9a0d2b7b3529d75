"""Texts that a page marks: in another language than its own, or translated from an older source.

``[text]{.tk-lang-en}`` becomes ``lang="en" dir="ltr"``; after ``[text]{.tk-outdated}`` a word says so.
"""

from __future__ import annotations

import types
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PREFIX = "tk-lang-"
OUTDATED = "tk-outdated"
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
# Blocks that may carry the language of their only text; titles keep it inside, for the contents.
CARRIERS = (nodes.paragraph, nodes.term, nodes.caption, nodes.attribution, nodes.line)


def direction_of(tag: str) -> str:
    """Return ``rtl`` or ``ltr`` for a BCP 47 tag."""
    parts = tag.split("-")
    if "Arab" in parts or "Hebr" in parts:
        return "rtl"
    return "rtl" if parts[0] in RIGHT_TO_LEFT and "Latn" not in parts else "ltr"


def language_of(node: Any) -> str | None:
    """Return the language that a node's classes name."""
    return next((name[len(PREFIX) :] for name in node.get("classes", ()) if name.startswith(PREFIX)), None)


class LanguageAttributes:
    """Mixin of the HTML writer: every element with a language class gets its attributes."""

    def starttag(self, node: Any, tagname: str, *args: Any, **attributes: Any) -> str:
        """Return the start tag, with ``lang`` and ``dir`` if the node has a language of its own."""
        tag = language_of(node)
        if tag:
            attributes.setdefault("lang", tag)
            attributes.setdefault("dir", direction_of(tag))
        text: str = super().starttag(node, tagname, *args, **attributes)  # type: ignore[misc]
        return text


def lift_languages(_app: Sphinx, doctree: nodes.document) -> None:
    """Move a language from the only text of a block to the block, so that it is aligned as a whole."""
    for inline in list(doctree.findall(nodes.inline)):
        tag, block = language_of(inline), inline.parent
        if tag and isinstance(block, CARRIERS) and len(block.children) == 1:
            block["classes"].append(PREFIX + tag)
            block[:] = inline.children


def label_outdated(_app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    """Say after each outdated text that it is; only where it is read, so that the contents stay short."""
    for inline in list(doctree.findall(nodes.inline)):
        if OUTDATED in inline["classes"]:
            label = nodes.inline("", _("outdated translation"), classes=[f"{OUTDATED}-label"])
            inline += [nodes.Text(" "), label]


def _extend_writer(app: Sphinx) -> None:
    if app.builder.format != "html":
        return
    writer = app.registry.get_translator_class(app.builder)
    if not issubclass(writer, LanguageAttributes):
        mixed = types.new_class("TreeTranslator", (LanguageAttributes, writer))
        app.set_translator(app.builder.name, mixed, override=True)


def setup(app: Sphinx) -> None:
    """Mark the language of elements in what is read and in what is written."""
    app.connect("doctree-read", lift_languages)
    app.connect("doctree-resolved", label_outdated)
    app.connect("builder-inited", _extend_writer, priority=900)

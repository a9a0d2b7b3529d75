"""What the translation knows of directives: where their text stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

CARD_PARTS = re.compile(r"\s*(\^{3,}|\+{3,})\s*")
"""The lines that part a card's head, body and foot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive:
    """Where a directive has text.

    :ivar argument: ``title`` (a text of its own), ``body`` (the first line of the body) or ``none``
    :ivar body: ``markdown``, ``card`` (Markdown whose head and foot are parted by ``^^^`` and ``+++``),
        ``glossary`` (terms, with definitions indented below), ``python`` (a code cell) or ``opaque``
    :ivar options: options whose value is text
    """

    argument: Literal["title", "body", "none"] = "none"
    body: Literal["markdown", "card", "glossary", "python", "opaque"] = "markdown"
    options: tuple[str, ...] = ()


_ADMONITIONS = (
    "attention",
    "caution",
    "danger",
    "error",
    "hint",
    "important",
    "note",
    "seealso",
    "tip",
    "warning",
)
_TITLED = ("admonition", "dropdown", "list-table", "tab-item", "table", "topic")
_CARDS = ("card", "grid-item-card")
_PLAIN = (
    "card-footer",
    "card-header",
    "div",
    "epigraph",
    "facilitator",
    "grid",
    "grid-item",
    "local",
    "tab-set",
)
_OPAQUE = ("code", "code-block", "eval-rst", "math", "raw", "tableofcontents")

DIRECTIVES: dict[str, Directive] = {
    **dict.fromkeys(_ADMONITIONS, Directive(argument="body")),
    **dict.fromkeys(_TITLED, Directive(argument="title")),
    **dict.fromkeys(_CARDS, Directive(argument="title", body="card", options=("header", "footer"))),
    **dict.fromkeys(_PLAIN, Directive()),
    **dict.fromkeys(_OPAQUE, Directive(body="opaque")),
    "glossary": Directive(body="glossary"),
    "rubric": Directive(argument="title", body="opaque"),
    "figure": Directive(options=("alt",)),
    "image": Directive(body="opaque", options=("alt",)),
    "code-cell": Directive(body="python"),
}

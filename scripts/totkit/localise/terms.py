"""References to terms of a glossary: Sphinx finds a term by its words, so they change with the language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from totkit.localise.facts import outside_code
from totkit.notebook import segment

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from totkit.model import Course, Page

_TERM = re.compile(r"\{term\}`(?:(?P<text>[^`<]+?)\s*<(?P<to>[^`>]+)>|(?P<bare>[^`]+))`")
_MARKUP = re.compile(r"[*`\\]")


def glossary_terms(
    course: Course, translate: Callable[[Page, str], str | None], left_out: Collection[str]
) -> Mapping[str, str]:
    """Return what the terms of the course's glossaries are called, by their source in lower case.

    :param translate: gives the translation that a page shows of a message, or None
    :param left_out: docnames that the edition does not have; their terms are called nothing
    """
    found = {}
    for page in course.all_pages:
        for unit in segment(page.text).units if "{glossary}" in page.text else ():
            if unit.kind == "entry":
                name = "" if page.docname in left_out else translate(page, unit.id) or unit.id
                found[_plain(unit.id).casefold()] = _plain(name)
    return found


def _plain(term: str) -> str:
    return _MARKUP.sub("", term)


def resolve_terms(text: str, terms: Mapping[str, str]) -> str:
    """Return a text whose references lead to the terms as the edition's glossary writes them.

    A reference to a term that is left out becomes its words.
    """
    return outside_code(text, lambda part: _TERM.sub(lambda match: _resolved(match, terms), part))


def _resolved(match: re.Match[str], terms: Mapping[str, str]) -> str:
    said = match["text"] or match["bare"]
    to = (match["to"] or match["bare"]).strip()
    name = terms.get(to.casefold(), to)
    if not name:
        return said
    if name.casefold() == to.casefold():
        return match[0]
    return f"{{term}}`{said} <{name}>`" if match["to"] else f"{{term}}`{name}`"

"""Glossaries: terms are translated, and references to them follow."""

from __future__ import annotations

from dataclasses import replace

import pytest
from totkit.localise.page import localise_page
from totkit.localise.terms import glossary_terms, resolve_terms
from totkit.model import Catalogue, Message
from totkit.workflow.load import Library

TERMS = {"open data": "données ouvertes", "gap": "gap", "gone": ""}


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("{term}`open data`", "{term}`données ouvertes`"),
        ("{term}`Open Data`", "{term}`données ouvertes`"),
        ("{term}`ces données <open data>`", "{term}`ces données <données ouvertes>`"),
        ("{term}`gap` {term}`a gap <gap>` {term}`other`", "{term}`gap` {term}`a gap <gap>` {term}`other`"),
        ("{term}`gone` {term}`long gone <Gone>`", "gone long gone"),
        ("```\n{term}`open data`\n```\n{doc}`gone`", "```\n{term}`open data`\n```\n{doc}`gone`"),
    ],
)
def test_references_lead_to_the_term_as_the_glossary_writes_it(text, resolved):
    assert resolve_terms(text, TERMS) == resolved


def test_references_of_a_page_follow_its_translation(make_context, make_catalogue):
    catalogue = make_catalogue("si", **{"Look at {term}`open data`.": "{term}`open data` බලන්න."})
    context = replace(make_context("si", catalogue=catalogue), terms={"open data": "විවෘත දත්ත"})
    text, _ = localise_page("Look at {term}`open data`.\n", "a", context)
    assert text == "{term}`විවෘත දත්ත` බලන්න.\n"


def test_terms_of_an_edition_are_those_of_its_glossary(tiny):
    path = tiny / "book/01-start/cases.md"
    text = (
        f"{path.read_text(encoding='utf-8')}\n:::{{glossary}}\n*Open* data\n  For all.\n\nGap\n  None.\n:::\n"
    )
    path.write_text(f"{text}\nSee {{term}}`gap` and {{term}}`data <Open data>`.\n", encoding="utf-8")
    library = Library.read(tiny, [("lk", "si"), ("ma", "ar")])
    own = Catalogue(locale="si", messages={"*Open* data": Message(id="*Open* data", text="විවෘත *දත්ත*")})
    lk = replace(library.localisations["lk"], messages={"si": own})
    library = replace(library, localisations={**library.localisations, "lk": lk})
    (page,) = (page for page in library.edition("lk", "si").pages if page.docname.endswith("cases"))
    assert ":::{glossary}\nවිවෘත *දත්ත*\n" in page.text
    assert "{term}`gap`" in page.text
    assert "{term}`data <විවෘත දත්ත>`" in page.text
    terms = glossary_terms(library.course, lambda _page, _id: None, {"book/01-start/cases"})
    assert terms == {"open data": "", "gap": ""}

"""A region inherits everything of its parent and overrides single pieces."""

from __future__ import annotations

import pytest
from totkit.localise import find_drift, place_name
from totkit.localise.edition import fact_book
from totkit.read import edition_names, read_localisation
from totkit.workflow.catalogue import update_catalogues
from totkit.workflow.drift import find_library_drift
from totkit.workflow.inputs import Inputs
from totkit.workflow.load import Library

COUNTRIES = "localisations/countries"
INDEX = "book/01-start/index"
OVERRIDE = 'msgid ""\nmsgstr ""\n"Language: si\\n"\n\nmsgid "Welcome"\nmsgstr "දෙක"\n'


def write(root, path, text):
    file = root / COUNTRIES / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


@pytest.fixture
def nested(tiny):
    """Return the tiny course with lk, lk-east in it, and lk-east-coast in that."""
    with (tiny / COUNTRIES / "lk/localisation.yml").open("a", encoding="utf-8") as file:
        file.write("leave_out: [book/01-start/cases]\nthreshold: 10\n")
    write(tiny, "lk-east/localisation.yml", "id: lk-east\nextends: lk\nname: The East\nthreshold: 20\n")
    write(tiny, "lk-east-coast/localisation.yml", "id: lk-east-coast\nextends: lk-east\nleave_out: []\n")
    return tiny


def page_of(root, country, docname=INDEX, language="en"):
    edition = Library.read(root, [(country, language)]).edition(country, language)
    return next(page.text for page in edition.pages if page.docname == docname)


def test_everything_is_inherited_and_nothing_else(nested):
    coast, problems = read_localisation(nested, "lk-east-coast")
    lk = read_localisation(nested, "lk")[0]
    assert problems == []
    assert (coast.iso, coast.languages, coast.publisher) == (lk.iso, lk.languages, lk.publisher)
    assert (coast.authored, coast.modules) == (lk.authored, lk.modules)
    assert (coast.facts, coast.blocks, coast.messages) == (lk.facts, lk.blocks, lk.messages)
    assert (coast.threshold, coast.leave_out, coast.name) == (20, (), {"": "The East"})
    assert read_localisation(nested, "lk-east")[0].leave_out == ("book/01-start/cases",)
    assert (coast.own.facts, coast.own.blocks) == ({}, {})
    assert [item.id for item in coast.chain] == ["lk-east-coast", "lk-east", "lk"]
    assert [coast.file_of(key) for key in ("leave_out", "threshold", "iso")] == [
        f"{COUNTRIES}/{name}/localisation.yml" for name in ("lk-east-coast", "lk-east", "lk")
    ]


def test_one_fact_and_one_block_are_overridden(nested):
    fact = "law.example:\n  type: law\n  value: A by-law\n  source: A town gazette\n  year: 2026\n"
    write(nested, "lk-east/facts.yml", fact)
    write(nested, "lk-east-coast/blocks/opening-case.md", "A harbour counts its boats.\n")
    texts = {country: page_of(nested, country) for country in ("lk", "lk-east", "lk-east-coast")}
    assert ["A by-law" in text for text in texts.values()] == [False, True, True]
    assert ["A harbour" in text for text in texts.values()] == [False, False, True]
    assert ["a post office" in text for text in texts.values()] == [True, True, False]


def test_messages_of_the_nearest_win(nested):
    po = (nested / COUNTRIES / "lk/messages/si.po").read_text(encoding="utf-8")
    write(nested, "lk/messages/si.po", f'{po}\nmsgid "Welcome"\nmsgstr "එක"\n')
    write(nested, "lk-east/messages/si.po", OVERRIDE)
    names = ("lk", "lk-east", "lk-east-coast")
    titles = [page_of(nested, name, "book/index", "si").split("# ")[1].split("\n")[0] for name in names]
    assert titles == ["එක", "දෙක", "දෙක"]
    assert all("ශ්‍රී ලංකාවෙන් කතාවක්" in page_of(nested, name, language="si") for name in names)


def test_own_messages_hold_own_texts_only(nested):
    write(nested, "lk-east-coast/blocks/opening-case.md", "A harbour counts its boats.\n")
    update_catalogues(nested, ["si"])
    po = (nested / COUNTRIES / "lk-east-coast/messages/si.po").read_text(encoding="utf-8")
    assert po.count('\nmsgid "A harbour counts its boats."\nmsgstr ""\n') == 1
    assert "a post office" not in po
    assert not (nested / COUNTRIES / "lk-east/messages/si.po").exists()
    assert update_catalogues(nested, ["si"]) == ()


def test_an_edition_is_named_after_its_region(nested):
    library = Library.read(nested, edition_names(nested))
    names = {
        country: place_name(fact_book(library.course, localisation, "en"))
        for country, localisation in library.localisations.items()
    }
    assert names == {"lk": "Sri Lanka", "lk-east": "The East", "lk-east-coast": "The East", "ma": "Morocco"}
    assert library.edition("lk-east", "en").country_name == "The East"
    assert "for Sri Lanka" in page_of(nested, "lk-east", "book/index")


def test_names_on_the_command_line(nested):
    assert edition_names(nested, ["lk"]) == (("lk", "en"), ("lk", "si"))
    assert {country for country, _ in edition_names(nested, ["LKA"])} == {"lk", "lk-east", "lk-east-coast"}


def test_drift_of_an_inherited_piece_is_told_once_at_the_parent(nested):
    page = nested / f"{INDEX}.md"
    page.write_text(page.read_text(encoding="utf-8").replace("{{ law.example }}", "short"), encoding="utf-8")
    for wanted in ((), ("lk-east-coast",), ("lk-east", "lk")):
        drift = find_library_drift(nested, edition_names(nested, wanted))
        found = [str(item.where) for item in drift if item.country != "ma"]
        assert found == [f"{COUNTRIES}/lk/blocks/opening-case.md:1", f"{COUNTRIES}/lk/facts.yml:1"]
    coast = read_localisation(nested, "lk-east-coast")[0]
    assert find_drift(Library.read(nested, ()).course, coast) == ()


def test_a_region_is_built_again_when_its_parent_changes(nested):
    before = Inputs(nested).of("lk-east-coast", "en")
    write(nested, "lk/blocks/opening-case.md", "A new story.\n")
    after = Inputs(nested).of("lk-east-coast", "en")
    assert {key for key in after if after[key] != before[key]} == {"country"}
    write(nested, "ma/blocks/opening-case.md", "Another story.\n")
    assert Inputs(nested).of("lk-east-coast", "en") == after


def test_both_write_in_one_language(nested):
    write(nested, "lk-east/localisation.yml", "id: lk-east\nextends: lk\nauthored: si\n")
    problems = read_localisation(nested, "lk-east")[1]
    (found,) = problems
    assert str(found) == (
        f"{COUNTRIES}/lk-east/localisation.yml:3: TOT-E103 authored: 'si' is not the language of the "
        "localisation that it extends (take the line out: both write in one language)"
    )

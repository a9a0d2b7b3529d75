"""The change letter: upstream edits replayed on the tiny course."""

from __future__ import annotations

import pytest
from totkit.localise import find_drift, find_slots, fingerprint, localise_edition
from totkit.model import Block
from totkit.workflow.load import Library

EDITIONS = (("lk", "en"), ("lk", "si"), ("ma", "ar"))
INDEX = "book/01-start/index.md"
BLOCK = "localisations/countries/lk/blocks/opening-case.md"
OWN = "localisations/countries/lk/messages/si.po"
OVERRIDE = '\nmsgid "Count people, not machines."\nmsgstr "මිනිසුන් ගණන් කරන්න."\n'
DEFAULT = ":::{note}\nThe default story is about a small island that counts its boats.\n:::"


@pytest.fixture
def settled(tiny):
    """Return the tiny course after its countries said what their blocks are based on."""
    for path in (tiny / "localisations/countries").glob("*/blocks/*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(f'---\nbased_on: "{fingerprint(DEFAULT)}"\n---\n{text}', encoding="utf-8")
    with (tiny / OWN).open("a", encoding="utf-8") as file:
        file.write(OVERRIDE)
    return tiny


def edit(root, old, new, file=INDEX):
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new), encoding="utf-8")


def authored(root):
    folder = root / "localisations/countries"
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def letter(root, languages=None):
    """Return the letters of all countries, after every edition was localised from the same files."""
    before = authored(root)
    library = Library.read(root, EDITIONS)
    assert library.problems == ()
    for country, language in EDITIONS:
        catalogues = library.catalogues[language]
        assert localise_edition(library.course, library.localisations[country], language, catalogues).pages
    found = [
        str(drift)
        for localisation in library.localisations.values()
        for drift in find_drift(library.course, localisation, languages)
    ]
    assert authored(root) == before
    return found


def test_nothing_changed(settled):
    assert letter(settled) == []


def test_fingerprint_is_of_words_and_not_of_white_space():
    assert fingerprint("") == "e3b0c44298fc"
    assert fingerprint(" One\n  two.\n") == fingerprint("One two.") != fingerprint("One, two.")


def test_slot_knows_its_default_and_its_place(settled):
    slots = find_slots(Library.read(settled, EDITIONS).course)
    assert {name: (slot.default, str(slot.where)) for name, slot in slots.items()} == {
        "opening-case": (DEFAULT, f"{INDEX}:17")
    }


def test_front_matter_of_a_block_shifts_no_line_and_reaches_no_page(settled):
    library = Library.read(settled, EDITIONS)
    text = ":::{note}\nA story from Sri Lanka: a post office counts its letters in {{ country.name }}.\n:::\n"
    assert library.localisations["lk"].blocks["opening-case"] == Block(
        slot="opening-case", path=BLOCK, text=f"\n\n\n{text}", based_on=fingerprint(DEFAULT)
    )
    edition = library.edition("lk", "en")
    assert not [page.docname for page in edition.pages if "based_on" in page.text]
    assert any("A story from Sri Lanka" in page.text for page in edition.pages)


def test_default_of_a_slot_changed(settled):
    edit(settled, "counts its boats", "counts its nets")
    assert letter(settled) == [
        f"localisations/countries/{country}/blocks/opening-case.md:1: "
        f"the default of slot 'opening-case' changed at {INDEX}:17 "
        f"(compare the two, then run: totkit seen localisations/countries/{country}/blocks/opening-case.md)"
        for country in ("lk", "ma")
    ]


def test_default_of_a_slot_moved_only(settled):
    edit(settled, "about a small", "about\na  small")
    assert letter(settled) == []


def test_slot_that_is_gone(settled):
    edit(settled, "{local} opening-case", "{local} opening-story")
    assert letter(settled) == [
        f"localisations/countries/{country}/blocks/opening-case.md:1: "
        "no page offers the slot 'opening-case' any more: no reader gets this block "
        "(rename the file to opening-story.md if that took its place, or delete it)"
        for country in ("lk", "ma")
    ]


def test_source_of_an_override_changed(settled):
    line = (settled / OWN).read_text(encoding="utf-8").split("\n").index(OVERRIDE.split("\n")[1]) + 1
    edit(settled, "Count people, not machines.", "Count people first, not machines.")
    found = (
        f"{OWN}:{line}: no text is 'Count people, not machines.' any more "
        "(now 'Count people first, not machines.': adapt msgid and msgstr)"
    )
    assert letter(settled) == [found]
    assert letter(settled, {"si"}) == [found]
    assert letter(settled, {"en"}) == []
    edit(settled, "Count people first, not machines.", "Ask.")
    assert [line.rpartition(" (")[2] for line in letter(settled)] == ["delete the message)"]


def test_source_of_a_translated_block_changed(settled):
    edit(settled, "counts its letters", "weighs its letters", BLOCK)
    (found,) = letter(settled)
    assert found.partition(": ")[2] == (
        "no text is 'A story from Sri Lanka: a post office counts its letters in…' any more "
        "(now 'A story from Sri Lanka: a post office weighs its letters in…': adapt msgid and msgstr)"
    )


def test_last_use_of_a_fact_is_gone(settled):
    edit(settled, "The rule is {{ law.example }}.[^rule]", "There is a rule.[^rule]")
    assert letter(settled) == [
        f"localisations/countries/{country}/facts.yml:1: no text uses the fact 'law.example' "
        "(delete it, or keep it if you will use it again)"
        for country in ("lk", "ma")
    ]


def test_fact_is_used_by_a_block_alone(settled):
    edit(settled, "The rule is {{ law.example }}.[^rule]", "There is a rule.[^rule]")
    edit(settled, "in {{ country.name }}.", "by {{ law.example }}.", BLOCK)
    assert [line.split("/")[2] for line in letter(settled) if "facts.yml" in line] == ["ma"]


def test_fact_is_used_by_a_cell_alone(settled):
    edit(settled, "The rule is {{ law.example }}.[^rule]", "There is a rule.[^rule]")
    cell = '\n```{code-cell} ipython3\n:tags: [parameters]\n\nlaw_example = "Act"\n```\n'
    with (settled / "book/01-start/numbers.md").open("a", encoding="utf-8") as file:
        file.write(cell)
    assert letter(settled) == []

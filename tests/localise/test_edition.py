from __future__ import annotations

from dataclasses import replace

import pytest
from totkit.errors import ContentError
from totkit.localise import check_catalogue, check_translation_structure, localise_edition
from totkit.model import Catalogue, Message, Progress
from totkit.workflow.load import Library


@pytest.fixture
def library(tiny):
    return Library.read(tiny, [("lk", "en"), ("lk", "si"), ("ma", "ar")])


def page(edition, name):
    return next(page for page in edition.pages if page.docname.endswith(name))


def test_missing_value_is_reported_where_it_is_used(library):
    bare = replace(library.localisations["lk"], facts={})
    with pytest.raises(ContentError) as caught:
        localise_edition(library.course, bare, "en", {})
    assert [(str(p.where), str(p.code), p.where.key) for p in caught.value.problems] == [
        ("book/01-start/index.md:9", "TOT-E301", "law.example")
    ]


def test_message_of_the_country_overrides_that_of_the_language(library):
    si = library.localisations["lk"]
    own = Catalogue(locale="si", messages={
        "A start": Message(id="A start", text="රටේ ආරම්භය"),
        "Key messages": Message(id="Key messages", text="නොවේ", fuzzy=True),
    })  # fmt: skip
    found = localise_edition(
        library.course, replace(si, messages={"si": own}), "si", library.catalogues["si"]
    )
    assert page(found, "01-start/index").title == "රටේ ආරම්භය"
    assert "# රටේ ආරම්භය" in page(found, "01-start/index").text
    assert "## ප්‍රධාන පණිවිඩ" in page(found, "01-start/index").text
    assert page(library.edition("lk", "si"), "01-start/index").title == "ආරම්භයක්"


def test_override_of_private_text_is_private(library):
    local = library.localisations["lk"]
    said = "**Say:** The word totkit-canary-facilitator stands"
    (key,) = (key for key in library.catalogues["ar"]["book-01-start"].messages if key.startswith(said))
    own = Catalogue(locale="si", messages={key: Message(id=key, text="රටේ පුහුණුකරුවන්ට පමණි")})
    found = localise_edition(library.course, replace(local, messages={"si": own}), "si", {})
    assert "රටේ පුහුණුකරුවන්ට පමණි" in found.private


def test_edition_of_the_source_language_is_not_counted(library):
    assert library.edition("lk", "en").progress == Progress()


def test_edition_counts_what_its_readers_get(library):
    arabic = library.edition("ma", "ar").progress
    assert arabic.total == arabic.translated == arabic.drafts > 40
    sinhala = library.edition("lk", "si").progress
    assert 0 < sinhala.translated < sinhala.total
    assert sinhala.drafts == 0


def test_language_without_catalogues_is_the_source_text_marked(library):
    found = localise_edition(library.course, library.localisations["lk"], "ta", {})
    assert found.progress.translated == 0
    assert found.progress.total > 40
    assert '# <span lang="en" dir="ltr">Welcome</span>' in page(found, "book/index").text


def test_left_out_page_is_gone_and_links_to_it_are_text(library):
    found = library.edition("ma", "ar")
    assert all(not p.docname.endswith("cases") for p in found.pages)
    assert "book/01-start/cases" not in found.toc.docnames
    assert "cases.md" not in page(found, "01-start/index").text
    assert "(ليست في هذه الطبعة)" in page(found, "01-start/index").text
    assert found.modules[0].minutes == library.edition("lk", "en").modules[0].minutes - 5


def test_no_string_stays_marked_in_any_edition(library):
    for country, language in (("lk", "en"), ("lk", "si"), ("ma", "ar")):
        found = library.edition(country, language)
        assert not [part.docname for part in found.parts if "_(" in part.text]


def test_facilitator_text_is_only_for_trainers_and_private_in_all_its_forms(library):
    learner, trainer = (library.edition("ma", "ar", audience) for audience in ("learner", "trainer"))
    assert not any("totkit-canary" in p.text for p in learner.pages)
    assert {p.docname for p in trainer.pages} - {p.docname for p in learner.pages} == {"book/01-start/deck"}
    assert "totkit-canary-facilitator" in page(trainer, "01-start/index").text
    assert trainer.private == ()
    private = "\n".join(learner.private)
    for words in (
        "**Say:** The word totkit-canary-facilitator stands",
        "قل:** لا ترد كلمة totkit-canary",
        "canary-deck",
    ):
        assert words in private


def test_private_text_is_also_known_with_the_values_of_the_country(library):
    course = library.course
    first = course.pages[0]
    secret = ":::{facilitator}\nAsk what {{ country.name }} hides from us.\n:::\n"
    changed = replace(course, pages=(replace(first, text=first.text + "\n" + secret),))
    found = localise_edition(changed, library.localisations["lk"], "en", {})
    assert "Ask what Sri Lanka hides from us." in found.private


def test_words_around_a_value_are_no_private_text_of_their_own(library):
    course = library.course
    first = course.pages[0]
    telling = "Hand out the cards and let each table read one of them aloud"
    secret = f":::{{facilitator}}\n{telling}. Say where: {{{{ country.name }}}}. Then go on.\n:::\n"
    changed = replace(course, pages=(replace(first, text=first.text + "\n" + secret),))
    found = localise_edition(changed, library.localisations["lk"], "en", {})
    assert any(telling in text for text in found.private)
    assert not any("Sri Lanka" in text and "Then go on" in text for text in found.private)


def test_private_text_of_a_block_is_known(library):
    local = library.localisations["lk"]
    block = local.blocks["opening-case"]
    text = f"{block.text}\n:::{{facilitator}}\nTell nobody about the lost letters of the office.\n:::\n"
    changed = replace(local, blocks={"opening-case": replace(block, text=text)})
    found = localise_edition(library.course, changed, "en", {})
    assert "Tell nobody about the lost letters of the office." in found.private
    assert not any("lost letters" in text for text in found.public)


def test_headings_in_a_row_are_public_because_a_page_lists_them_as_its_contents(library):
    first = library.course.pages[0]
    text = f"{first.text}\n## Choose three\n\nA long paragraph.\n\n## What we will not do\n\nMore.\n"
    changed = replace(library.course, pages=(replace(first, text=text),))
    found = localise_edition(changed, library.localisations["lk"], "en", {})
    assert any("Choose three\nWhat we will not do" in text for text in found.public)


def test_same_input_gives_the_same_edition(library):
    assert library.edition("lk", "si") == library.edition("lk", "si")


@pytest.mark.parametrize(
    ("source", "translation", "count"),
    [
        ("[a](b.md)", "x", 1),
        ("{n} of us", "x", 1),
        ("`x` and {n}", "`x` and {m}", 2),
        ("[a](b.md){.c}", "[x](d.md){.c}", 2),
        ("plain", "schlicht", 0),
    ],
)
def test_catalogue_that_loses_a_placeholder(source, translation, count):
    message = Message(id=source, text=translation, place=("x.po", 7))
    problems = check_catalogue(Catalogue(locale="si", messages={source: message}))
    assert [(str(p.where), str(p.code)) for p in problems] == [("x.po:7", "TOT-E303")] * count
    assert check_catalogue(Catalogue(locale="si", messages={source: replace(message, fuzzy=True)})) == []


def test_translation_that_changes_the_blocks_is_named_by_its_line(monkeypatch):
    message = Message(id="Words", text="- x", place=("x.po", 7))
    catalogue = Catalogue(locale="si", messages={"Words": message})
    assert check_translation_structure("Words\n", catalogue) == []
    monkeypatch.setattr("totkit.notebook.emit._escape_leading", lambda text: text)
    (problem,) = check_translation_structure("Words\n", catalogue)
    assert (str(problem.where), str(problem.code)) == ("x.po:7", "TOT-E304")

"""Pages and modules of a country: their place, their text, what is counted."""

from __future__ import annotations

import pytest
from totkit.localise import check_selection, compose_course, fingerprint
from totkit.workflow.catalogue import update_catalogues
from totkit.workflow.load import Library

PAGES = "localisations/countries/lk/pages"
START = "book/01-start"
CASES = f"{START}/cases"
FRONT = "---\nminutes: {minutes}\noutcomes: [{outcomes}]\n{more}---\n"
MODULE = (
    "id: ours\ntitle: Our offices\nsummary: You know our offices.\nlevel: leader\nprerequisites: [start]\n"
)
OURS = "modules/ours"


@pytest.fixture
def write(tiny):
    """Return a function that writes a page of Sri Lanka; ``more`` goes into its front matter."""

    def write_page(path, body, *, more="", minutes=7, outcomes=""):
        file = tiny / PAGES / path
        file.parent.mkdir(parents=True, exist_ok=True)
        front = FRONT.format(minutes=minutes, outcomes=outcomes, more=more and f"{more}\n")
        file.write_text((front if path.endswith(".md") else "") + body, encoding="utf-8")

    return write_page


def edition_of(root, language="en", audience="learner"):
    library = Library.read(root, [("lk", language)])
    assert library.problems == ()
    return library.edition("lk", language, audience)


def texts(edition):
    return {page.docname: page.text for page in edition.pages}


def chapters(edition):
    return [entry.docname for part in edition.toc.parts for entry in part.entries]


def sections(edition, docname=f"{START}/index"):
    entries = (entry for part in edition.toc.parts for entry in part.entries)
    return next([child.docname for child in entry.children] for entry in entries if entry.docname == docname)


def test_country_without_pages_has_the_course_itself(tiny):
    library = Library.read(tiny, [("lk", "en")])
    assert compose_course(library.course, library.localisations["lk"]) is library.course


def test_page_at_the_path_of_the_course_replaces_it(tiny, write):
    write(
        "book/01-start/cases.md",
        "# Our cases\n\nBy {{ law.example }}; see [numbers](numbers.md).\n",
        more='based_on: "0f3a5be84b90"',
    )
    before, after = Library.read(tiny, [("ma", "ar")]).edition("ma", "ar"), edition_of(tiny)
    text = texts(after)[CASES]
    assert "# Our cases\n\nBy Example Act, No. 1 of 2026; see [numbers](numbers.md).\n" in text
    assert "missing village" not in text
    assert "based_on" not in text
    assert next(page.minutes for page in after.pages if page.docname == CASES) == 7
    assert chapters(after) == chapters(before)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (CASES, ["numbers", "self-assessment", "count-people", "cases", "ours", "priorities", "action-plan"]),
        (
            "count-people",
            ["numbers", "self-assessment", "count-people", "ours", "cases", "priorities", "action-plan"],
        ),
        (
            f"{START}/index",
            ["ours", "numbers", "self-assessment", "count-people", "cases", "priorities", "action-plan"],
        ),
    ],
)
def test_own_page_stands_after_what_it_names(tiny, write, after, expected):
    write("book/01-start/ours.md", "# Ours\n", more=f"after: {after}", outcomes="count-people")
    edition = edition_of(tiny)
    assert [name.rpartition("/")[2] for name in sections(edition)] == expected
    assert edition.modules[0].minutes == 45 + 7
    assert "after:" not in texts(edition)[f"{START}/ours"]


def test_own_page_after_the_first_page_is_a_chapter_in_no_module(tiny, write):
    write("book/ours.md", "# Ours\n", more="after: book/index")
    edition = edition_of(tiny)
    assert chapters(edition) == ["book/ours", f"{START}/index"]
    assert edition.modules[0].minutes == 45


def test_own_pages_follow_each_other_and_stand_by_path(tiny, write):
    write("book/01-start/b.md", "# B\n", more=f"after: {CASES}")
    write("book/01-start/a.md", "# A\n", more=f"after: {CASES}")
    write("book/01-start/0.md", "# Nought\n", more=f"after: {START}/b")
    names = [name.rpartition("/")[2] for name in sections(edition_of(tiny))]
    assert names[names.index("cases") :] == ["cases", "a", "b", "0", "priorities", "action-plan"]


def test_page_without_a_place_is_in_no_edition(tiny, write):
    write("book/01-start/ours.md", "# Ours\n", more="after: book/01-start/gone")
    assert f"{START}/ours" not in texts(edition_of(tiny))


@pytest.fixture
def with_module(tiny, write):
    write(f"{OURS}/module.yml", MODULE)
    write(f"{OURS}/index.md", "# Our offices\n\nRead [more](more.md).\n", outcomes="count-people")
    write(f"{OURS}/more.md", "# More\n\n![](figures/map.svg)\n", more=f"after: {OURS}/index", minutes=8)
    write(f"{OURS}/deck.md", "", more="")
    (tiny / PAGES / OURS / "deck.md").write_text(
        "## A slide of ours\n\n:::{facilitator}\n- **Say:** one two three four five six seven.\n:::\n",
        encoding="utf-8",
    )
    write(f"{OURS}/figures/map.svg", "<svg/>")
    return tiny


def test_own_module_is_a_chapter_and_is_counted(with_module):
    edition = edition_of(with_module)
    assert chapters(edition) == [f"{START}/index", f"{OURS}/index"]
    assert sections(edition, f"{OURS}/index") == [f"{OURS}/more"]
    (_, ours) = edition.modules
    assert (ours.title, ours.minutes, ours.docname) == ("Our offices", 15, f"{OURS}/index")
    assert ours.outcomes == ("Count the people whom a service reaches.",)
    assert f"{OURS}/figures/map.svg" in {file.path for file in edition.files}


def test_own_deck_is_for_trainers_alone(with_module):
    learner, trainer = edition_of(with_module), edition_of(with_module, audience="trainer")
    assert f"{OURS}/deck" not in texts(learner)
    assert texts(trainer)[f"{OURS}/deck"].startswith("# Slides and script: Our offices\n")
    assert "A slide of ours" in learner.private


def test_module_choice_counts_own_modules(with_module):
    path = with_module / "localisations/countries/lk/localisation.yml"
    whole = path.read_text(encoding="utf-8")
    path.write_text(f"{whole}modules: [start]\n", encoding="utf-8")
    assert chapters(edition_of(with_module)) == [f"{START}/index"]
    path.write_text(f"{whole}modules: [ours]\n", encoding="utf-8")
    (ours,) = edition_of(with_module).modules
    assert ours.id == "ours"
    library = Library.read(with_module, [("lk", "en")])
    whole = compose_course(library.course, library.localisations["lk"])
    (problem,) = check_selection(whole, library.localisations["lk"])
    assert problem.code == "TOT-E204"
    assert "'ours' builds on 'start'" in problem.message


def test_own_module_stands_after_the_one_it_names(with_module, write):
    write("modules/first/module.yml", MODULE.replace("ours", "first") + "after: start\n")
    write("modules/first/index.md", "# First\n")
    assert chapters(edition_of(with_module)) == [f"{START}/index", "modules/first/index", f"{OURS}/index"]


def test_own_texts_are_translated_by_the_country(tiny, write):
    shared = "Count people, not machines."
    write("book/01-start/ours.md", f"# Ours\n\nA new text.\n\n{shared}\n", more=f"after: {CASES}")
    language = tiny / "localisations/languages/si/book-01-start.po"
    text = language.read_text(encoding="utf-8")
    if f'msgid "{shared}"\nmsgstr ""' in text:
        text = text.replace(f'msgid "{shared}"\nmsgstr ""', f'msgid "{shared}"\nmsgstr "මිනිසුන්"')
    language.write_text(text, encoding="utf-8")
    translated = text.split(f'msgid "{shared}"\nmsgstr "')[1].partition('"')[0]
    assert translated in texts(edition_of(tiny, "si"))[f"{START}/ours"]
    update_catalogues(tiny, ["si"])
    po = tiny / "localisations/countries/lk/messages/si.po"
    own = po.read_text(encoding="utf-8")
    assert f'msgid "{shared}"\nmsgstr "{translated}"' in own
    po.write_text(own.replace('msgid "A new text."\nmsgstr ""', 'msgid "A new text."\nmsgstr "අලුත්"'))
    # The course drops the passage: the country's page keeps its translation.
    page = tiny / f"{START}/index.md"
    page.write_text(page.read_text(encoding="utf-8").replace(shared, "Ask."), encoding="utf-8")
    update_catalogues(tiny, ["si"])
    page_text = texts(edition_of(tiny, "si"))[f"{START}/ours"]
    assert translated in page_text
    assert "අලුත්" in page_text


def test_facilitator_text_of_an_own_page_stays_with_trainers(tiny, write):
    secret = "only trainers may read these seven plain words"
    body = f"# Ours\n\n:::{{facilitator}}\n- **Say:** {secret}.\n:::\n"
    write("book/01-start/ours.md", body, more=f"after: {CASES}")
    learner, trainer = edition_of(tiny), edition_of(tiny, audience="trainer")
    assert secret not in texts(learner)[f"{START}/ours"]
    assert secret in texts(trainer)[f"{START}/ours"]
    assert any(secret in text for text in learner.private)


def test_slot_on_an_own_page_is_filled(tiny, write):
    write("book/01-start/ours.md", "# Ours\n\n:::{local} our-slot\nNothing.\n:::\n", more=f"after: {CASES}")
    block = tiny / "localisations/countries/lk/blocks/our-slot.md"
    block.write_text("Something.\n", encoding="utf-8")
    text = texts(edition_of(tiny))[f"{START}/ours"]
    assert "Something." in text
    assert "Nothing." not in text


def test_fingerprint_that_check_asks_for_is_taken(tiny, write, run_totkit):
    write("book/01-start/cases.md", "# Our cases\n")
    asked = run_totkit("check", "-C", tiny, "--no-execute", "-q").stdout
    original = (tiny / f"{CASES}.md").read_text(encoding="utf-8")
    line = f'based_on: "{fingerprint(original)}"'
    assert line in asked
    write("book/01-start/cases.md", "# Our cases\n", more=line)
    assert run_totkit("check", "-C", tiny, "--no-execute", "-q").stdout == ""


def test_module_whose_index_is_left_out_is_not_told_of(tiny):
    path = tiny / "localisations/countries/lk/localisation.yml"
    path.write_text(path.read_text(encoding="utf-8") + f"leave_out: [{START}/index]\n", encoding="utf-8")
    edition = edition_of(tiny)
    assert (edition.modules, chapters(edition)) == ((), [])

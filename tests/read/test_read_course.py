"""The tiny course as records, whole values."""

from __future__ import annotations

import datetime

import pytest
from totkit.catalogue import parse_po
from totkit.model import (
    Block,
    Choice,
    Fact,
    Key,
    Module,
    Outcome,
    Question,
    SourceFile,
    Toc,
    TocEntry,
    TocPart,
)  # fmt: skip
from totkit.read import edition_names, localisation_ids, read_course, read_language, read_localisation
from totkit.read.facts import parse_reference

START = "book/01-start"


@pytest.fixture(scope="module")
def course(courses):
    course, problems = read_course(courses / "tiny")
    assert problems == []
    return course


def test_head(course):
    assert (course.id, course.title, course.source_language) == ("tiny", "Counting people", "en")
    assert (course.release, course.preview, course.minutes) == ("2026.11", "lk", 47)
    assert course.outcomes[0] == Outcome(
        id="count-people",
        statement="Count the people whom a service reaches.",
        domain="data",
        level="individual",
    )


def test_toc(course):
    names = ("numbers", "self-assessment", "exercise", "cases", "priorities", "action-plan")
    docnames = [
        f"{START}/{name}" if name != "exercise" else "exercises/count-people/count-people" for name in names
    ]
    chapter = TocEntry(docname=f"{START}/index", children=tuple(TocEntry(docname=name) for name in docnames))
    assert course.toc == Toc(root="book/index", parts=(TocPart(caption="Toolkit", entries=(chapter,)),))
    assert course.toc.docnames == ("book/index", f"{START}/index", *docnames)


def test_module(course):
    (module,) = course.modules
    assert isinstance(module, Module)
    assert (module.id, module.folder, module.level, module.prerequisites) == (
        "start",
        START,
        "introductory",
        (),
    )
    assert [page.docname for page in module.pages] == [
        f"{START}/{name}"
        for name in ("index", "numbers", "self-assessment", "cases", "priorities", "action-plan")
    ]
    assert {page.component for page in module.pages} | {"application"} == {
        "overview", "readings", "self-assessment", "application", "priorities", "cases", "action-plan",
    }  # fmt: skip
    assert (module.minutes, module.outcomes) == (45, ("count-people", "choose-first-step"))
    assert (module.deck.docname, module.deck.title, module.deck.minutes) == (f"{START}/deck", "A start", 0)


def test_page(course, courses):
    page = next(page for page in course.all_pages if page.docname == f"{START}/numbers")
    assert (page.title, page.minutes, page.outcomes) == ("Reading numbers", 10, ("count-people",))
    assert (page.component, page.executable, page.path, page.folder) == (
        "readings",
        True,
        f"{START}/numbers.md",
        START,
    )
    assert page.text == (courses / "tiny" / page.path).read_text(encoding="utf-8")
    assert [page.executable for page in course.all_pages].count(True) == 1


def test_exercise(course):
    (exercise,) = course.exercises
    assert (exercise.id, exercise.title, exercise.minutes) == ("count-people", "Count people", 10)
    assert exercise.files == (SourceFile(path="data/people.csv", content=b"name\nAmal\nBina\n"),)
    assert exercise.questions[:2] == (
        Question(
            id="what-to-count", kind="single", use="practice", prompt="What do we count in this course?",
            options=(Choice(id="people", text="People"), Choice(id="machines", text="Machines")),
            answer="people", explanation="A machine can serve many people.", line=2,
        ),
        Question(
            id="best-list", kind="single", use="graded", prompt="Which list leaves the fewest people out?", points=1,  # noqa: E501
            options=(
                Choice(id="phones", text="A list of telephone numbers"),
                Choice(id="homes", text="A list made from door to door"),
            ), line=13,
        ),
    )  # fmt: skip
    assert exercise.keys[0] == Key(
        question="best-list", answer="homes", line=2,
        model_answer="The word totkit-canary-key marks why a list from door to door is best.",
    )  # fmt: skip
    assert [key.by_machine for key in exercise.keys] == [True, False]


def test_questions_for_learners_hold_no_key(course):
    (exercise,) = course.exercises
    shown = [question.public() for question in exercise.questions]
    assert ["answer" in question for question in shown] == [True, False, False]
    assert "canary" not in str(shown)


def test_files_of_pages(course):
    assert [file.path for file in course.files] == [f"{START}/figures/count.svg"]


def test_byte_order_mark_of_windows_editors_is_no_text(tiny):
    page = tiny / START / "cases.md"
    page.write_bytes(b"\xef\xbb\xbf" + page.read_bytes())
    course, problems = read_course(tiny)
    assert problems == []
    assert next(p for p in course.all_pages if p.docname == f"{START}/cases").text.startswith("---\n")


def test_line_ends_of_windows_editors_are_line_ends(tiny):
    page = tiny / START / "cases.md"
    before = page.read_bytes()
    page.write_bytes(before.replace(b"\n", b"\r\n"))
    course, problems = read_course(tiny)
    assert problems == []
    assert next(p for p in course.all_pages if p.docname == f"{START}/cases").text.encode() == before


def test_reference_has_the_latest_year_whatever_the_order():
    text = (
        "iso3,indicator,year,type,value\n"
        "LKA,egdi,2024,number,0.66668\nLKA,egdi,2020,number,0.6708\nLKA,name_ar,2026,text,x\n"
        "MAR,population,2020,integer,36584208\n"
    )
    assert parse_reference(text) == {
        "LKA": {"egdi.2024": 0.66668, "egdi.2020": 0.6708, "egdi.latest": 0.66668, "egdi.latest_year": 2024},
        "MAR": {
            "population.2020": 36584208.0,
            "population.latest": 36584208.0,
            "population.latest_year": 2020,
        },
    }
    assert parse_reference("") == {}


def test_localisation(courses):
    localisation, problems = read_localisation(courses / "tiny", "ma")
    assert problems == []
    assert (localisation.id, localisation.iso, localisation.languages) == ("ma", "MAR", ("ar",))
    assert (localisation.authored, localisation.modules) == ("ar", None)
    assert localisation.leave_out == (f"{START}/cases",)
    assert localisation.facts == {
        "law.example": Fact(
            key="law.example", type="law", value={"ar": "قانون المثال رقم 1"}, source="An invented gazette", year=2025,  # noqa: E501
            file="localisations/countries/ma/facts.yml", line=1,
        )
    }  # fmt: skip
    path = "localisations/countries/ma/blocks/opening-case.md"
    text = ":::{note}\nقصة من المغرب: سوق يعد بائعيه.\n:::\n"
    assert localisation.blocks == {"opening-case": Block(slot="opening-case", path=path, text=text)}


@pytest.mark.parametrize(
    ("lines", "value", "problem"),
    [
        ("type: number\n  value: 3", 3.0, None),
        ("type: date\n  value: 2026-11-21", datetime.date(2026, 11, 21), None),
        ("type: string\n  value: a: b", None, "TOT-E104"),
        ("type: string\n  value: word", {"": "word"}, None),
        ("type: number\n  value: many", 0.0, "TOT-E103"),
        ("type: date\n  value: soon", {"": ""}, "TOT-E103"),
        ("type: money\n  value: 5", 5.0, "TOT-E102"),
        ("type: money\n  currency: LKR\n  value: 5", 5.0, None),
        ("type: colour\n  value: red", {"": "red"}, "TOT-E103"),
    ],
)
def test_facts_are_typed(tiny, lines, value, problem):
    facts = f"x.y:\n  {lines}\n  source: s\n  year: 2026\n"
    (tiny / "localisations/countries/lk/facts.yml").write_text(facts, encoding="utf-8")
    localisation, problems = read_localisation(tiny, "lk")
    assert [str(found.code) for found in problems] == ([problem] if problem else [])
    assert {key: fact.value for key, fact in localisation.facts.items()} == (
        {} if value is None else {"x.y": value}
    )


def test_editions_have_a_fixed_order_and_each_stands_once(courses):
    root = courses / "tiny"
    everything = (("lk", "en"), ("lk", "si"), ("ma", "ar"))
    assert localisation_ids(root) == ("lk", "ma")
    assert edition_names(root) == everything
    assert edition_names(root, ["ma", "lk/si", "LKA", "MA"]) == (("ma", "ar"), ("lk", "si"), ("lk", "en"))


def test_language(courses):
    catalogues, problems = read_language(courses / "tiny", "si")
    assert problems == []
    assert sorted(catalogues) == ["book", "book-01-start", "course", "exercises-count-people", "interface"]
    fuzzy = catalogues["book-01-start"].messages["Cases"]
    assert (fuzzy.fuzzy, fuzzy.usable, catalogues["book-01-start"].find("Cases")) == (True, False, None)
    assert fuzzy.place[0] == "localisations/languages/si/book-01-start.po"
    assert read_language(courses / "tiny", "fr") == ({}, [])


def test_arabic_is_complete_and_draft(courses):
    catalogues, _ = read_language(courses / "tiny", "ar")
    for slug, catalogue in catalogues.items():
        template = parse_po(
            (courses / f"tiny/localisations/templates/{slug}.pot").read_text(encoding="utf-8"), ""
        )
        assert list(catalogue.messages) == list(template.messages)
        assert all(message.usable and message.draft for message in catalogue.messages.values())

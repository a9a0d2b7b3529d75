"""What a new country starts from, as texts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from totkit.errors import UsageError
from totkit.localise import (
    FactBook,
    NewLocalisation,
    check_tag,
    choose_languages,
    find_country,
    scaffold_localisation,
)
from totkit.localise.scaffold import describe_fact, guess_type, needed_facts
from totkit.model import Figure
from totkit.read import read_course, read_figures

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def course():
    return read_course(ROOT)[0]


@pytest.fixture(scope="module")
def tiny_course(courses):
    """Return the tiny course with the figures of Vanuatu, which its code needs."""
    course = read_course(courses / "tiny")[0]
    return replace(course, reference={**course.reference, "VUT": {"egdi.2024": 0.54271}})


def wanted(iso, *, figures=(), source="en", **fields):
    languages, without_data = choose_languages(iso, source)
    new = NewLocalisation(
        id=find_country(iso)[1].lower(),
        iso=iso,
        languages=languages,
        without_data=without_data,
        publisher="",
        figures=figures,
    )
    return replace(new, **fields)


def parse(text):
    return YAML(typ="safe").load(text)


def with_text(course, change):
    """Return the course with the text of its first page changed."""
    page = course.pages[0]
    return replace(course, pages=(replace(page, text=change(page.text)), *course.pages[1:]))


@pytest.mark.parametrize(
    ("iso", "languages", "without_data"),
    [
        ("VUT", ("en", "fr"), ("bi",)),
        ("PLW", ("en",), ("pau",)),
        ("PRK", ("ko", "en"), ()),
        ("MAR", ("ar", "fr", "tzm", "en"), ()),
        ("CHN", ("zh", "en"), ()),
        ("UZB", ("uz", "uz-Cyrl", "en"), ()),
        ("USA", ("en",), ()),
    ],
)
def test_languages_are_the_official_ones_that_cldr_knows(iso, languages, without_data):
    assert choose_languages(iso, "en") == (languages, without_data)


def test_source_language_is_last_only_if_it_is_not_official():
    assert choose_languages("VUT", "fr")[0] == ("en", "fr")
    assert choose_languages("PRK", "fr")[0] == ("ko", "fr")


def test_every_language_of_every_country_is_a_tag_that_folders_have(course):
    tags = {tag for iso in course.reference for tag in choose_languages(iso, "en")[0]}
    for tag in tags:
        check_tag(tag)


@pytest.mark.parametrize(
    ("tag", "hint"),
    [("pt_BR", "write 'pt-BR'"), ("pt-br", "write 'pt-BR'"), ("bi", "BCP 47"), ("x y", "BCP 47")],
)
def test_unknown_tag_is_an_error_with_a_hint(tag, hint):
    with pytest.raises(UsageError, match=hint):
        check_tag(tag)


@pytest.mark.parametrize("code", ["VUT", "vu", "Vu"])
def test_country_is_found_by_two_or_three_letters(code):
    assert find_country(code) == ("VUT", "VU")


@pytest.mark.parametrize(
    ("code", "hint"),
    [("Vanuatu", "did you mean 'VUT'"), ("VUX", "did you mean 'VUT'"), ("XX", "letters"), ("", "letters")],
)
def test_unknown_country_is_an_error_with_a_hint(code, hint):
    with pytest.raises(UsageError, match=hint):
        find_country(code)


@pytest.mark.parametrize(
    ("key", "kind", "text"),
    [
        ("law.data_protection", "law", "[national data protection law: to be filled in]"),
        ("body.digital", "institution", "[national digital body: to be filled in]"),
        ("school.name", "institution", "[name of the national school: to be filled in]"),
        ("strategy.digital", "string", "[national digital strategy: to be filled in]"),
        ("office", "string", "[name of the national office: to be filled in]"),
    ],
)
def test_key_gives_type_and_value(key, kind, text):
    assert (guess_type(key), describe_fact(key)) == (kind, text)


def test_facts_are_those_of_the_texts_and_nothing_else(tiny_course):
    files = scaffold_localisation(tiny_course, wanted("MAR"))
    assert parse(files["facts.yml"]) == {
        "law.example": {
            "type": "law",
            "value": {"en": "[national example law: to be filled in]"},
            "source": "to be filled in",
            "year": 2026,
        }
    }


def test_figure_that_the_country_lacks_is_no_figure(tiny_course):
    course = with_text(tiny_course, lambda text: text + "\n{{ population.2024 }} people\n")
    facts = parse(scaffold_localisation(course, wanted("VUT"))["facts.yml"])
    assert set(facts) == {"law.example", "population.2024"}
    assert facts["population.2024"] == {
        "type": "string",
        "value": {"en": "no figure"},
        "source": "no figure in the reference table of the course",
        "year": 2026,
    }
    assert set(parse(scaffold_localisation(course, wanted("MAR"))["facts.yml"])) == {"law.example"}


def test_key_in_a_deck_a_question_and_in_code_is_found(tiny_course):
    (module,) = tiny_course.modules
    exercise = module.exercises[0]
    question = replace(exercise.questions[0], prompt="Does {{ body.second }} publish it?")
    deck = replace(module.deck, text=module.deck.text + "\n{{ body.first }} and `{{ body.code }}`\n")
    cell = '\n```{code-cell} ipython3\n:tags: [parameters]\n\nlaw_in_code = "x"\n```\n'
    changed = replace(
        module,
        deck=deck,
        exercises=(
            replace(exercise, text=exercise.text + cell, questions=(question,)),
            *module.exercises[1:],
        ),
    )
    course = replace(tiny_course, modules=(changed,))
    facts = parse(scaffold_localisation(course, wanted("MAR"))["facts.yml"])
    assert {"body.first", "body.second", "law.in_code", "law.example"} <= set(facts)


def test_figure_that_code_computes_with_cannot_be_missing(tiny_course):
    with pytest.raises(UsageError, match=r"for PLW: its code computes with egdi\.2024"):
        scaffold_localisation(tiny_course, wanted("PLW"))


def test_release_gives_the_year_or_stops(tiny_course):
    new = wanted("MAR")
    later = parse(scaffold_localisation(replace(tiny_course, release="2031.02"), new)["facts.yml"])
    assert later["law.example"]["year"] == 2031
    with pytest.raises(UsageError, match="does not begin with a year"):
        scaffold_localisation(replace(tiny_course, release="first"), new)


def test_values_are_in_the_language_of_the_course(tiny_course):
    course = replace(tiny_course, source_language="fr")
    facts = parse(scaffold_localisation(course, wanted("MAR", source="fr"))["facts.yml"])
    assert list(facts["law.example"]["value"]) == ["fr"]


def test_localisation_yml_says_what_is_to_be_replaced(tiny_course):
    text = scaffold_localisation(tiny_course, wanted("VUT"))["localisation.yml"]
    assert text.splitlines()[1:] == [
        "# Official too, but CLDR has no data for it yet: bi.",
        "id: vu",
        "iso: VUT",
        "languages: [en, fr]",
        'publisher: "[publisher: to be replaced]"',
    ]


@pytest.mark.parametrize("publisher", ['A "school": of [all] # things', "مدرسة", "a\nb"])
def test_any_publisher_survives(tiny_course, publisher):
    text = scaffold_localisation(tiny_course, wanted("VUT", id="no", publisher=publisher))["localisation.yml"]
    assert parse(text) == {
        "id": "no",
        "iso": "VUT",
        "languages": ["en", "fr"],
        "publisher": publisher,
    }


def test_comments_say_what_the_table_knows(tiny_course):
    figures = (
        Figure(indicator="egdi", year=2022, value="0.4988", source="egov-2022"),
        Figure(indicator="egdi", year=2024, value="0.54271", source="egov-2024"),
        Figure(indicator="egdi_rank", year=2024, value="129", source="egov-2024"),
        Figure(indicator="is_ldc", year=2026, value="no", source="un-groups"),
        Figure(indicator="is_sids", year=2026, value="yes", source="un-groups"),
        Figure(indicator="currency_code", year=2026, value="VUV", source="iso-4217"),
        Figure(indicator="currency_name", year=2026, value="Vatu", source="iso-4217"),
        Figure(indicator="languages_text", year=2026, value="Bislama,\nFrench: 1%", source="cia-languages"),
    )
    text = scaffold_localisation(tiny_course, wanted("VUT", figures=figures))["facts.yml"]
    assert [line for line in text.splitlines() if line.startswith("# - ")] == [
        "# - egdi 2022: 0.4988 [egov-2022], 2024: 0.54271 [egov-2024]",
        "# - egdi_rank 2024: 129 [egov-2024]",
        "# - UN groups LDC, LLDC, SIDS: SIDS [un-groups]",
        "# - currency: Vatu, VUV [iso-4217]",
        "# - languages: Bislama, French: 1% [cia-languages]",
    ]


def test_course_needs_these_facts_of_a_country_with_all_figures(course):
    new = wanted("VUT", figures=read_figures(ROOT, "VUT"))
    facts = parse(scaffold_localisation(course, new)["facts.yml"])
    assert {"law.data_protection", "body.digital", "strategy.digital", "school.name"} <= set(facts)
    assert not any(key.startswith(("egdi", "population", "internet")) for key in facts)


@pytest.mark.parametrize("iso", ["PLW", "PRK"])
def test_course_needs_the_internet_series_of_a_country_without(course, iso):
    facts = parse(scaffold_localisation(course, wanted(iso))["facts.yml"])
    figures = {key for key in facts if key.startswith(("egdi", "population", "internet", "mobile"))}
    assert figures == {"internet_users_pct.latest", "internet_users_pct.latest_year"}


def test_every_country_but_two_has_every_figure_that_the_course_uses(course, make_book):
    keys = {key for figures in course.reference.values() for key in figures}
    used = set(needed_facts(course, make_book())) & keys
    lacking = {iso for iso, figures in course.reference.items() if not used <= set(figures)}
    assert (len(course.reference), lacking) == (193, {"PLW", "PRK"})


def test_needed_facts_come_once(tiny_course, make_book):
    book: FactBook = make_book(reference={"egdi.2024": 0.5})
    course = with_text(tiny_course, lambda text: text + "\n{{ law.example }} {{ law.example }}\n")
    assert needed_facts(course, book).count("law.example") == 1

"""Country values in the grammatical form that a sentence wants."""

from __future__ import annotations

import pytest
from ruamel.yaml import YAML
from totkit.localise import NewLocalisation, check_edition, needed_forms, scaffold_localisation
from totkit.localise.facts import Missing, find_placeholders
from totkit.model import Fact
from totkit.workflow.load import Library

COUNTRY = Fact(
    key="country.name",
    type="string",
    value={},
    source="",
    year=0,
    forms={"fr": {"of": "du Maroc", "in": "au [Maroc]"}, "en": {"the": "the Kingdom"}},
)
LAW = Fact(
    key="law", type="law", value={"fr": "Loi"}, source="s", year=2020, forms={"fr": {"of": "de la Loi"}}
)


@pytest.fixture
def book(make_book):
    def make(language):
        return make_book(language, "MA", country__name=COUNTRY, law=LAW)

    return make


@pytest.mark.parametrize(
    ("language", "text", "filled"),
    [
        ("fr", "La loi {{ country.name:of }}.", "La loi du Maroc."),
        ("fr", "{{ country.name : in }}", r"au \[Maroc\]"),
        ("fr", "{{country.name}} {{ law:of }} {{ law }}", "Maroc de la Loi Loi"),
        ("fr", "{{ country.name:the }}", '<span lang="en" dir="ltr">the Kingdom</span>'),
        ("ar", "{{ country.name:of }} {{ country.name }}", "{{ country.name:of }} \u2068المغرب\u2069"),
        ("en", "{{ country.name:the }}", "the Kingdom"),
    ],
)
def test_forms_are_filled_and_the_value_stays_that_of_cldr(language, text, filled, book):
    assert book(language).fill(text) == filled


def test_missing_forms_are_told_from_missing_values(book):
    text = "{{ country.name:of }}\n{{ country.name:at }} {{ other:of }} {{ country.name:the }}"
    assert find_placeholders(text)[0] == Missing(line=1, key="country.name", form="of")
    assert book("fr").missing(text) == (
        Missing(line=2, key="country.name", form="at"),
        Missing(line=2, key="other", form="of"),
    )
    assert "country.name" in book("fr").keys
    assert book("fr").literal("country.name") == "Maroc"


@pytest.fixture
def library(tiny):
    return Library.read(tiny, [("lk", "si"), ("ma", "ar")])


PO = "localisations/languages/ar/book-01-start.po"


def use_form(tiny):
    """Let the Arabic translation ask for a form; give Morocco two others."""
    po = tiny / PO
    text = po.read_text(encoding="utf-8")
    assert text.count("مؤشر {{ country.name }}") == 1
    po.write_text(text.replace("مؤشر {{ country.name }}", "المؤشر {{ country.name:in }}"), encoding="utf-8")
    facts = tiny / "localisations/countries/ma/facts.yml"
    old = facts.read_text(encoding="utf-8")
    facts.write_text(f"{old}country.name:\n  forms:\n    ar: {{of: للمغرب, the: المغرب}}\n", encoding="utf-8")
    return facts


def test_form_that_is_missing_is_named_with_page_language_and_what_there_is(tiny, run_totkit):
    facts = use_form(tiny)
    said = (
        f"{PO}:66: TOT-E301 the value 'country.name' has no form 'in' in ar for ma,"
        " in book/01-start/numbers.md:18"
        " (forms there are: of, the; write one of them, or add it to localisations/countries/ma/facts.yml)\n"
    )
    ran = run_totkit("check", "-C", tiny, "-q", "--no-execute")
    assert (ran.code, ran.stdout) == (1, said)
    assert run_totkit("catalogue", "check", "-C", tiny, "ar").stdout == said
    assert run_totkit("assemble", "-C", tiny, "-e", "ma").code == 1
    facts.write_text(facts.read_text(encoding="utf-8").replace("of: ", "in: بالمغرب, of: "), encoding="utf-8")
    assert run_totkit("check", "-C", tiny, "-q", "--no-execute").code == 0
    (page,) = (
        p for p in Library.read(tiny, [("ma", "ar")]).edition("ma", "ar").pages if "numbers" in p.docname
    )
    assert "المؤشر \u2068بالمغرب\u2069" in page.text
    sources = Library.read(tiny, [("ma", "ar")]).edition("ma", "ar").sources
    assert [key for key, *_ in sources] == ["law.example"]


def test_form_in_an_older_translation_is_looked_at_where_it_is_shown(tiny):
    use_form(tiny)
    po = tiny / PO
    source = 'msgid "The index of {{ country.name }} is {{ egdi.2024 }}."'
    text = po.read_text(encoding="utf-8")
    po.write_text(text.replace(source, f"#, fuzzy\n#| {source}\n{source}"), encoding="utf-8")
    country = tiny / "localisations/countries/ma/localisation.yml"

    def problems():
        library = Library.read(tiny, [("ma", "ar")])
        return check_edition(library.course, library.localisations["ma"], "ar", library.catalogues["ar"])

    assert problems() == []
    country.write_text(country.read_text(encoding="utf-8") + "fallback: previous\n", encoding="utf-8")
    assert [problem.where.line for problem in problems()] == [68]


def test_form_in_the_course_needs_to_be_there_in_one_of_two_languages(tiny, run_totkit):
    page = tiny / "book/01-start/numbers.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace("of {{ country.name }}", "{{ country.name:of }}")
    )
    ran = run_totkit("check", "-C", tiny, "-q", "--no-execute", "-e", "lk")
    assert ran.stdout.splitlines() == [
        f"book/01-start/numbers.md:18: TOT-E301 the value 'country.name' has no form 'of' in {tag} for lk"
        " (forms there are: none; write one of them, or add it to localisations/countries/lk/facts.yml)"
        for tag in ("en", "si")
    ]


def test_new_country_gets_the_forms_that_its_languages_ask_for(tiny, run_totkit):
    use_form(tiny)
    library = Library.read(tiny, [("ma", "ar")])
    forms = needed_forms(library.course, {"ar": library.catalogues["ar"].values()})
    assert forms == {"country.name": {"ar": ("in",)}}
    new = NewLocalisation(
        id="eg", iso="EGY", languages=("ar",), without_data=(), publisher="", figures=(),
        forms={**forms, "law.example": {"ar": ("of",)}},
    )  # fmt: skip
    course = library.course
    course.reference["EGY"] = course.reference["LKA"]
    facts = YAML(typ="safe").load(scaffold_localisation(course, new)["facts.yml"])
    assert facts["country.name"] == {
        "forms": {"ar": {"in": "[country name, form 'in': to be filled in]"}},
    }
    assert facts["law.example"]["forms"] == {"ar": {"of": "[law example, form 'of': to be filled in]"}}
    assert facts["law.example"]["type"] == "law"
    ran = run_totkit("new", "localisation", "MAR", "--id", "ma-north", "--lang", "ar", "-C", tiny)
    assert ran.code == 0
    assert run_totkit("check", "-C", tiny, "-q", "--no-execute", "-e", "ma-north").stdout == ""

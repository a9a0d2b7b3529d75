from __future__ import annotations

import datetime
import unicodedata

import pytest
from markdown_it import MarkdownIt
from totkit.localise.facts import Missing
from totkit.model import Fact


def fact(kind, value, **more):
    return Fact(key="", type=kind, value=value, source="s", year=2020, **more)


REFERENCE = {
    "egdi.2024": 0.6667,
    "egdi_rank.2024": 98.0,
    "internet_users_pct.latest": 45.3,
    "internet_users_pct.latest_year": 2022.0,
    "population.2024": 21_763_170.0,
}
FACTS = {
    "share": fact("percentage", 12.5),
    "budget": fact("money", 1_234_567.5, currency="LKR"),
    "day": fact("date", datetime.date(2026, 3, 1)),
    "count": fact("number", 1_234_567.0),
    "ratio": fact("number", 1.5, decimals=3),
}
NARROW, WIDE = "\u202f", "\u00a0"
WRITTEN = {
    ("en", "LK"): [
        "0.6667",
        "98",
        "45.3",
        "2022",
        "21,763,170",
        "12.5%",
        "LKR1,234,567.50",
        "March 1, 2026",
        "1,234,567",
        "1.500",
    ],
    ("si", "LK"): [
        "0.6667",
        "98",
        "45.3",
        "2022",
        "21,763,170",
        "12.5%",
        "රු.1,234,567.50",
        "2026 මාර්තු 1",
        "1,234,567",
        "1.500",
    ],
    ("ta", "LK"): [
        "0.6667",
        "98",
        "45.3",
        "2022",
        "2,17,63,170",
        "12.5%",
        "Rs. 12,34,567.50",
        "1 மார்ச், 2026",
        "12,34,567",
        "1.500",
    ],
    ("fr", "MA"): [
        "0,6667",
        "98",
        "45,3",
        "2022",
        "21 763 170",
        "12,5 %",
        "1 234 567,50 LKR",
        "1 mars 2026",
        "1 234 567",
        "1,500",
    ],
    ("ar", "MA"): [
        "0,6667",
        "98",
        "45,3",
        "2022",
        "21.763.170",
        "12,5%",
        "1.234.567,50 LKR",
        "1 مارس 2026",
        "1.234.567",
        "1,500",
    ],
}


def plain(text):
    """Return a text without signs that show nothing and with one kind of space."""
    for sign in "\u2068\u2069\u200e\u200f\u061c":
        text = text.replace(sign, "")
    return text.replace(NARROW, " ").replace(WIDE, " ")


@pytest.mark.parametrize(("language", "country"), WRITTEN, ids="-".join)
def test_values_are_written_for_language_and_territory(make_book, language, country):
    book = make_book(language, country, REFERENCE, **FACTS)
    found = [plain(book.text(key)) for key in (*REFERENCE, *FACTS)]
    wanted = WRITTEN[language, country]
    assert found[:6] == wanted[:6]
    assert found[6].replace(" ", "") == plain(wanted[6]).replace(" ", "")
    assert found[7:] == wanted[7:]


def test_numbers_of_shared_text_take_digits_and_separators(make_book):
    text = "{{ num(1234.5, 1) }} and {{num(-0.25,2)}} and {{ num(2024) }}"
    assert plain(make_book("fr", "MA").fill(text)) == "1 234,5 and -0,25 and 2 024"
    assert make_book("en").fill(text) == "1,234.5 and -0.25 and 2,024"


@pytest.mark.parametrize(
    ("language", "country", "written"),
    [
        ("ar", "MA", "1.234,5"),
        ("ar-MA", "MA", "1.234,5"),
        ("ar", "LK", "1,234.5"),
        ("ar", "EG", "١٬٢٣٤٫٥"),
        ("km", "KH", "1,234.5"),
        ("ur", "PK", "1,234.5"),
        ("ur", "IN", "۱٬۲۳۴٫۵"),
        ("bn", "BD", "১,২৩৪.৫"),
        ("ne", "NP", "१,२३४.५"),
        ("my", "MM", "၁,၂၃၄.၅"),
    ],
)
def test_digits_are_those_that_cldr_gives_the_territory(make_book, language, country, written):
    """CLDR writes Khmer and Pakistan's Urdu in 0-9, Egypt's Arabic and India's Urdu in their own."""
    assert plain(make_book(language, country).fill("{{ num(1234.5, 1) }}")) == written


def test_dates_money_and_shares_take_the_digits_too(make_book):
    book = make_book("ar", "EG", REFERENCE, **FACTS)
    found = "".join(plain(book.text(key)) for key in (*REFERENCE, *FACTS))
    assert not any(digit in found for digit in "0123456789")


def test_every_default_numbering_system_of_cldr_has_its_digits():
    from babel import Locale, UnknownLocaleError, localedata
    from totkit.localise.digits import digits_of

    for name in localedata.locale_identifiers():
        try:
            locale = Locale.parse(name)
        except UnknownLocaleError:
            continue
        digits = digits_of(locale)
        assert [unicodedata.decimal(digit) for digit in digits] == list(range(10))
        assert (digits == "0123456789") == (locale.default_numbering_system == "latn"), name


def test_names_of_the_country(make_book):
    names = [plain(make_book(tag, "MA").text("country.name")) for tag in ("en", "fr", "ar")]
    assert names == ["Morocco", "Maroc", "المغرب"]
    assert make_book("fr", "MA").text("country.currency") == "dirham marocain"
    assert make_book("fr", "MA").text("country.iso3") == "MAR"


HOSTILE = [
    "a *b* _c_ `d` ~~e~~",
    "<script>alert(1)</script>",
    "[a](javascript:b)",
    "![a](b)",
    "a | b | c",
    "# a",
    "- a",
    "+ a",
    "1. März 2026",
    "12) a",
    "> a",
    "{ref}`a`",
    "{{ country.name }}",
    "$a$ and $b$",
    "&lt;b&gt; AT&amp;T &copy;",
    "back\\slash",
    "(a)=",
    "% a",
    ": a",
    "=== a",
    "<https://a.org>",
    "two\n\n# lines",
]


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("frame", ["{}", "so {} it is"])
def test_value_can_do_nothing_but_stand_there(make_book, value, frame):
    from markdown_it.renderer import RendererHTML
    from myst_parser.config.main import MdParserConfig
    from myst_parser.parsers.mdit import create_md_parser
    from totkit.notebook import EXTENSIONS

    book = make_book("en", law=fact("law", {"": value}))
    shown = value.replace("\n", " ")
    wanted = frame.format(shown)
    full = create_md_parser(MdParserConfig(enable_extensions=set(EXTENSIONS)), RendererHTML)
    for parser in (full, MarkdownIt("commonmark")):
        tokens = parser.parse(book.fill(frame.format("{{ law }}")))
        assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
        assert {child.type for child in tokens[1].children} <= {"text", "text_special"}
        assert "".join(child.content for child in tokens[1].children) == wanted


def test_value_in_a_table_stays_in_its_cell(make_book):
    book = make_book("en", law=fact("law", {"": "a | b"}))
    tokens = (
        MarkdownIt("commonmark")
        .enable("table")
        .parse(book.fill("| h | k |\n| --- | --- |\n| {{ law }} | c |\n"))
    )
    assert [token.content for token in tokens if token.type == "inline"] == ["h", "k", "a | b", "c"]


def test_value_is_isolated_where_text_runs_from_the_right(make_book):
    law = fact("law", {"": "Loi 09-08"})
    assert make_book("ar", "MA", law=law).text("law") == "\u2068Loi 09-08\u2069"
    assert make_book("fr", "MA", law=law).text("law") == "Loi 09-08"


def test_text_in_another_language_is_marked(make_book):
    law = fact("law", {"en": "An *Act*", "ar": "قانون"})
    book = make_book("si", law=law)
    assert book.text("law") == '<span lang="en" dir="ltr">An \\*Act\\*</span>'
    assert make_book("ar", "MA", law=law).text("law") == "\u2068قانون\u2069"
    only = make_book("fr", "MA", law=fact("law", {"ar": "قانون"}))
    assert only.text("law") == '<span lang="ar" dir="rtl">قانون</span>'


def test_values_for_code(make_book):
    facts = {**FACTS, "law__x": fact("law", {"en": "Act", "si": "පනත"})}
    literals = make_book("si", "LK", REFERENCE, **facts).literals
    wanted = {
        "egdi_2024": 0.6667,
        "egdi_rank_2024": 98,
        "internet_users_pct_latest_year": 2022,
        "population_2024": 21_763_170,
        "share": 12.5,
        "count": 1_234_567,
        "law_x": "පනත",
        "country_iso3": "LKA",
        "country_name": "ශ්‍රී ලංකාව",
    }
    found = {key: literals[key] for key in wanted}
    assert found == wanted
    assert {key: type(value) for key, value in found.items()} == {
        key: type(value) for key, value in wanted.items()
    }


TEXT = """---
minutes: 1
---
# {{ country.name }}

{{ law.none }} and {{ num(1) }}

```{code-cell} ipython3
{{ not.one }}
```

- a
  {{ other.none }}
"""


def test_missing_values_with_their_lines(make_book):
    assert make_book("en").missing(TEXT) == (
        Missing(line=6, key="law.none"),
        Missing(line=13, key="other.none"),
    )


def test_filling_leaves_code_and_unknown_keys_alone(make_book):
    found = make_book("en").fill(TEXT)
    assert found == TEXT.replace("{{ country.name }}", "Sri Lanka").replace("{{ num(1) }}", "1")

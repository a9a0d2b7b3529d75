"""The files that a new country starts from: ready to build, and honest about what is not filled in."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from totkit.errors import UsageError, did_you_mean
from totkit.localise.edition import fact_book
from totkit.localise.page import missing_parameters
from totkit.model import Localisation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from totkit.localise.facts import FactBook, Missing
    from totkit.localise.missing import Forms
    from totkit.model import Course, Figure

TO_FILL = "to be filled in"
NO_FIGURE = "no figure"
NOT_IN_TABLE = "no figure in the reference table of the course"
PUBLISHER = "[publisher: to be replaced]"
_TYPES = {"law": "law", "body": "institution", "school": "institution"}
_GROUPS = {"is_ldc": "LDC", "is_lldc": "LLDC", "is_sids": "SIDS"}
_INDICES = ("egdi", "egdi_rank", "egdi_osi", "egdi_tii", "egdi_hci")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLocalisation:
    """What is asked for.

    :ivar iso: ISO 3166 alpha-3 code
    :ivar languages: BCP 47 tags; the first is the default
    :ivar without_data: official languages that CLDR has no data for
    :ivar publisher: empty: a placeholder that says so
    :ivar figures: what the reference table knows of the country
    :ivar forms: grammatical forms of values that texts and translations ask for
    """

    id: str
    iso: str
    languages: tuple[str, ...]
    without_data: tuple[str, ...]
    publisher: str
    figures: tuple[Figure, ...]
    forms: Forms = field(default_factory=dict)


def scaffold_localisation(course: Course, new: NewLocalisation) -> Mapping[str, str]:
    """Return the files of a new localisation, by path in its folder.

    :raises UsageError: if code of the course computes with a figure that the country does not have, or the
        course's release says no year
    """
    empty = Localisation(
        id=new.id,
        iso=new.iso,
        languages=new.languages,
        publisher={},
        authored="",
        modules=None,
        leave_out=(),
        facts={},
        blocks={},
    )
    book = fact_book(course, empty, course.source_language)
    _require_parameters(course, book)
    return {
        "localisation.yml": _localisation_text(new),
        "facts.yml": _facts_text(course, new, book),
    }


def choose_languages(iso: str, source: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the languages that a country starts with, and the official ones that CLDR has no data for.

    Official are those by law and in fact, in CLDR's order; the course's own language is added as the last.
    """
    import pycountry
    from babel.languages import get_official_languages

    alpha_2 = pycountry.countries.get(alpha_3=iso).alpha_2
    tags = [code.replace("_", "-") for code in get_official_languages(alpha_2, de_facto=True)]
    known = [tag for tag in tags if canonical_tag(tag)]
    return tuple(dict.fromkeys((*known, source))), tuple(tag for tag in tags if tag not in known)


def canonical_tag(tag: str) -> str:
    """Return a language's BCP 47 tag as folders and URLs write it; empty if CLDR does not know it."""
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(tag.replace("_", "-"), sep="-")).replace("_", "-")
    except (UnknownLocaleError, ValueError):
        return ""


def check_tag(tag: str) -> None:
    """Stop unless a tag is a language that CLDR knows, written as BCP 47 writes it.

    :raises UsageError: with what to write instead
    """
    right = canonical_tag(tag)
    if right != tag:
        hint = f"write {right!r}" if right else "write a BCP 47 tag that CLDR knows, for example si or pt-BR"
        raise UsageError(f"the language {tag!r} does not exist; {hint}")


def find_country(code: str) -> tuple[str, str]:
    """Return a country's alpha-3 and alpha-2 codes for either of them.

    :raises UsageError: with the nearest code, for what is none
    """
    import pycountry

    found = pycountry.countries.get(alpha_2=code.upper()) or pycountry.countries.get(alpha_3=code.upper())
    if found is not None:
        return str(found.alpha_3), str(found.alpha_2)
    names = {country.name.lower(): country.alpha_3 for country in pycountry.countries}
    near = [alpha_3 for name, alpha_3 in names.items() if len(code) > 3 and code.lower() in name]
    if near:
        hint = f"did you mean {near[0]!r}?"
    elif len(code) == 3:
        hint = did_you_mean(code.upper(), names.values())
    else:
        hint = ""
    hint = hint if hint.startswith("did") else "write its two or three letters, for example VU or VUT"
    raise UsageError(f"{code!r} is no country of ISO 3166; {hint}")


def needed_facts(course: Course, book: FactBook) -> tuple[str, ...]:
    """Return the keys that texts of a course use and that a country does not have, in order of first use."""
    gaps = (missing for text in _texts(course) for missing in book.missing(text))
    prose = [missing.key for missing in gaps if missing.key not in book.keys]
    known = {key.replace(".", "_") for key in prose}
    code = [missing.key for missing in _parameters(course, book) if missing.key not in known]
    return tuple(dict.fromkeys((*prose, *(name.replace("_", ".", 1) for name in code))))


def guess_type(key: str) -> str:
    """Return the type of fact that a key's first word suggests."""
    return _TYPES.get(key.partition(".")[0], "string")


def describe_fact(key: str) -> str:
    """Return a value that says what is to be filled in.

    ``law.data_protection`` becomes ``[national data protection law: to be filled in]``.
    """
    kind, _, rest = key.replace("_", " ").partition(".")
    words = f"name of the national {kind}" if rest in ("", "name") else f"national {rest} {kind}"
    return f"[{words}: {TO_FILL}]"


def _texts(course: Course) -> Iterator[str]:
    """Yield every text of a course in which country values are filled."""
    yield from (page.text for page in course.all_pages)
    yield from (module.deck.text for module in course.modules if module.deck)
    for exercise in course.exercises:
        yield exercise.text
        for question in exercise.questions:
            choices = (*question.options, *question.rows, *question.columns)
            yield from (question.prompt, question.explanation, *(choice.text for choice in choices))


def _parameters(course: Course, book: FactBook) -> Iterator[Missing]:
    for text in _texts(course):
        yield from missing_parameters(text, book.literals)


def _figure_keys(course: Course) -> frozenset[str]:
    """Return every key that the reference table gives for any country."""
    return frozenset(key for figures in course.reference.values() for key in figures)


def _require_parameters(course: Course, book: FactBook) -> None:
    figures = {key.replace(".", "_"): key for key in _figure_keys(course)}
    lacking = sorted({figures[m.key] for m in _parameters(course, book) if m.key in figures})
    if lacking:
        raise UsageError(
            f"no edition of this course can be made for {book.localisation.iso}: its code computes with"
            f" {', '.join(lacking)}; add them to localisations/reference/countries.csv, with their source"
        )


def _year(course: Course) -> int:
    year = course.release[:4]
    if not (year.isascii() and year.isdigit() and int(year) >= 1900):
        raise UsageError(f"course.yml: the release {course.release!r} does not begin with a year")
    return int(year)


def _localisation_text(new: NewLocalisation) -> str:
    missing = ", ".join(new.without_data)
    lines = [
        "# All keys: docs/reference/formats.md. The first language is the one that opens by default.",
        *([f"# Official too, but CLDR has no data for it yet: {missing}."] if missing else []),
        f"id: {_plain(new.id)}",
        f"iso: {new.iso}",
        f"languages: [{', '.join(map(_plain, new.languages))}]",
        f"publisher: {_quoted(new.publisher or PUBLISHER)}",
    ]
    return "\n".join(lines) + "\n"


def _facts_text(course: Course, new: NewLocalisation, book: FactBook) -> str:
    year = _year(course)
    figures = _figure_keys(course)
    forms_only = list(new.forms)
    lines = list(_comments(new.iso, book.computed["country.name"], new.figures))
    for key in needed_facts(course, book):
        gap = key in figures
        lines += [
            *(["# The table has no figure; delete this entry once it has one."] if gap else []),
            f"{key}:",
            f"  type: {'string' if gap else guess_type(key)}",
            "  value:",
            f"    {_plain(course.source_language)}: {_quoted(NO_FIGURE if gap else describe_fact(key))}",
            f"  source: {NOT_IN_TABLE if gap else TO_FILL}",
            f"  year: {year}",
            *_form_lines(key, new.forms.get(key, {})),
        ]
        forms_only = [other for other in forms_only if other != key]
    for key in forms_only:
        lines += [f"{key}:", *_form_lines(key, new.forms[key])]
    return "\n".join(lines) + "\n"


def _form_lines(key: str, forms: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield the forms of a value as lines that say what is to be filled in."""
    if forms:
        yield "  forms:"
    for tag, names in forms.items():
        yield f"    {_plain(tag)}:"
        for name in names:
            words = f"[{key.replace('.', ' ').replace('_', ' ')}, form {name!r}: {TO_FILL}]"
            yield f"      {_plain(name)}: {_quoted(words)}"


def _comments(iso: str, name: str, figures: Sequence[Figure]) -> Iterator[str]:
    """Yield what the reference table knows, as lines that say nothing to the reader of the file."""
    yield f"# {name} ({iso}). Replace every value below, its source and its year; add other languages."
    if not figures:
        yield "# localisations/reference/countries.csv knows nothing of this country."
        return
    yield "# From localisations/reference/countries.csv, not to be given here (sources: sources.csv there):"
    for indicator in _INDICES:
        own = [figure for figure in figures if figure.indicator == indicator]
        if own:
            series = ", ".join(f"{figure.year}: {figure.value} [{figure.source}]" for figure in own)
            yield f"# - {indicator} {series}"
    one = {figure.indicator: figure for figure in figures}
    groups = [(label, one[key]) for key, label in _GROUPS.items() if key in one]
    if groups:
        named = ", ".join(label for label, figure in groups if figure.value == "yes") or "none of these"
        yield f"# - UN groups LDC, LLDC, SIDS: {named} [{groups[0][1].source}]"
    if "currency_code" in one:
        currency = f"{one['currency_name'].value}, " if "currency_name" in one else ""
        yield f"# - currency: {currency}{one['currency_code'].value} [{one['currency_code'].source}]"
    if "languages_text" in one:
        text = " ".join(one["languages_text"].value.split())
        yield f"# - languages: {text} [{one['languages_text'].source}]"


def _quoted(text: str) -> str:
    """Return a text as a double-quoted YAML scalar."""
    return json.dumps(text, ensure_ascii=False)


def _plain(word: str) -> str:
    """Return an id or a tag as YAML; Norway's is a truth value to some tools, one of digits a number."""
    return _quoted(word) if word in ("no", "on", "off", "yes", "y", "n") or word[0].isdigit() else word

"""Country values: typed, sourced, inert in Markdown, written for language and territory by CLDR."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from totkit.localise.digits import write_digits
from totkit.notebook import find_blocks, mark_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from babel import Locale

    from totkit.model import Fact, Localisation

_PLACEHOLDER = re.compile(r"\{\{\s*(?P<body>[^{}]+?)\s*\}\}")
_FORM = re.compile(r"(?P<key>[\w.-]+)\s*:\s*(?P<form>[a-z][a-z0-9-]*)")
_NUM = re.compile(r"num\(\s*(?P<value>-?\d+(?:\.\d+)?)\s*(?:,\s*(?P<decimals>\d+)\s*)?\)")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|#{}$~&]|^[-+=:%!(@])")
_ORDINAL = re.compile(r"^(\d+)([.)])(?=\s|$)")
_DECIMALS = (
    (re.compile(r"(egdi|epi)(_osi|_tii|_hci)?\."), 4),
    (re.compile(r"\w+_(pct|per_100)\."), 1),
    (re.compile(r"\w+\."), 0),
)
_OPAQUE = ("code-cell", "code-block", "code", "math", "")
_ISOLATE, _POP = "\u2068", "\u2069"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Missing:
    """A country value that a text uses and the localisation does not give; ``line`` counts from 1.

    :ivar form: the grammatical form that the text asks for; empty: the value itself
    """

    line: int
    key: str
    form: str = ""


@dataclass(frozen=True, kw_only=True)
class FactBook:
    """The values of one country for one language.

    :ivar reference: sourced figures of the country by key
    :ivar alpha_2: ISO 3166 code of the territory
    """

    localisation: Localisation
    reference: Mapping[str, float]
    alpha_2: str
    language: str
    source_language: str

    @cached_property
    def locale(self) -> Locale:
        """CLDR's locale for the language in the territory, or the language's where CLDR has none."""
        from babel import Locale, UnknownLocaleError

        try:
            return Locale.parse(f"{self.language.replace('-', '_')}_{self.alpha_2}")
        except (UnknownLocaleError, ValueError):
            return Locale.parse(self.language, sep="-")

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return self.locale.text_direction

    @cached_property
    def computed(self) -> Mapping[str, str]:
        """Values that CLDR knows of every country."""
        from babel import Locale
        from babel.numbers import get_currency_name, get_territory_currencies

        language = Locale.parse(self.language, sep="-")
        currencies = get_territory_currencies(self.alpha_2)
        currency = get_currency_name(currencies[0], locale=language) if currencies else ""
        name = str(language.territories.get(self.alpha_2, self.alpha_2))
        return {"country.name": name, "country.iso3": self.localisation.iso, "country.currency": currency}

    @property
    def keys(self) -> frozenset[str]:
        """Every key that a text may use."""
        return frozenset({*self.computed, *self.reference, *self.given})

    @cached_property
    def given(self) -> Mapping[str, Fact]:
        """The facts of the localisation that have a value."""
        return {key: fact for key, fact in self.localisation.facts.items() if fact.given}

    def forms(self, key: str, language: str = "") -> Mapping[str, str]:
        """Return the grammatical forms of a value in a language (default: the reader's), by name."""
        fact = self.localisation.facts.get(key)
        return fact.forms.get(language or self.language, {}) if fact else {}

    def _form(self, key: str, form: str) -> str | None:
        """Return a form of a value as Markdown: the reader's language's, else the source's, marked."""
        for tag in (self.language, self.source_language):
            if form in self.forms(key, tag):
                return self._words({tag: self.forms(key, tag)[form]})
        return None

    def number(self, value: float, decimals: int | None, *, grouping: bool = True) -> str:
        """Return a number in the reader's digits and separators."""
        from babel.numbers import format_decimal

        # Groups of two digits in the languages of India, of three elsewhere.
        usual = self.locale.decimal_formats[None].pattern.partition(";")[0].partition(".")[0]
        whole = usual if grouping else "0"
        places = "." + ("#" * 6 if decimals is None else "0" * decimals)
        pattern = whole if decimals == 0 else whole + places
        text = format_decimal(value, format=pattern, locale=self.locale, numbering_system="default")
        return write_digits(str(text), self.locale)

    def text(self, key: str) -> str:
        """Return a value as Markdown that can do nothing but stand there."""
        fact = self.given.get(key)
        if fact is not None and isinstance(fact.value, Mapping):
            return self._words(fact.value)
        if fact is not None:
            return self._inert(self._typed(fact))
        if key in self.computed:
            return self._inert(self.computed[key])
        if key.endswith(".latest_year"):
            return self.number(self.reference[key], 0, grouping=False)
        return self.number(self.reference[key], _decimals(key))

    def literal(self, key: str) -> str | float | int:
        """Return a value for a cell of code."""
        fact = self.given.get(key)
        if fact is not None and isinstance(fact.value, int | float):
            whole = fact.decimals in (None, 0) and fact.value == int(fact.value)
            return int(fact.value) if whole else fact.value
        if fact is None and key in self.reference:
            decimals = _decimals(key)
            return round(self.reference[key], decimals) if decimals else int(self.reference[key])
        if fact is not None and isinstance(fact.value, Mapping):
            return self.choose(fact.value)[1]
        return self._typed(fact) if fact is not None else self.computed[key]

    @property
    def literals(self) -> Mapping[str, Any]:
        """Values for ``parameters`` cells, by variable name."""
        return {key.replace(".", "_"): self.literal(key) for key in self.keys}

    def _typed(self, fact: Fact) -> str:
        from babel.dates import format_date
        from babel.numbers import format_currency

        if isinstance(fact.value, datetime.date):
            return write_digits(format_date(fact.value, format="long", locale=self.locale), self.locale)
        assert not isinstance(fact.value, Mapping)
        if fact.type == "money":
            money = format_currency(fact.value, fact.currency, locale=self.locale, numbering_system="default")
            return write_digits(str(money), self.locale)
        number = self.number(fact.value, fact.decimals)
        return self._percent(fact.value, fact.decimals) if fact.type == "percentage" else number

    def _percent(self, value: float, decimals: int | None) -> str:
        """Return a value that is given in per cent, written as the territory writes it."""
        from babel.numbers import format_percent

        places = "" if decimals == 0 else "." + ("#" * 6 if decimals is None else "0" * decimals)
        pattern = self.locale.percent_formats[None].pattern.replace("#,##0", f"#,##0{places}")
        share = Decimal(str(value)) / 100
        percent = format_percent(share, format=pattern, locale=self.locale, numbering_system="default")
        return write_digits(str(percent), self.locale)

    def choose(self, texts: Mapping[str, str]) -> tuple[str, str]:
        """Return a text and its language: the reader's, else the source's, else any."""
        for tag in (self.language, "", self.source_language):
            if tag in texts:
                return tag or self.language, texts[tag]
        tag = min(texts, default="")
        return tag or self.language, texts.get(tag, "")

    def _words(self, texts: Mapping[str, str]) -> str:
        from babel import Locale

        tag, text = self.choose(texts)
        if tag != self.language:
            return mark_language(escape_markdown(text), tag, Locale.parse(tag, sep="-").text_direction)
        return self._inert(text)

    def _inert(self, text: str) -> str:
        """Return text with Markdown escaped, isolated from the direction of its surroundings."""
        escaped = escape_markdown(text)
        return f"{_ISOLATE}{escaped}{_POP}" if self.direction == "rtl" else escaped

    def fill(self, text: str) -> str:
        """Return a text with every placeholder that can be filled in place."""
        if "{{" not in text:
            return text
        return outside_code(text, lambda part: _PLACEHOLDER.sub(self._filled, part))

    def _filled(self, match: re.Match[str]) -> str:
        number = _NUM.fullmatch(match["body"])
        if number:
            decimals = int(number["decimals"]) if number["decimals"] else None
            return self.number(float(number["value"]), decimals)
        form = _FORM.fullmatch(match["body"])
        if form:
            return self._form(form["key"], form["form"]) or match[0]
        return self.text(match["body"]) if match["body"] in self.keys else match[0]

    def missing(self, text: str) -> tuple[Missing, ...]:
        """Return the placeholders of a text that cannot be filled."""
        keys = self.keys
        return tuple(
            found
            for found in find_placeholders(text)
            if (self._form(found.key, found.form) is None if found.form else found.key not in keys)
        )


def find_placeholders(text: str) -> tuple[Missing, ...]:
    """Return the country values that the prose of a text uses, as if none were given."""
    if "{{" not in text:
        return ()
    found: list[Missing] = []

    def note(part: str, line: int) -> str:
        found.extend(
            _placeholder(match["body"], line + part[: match.start()].count("\n"))
            for match in _PLACEHOLDER.finditer(part)
            if not _NUM.fullmatch(match["body"])
        )
        return part

    outside_code(text, None, note)
    return tuple(found)


def _placeholder(body: str, line: int) -> Missing:
    form = _FORM.fullmatch(body)
    return Missing(line=line, key=form["key"], form=form["form"]) if form else Missing(line=line, key=body)


def _decimals(key: str) -> int:
    """Return how many digits after the point a reference figure is written with."""
    if key.endswith(".latest_year"):
        return 0
    return next(count for pattern, count in _DECIMALS if pattern.match(key))


def escape_markdown(text: str) -> str:
    """Return a plain text as Markdown that shows it, wherever in a line it stands."""
    return _ORDINAL.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", " ".join(text.split("\n")).strip()))


def outside_code(
    text: str, change: Callable[[str], str] | None, visit: Callable[[str, int], str] | None = None
) -> str:
    """Apply a function to the stretches of a text that are not code; ``visit`` also gets the line, from 1."""
    lines = text.split("\n")
    parts, begin = [], 0
    for block in sorted(find_blocks(text), key=lambda block: block.start):
        if block.name in _OPAQUE and block.start >= begin and not _is_plain_colon(lines[block.start]):
            parts.append((begin, block.start, True))
            parts.append((block.start, block.end, False))
            begin = block.end
    parts.append((begin, len(lines), True))
    done = []
    for first, last, prose in parts:
        piece = "\n".join(lines[first:last])
        if prose and change is not None:
            piece = change(piece)
        elif prose and visit is not None:
            visit(piece, first + 1)
        if last > first:
            done.append(piece)
    return "\n".join(done)


def _is_plain_colon(line: str) -> bool:
    return line.lstrip().startswith(":")

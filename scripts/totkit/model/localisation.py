"""A localisation: what a country gives to its editions, apart from the language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from totkit.model.catalogue import Catalogue

FALLBACKS = ("source", "previous")
FACT_TYPES = ("string", "number", "money", "date", "percentage", "institution", "law")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A typed, sourced value of a country.

    :ivar value: a text by language (key ``""``: for every language), or a number or date; no texts: only
        the forms are given, of a value that totkit knows
    :ivar decimals: digits after the point for numbers; None: as given
    :ivar year: of the source
    :ivar forms: by language, then by name: the value as the grammar of a sentence wants it (``du Maroc``)
    """

    key: str
    type: str
    value: Mapping[str, str] | float | datetime.date
    source: str
    year: int
    currency: str = ""
    decimals: int | None = None
    line: int = 0
    forms: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def given(self) -> bool:
        """Whether there is a value, and not only forms of one."""
        return self.value != {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A local block: what a country puts in the place of a slot's default content.

    :ivar text: without its front matter, whose lines are empty: every line keeps its number
    :ivar based_on: fingerprint of the default that it was written from; ``""``: not said
    """

    slot: str
    path: str
    text: str
    based_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Localisation:
    """What a country (or a region in it) authors: languages, module choice, facts, local blocks.

    :ivar iso: ISO 3166 alpha-3 code
    :ivar languages: BCP 47 tags; the first is the one a visitor gets
    :ivar publisher: a text by language (key ``""``: for every language)
    :ivar authored: language of the local blocks
    :ivar modules: ids of the modules taken; None: all
    :ivar leave_out: pages (docnames) and exercises (ids) that are left out
    :ivar threshold: per cent of translated passages below which an edition is not published
    :ivar fallback: what stands for a fuzzy message: the ``source``, or the ``previous`` translation
    :ivar messages: own catalogues by language: translations of local blocks, overrides of single messages
    """

    id: str
    iso: str
    languages: tuple[str, ...]
    publisher: Mapping[str, str]
    authored: str
    modules: tuple[str, ...] | None
    leave_out: tuple[str, ...]
    facts: Mapping[str, Fact]
    blocks: Mapping[str, Block]
    threshold: int = 0
    fallback: str = "source"
    messages: Mapping[str, Catalogue] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        """The folder, relative to the course."""
        return f"localisations/countries/{self.id}"

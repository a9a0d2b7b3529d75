"""A localisation: what a country gives to its editions, apart from the language."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from totkit.model.catalogue import Catalogue
    from totkit.model.course import Module, Page, SourceFile

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
    :ivar file: where it stands, relative to the course
    """

    key: str
    type: str
    value: Mapping[str, str] | float | datetime.date
    source: str
    year: int
    currency: str = ""
    decimals: int | None = None
    file: str = ""
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
class LocalPage:
    """A page that a country writes: in the place of one of the course, or one of its own.

    :ivar based_on: fingerprint of the page that it replaces; ``""``: not said
    :ivar after: docname of a page, or id of an exercise, that it follows; ``""`` where it replaces a page
    """

    page: Page
    based_on: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalModule:
    """A module that a country writes; its pages are among the localisation's pages.

    :ivar module: without pages
    :ivar after: id of the module that it follows; ``""``: it comes last
    """

    module: Module
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Localisation:
    """What a country (or a region in it) authors: languages, module choice, facts, local texts.

    :ivar iso: ISO 3166 alpha-3 code
    :ivar languages: BCP 47 tags; the first is the one a visitor gets
    :ivar publisher: a text by language (key ``""``: for every language)
    :ivar authored: language of the local blocks and pages
    :ivar modules: ids of the modules taken; None: all
    :ivar leave_out: pages (docnames) and exercises (ids) that are left out
    :ivar threshold: per cent of translated passages below which an edition is not published
    :ivar fallback: what stands for a fuzzy message: the ``source``, or the ``previous`` translation
    :ivar messages: own catalogues by language: translations of local blocks, overrides of single messages
    :ivar messages: own catalogues by language: translations of local texts, overrides of single messages
    :ivar name: of the region, a text by language as in ``publisher``; empty: the country's name
    :ivar pages: own pages by docname, decks too
    :ivar own_modules: by folder, as a course names it (``modules/<id>``)
    :ivar files: figures and data of the own pages, paths as in a course
    :ivar seen: what the course said when a person last compared a piece with it, by the piece's name
    :ivar given: the file that gives a key of ``localisation.yml``, where it is not this one's
    :ivar chain: where it extends another one: the records as written, this one's first
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
    name: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, LocalPage] = field(default_factory=dict)
    own_modules: Mapping[str, LocalModule] = field(default_factory=dict)
    files: tuple[SourceFile, ...] = ()
    seen: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    chain: tuple[Localisation, ...] = ()

    @property
    def folder(self) -> str:
        """The folder, relative to the course."""
        return f"localisations/countries/{self.id}"

    @property
    def own(self) -> Localisation:
        """Return the pieces of this folder alone, with the settings that hold for it."""
        return self.chain[0] if self.chain else self

    @property
    def lineage(self) -> tuple[Localisation, ...]:
        """Return this localisation, the one that it extends and so on, each with all that it inherits."""
        found = self.chain[-1:] or (self,)
        for own in reversed(self.chain[:-1]):
            found = (own.over(found[0]), *found)
        return found

    def owns(self, path: str) -> bool:
        """Return whether a file stands in this localisation's folder."""
        return path.startswith(f"{self.folder}/")

    def file_of(self, key: str) -> str:
        """Return the file that gives a key of ``localisation.yml``."""
        return self.given.get(key, f"{self.folder}/localisation.yml")

    def over(self, parent: Localisation) -> Localisation:
        """Return this localisation with the pieces of another one where it has none of its own.

        Its settings are taken as they are: who reads ``localisation.yml`` knows which ones it gives.
        """
        files = {file.path: file for file in (*parent.files, *self.files)}
        tags = dict.fromkeys((*parent.messages, *self.messages))
        return replace(
            self,
            facts={**parent.facts, **self.facts},
            blocks={**parent.blocks, **self.blocks},
            pages={**parent.pages, **self.pages},
            own_modules={**parent.own_modules, **self.own_modules},
            files=tuple(files[path] for path in sorted(files)),
            messages={tag: _over(self.messages.get(tag), parent.messages.get(tag)) for tag in tags},
            chain=(self, *(parent.chain or (parent,))),
        )


def _over(own: Catalogue | None, other: Catalogue | None) -> Catalogue:
    """Return messages of which those of ``own`` win; one of the two is there."""
    if own is None or other is None:
        found = own or other
        assert found is not None
        return found
    return own.over(other)

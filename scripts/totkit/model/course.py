"""The course: everything authored in the source language."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from totkit.model.question import Key, Question

COMPONENTS = (
    "overview",
    "readings",
    "self-assessment",
    "application",
    "priorities",
    "cases",
    "action-plan",
)
"""What every module is built from. Source: UN DESA, outcome report of the Toolkit launch (2023)."""
LEVELS = ("introductory", "practitioner", "leader")
"""Levels of competency of the officials whom a module or case is for."""
DOMAINS = ("attitudes", "planning", "data", "management")
"""Attitudes and the three domains of UNESCO's competencies for civil servants (2022)."""
REACHES = ("institutional", "organizational", "individual", "societal")
"""The four levels of capacity. Source: UN DESA workshop slides (2023)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A competency statement: modules teach it, exercises assess it."""

    id: str
    statement: str
    domain: str
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file that belongs to a page or exercise and is carried along as it is (data, figures)."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of MyST Markdown, as authored.

    :ivar docname: path without suffix, as in ``_toc.yml``
    :ivar text: the whole file, front matter included
    :ivar base: folder, with its slash, that the docname counts from; ``""``: the course's own page
    """

    docname: str
    text: str
    title: str
    minutes: int
    outcomes: tuple[str, ...]
    component: str | None
    executable: bool
    base: str = ""

    @property
    def path(self) -> str:
        """The file, relative to the course."""
        return f"{self.base}{self.docname}.md"

    @property
    def folder(self) -> str:
        """The folder that holds the page and whose catalogue translates it."""
        return str(PurePosixPath(self.docname).parent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """An authored notebook with nbgrader cells, its questions and their private keys.

    :ivar text: the MyST notebook with its solutions
    :ivar files: what the notebook reads, paths relative to the exercise's folder
    """

    id: str
    text: str
    title: str
    minutes: int
    outcomes: tuple[str, ...]
    level: str
    component: str
    questions: tuple[Question, ...]
    keys: tuple[Key, ...]
    files: tuple[SourceFile, ...]

    @property
    def folder(self) -> str:
        """The folder, relative to the course."""
        return f"exercises/{self.id}"

    @property
    def docname(self) -> str:
        """The name in ``_toc.yml``."""
        return f"exercises/{self.id}/{self.id}"

    @property
    def path(self) -> str:
        """The notebook's file, relative to the course."""
        return f"{self.docname}.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One teaching unit, a Toolkit chapter or a Digital Leadership module.

    :ivar folder: ``book/<nn-slug>`` or ``modules/<id>``
    :ivar pages: in the order of ``_toc.yml``
    :ivar exercises: those that stand under the module in ``_toc.yml``
    :ivar deck: slides with facilitator notes; never in a learner edition
    :ivar base: as of a page; ``""``: the course's own module
    """

    id: str
    title: str
    summary: str
    level: str
    prerequisites: tuple[str, ...]
    folder: str
    pages: tuple[Page, ...]
    exercises: tuple[Exercise, ...]
    deck: Page | None
    base: str = ""

    @property
    def path(self) -> str:
        """The file that describes it, relative to the course."""
        return f"{self.base}{self.folder}/module.yml"

    @property
    def parts(self) -> tuple[Page | Exercise, ...]:
        """Pages, then exercises."""
        return (*self.pages, *self.exercises)

    @property
    def minutes(self) -> int:
        """What pages and exercises take together."""
        return sum(part.minutes for part in self.parts)

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Ids of the outcomes that pages and exercises name, in order of first mention."""
        named = (outcome for part in self.parts for outcome in part.outcomes)
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True, slots=True, kw_only=True)
class TocEntry:
    """A page in the table of contents with the pages below it."""

    docname: str
    children: tuple[TocEntry, ...] = ()

    def walk(self) -> Iterator[TocEntry]:
        """Yield this entry, then everything below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class TocPart:
    """A part of the table of contents with its caption."""

    caption: str
    entries: tuple[TocEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Toc:
    """The table of contents: the first page and the parts."""

    root: str
    parts: tuple[TocPart, ...]

    @property
    def docnames(self) -> tuple[str, ...]:
        """Every page in reading order, the first page included."""
        below = (entry.docname for part in self.parts for top in part.entries for entry in top.walk())
        return (self.root, *below)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One row of the reference table: what a source says of a country.

    :ivar value: as published: a number, a code, ``yes`` or ``no``, or a text
    :ivar source: id in ``sources.csv``
    """

    indicator: str
    year: int
    value: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Everything authored in the source language.

    :ivar pages: those that belong to no module (the welcome page)
    :ivar files: figures and data of the pages, paths relative to the course
    :ivar writing: the rules of writing that the course keeps (``plain-english``); "" for none
    :ivar reference: sourced figures by ISO 3166 alpha-3 code, then by fact key (``egdi.2024``)
    """

    id: str
    title: str
    source_language: str
    release: str
    preview: str
    outcomes: tuple[Outcome, ...]
    toc: Toc
    pages: tuple[Page, ...]
    modules: tuple[Module, ...]
    files: tuple[SourceFile, ...]
    reference: Mapping[str, Mapping[str, float]]
    writing: str = ""

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """All exercises, in reading order."""
        return tuple(exercise for module in self.modules for exercise in module.exercises)

    @property
    def all_pages(self) -> tuple[Page, ...]:
        """All pages in reading order, decks left out."""
        return (*self.pages, *(page for module in self.modules for page in module.pages))

    @property
    def minutes(self) -> int:
        """What the whole course takes."""
        return sum(page.minutes for page in self.pages) + sum(module.minutes for module in self.modules)

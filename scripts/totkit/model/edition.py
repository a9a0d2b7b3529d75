"""An edition: course x localisation x language for one audience, and the tree it is assembled to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from totkit.model.course import SourceFile, Toc
    from totkit.model.question import Key, Question

Audience = Literal["learner", "trainer"]
AUDIENCES: tuple[Audience, ...] = ("learner", "trainer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How much of a text is translated, counting only what a reader gets.

    :ivar total: messages with words in them
    :ivar translated: those with a translation that is not fuzzy
    :ivar drafts: translated ones that no person has reviewed
    :ivar outdated: untranslated ones in whose place an older translation is shown, marked
    :ivar overridden: translated ones that the country says in its own words
    """

    total: int = 0
    translated: int = 0
    drafts: int = 0
    outdated: int = 0
    overridden: int = 0

    @property
    def share(self) -> float:
        """Translated share in [0, 1]; 1.0 where there is nothing to translate."""
        return self.translated / self.total if self.total else 1.0

    @property
    def percent(self) -> int:
        """Translated share in whole per cent, rounded down, so that only all is 100."""
        return self.translated * 100 // self.total if self.total else 100

    def __add__(self, other: Progress) -> Progress:
        """Return the sum of two counts."""
        return Progress(
            total=self.total + other.total,
            translated=self.translated + other.translated,
            drafts=self.drafts + other.drafts,
            outdated=self.outdated + other.outdated,
            overridden=self.overridden + other.overridden,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageLink:
    """A language that the country publishes, for the language switch.

    :ivar name: the language's own name for itself
    """

    tag: str
    name: str
    direction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPage:
    """A page as a reader of the edition gets it.

    :ivar text: localised MyST; blocks in another language stand in ``<span lang= dir=>``
    """

    docname: str
    text: str
    title: str
    minutes: int
    progress: Progress
    executable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionExercise:
    """An exercise in the edition's language, its private side included: for ``release`` and ``grade`` only.

    :ivar text: localised MyST notebook with solutions
    :ivar questions: localised
    :ivar keys: with localised mark schemes
    """

    id: str
    text: str
    title: str
    minutes: int
    questions: tuple[Question, ...]
    keys: tuple[Key, ...]
    files: tuple[SourceFile, ...]
    progress: Progress

    @property
    def docname(self) -> str:
        """The name in the table of contents."""
        return f"exercises/{self.id}/{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionModule:
    """What the edition tells about a module it has."""

    id: str
    title: str
    summary: str
    docname: str
    minutes: int
    outcomes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What is published: a course, localised.

    :ivar country: the localisation's id
    :ivar language: BCP 47
    :ivar languages: every language of the country, this one included
    :ivar sources: what the country values rest on, ``(key, text, source, year)``, sorted by key
    :ivar interface: totkit's own strings in the edition's language, by their English text
    :ivar private: facilitator texts and slides, which no learner may see, in the source language and
        translated: for the leak guard
    :ivar public: the texts that everybody sees, in the same forms, found in the source
    """

    course: str
    release: str
    country: str
    country_name: str
    publisher: str
    language: str
    direction: str
    source_language: LanguageLink
    audience: Audience
    title: str
    toc: Toc
    languages: tuple[LanguageLink, ...]
    pages: tuple[EditionPage, ...]
    exercises: tuple[EditionExercise, ...]
    modules: tuple[EditionModule, ...]
    files: tuple[SourceFile, ...]
    sources: tuple[tuple[str, str, str, int], ...]
    interface: Mapping[str, str]
    private: tuple[str, ...]
    public: tuple[str, ...]

    @property
    def id(self) -> str:
        """``country/language``, as the command line names it."""
        return f"{self.country}/{self.language}"

    @property
    def parts(self) -> tuple[EditionPage | EditionExercise, ...]:
        """Pages, then exercises."""
        return (*self.pages, *self.exercises)

    @property
    def progress(self) -> Progress:
        """Translation of the whole edition."""
        return sum((part.progress for part in self.parts), start=Progress())


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """An edition as the files of an ordinary, self-contained Jupyter Book.

    :ivar files: content by path, sorted
    """

    edition: str
    files: Mapping[str, bytes] = field(default_factory=dict)

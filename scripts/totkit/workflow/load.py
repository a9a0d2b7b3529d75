"""Everything read once: a course, its localisations, the catalogues of its languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from totkit.localise import localise_edition
from totkit.read import read_course, read_language, read_localisation
from totkit.release import Release, release_exercise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from totkit.errors import Problem
    from totkit.model import Audience, Catalogue, Course, Edition, Localisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """A course with what some of its editions need.

    :ivar problems: everything that was wrong with the files themselves
    """

    root: Path
    course: Course
    localisations: Mapping[str, Localisation]
    catalogues: Mapping[str, Mapping[str, Catalogue]]
    problems: tuple[Problem, ...]

    @classmethod
    def read(cls, root: Path, editions: Sequence[tuple[str, str]]) -> Library:
        """Read what some editions need, given as ``(localisation, language)``."""
        course, problems = read_course(root)
        localisations = {}
        for name in dict.fromkeys(country for country, _ in editions):
            localisations[name], found = read_localisation(root, name)
            problems += found
        catalogues = {}
        for tag in dict.fromkeys(language for _, language in editions):
            catalogues[tag], found = read_language(root, tag)
            problems += found
        return cls(
            root=root,
            course=course,
            localisations=localisations,
            catalogues=catalogues,
            problems=tuple(problems),
        )

    def edition(self, country: str, language: str, audience: Audience = "learner") -> Edition:
        """Return one edition, localised."""
        catalogues = self.catalogues.get(language, {})
        return localise_edition(self.course, self.localisations[country], language, catalogues, audience)


def release_all(edition: Edition) -> tuple[Release, ...]:
    """Release every exercise of an edition."""
    return tuple(
        release_exercise(
            exercise, language=edition.language, direction=edition.direction, strings=edition.interface
        )
        for exercise in edition.exercises
    )

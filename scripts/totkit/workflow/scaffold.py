"""New localisations and languages on disk: all of a folder or nothing, and never over what is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from totkit.errors import UsageError, raise_if_any
from totkit.localise import (
    NewLocalisation,
    check_tag,
    choose_languages,
    find_country,
    needed_forms,
    scaffold_localisation,
)
from totkit.read import read_course, read_figures, read_language
from totkit.read.records import SLUG
from totkit.run import temporary_sibling
from totkit.workflow.catalogue import LANGUAGES, languages_of, new_catalogues

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

COUNTRIES = "localisations/countries"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scaffold:
    """What was made, or would be.

    :ivar folder: relative to the course
    :ivar files: texts by path relative to the folder
    :ivar empty: folders in it that hold nothing yet
    :ivar languages: of a localisation
    :ivar untranslated: those that have no catalogues yet
    """

    folder: str
    files: Mapping[str, str]
    empty: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    untranslated: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """Everything made, relative to the course."""
        files = (f"{self.folder}/{name}" for name in self.files)
        return (*files, *(f"{self.folder}/{name}/" for name in self.empty))


def new_localisation(
    root: Path,
    country: str,
    *,
    languages: Sequence[str] = (),
    localisation_id: str = "",
    publisher: str = "",
    dry_run: bool = False,
) -> Scaffold:
    """Make the folder of a country.

    :param country: ISO 3166 code, 2 or 3 letters
    :param languages: exactly these; none: the official ones, and the course's source language
    :raises UsageError: for an unknown country or language, and if the folder is there
    :raises ContentError: if the course cannot be read
    """
    alpha_3, alpha_2 = find_country(country)
    for tag in languages:
        check_tag(tag)
    name = localisation_id or alpha_2.lower()
    if not SLUG.fullmatch(name):
        raise UsageError(f"{name!r} is not an id; use a-z, 0-9 and single hyphens")
    folder = f"{COUNTRIES}/{name}"
    _require_free(
        root, folder, f"for another localisation of the country give --id, for example {name}-region"
    )
    course, problems = read_course(root)
    raise_if_any(problems)
    chosen, without_data = choose_languages(alpha_3, course.source_language)
    tags = tuple(dict.fromkeys(languages)) or chosen
    new = NewLocalisation(
        id=name,
        iso=alpha_3,
        languages=tags,
        without_data=() if languages else without_data,
        publisher=publisher,
        figures=read_figures(root, alpha_3),
        forms=needed_forms(course, {tag: read_language(root, tag)[0].values() for tag in tags}),
    )
    known = {course.source_language, *languages_of(root)}
    made = Scaffold(
        folder=folder,
        files=scaffold_localisation(course, new),
        empty=("blocks", "messages"),
        languages=new.languages,
        untranslated=tuple(tag for tag in new.languages if tag not in known),
    )
    return made if dry_run else _write(root, made)


def new_language(root: Path, tag: str, *, dry_run: bool = False) -> Scaffold:
    """Make the catalogues of a language, with nothing translated.

    :raises UsageError: for an unknown language, the course's own, and one that has catalogues
    :raises ContentError: if the course cannot be read
    """
    check_tag(tag)
    folder = f"{LANGUAGES}/{tag}"
    _require_free(root, folder, f"bring it up to date with: totkit catalogue update {tag}")
    course, problems = read_course(root)
    raise_if_any(problems)
    if tag == course.source_language:
        raise UsageError(f"the course is written in {tag!r}; there is nothing to translate")
    made = Scaffold(folder=folder, files=new_catalogues(root, tag))
    return made if dry_run else _write(root, made)


def _require_free(root: Path, folder: str, hint: str) -> None:
    if (root / folder).exists():
        raise UsageError(f"{folder}/ is already there and stays as it is; {hint}")


def _write(root: Path, made: Scaffold) -> Scaffold:
    """Write a folder beside its place, then rename it; a folder with files is never replaced."""
    folder = root / made.folder
    with temporary_sibling(folder) as new:
        for name, text in made.files.items():
            (new / name).write_text(text, encoding="utf-8", newline="\n")
        for name in made.empty:
            (new / name).mkdir()
        try:
            new.rename(folder)
        except OSError as error:
            raise UsageError(f"{made.folder}/ cannot be made: {error.strerror}") from error
    return made

"""New folders of a course on disk: all of one or nothing, and never over what is there."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from totkit.errors import UsageError, did_you_mean, raise_if_any
from totkit.localise import (
    NewLocalisation,
    check_tag,
    choose_languages,
    find_country,
    needed_forms,
    scaffold_localisation,
)
from totkit.read import add_chapter, add_section, read_course, read_figures, read_language
from totkit.read.records import SLUG
from totkit.run import temporary_sibling, write_file
from totkit.workflow.catalogue import LANGUAGES, languages_of, new_catalogues
from totkit.workflow.outlines import exercise_outline, module_outline, module_sections

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from totkit.model import Course

TOC = "_toc.yml"
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
    _require_slug(name)
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


def new_module(root: Path, module_id: str, *, title: str = "", dry_run: bool = False) -> Scaffold:
    """Make the folder of a module with every part that one must have, as the last chapter of the course.

    :param title: none: the words of the id
    :raises UsageError: if the id is none or taken, or ``_toc.yml`` cannot be added to
    :raises ContentError: if the course cannot be read
    """
    _require_slug(module_id)
    folder = f"modules/{module_id}"
    _require_free(root, folder, "choose another id")
    course = _sound_course(root)
    if module_id in [module.id for module in course.modules]:
        raise UsageError(f"the course has a module {module_id!r} already; choose another id")
    made = Scaffold(
        folder=folder, files=module_outline(module_id, _heading(title, module_id), _outcome(course))
    )
    sections = tuple(f"{folder}/{name}" for name in module_sections())
    toc = add_chapter((root / TOC).read_text(encoding="utf-8"), f"{folder}/index", sections)
    return made if dry_run else _write(root, made, toc)


def new_exercise(
    root: Path, exercise_id: str, module_id: str, *, title: str = "", dry_run: bool = False
) -> Scaffold:
    """Make the folder of an exercise with a task, its tests and two questions, as the last of a module.

    :raises UsageError: if the id is none or taken, if there is no such module, and if ``_toc.yml`` cannot be
        added to
    :raises ContentError: if the course cannot be read
    """
    _require_slug(exercise_id)
    folder = f"exercises/{exercise_id}"
    _require_free(root, folder, "choose another id: one is never used again")
    modules = {module.id: module for module in _sound_course(root).modules}
    if module_id not in modules:
        raise UsageError(f"there is no module {module_id!r}; {did_you_mean(module_id, modules)}")
    module = modules[module_id]
    outcomes = [outcome for part in module.parts for outcome in part.outcomes]
    outcome = outcomes[0] if outcomes else _outcome(_sound_course(root))
    made = Scaffold(folder=folder, files=exercise_outline(exercise_id, _heading(title, exercise_id), outcome))
    text = (root / TOC).read_text(encoding="utf-8")
    toc = add_section(text, f"{module.folder}/index", f"{folder}/{exercise_id}")
    return made if dry_run else _write(root, made, toc)


def _sound_course(root: Path) -> Course:
    course, problems = read_course(root)
    raise_if_any(problems)
    return course


def _outcome(course: Course) -> str:
    if not course.outcomes:
        raise UsageError("the course has no outcomes; write the first one into course.yml")
    return course.outcomes[0].id


def _heading(title: str, slug: str) -> str:
    return " ".join(title.split()) or slug.replace("-", " ").capitalize()


def _require_slug(name: str) -> None:
    if not SLUG.fullmatch(name):
        raise UsageError(f"{name!r} is not an id; use a-z, 0-9 and single hyphens")


def _require_free(root: Path, folder: str, hint: str) -> None:
    if (root / folder).exists():
        raise UsageError(f"{folder}/ is already there and stays as it is; {hint}")


def _write(root: Path, made: Scaffold, toc: str = "") -> Scaffold:
    """Write a folder beside its place, then rename it; a folder with files is never replaced.

    :param toc: the table of contents with the folder in it; without a folder in place it is not written
    """
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
        if toc:
            _write_toc(root, folder, toc)
    return made


def _write_toc(root: Path, folder: Path, toc: str) -> None:
    """Write the table of contents; if that fails, take the new folder away again."""
    try:
        write_file(toc.encode(), root / TOC)
    except BaseException:
        shutil.rmtree(folder)
        raise

"""Read a whole course."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from totkit.errors import Code, did_you_mean
from totkit.model import DOMAINS, LEVELS, REACHES, Course, Module, Outcome, Page
from totkit.read.exercises import check_keys, read_exercise
from totkit.read.facts import read_reference
from totkit.read.files import Reader
from totkit.read.pages import read_deck, read_page
from totkit.read.records import Field, read_yaml
from totkit.read.toc import read_toc

if TYPE_CHECKING:
    from pathlib import Path

    from totkit.errors import Problem
    from totkit.model import Exercise, SourceFile, Toc, TocEntry

COURSE_FIELDS = {
    "id": Field(slug=True, help="id of the course"),
    "title": Field(help="title of the book"),
    "source_language": Field(help="BCP 47 tag of the language the course is written in"),
    "release": Field(help='release of the course, "2026.11"'),
    "preview": Field(slug=True, help="localisation whose facts fill the author's preview"),
    "writing": Field(choices=("plain-english",), required=False, default="", help="rules of writing to keep"),
    "outcomes": Field(type=object, help="the competency frame"),
}
OUTCOME_FIELDS = {
    "id": Field(slug=True, help="unique in the course"),
    "statement": Field(help="what a learner can do"),
    "domain": Field(choices=DOMAINS, help="domain of UNESCO's competencies"),
    "level": Field(choices=REACHES, help="one of the four levels of capacity"),
}
MODULE_FIELDS = {
    "id": Field(slug=True, help="unique in the course"),
    "title": Field(help="short title"),
    "summary": Field(help="what a learner can do afterwards"),
    "level": Field(choices=LEVELS, help="for whom"),
    "prerequisites": Field(type=list, required=False, help="ids of modules that come before"),
}


def read_course(root: Path) -> tuple[Course, list[Problem]]:
    """Read the course below ``root``.

    :returns: the course as far as it could be read, and every problem met
    """
    reader = Reader(root)
    toc = read_toc(reader)
    head = _read_head(reader)
    chapters = [entry for part in toc.parts for entry in part.entries]
    modules = tuple(module for entry in chapters if (module := _read_module(reader, entry)) is not None)
    _check_modules(reader, modules)
    _check_placement(reader, toc)
    course = Course(
        **head,
        toc=toc,
        pages=_read_own_pages(reader, toc, modules),
        modules=modules,
        files=_read_files(reader, toc, modules),
        reference=read_reference(reader),
    )
    return course, reader.problems


def _read_head(reader: Reader) -> dict[str, Any]:
    table = read_yaml(reader, "course.yml")
    if table is None:
        empty = {"id": "", "title": "", "source_language": "en", "release": "", "preview": ""}
        return {**empty, "outcomes": ()}
    values = table.fields(COURSE_FIELDS)
    return {
        **values,
        "outcomes": tuple(Outcome(**row.fields(OUTCOME_FIELDS)) for row in table.rows("outcomes")),
    }


def _folder(docname: str) -> str:
    return docname.rpartition("/")[0]


def _read_module(reader: Reader, entry: TocEntry) -> Module | None:
    """Read the module whose index a chapter of the table of contents is; None for a page on its own."""
    folder = _folder(entry.docname)
    file = f"{folder}/module.yml"
    if not reader.exists(file):
        return None
    table = read_yaml(reader, file)
    if table is None:
        return None
    docnames = [below.docname for below in entry.walk()]
    pages = (
        read_page(reader, name) for name in docnames if _present(reader, name, "exercises/", wanted=False)
    )
    names = [name for name in docnames if _present(reader, name, "exercises/", wanted=True)]
    head = table.fields(MODULE_FIELDS)
    deck = read_deck(reader, f"{folder}/deck", head["title"]) if reader.exists(f"{folder}/deck.md") else None
    return Module(
        **head,
        folder=folder,
        pages=tuple(page for page in pages if page is not None),
        exercises=_read_exercises(reader, names),
        deck=deck,
    )


def _present(reader: Reader, docname: str, prefix: str, *, wanted: bool) -> bool:
    return docname.startswith(prefix) is wanted and reader.exists(f"{docname}.md")


def _read_exercises(reader: Reader, docnames: list[str]) -> tuple[Exercise, ...]:
    exercises = [read_exercise(reader, _folder(name).removeprefix("exercises/")) for name in docnames]
    found = tuple(exercise for exercise in exercises if exercise is not None)
    for exercise in found:
        check_keys(reader, exercise)
    return found


def _check_modules(reader: Reader, modules: tuple[Module, ...]) -> None:
    ids = [module.id for module in modules]
    for module in modules:
        file = f"{module.folder}/module.yml"
        if ids.count(module.id) > 1:
            reader.add(
                Code.DUPLICATE_ID,
                file,
                f"two modules have the id {module.id!r}",
                key="id",
                hint="give each its own id",
            )
        for name in module.prerequisites:
            if name not in ids:
                reader.add(
                    Code.UNKNOWN_MODULE,
                    file,
                    f"prerequisite {name!r} is not a module",
                    key="prerequisites",
                    hint=did_you_mean(name, ids),
                )


def _check_placement(reader: Reader, toc: Toc) -> None:
    """Note exercises that stand in no module."""
    if not toc.root:
        return
    chapters = [entry for part in toc.parts for entry in part.entries]
    modules = [entry for entry in chapters if reader.exists(f"{_folder(entry.docname)}/module.yml")]
    placed = {_folder(below.docname) for module in modules for below in module.walk()}
    for folder in reader.folders("exercises"):
        if folder not in placed and reader.exists(f"{folder}/exercise.yml"):
            name = folder.removeprefix("exercises/")
            reader.add(
                Code.UNPLACED_EXERCISE,
                f"{folder}/exercise.yml",
                f"exercise {name!r} stands in no module",
                hint=f"add 'file: {folder}/{name}' under a module in _toc.yml",
            )


def _read_own_pages(reader: Reader, toc: Toc, modules: tuple[Module, ...]) -> tuple[Page, ...]:
    taken = {page.docname for module in modules for page in module.pages}
    taken |= {exercise.docname for module in modules for exercise in module.exercises}
    names = [name for name in toc.docnames if name not in taken and not name.startswith("exercises/")]
    pages = (read_page(reader, name) for name in names if reader.exists(f"{name}.md"))
    return tuple(page for page in pages if page is not None)


def _read_files(reader: Reader, toc: Toc, modules: tuple[Module, ...]) -> tuple[SourceFile, ...]:
    """Return figures and data of all page folders; texts and our own YAML are read elsewhere."""
    folders = sorted({_folder(toc.root), *(module.folder for module in modules)} - {""})
    kinds = ("figures", "data")
    return tuple(file for folder in folders for kind in kinds for file in reader.files(f"{folder}/{kind}"))

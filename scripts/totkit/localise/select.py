"""Choose what an edition holds: modules, pages, exercises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from totkit.errors import Code, Place, Problem, did_you_mean
from totkit.model import Toc, TocEntry, TocPart

if TYPE_CHECKING:
    from totkit.model import Course, Localisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What an edition takes of a course.

    :ivar docnames: every page and exercise, in reading order
    :ivar left_out: those of the course that it does not take
    """

    modules: tuple[str, ...]
    toc: Toc
    docnames: tuple[str, ...]
    left_out: frozenset[str]


def select_modules(course: Course, localisation: Localisation) -> Selection:
    """Return the course's table of contents, pruned to what the localisation takes."""
    wanted = localisation.modules
    modules = tuple(
        module.id
        for module in course.modules
        if (wanted is None or module.id in wanted) and f"{module.folder}/index" not in localisation.leave_out
    )
    exercises = {exercise.id: exercise.docname for exercise in course.exercises}
    gone = {exercises.get(name, name) for name in localisation.leave_out}
    for module in course.modules:
        if module.id not in modules:
            gone |= {part.docname for part in module.parts}
    parts = tuple(
        TocPart(caption=part.caption, entries=entries)
        for part in course.toc.parts
        if (entries := _keep(part.entries, gone))
    )
    toc = Toc(root=course.toc.root, parts=parts)
    kept = toc.docnames
    left_out = frozenset(course.toc.docnames) - frozenset(kept)
    return Selection(modules=modules, toc=toc, docnames=kept, left_out=left_out)


def _keep(entries: tuple[TocEntry, ...], gone: set[str]) -> tuple[TocEntry, ...]:
    return tuple(
        TocEntry(docname=entry.docname, children=_keep(entry.children, gone))
        for entry in entries
        if entry.docname not in gone
    )


def check_selection(course: Course, localisation: Localisation) -> list[Problem]:
    """Return what is wrong with a module choice: unknown names, missing prerequisites, nothing left."""
    where = Place(file=localisation.file_of("modules"), key="modules")
    ids = [module.id for module in course.modules]
    problems = [
        Problem(
            where=where,
            code=Code.UNKNOWN_MODULE,
            message=f"there is no module {name!r}",
            hint=did_you_mean(name, ids),
        )
        for name in localisation.modules or ()
        if name not in ids
    ]
    known = {*course.toc.docnames, *(exercise.id for exercise in course.exercises)}
    problems += [
        Problem(
            where=Place(file=localisation.file_of("leave_out"), key="leave_out"),
            code=Code.UNKNOWN_MODULE,
            message=f"leave_out: there is no page or exercise {name!r}",
            hint=did_you_mean(name, known),
        )
        for name in localisation.leave_out
        if name not in known
    ]
    taken = select_modules(course, localisation).modules
    problems += [
        Problem(
            where=where,
            code=Code.MISSING_PREREQUISITE,
            message=f"module {module.id!r} builds on {name!r}, which this localisation does not take",
            hint=f"add {name!r} to modules, or take {module.id!r} out",
        )
        for module in course.modules
        if module.id in taken
        for name in module.prerequisites
        if name in ids and name not in taken
    ]
    return problems

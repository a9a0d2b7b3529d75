"""Rules for the pages and modules that a country writes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from totkit.check.links import check_links
from totkit.check.structure import check_structure
from totkit.errors import Code, Place, Problem, did_you_mean
from totkit.localise import (
    compose_course,
    find_links,
    find_targets,
    fingerprint,
    homeless_pages,
    replaced_pages,
    target_map,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from totkit.model import Course, Exercise, Localisation, LocalPage, Page

_COUNTRIES = re.compile(r"localisations/countries/")


def check_local_pages(course: Course, localisation: Localisation) -> list[Problem]:
    """Return what is wrong with a localisation's pages: their place, and all rules for pages."""
    if not (localisation.pages or localisation.own_modules):
        return []
    whole = compose_course(course, localisation)
    replaced = replaced_pages(course, localisation)
    problems = [
        problem
        for problem in (*check_structure(whole), *check_links(whole))
        if _COUNTRIES.match(problem.where.file)
    ]
    problems += _check_replaced(localisation, replaced)
    problems += _check_homeless(course, localisation)
    problems += _check_modules(course, localisation)
    problems += _check_lost_targets(whole, localisation, replaced)
    return problems


def _check_replaced(localisation: Localisation, replaced: Mapping[str, Page]) -> Iterator[Problem]:
    """Yield pages that do not say which text they replace, or that want a place of their own as well."""
    for name, original in replaced.items():
        local = localisation.pages[name]
        where = Place(file=local.page.path)
        if not local.based_on:
            now = fingerprint(original.text)
            message = f"this page replaces {original.path} and does not say which version of it"
            hint = (
                f'totkit seen {local.page.path} writes based_on: "{now}" and keeps what the course says now'
            )
            yield Problem(where=where, code=Code.MISSING_KEY, message=message, hint=hint)
        if local.after:
            message = f"after: this page replaces {original.path} and stands where that stands"
            hint = "take 'after' out, or give the page another path to have both"
            yield Problem(
                where=Place(file=local.page.path, key="after"),
                code=Code.BAD_VALUE,
                message=message,
                hint=hint,
            )


def _check_homeless(course: Course, localisation: Localisation) -> Iterator[Problem]:
    """Yield pages that the course has no place for."""
    for name in homeless_pages(course, localisation):
        yield _homeless_problem(course, localisation, localisation.pages[name])


def _homeless_problem(course: Course, localisation: Localisation, local: LocalPage) -> Problem:
    known = {*course.toc.docnames, *(exercise.id for exercise in course.exercises), *localisation.pages}
    where = Place(file=local.page.path, key="after" if local.after else "")
    if local.after:
        message, hint = (
            f"after: there is no page or exercise {local.after!r}",
            did_you_mean(local.after, known),
        )
        if local.after in known:
            message = f"after: {local.after!r} has no place either"
            hint = "name a page or an exercise of the course, or an own page that has a place"
        return Problem(where=where, code=Code.MISSING_PAGE, message=message, hint=hint)
    if local.based_on:
        near = did_you_mean(local.page.docname, course.toc.docnames)
        hint = f"to keep it as a page of your own, write after: with the page that it follows; {near}"
        message = "the course has no such page that this one could replace"
        return Problem(where=where, code=Code.MISSING_PAGE, message=message, hint=hint)
    hint = "write after: with the docname of the page, or the id of the exercise, that it follows"
    message = "the course has no such page, and the key 'after' is missing"
    return Problem(where=where, code=Code.MISSING_KEY, message=message, hint=hint)


def _check_modules(course: Course, localisation: Localisation) -> Iterator[Problem]:
    """Yield own modules without an index, in the place of another, or after or upon one that is not there."""
    folders = {module.folder for module in course.modules}
    ids = [module.id for module in course.modules]
    known = {*ids, *(local.module.id for local in localisation.own_modules.values())}
    for folder, local in localisation.own_modules.items():
        file = local.module.path
        if folder in folders or local.module.id in ids:
            yield Problem(
                where=Place(file=file, key="id"),
                code=Code.DUPLICATE_ID,
                message=f"the course has a module {local.module.id!r}",
                hint="give yours another id and folder; to replace pages alone, delete this file",
            )
        if f"{folder}/index" not in localisation.pages:
            yield Problem(
                where=Place(file=file),
                code=Code.MISSING_PAGE,
                message=f"module {local.module.id!r} has no index.md",
                hint="write it: a module begins with its index",
            )
        named = [("after", local.after), *(("prerequisites", name) for name in local.module.prerequisites)]
        for key, name in named:
            if name and name not in known:
                yield Problem(
                    where=Place(file=file, key=key),
                    code=Code.UNKNOWN_MODULE,
                    message=f"{key}: there is no module {name!r}",
                    hint=did_you_mean(name, known),
                )


def _check_lost_targets(
    whole: Course, localisation: Localisation, replaced: Mapping[str, Page]
) -> Iterator[Problem]:
    """Yield targets that other pages link to and that a replaced page had."""
    targets = target_map(whole)
    parts: tuple[Page | Exercise, ...] = (*whole.all_pages, *whole.exercises)
    links = [
        (link.target, part.path, link.line)
        for part in parts
        for link in find_links(part.text, part.docname, targets)
        if link.docname == "?"
    ]
    for name, original in replaced.items():
        had = {target for target, _ in find_targets(original.text)}
        for target, file, line in links:
            if target in had and target not in targets:
                yield Problem(
                    where=Place(file=localisation.pages[name].page.path),
                    code=Code.BROKEN_LINK,
                    message=f"the target {target!r} of the page that this one replaces is missing",
                    hint=f"{file}:{line} links to it: write ({target})= before a heading",
                )

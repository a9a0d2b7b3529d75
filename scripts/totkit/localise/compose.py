"""The course as a country has it: its own pages and modules among the course's, or in their place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from totkit.model import Toc, TocEntry, TocPart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from totkit.model import Course, Localisation, Module, Page

    _Entries = tuple[TocEntry, ...]

DECK = "deck"


def compose_course(course: Course, localisation: Localisation) -> Course:
    """Return a course with the pages, modules and files that a localisation puts into it.

    A page of its own follows the page or exercise that it names, below the index of a module if it names
    that. What names no place that there is, is left out: ``check`` and the change letter say so.
    """
    if not (localisation.pages or localisation.own_modules or localisation.files):
        return course
    files = {file.path: file for file in (*course.files, *localisation.files)}
    toc = _place_all(course, localisation)
    pages = {page.docname: page for page in course.all_pages}
    pages |= {name: local.page for name, local in localisation.pages.items()}
    modules = [
        *course.modules,
        *(local.module for folder, local in localisation.own_modules.items() if _index(folder) in pages),
    ]
    whole = {_index(module.folder): _fill_module(module, toc, pages, localisation) for module in modules}
    inside = {page.docname for module in whole.values() for page in module.pages}
    order = [name for name in toc.docnames if name in whole]
    return replace(
        course,
        toc=toc,
        pages=tuple(pages[name] for name in toc.docnames if name in pages and name not in inside),
        modules=tuple(whole[name] for name in order),
        files=tuple(files[path] for path in sorted(files)),
    )


def replaced_pages(course: Course, localisation: Localisation) -> Mapping[str, Page]:
    """Return the pages and decks of a course that a localisation replaces, by docname."""
    found = [*course.all_pages, *(module.deck for module in course.modules if module.deck)]
    return {page.docname: page for page in found if page.docname in localisation.pages}


def homeless_pages(course: Course, localisation: Localisation) -> tuple[str, ...]:
    """Return the docnames of own pages for which there is no place in a course."""
    placed = {*_place_all(course, localisation).docnames, *replaced_pages(course, localisation)}
    folders = {*localisation.own_modules, *(module.folder for module in course.modules)}
    return tuple(
        name
        for name in localisation.pages
        if name not in placed and not (name.endswith(f"/{DECK}") and name.rpartition("/")[0] in folders)
    )


def _index(folder: str) -> str:
    return f"{folder}/index"


def _fill_module(module: Module, toc: Toc, pages: Mapping[str, Page], localisation: Localisation) -> Module:
    """Return a module with the pages that stand under it, and its deck."""
    chapters = (entry for part in toc.parts for entry in part.entries)
    chapter = next((entry for entry in chapters if entry.docname == _index(module.folder)), None)
    names = [entry.docname for entry in chapter.walk()] if chapter else []
    local = localisation.pages.get(f"{module.folder}/{DECK}")
    deck = replace(local.page, title=module.title) if local else module.deck
    return replace(module, pages=tuple(pages[name] for name in names if name in pages), deck=deck)


def _place_all(course: Course, localisation: Localisation) -> Toc:
    """Return the table of contents with own modules, then own pages, until no more find their place."""
    toc = _place_modules(course, localisation)
    ids = {exercise.id: exercise.docname for exercise in course.exercises}
    waiting = {
        name: ids.get(local.after, local.after)
        for name, local in localisation.pages.items()
        if name not in toc.docnames and local.after
    }
    while waiting:
        there = set(toc.docnames)
        ready = {name: after for name, after in waiting.items() if after in there}
        if not ready:
            break
        chapters = {_index(module.folder) for module in (*course.modules, *_own_modules(localisation))}
        for name in sorted(ready, reverse=True):
            toc = _place(toc, name, ready[name], chapters)
            del waiting[name]
    return toc


def _own_modules(localisation: Localisation) -> Iterable[Module]:
    return (local.module for local in localisation.own_modules.values())


def _place_modules(course: Course, localisation: Localisation) -> Toc:
    """Return the table of contents with own modules: each after the one that it names, else at the end."""
    folders = {module.id: module.folder for module in (*course.modules, *_own_modules(localisation))}
    toc = course.toc
    afters = {
        _index(folder): _index(folders[local.after]) if local.after in folders else ""
        for folder, local in sorted(localisation.own_modules.items())
        if toc.parts and _index(folder) in localisation.pages and _index(folder) not in toc.docnames
    }
    for name in [name for name, after in afters.items() if not after]:
        toc = _place_chapter(toc, name, afters.pop(name))
    while afters:
        ready = [name for name, after in afters.items() if after in toc.docnames] or [*afters]
        for name in reversed(ready):
            toc = _place_chapter(toc, name, afters.pop(name))
    return toc


def _place_chapter(toc: Toc, name: str, after: str) -> Toc:
    """Return a table of contents with a chapter after another one, or at the end."""
    last = toc.parts[-1].entries[-1].docname if toc.parts[-1].entries else ""
    after = after if any(entry.docname == after for part in toc.parts for entry in part.entries) else last
    return _map_parts(toc, lambda entries: _insert(entries, name, after, frozenset()))


def _place(toc: Toc, name: str, after: str, chapters: Iterable[str]) -> Toc:
    """Return a table of contents with a page after another one: below it, if that is a module's index."""
    if after == toc.root:
        first, *rest = toc.parts or (TocPart(caption="", entries=()),)
        return replace(toc, parts=(replace(first, entries=(TocEntry(docname=name), *first.entries)), *rest))
    return _map_parts(toc, lambda entries: _insert(entries, name, after, frozenset(chapters)))


def _map_parts(toc: Toc, change: Callable[[_Entries], _Entries]) -> Toc:
    parts = tuple(replace(part, entries=change(part.entries)) for part in toc.parts)
    return replace(toc, parts=parts)


def _insert(entries: _Entries, name: str, after: str, chapters: frozenset[str]) -> _Entries:
    found: list[TocEntry] = []
    for entry in entries:
        below = _insert(entry.children, name, after, chapters)
        inside = entry.docname == after and after in chapters
        found.append(replace(entry, children=(TocEntry(docname=name), *below) if inside else below))
        if entry.docname == after and not inside:
            found.append(TocEntry(docname=name))
    return tuple(found)

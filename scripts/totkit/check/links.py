"""Rules for links: every page, target and file that is linked to exists."""

from __future__ import annotations

from collections import Counter
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from totkit.errors import Code, Place, Problem, did_you_mean
from totkit.localise import find_links, find_targets, target_map

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from totkit.localise import Link
    from totkit.model import Course


def check_links(course: Course) -> list[Problem]:
    """Return broken links, links to a heading's slug and targets that stand twice."""
    texts = [(page.docname, page.text) for page in course.all_pages]
    texts += [(module.deck.docname, module.deck.text) for module in course.modules if module.deck]
    texts += [(exercise.docname, exercise.text) for exercise in course.exercises]
    targets = target_map(course)
    problems = list(_check_targets(texts))
    for docname, text in texts:
        for link in find_links(text, docname, targets):
            problems += _check_link(course, docname, link, targets)
    return problems


def _check_targets(texts: list[tuple[str, str]]) -> Iterator[Problem]:
    places = [(name, f"{docname}.md", line) for docname, text in texts for name, line in find_targets(text)]
    counts = Counter(name for name, _, _ in places)
    for name, file, line in places:
        if counts[name] > 1:
            others = ", ".join(f"{f}:{n}" for other, f, n in places if other == name and (f, n) != (file, line))
            yield Problem(where=Place(file=file, line=line), code=Code.DUPLICATE_TARGET,
                          message=f"the target {name!r} stands twice", hint=f"also at {others}; rename one")


def _check_link(course: Course, docname: str, link: Link, targets: Mapping[str, str]) -> Iterator[Problem]:
    where = Place(file=f"{docname}.md", line=link.line)
    if link.docname == "?":
        yield Problem(where=where, code=Code.BROKEN_LINK, message=f"there is no target {link.target!r}",
                      hint=did_you_mean(link.target, targets))
    elif link.docname and link.docname not in course.toc.docnames:
        yield Problem(where=where, code=Code.BROKEN_LINK, message=f"{link.to} leads to no page of _toc.yml",
                      hint=did_you_mean(link.docname, course.toc.docnames))
    elif link.docname and link.target and ".md#" in link.to:
        hint = f"write (name)= on the line before the heading and link to #{link.target}"
        yield Problem(where=where, code=Code.UNTARGETED_HEADING,
                      message=f"{link.to} leads to a heading by the page's file", hint=hint)
    elif not link.docname and "://" not in link.to and not link.to.startswith("mailto:"):
        path = normpath(join(dirname(docname), link.to))
        if path not in {file.path for file in course.files}:
            yield Problem(where=where, code=Code.BROKEN_LINK, message=f"there is no file {path}",
                          hint="files to link to stand in figures/ or data/ of the page's folder")

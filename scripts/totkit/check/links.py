"""Rules for links: every page, target and file that is linked to exists."""

from __future__ import annotations

import re
from collections import Counter
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from totkit.errors import Code, Place, Problem, did_you_mean
from totkit.localise import find_links, find_targets, target_map
from totkit.notebook import find_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from totkit.localise import Link
    from totkit.model import Course, Exercise, Page

_HEADING = re.compile(r"(?m)^#{1,6} +(.+?)(?: +#+)? *$")
_CODE = ("", "code", "code-block", "code-cell")
_WHERE_FILES = "files to link to stand in figures/ or data/ of the page's folder"
_IMAGE = re.compile(r"!\[[^\]]*\]\((?P<to>[^()\s]+)\)")


def check_links(course: Course) -> list[Problem]:
    """Return broken links, links to a heading's slug and targets that stand twice."""
    parts: list[Page | Exercise] = [*course.all_pages, *(m.deck for m in course.modules if m.deck)]
    parts += course.exercises
    targets = target_map(course)
    problems = list(_check_targets(parts))
    for part in parts:
        for link in find_links(part.text, part.docname, targets):
            problems += _check_link(course, part, link, targets)
        problems += _check_images(course, part)
    return problems


def _check_targets(parts: list[Page | Exercise]) -> Iterator[Problem]:
    places = [(name, part.path, line) for part in parts for name, line in find_targets(part.text)]
    counts = Counter(name for name, _, _ in places)
    for name, file, line in places:
        if counts[name] > 1:
            others = ", ".join(
                f"{f}:{n}" for other, f, n in places if other == name and (f, n) != (file, line)
            )
            yield Problem(
                where=Place(file=file, line=line),
                code=Code.DUPLICATE_TARGET,
                message=f"the target {name!r} stands twice",
                hint=f"also at {others}; rename one",
            )


def _check_link(
    course: Course, part: Page | Exercise, link: Link, targets: Mapping[str, str]
) -> Iterator[Problem]:
    where = Place(file=part.path, line=link.line)
    if link.docname == "?" and link.target in _slugs(course):
        yield Problem(
            where=where,
            code=Code.UNTARGETED_HEADING,
            message=f"#{link.target} leads to a heading that has no target",
            hint=f"write ({link.target})= on the line before it; slugs differ between languages",
        )
    elif link.docname == "?":
        yield Problem(
            where=where,
            code=Code.BROKEN_LINK,
            message=f"there is no target {link.target!r}",
            hint=did_you_mean(link.target, targets),
        )
    elif link.docname and link.docname not in course.toc.docnames:
        yield Problem(
            where=where,
            code=Code.BROKEN_LINK,
            message=f"{link.to} leads to no page of _toc.yml",
            hint=did_you_mean(link.docname, course.toc.docnames),
        )
    elif link.docname and link.target and ".md#" in link.to:
        hint = f"write (name)= on the line before the heading and link to #{link.target}"
        yield Problem(
            where=where,
            code=Code.UNTARGETED_HEADING,
            message=f"{link.to} leads to a heading by the page's file",
            hint=hint,
        )
    elif not link.docname and "://" not in link.to and not link.to.startswith("mailto:"):
        path = normpath(join(dirname(part.docname), link.to))
        if path not in _files(course):
            yield Problem(
                where=where, code=Code.BROKEN_LINK, message=f"there is no file {path}", hint=_WHERE_FILES
            )


def _slugs(course: Course) -> set[str]:
    """Return what other tools would call the headings of the course."""
    headings = (match for page in course.all_pages for match in _HEADING.finditer(page.text))
    return {re.sub(r"[^\w-]", "", match[1].strip().lower().replace(" ", "-")) for match in headings}


def _check_images(course: Course, part: Page | Exercise) -> Iterator[Problem]:
    """Yield figures and images without their file."""
    text = part.text
    blocks = find_blocks(text)
    code = {number for block in blocks if block.name in _CODE for number in range(block.start, block.end)}
    images = [block for block in blocks if block.name in ("figure", "image")]
    found = [(block.argument.strip(), block.start + 1) for block in images]
    for number, words in enumerate(text.split("\n")):
        if number not in code:
            found += [(match["to"], number + 1) for match in _IMAGE.finditer(words)]
    for to, line in found:
        path = normpath(join(dirname(part.docname), to))
        if "://" not in to and path not in _files(course):
            yield Problem(
                where=Place(file=part.path, line=line),
                code=Code.BROKEN_LINK,
                message=f"there is no file {path}",
                hint=_WHERE_FILES,
            )


def _files(course: Course) -> set[str]:
    """Return the paths of all files that pages and exercises can lead to."""
    own = {f"{exercise.folder}/{file.path}" for exercise in course.exercises for file in exercise.files}
    return {file.path for file in course.files} | own

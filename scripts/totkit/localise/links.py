"""Links of a page: where they lead, and what becomes of those to what an edition leaves out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from posixpath import normpath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from totkit.model import Course

_TARGET = re.compile(r"(?m)^\((?P<name>[\w-]+)\)=\s*$|^\s*:name:\s*(?P<option>[\w-]+)\s*$")
_LINK = re.compile(
    r"(?<!!)\[(?P<text>(?:[^\[\]]|\[[^\]]*\])*)\]\(<?(?P<to>[^()<>\s]+)>?(?:[ \t]+\"[^\"\n]*\")?\)"
)
_ROLE = re.compile(r"\{(?P<role>ref|doc|numref)\}`(?:(?P<text>[^`<]+?)\s*<(?P<to>[^`>]+)>|(?P<bare>[^`]+))`")
_CODE = re.compile(r"(?ms)^[ \t]*(`{3,}|~{3,})[^\n]*\n.*?^[ \t]*\1[ \t]*$|`[^`\n]+`(?!`)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link as written.

    :ivar to: destination as written
    :ivar docname: the page it leads to; empty for other hosts and for plain files
    :ivar target: the named target; empty if it leads to the page itself
    :ivar line: from 1
    """

    text: str
    to: str
    docname: str
    target: str
    line: int
    start: int
    end: int


def find_targets(text: str) -> tuple[tuple[str, int], ...]:
    """Return the explicit targets of a text with their lines, from 1."""
    return tuple(
        (match["name"] or match["option"], text[: match.start()].count("\n") + 1)
        for match in _TARGET.finditer(text)
    )


def target_map(course: Course) -> Mapping[str, str]:
    """Return the page that holds each target of the course."""
    pages = [(page.docname, page.text) for page in course.all_pages]
    pages += [(exercise.docname, exercise.text) for exercise in course.exercises]
    return {name: docname for docname, text in pages for name, _ in find_targets(text)}


def find_links(text: str, docname: str, targets: Mapping[str, str]) -> Iterator[Link]:
    """Yield the links of a page in reading order, those in code left out."""
    code = [match.span() for match in _CODE.finditer(text)]
    found = [*_LINK.finditer(text), *(m for m in _ROLE.finditer(text))]
    for match in sorted(found, key=lambda match: match.start()):
        role = match.re is _ROLE
        inside = [begin for begin, end in code if begin <= match.start() and match.end() <= end]
        if inside and not role:
            continue
        groups = match.groupdict()
        to = groups["to"] or groups.get("bare") or ""
        page, target = _resolve(to, docname, targets, role=groups.get("role"))
        yield Link(
            text=groups["text"] or "",
            to=to,
            docname=page,
            target=target,
            line=text[: match.start()].count("\n") + 1,
            start=match.start(),
            end=match.end(),
        )


def _resolve(to: str, docname: str, targets: Mapping[str, str], *, role: str | None) -> tuple[str, str]:
    """Return the page and the target that a destination means; ``""`` for what is no page."""
    if role in ("ref", "numref"):
        return targets.get(to, "?"), to
    if role == "doc":
        return _relative(to, docname), ""
    if re.match(r"[a-z][a-z0-9+.-]*:", to):
        return "", ""
    path, _, target = to.partition("#")
    if not path:
        return targets.get(target, "?"), target
    if not path.endswith(".md"):
        return "", ""
    return _relative(path.removesuffix(".md"), docname), target


def _relative(path: str, docname: str) -> str:
    if path.startswith("/"):
        return path.lstrip("/")
    return normpath(str(PurePosixPath(docname).parent / path))


def replace_links(
    text: str, docname: str, targets: Mapping[str, str], change: Callable[[Link], str | None]
) -> str:
    """Return the text with links replaced by what ``change`` gives; None leaves a link as it is."""
    for link in reversed(list(find_links(text, docname, targets))):
        new = change(link)
        if new is not None:
            text = text[: link.start] + new + text[link.end :]
    return text

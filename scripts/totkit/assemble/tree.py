"""Assemble the tree of an edition."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from totkit.assemble.about import ABOUT, about_page
from totkit.assemble.config import config_file, toc_file
from totkit.assemble.exercise import exercise_files
from totkit.assemble.overview import overview
from totkit.errors import Code, Place, Problem, raise_if_any
from totkit.localise import replace_links
from totkit.model import Tree
from totkit.notebook import find_blocks, marks_to_spans

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from importlib.resources.abc import Traversable

    from totkit.localise import Link
    from totkit.model import Edition, EditionPage
    from totkit.release import Release

_ALLOWED = (
    re.compile(r"_(config|toc)\.yml"),
    re.compile(r"_ext/[\w./-]+\.(py|css|js|html|svg|txt)"),
    re.compile(r"(book|modules)/[\w./-]+\.md"),
    re.compile(r"(book|modules)/[\w./-]+/figures/[\w./-]+\.(svg|png|jpg|jpeg|webp)"),
    re.compile(r"(book|modules)/[\w./-]+/data/[\w./-]+\.(csv|json|txt)"),
    re.compile(r"exercises/(?P<id>[a-z0-9-]+)/(?P=id)\.(ipynb|zip)"),
    re.compile(re.escape(ABOUT) + r"\.md"),
)


def assemble_tree(edition: Edition, releases: Sequence[Release]) -> Tree:
    """Return an edition as the files of a Jupyter Book.

    :param releases: one for each exercise of the edition, in any order
    :raises ContentError: TOT-E502 for a file that may not flow into a tree
    """
    by_id = {release.id: release for release in releases}
    files: dict[str, bytes] = {
        "_config.yml": config_file(edition),
        "_toc.yml": toc_file(edition),
        f"{ABOUT}.md": about_page(edition),
        **_tree_files(),
        **{
            f"{page.docname}.md": sphinx_page(_with_overview(edition, page)).encode()
            for page in edition.pages
        },
        **{file.path: file.content for file in edition.files},
    }
    for exercise in edition.exercises:
        files |= exercise_files(edition, exercise, by_id[exercise.id])
    raise_if_any(check_allowed(files))
    return Tree(edition=edition.id, files=dict(sorted(files.items())))


def _with_overview(edition: Edition, page: EditionPage) -> EditionPage:
    """Return a page; the first one with the list of the edition's modules."""
    if page.docname != edition.toc.root:
        return page
    return replace(page, text=page.text + overview(edition))


def check_allowed(files: Mapping[str, bytes]) -> list[Problem]:
    """Return the files that are not on the allow-list."""
    return [
        Problem(
            where=Place(file=path),
            code=Code.UNEXPECTED_FILE,
            message="this file may not flow into an edition",
            hint="pages stand in book/ or modules/, pictures in figures/, tables in data/",
        )
        for path in files
        if ".." in path.split("/") or not any(pattern.fullmatch(path) for pattern in _ALLOWED)
    ]


def sphinx_page(page: EditionPage) -> str:
    """Return a page as Sphinx reads it: languages marked, links to exercises leading to notebooks."""

    def to_notebook(link: Link) -> str | None:
        if not link.docname.startswith("exercises/") or not link.to.endswith(".md"):
            return None
        return f"[{link.text}]({link.to.removesuffix('.md')}.ipynb)"

    return replace_links(mark_for_sphinx(page.text), page.docname, {}, to_notebook)


def mark_for_sphinx(text: str) -> str:
    """Return a page whose texts in other languages are marked as MyST spans, which headings keep."""
    opaque = {
        number
        for block in find_blocks(text)
        if block.name in ("code-cell", "code-block", "code")
        or (not block.name and _is_code(text, block.start))
        for number in range(block.start, block.end)
    }
    lines = text.split("\n")
    return "\n".join(line if number in opaque else marks_to_spans(line) for number, line in enumerate(lines))


def _is_code(text: str, line: int) -> bool:
    return not text.split("\n")[line].lstrip().startswith(":")


@cache
def _tree_files() -> Mapping[str, bytes]:
    """Return what travels in every tree: the Sphinx extension with its styles and templates."""
    root = resources.files("totkit.assemble").joinpath("tree_files")
    return dict(_walk(root, ""))


def _walk(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.name.startswith((".", "__pycache__")):
            continue
        path = f"{prefix}{item.name}"
        found += _walk(item, f"{path}/") if item.is_dir() else [(path, item.read_bytes())]
    return found

"""Read the pages and modules that a country writes, and what it last compared them with."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from totkit.errors import Code
from totkit.model import LocalModule, LocalPage, Module, SourceFile
from totkit.read.course import MODULE_FIELDS
from totkit.read.pages import (
    LOCAL_DECK_FIELDS,
    LOCAL_FIELDS,
    PAGE_FIELDS,
    make_deck,
    make_page,
    read_front_matter,
)
from totkit.read.records import Field, read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from totkit.read.files import Reader

FINGERPRINT = re.compile(r"[0-9a-f]{12}")
SEEN = "seen.json"
LOCAL_MODULE_FIELDS = {
    **MODULE_FIELDS,
    "after": Field(required=False, slug=True, help="id of the module that it follows (default: the last)"),
}
_PAGE = re.compile(r"(book|modules)/([\w-]+/)*[\w-]+\.md")
_FILE = re.compile(r"(book|modules)/([\w-]+/)*(figures|data)/[\w./-]+")
_MODULE = re.compile(r"modules/[a-z0-9-]+/module\.yml")
_ADVICE = (
    "write book/… or modules/… as in the course: pages (.md), figures/, data/, modules/<id>/module.yml; "
    "a country does not replace exercises"
)


def read_local_pages(reader: Reader, folder: str) -> tuple[Mapping[str, LocalPage], tuple[SourceFile, ...]]:
    """Return the pages below ``pages/`` of a localisation by docname, and their figures and data."""
    base = f"{folder}/pages/"
    pages: dict[str, LocalPage] = {}
    files = []
    for file in reader.files(f"{folder}/pages", relative_to=f"{folder}/pages"):
        if _FILE.fullmatch(file.path):
            files.append(file)
        elif _PAGE.fullmatch(file.path):
            page = _read_local_page(reader, file.path.removesuffix(".md"), base)
            pages |= {page.page.docname: page} if page else {}
        elif not _MODULE.fullmatch(file.path):
            reader.add(Code.BAD_VALUE, base + file.path, "no course has a page here", hint=_ADVICE)
    return pages, tuple(files)


def _read_local_page(reader: Reader, docname: str, base: str) -> LocalPage | None:
    file = f"{base}{docname}.md"
    text = reader.text(file)
    if text is None:
        return None
    deck = docname.endswith("/deck")
    fields = LOCAL_DECK_FIELDS if deck else {**PAGE_FIELDS, **LOCAL_FIELDS}
    values = read_front_matter(reader, file, text, fields)
    based_on = values.get("based_on") or ""
    if based_on and not FINGERPRINT.fullmatch(based_on):
        hint = "compare it, then run 'totkit seen' with this file"
        message = f"based_on: {based_on!r} is no fingerprint"
        reader.add(Code.BAD_VALUE, file, message, key="based_on", hint=hint)
        based_on = ""
    page = make_deck(docname, text, "", base) if deck else make_page(reader, docname, text, values, base)
    return LocalPage(page=page, based_on=based_on, after=values.get("after") or "")


def read_local_modules(reader: Reader, folder: str) -> Mapping[str, LocalModule]:
    """Return the modules below ``pages/modules/`` that have a ``module.yml``, by folder."""
    base = f"{folder}/pages/"
    found: dict[str, LocalModule] = {}
    for path in reader.folders(f"{folder}/pages/modules"):
        module = path.removeprefix(base)
        if reader.exists(f"{path}/module.yml"):
            local = _read_local_module(reader, module, base)
            found |= {module: local} if local else {}
    return found


def _read_local_module(reader: Reader, folder: str, base: str) -> LocalModule | None:
    table = read_yaml(reader, f"{base}{folder}/module.yml")
    if table is None:
        return None
    values = table.fields(LOCAL_MODULE_FIELDS)
    after = values.pop("after") or ""
    if values["id"] and folder != f"modules/{values['id']}":
        message = f"id {values['id']!r} does not fit the folder"
        table.problem(Code.DUPLICATE_ID, message, key="id", hint=f"write {folder.rpartition('/')[2]!r}")
    module = Module(**values, folder=folder, pages=(), exercises=(), deck=None, base=base)
    return LocalModule(module=module, after=after)


def read_seen(reader: Reader, folder: str) -> Mapping[str, str]:
    """Return what the course said when a person last compared a piece with it, by the piece's name."""
    file = f"{folder}/{SEEN}"
    text = reader.text(file) if reader.exists(file) else None
    if text is None:
        return {}
    try:
        found = json.loads(text)
        return {str(name): "\n".join(map(str, lines)) for name, lines in found.items()}
    except (ValueError, AttributeError, TypeError):
        hint = "'totkit seen' writes this file: delete it, then compare the pieces again"
        reader.add(Code.BAD_VALUE, file, "is not what 'totkit seen' writes", hint=hint)
        return {}

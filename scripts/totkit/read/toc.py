"""Read ``_toc.yml``, a plain Jupyter Book table of contents, into a :class:`~totkit.model.Toc`."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from totkit.errors import Code, UsageError
from totkit.model import Toc, TocEntry, TocPart
from totkit.read.records import Field, read_yaml

if TYPE_CHECKING:
    from totkit.read.files import Reader
    from totkit.read.records import Table

FILE = "_toc.yml"
_TOP = {
    "format": Field(choices=("jb-book",), help="format: jb-book"),
    "root": Field(help="the first page"),
    "parts": Field(type=object, required=False),
}
_PART = {"caption": Field(help="the part's caption"), "chapters": Field(type=object)}
_FILE = re.compile(r"(?P<indent> *)- file: *(?P<name>[^\s#]+)")
_ENTRY = {"file": Field(help="a page without its suffix"), "sections": Field(type=object, required=False)}


def read_toc(reader: Reader) -> Toc:
    """Read the table of contents; every page that it names must be there, each once."""
    table = read_yaml(reader, FILE)
    if table is None:
        return Toc(root="", parts=())
    root = table.fields(_TOP)["root"]
    seen: dict[str, int] = {}
    if root:
        _check_page(table, root, seen, table.line("root"))
    parts = tuple(_read_part(part, seen) for part in table.rows("parts"))
    return Toc(root=root, parts=parts)


def _read_part(table: Table, seen: dict[str, int]) -> TocPart:
    caption = table.fields(_PART)["caption"]
    entries = tuple(_read_entry(entry, seen) for entry in table.rows("chapters"))
    return TocPart(caption=caption, entries=entries)


def _read_entry(table: Table, seen: dict[str, int]) -> TocEntry:
    docname = table.fields(_ENTRY)["file"]
    if docname:
        _check_page(table, docname, seen, table.line("file"))
    children = tuple(_read_entry(entry, seen) for entry in table.rows("sections"))
    return TocEntry(docname=docname, children=children)


def _check_page(table: Table, docname: str, seen: dict[str, int], line: int) -> None:
    reader = table.reader
    if docname in seen:
        reader.add(
            Code.DUPLICATE_ID,
            FILE,
            f"{docname} stands twice",
            line=line,
            hint=f"first on line {seen[docname]}",
        )
    elif not reader.exists(f"{docname}.md"):
        reader.add(
            Code.MISSING_PAGE,
            FILE,
            f"the page {docname}.md does not exist",
            line=line,
            hint="write the page or take the line out",
        )
    seen.setdefault(docname, line)


def add_chapter(text: str, docname: str, sections: tuple[str, ...]) -> str:
    """Return ``_toc.yml`` with a chapter and its sections at the end of the last part; the rest stays.

    :raises UsageError: if the file is not written in a way that can be added to
    """
    data = _load(text)
    wanted = deepcopy(data)
    try:
        chapters = wanted["parts"][-1]["chapters"]
        last = chapters[-1]["file"]
    except (TypeError, KeyError, IndexError):
        raise _unknown_form(docname) from None
    chapters.append({"file": docname, "sections": [{"file": name} for name in sections]})
    found = _find(text, last)
    if found is None:
        raise _unknown_form(docname)
    indent, _start, end = found
    pad = " " * indent
    new = [f"{pad}- file: {docname}", f"{pad}  sections:", *(f"{pad}    - file: {s}" for s in sections)]
    return _inserted(text, end, new, wanted, docname)


def add_section(text: str, chapter: str, docname: str) -> str:
    """Return ``_toc.yml`` with a section at the end of a chapter; the rest stays.

    :raises UsageError: if the file is not written in a way that can be added to
    """
    wanted = _load(text)
    found = _find(text, chapter)
    entries = [entry for part in wanted["parts"] for entry in part["chapters"] if entry["file"] == chapter]
    if found is None or not entries:
        raise _unknown_form(docname)
    indent, start, end = found
    pad = " " * (indent + 2)
    below = next((m for line in text.split("\n")[start + 1 : end] if (m := _FILE.match(line))), None)
    if entries[0].get("sections"):
        new = [f"{below['indent'] if below else pad}- file: {docname}"]
    else:
        new = [f"{pad}sections:", f"{pad}  - file: {docname}"]
    entries[0].setdefault("sections", []).append({"file": docname})
    return _inserted(text, end, new, wanted, docname)


def _find(text: str, docname: str) -> tuple[int, int, int] | None:
    """Return indentation, first line and the line after the last of the entry of a page."""
    lines = text.split("\n")
    for start, line in enumerate(lines):
        match = _FILE.match(line)
        if match and match["name"].strip("\"'") == docname:
            indent = len(match["indent"])
            end = start + 1
            for number, below in enumerate(lines[start + 1 :], start=start + 1):
                if below.strip() and len(below) - len(below.lstrip()) <= indent:
                    break
                end = number + 1 if below.strip() else end
            return indent, start, end
    return None


def _inserted(text: str, line: int, new: list[str], wanted: Any, docname: str) -> str:
    lines = text.split("\n")
    result = "\n".join([*lines[:line], *new, *(lines[line:] or [""])])
    if _load(result) != wanted:
        raise _unknown_form(docname)
    return result


def _load(text: str) -> Any:
    from ruamel.yaml import YAML

    return YAML(typ="safe", pure=True).load(text)


def _unknown_form(docname: str) -> UsageError:
    return UsageError(
        f"{FILE} is written in a way that nothing can be added to; add 'file: {docname}' by hand"
    )

"""Read ``_toc.yml``, a plain Jupyter Book table of contents, into a :class:`~totkit.model.Toc`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from totkit.errors import Code
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

"""Read a page: its front matter, its title, its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from totkit.errors import Code
from totkit.model import COMPONENTS, Page
from totkit.notebook import front_matter_lines
from totkit.read.records import Field, parse_yaml

if TYPE_CHECKING:
    from typing import Any

    from totkit.read.files import Reader

_TITLE = re.compile(r"# +(.+?)(?: +#+)? *")
_NOTEBOOK = {
    "file_format": Field(required=False, choices=("mystnb",), help="mystnb, where the page has code"),
    "kernelspec": Field(type=dict, required=False, help="name and display_name of the kernel"),
}
PAGE_FIELDS = {
    "minutes": Field(type=int, minimum=1, help="how long a learner needs"),
    "outcomes": Field(type=list, help="ids of outcomes that the page teaches"),
    "component": Field(required=False, choices=COMPONENTS, help="which component of a module it is"),
    **_NOTEBOOK,
}
LOCAL_FIELDS = {
    "based_on": Field(required=False, help="fingerprint of the page that this one replaces"),
    "after": Field(required=False, help="docname of the page, or id of the exercise, that it follows"),
}
NOTEBOOK_FIELDS = dict(_NOTEBOOK)
LOCAL_DECK_FIELDS = {**_NOTEBOOK, "based_on": LOCAL_FIELDS["based_on"]}


def read_page(reader: Reader, docname: str) -> Page | None:
    """Read one page; None if the file cannot be read."""
    text = reader.text(f"{docname}.md")
    if text is None:
        return None
    values = read_front_matter(reader, f"{docname}.md", text, PAGE_FIELDS)
    return make_page(reader, docname, text, values)


def make_page(reader: Reader, docname: str, text: str, values: dict[str, Any], base: str = "") -> Page:
    """Return a page from its text and its front matter.

    :param base: folder, with its slash, that the docname counts from
    """
    return Page(
        docname=docname,
        text=text,
        title=read_title(reader, f"{base}{docname}.md", text),
        minutes=values.get("minutes") or 0,
        outcomes=values.get("outcomes") or (),
        component=values.get("component"),
        executable=values.get("file_format") == "mystnb",
        base=base,
    )


def read_deck(reader: Reader, docname: str, title: str) -> Page | None:
    """Read the slides of a module; their title is the module's."""
    text = reader.text(f"{docname}.md")
    if text is None:
        return None
    read_front_matter(reader, f"{docname}.md", text, NOTEBOOK_FIELDS)
    return make_deck(docname, text, title)


def make_deck(docname: str, text: str, title: str, base: str = "") -> Page:
    """Return the slides of a module; ``base`` as in :func:`make_page`."""
    return Page(
        docname=docname,
        text=text,
        title=title,
        minutes=0,
        outcomes=(),
        component=None,
        executable=False,
        base=base,
    )


def read_front_matter(reader: Reader, file: str, text: str, fields: dict[str, Field]) -> dict[str, Any]:
    """Return the checked fields of a page's front matter."""
    lines = front_matter_lines(text)
    source = "\n".join(text.split("\n")[1 : lines - 1]) if lines else ""
    table = parse_yaml(reader, file, source, offset=1)
    return {} if table is None else table.fields(fields)


def read_title(reader: Reader, file: str, text: str) -> str:
    """Return the text of the one ``# heading`` that begins a page, as Markdown."""
    start = front_matter_lines(text)
    for number, line in enumerate(text.split("\n")[start:], start=start + 1):
        match = _TITLE.fullmatch(line)
        if match:
            return match[1]
        if line.strip() and not re.match(r"(\([\w-]+\)=|%|\+\+\+)", line):
            reader.add(
                Code.NO_TITLE,
                file,
                "the page does not begin with its title",
                line=number,
                hint="write '# Title' on the first line after the front matter",
            )
            return ""
    reader.add(Code.NO_TITLE, file, "the page has no title", hint="write '# Title'")
    return ""

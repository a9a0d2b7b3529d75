from __future__ import annotations

from pathlib import Path

import pytest
from every_construct import PAGE
from totkit.errors import Code
from totkit.notebook import Segmentation, check_roundtrip, roundtrip, segment
from totkit.notebook.roundtrip import Difference, Fault

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("book", "modules", "exercises", "docs", "tests/courses/tiny", "localisations/countries")
    for path in (ROOT / folder).rglob("*.md")
)


@pytest.mark.parametrize("name", PAGES)
def test_our_own_pages_survive(name):
    found = check_roundtrip((ROOT / name).read_text(encoding="utf-8"))
    assert (found.lost, found.difference, found.survives) == ((), None, True)


def test_page_with_every_construct_survives():
    found = check_roundtrip(PAGE)
    assert (found.units, found.lost, found.difference) == (len(segment(PAGE).units), (), None)
    assert found.units > 40


@pytest.mark.parametrize(
    "text",
    [
        "",
        "One line",
        "Two lines\nof one paragraph.\n",
        "Windows\r\nline ends\r\n\r\nof *paragraphs*.\r\n",
        "Hard\\\nbreak, and two  \nblanks.\n",
        "## 1. A number in a heading ##\n",
        "A paragraph with hashes at its end #\n",
        "> A quotation\ngoes on lazily.\n",
        "- item\n\n      code\n",
        "Setext\n======\n",
        "| a \\| b | `c` |\n| --- | --- |\n| [x](y.md) | a |\n",
        ":::{figure} a.svg\n:alt: 'It''s: a \"text\"'\n\nCaption\n:::\n",
        ':::{figure} a.svg\n---\nalt: "Says \\"yes\\""\nname: x\n---\nCaption\n:::\n',
        '```{code-cell} ipython3\nprint(_(\'one\' \' text\'), _("""two\nlines"""))\n```\n',
        "Line one\n: definition\n",
        'Some `code\nover lines`, $a\n+ b$ and a [link\ntext](a.md "title\ntwo").\n',
        "Text.[^m]\n\n[^m]: A note\n\n    that goes on\n    for long.\n",
        "a line\n% a comment\nanother line\n\n- [x] done\n  goes on\nlazily\n",
        "[ref]: https://example.org 'title'\n\nText with [ref] &amp; &copy; \\* `` a ` b ``.\n",
        "Text<br>with <b>HTML</b> and <https://example.org>.\n",
    ],
)
def test_pages_of_other_people_survive(text):
    found = check_roundtrip(text)
    assert (found.survives, found.unknown, found.difference) == (True, (), None)


def test_unknown_directives_stand_with_their_lines_and_stay():
    text = "# Title\n\n:::{marginalia} x\nText\n:::\n\n```{mermaid}\ngraph\n```\n\n<p>Hello</p>\n"
    found = check_roundtrip(text)
    assert found.unknown == (
        Fault(line=3, message="unknown directive {marginalia}"),
        Fault(line=7, message="unknown directive {mermaid}"),
        Fault(line=11, message="a block of raw HTML with text"),
    )
    assert (found.units, found.survives) == (1, True)


def test_cell_that_is_not_python_stays_and_is_named():
    found = check_roundtrip("```{code-cell} julia\nx = = 1\n```\n")
    assert ([fault.line for fault in found.cells], found.survives) == ([2], True)


def test_text_that_cannot_be_cut_is_lost(monkeypatch):
    fault = (Code.BROKEN_STRUCTURE, 3, "cannot find 'x' in the source", "write it in a plainer way")
    monkeypatch.setattr(roundtrip, "segment", lambda _text: Segmentation(units=(), faults=(fault,)))
    found = check_roundtrip("text\n")
    assert (found.lost, found.survives) == ((Fault(line=3, message="cannot find 'x' in the source"),), False)


def test_first_line_that_would_read_differently_is_named(monkeypatch):
    """A fault of the encoding, as one would look."""

    def loud(text, only=None):
        for unit in reversed(segment(text).units):
            if unit.kind == "paragraph" and only in (None, unit):
                text = text[: unit.start] + f"*{unit.id}*" + text[unit.end :]
        return text

    monkeypatch.setattr(roundtrip, "emit_again", loud)
    found = check_roundtrip("# Title\n\nOne\ntwo.\n\nThree.\n")
    assert found.difference == Difference(line=3, before="One", after="*One two.*")
    assert not found.survives


def test_text_that_is_not_the_same_to_the_letter_is_named(monkeypatch):
    monkeypatch.setattr(roundtrip, "translate", lambda text, _lookup: text + "more\n")
    assert check_roundtrip("One\n").difference == Difference(line=2, before="", after="more")

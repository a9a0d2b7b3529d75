from __future__ import annotations

import re
from html.parser import HTMLParser

from totkit.model import LanguageLink, Progress
from totkit.publish import StatusRow, render_status

SINHALA = LanguageLink(tag="si", name="සිංහල", direction="ltr")
ARABIC = LanguageLink(tag="ar", name="العربية", direction="rtl")
VOID = {"meta", "link", "br"}


def row(name, language, total, translated, drafts):
    progress = Progress(total=total, translated=translated, drafts=drafts)
    return StatusRow(name=name, language=language, progress=progress)


PAGE = render_status(
    "A <course> & more",
    "2026.11",
    languages=[row("si", SINHALA, 200, 100, 50), row("ar", ARABIC, 3, 3, 0)],
    editions=[row("lk/si", SINHALA, 0, 0, 0), row("ma/ar", ARABIC, 3, 2, 2)],
    catalogues=[row("book", SINHALA, 200, 100, 50), row("book", ARABIC, 3, 3, 0)],
)


class Checker(HTMLParser):
    """Counts open tags and keeps what a page could load or run."""

    def __init__(self):
        super().__init__()
        self.open, self.tags, self.loads = [], set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        self.loads += [(tag, name, value) for name, value in attrs if name in ("src", "href", "action")]
        self.loads += [(tag, name, value) for name, value in attrs if name.startswith("on")]

    def handle_startendtag(self, tag, attrs):
        self.tags.add(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_page_is_whole_and_loads_nothing():
    checker = Checker()
    checker.feed(PAGE)
    assert checker.open == []
    assert "script" not in checker.tags
    assert checker.loads == [("link", "href", "data:,")]
    assert "http" not in PAGE
    assert set(re.findall(r"url\(([^)]*)\)", PAGE)) == {"#hatch"}


def test_texts_are_escaped():
    assert "<h1>Translation status: A &lt;course&gt; &amp; more</h1>" in PAGE


def test_bars_have_the_lengths_of_their_numbers_and_are_not_read_aloud():
    bar = (
        '<td aria-hidden="true"><svg class="bar"><rect class="none" width="100%" height="100%"/>'
        '<rect class="draft" x="25.00%" width="25.00%" height="100%"/>'
        '<rect class="done" width="25.00%" height="100%"/></svg></td>'
    )
    numbers = "".join(f'<td class="n">{number}</td>' for number in (200, 50, 50, 100, "50 %"))
    assert f'<th scope="row">si <span lang="si" dir="ltr">සිංහල</span></th>{numbers}{bar}</tr>' in PAGE


def test_every_table_has_a_caption_and_heads_and_every_language_its_tag():
    assert PAGE.count("<table>") == PAGE.count("<caption>") == 4
    assert PAGE.count('<th scope="col"') == 4 * 6
    assert PAGE.startswith('<!DOCTYPE html>\n<html lang="en" dir="ltr">')
    assert PAGE.count('lang="ar" dir="rtl"') == 3


def test_edition_in_the_language_of_the_course_has_no_bar():
    assert '</th><td colspan="6">the language of the course: nothing to translate</td></tr>' in PAGE


def test_states_differ_without_colour():
    """Reviewed is dark, a draft is hatched, missing is white: in print and to every eye."""

    def lightness(colour):
        red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    done = re.search(r"\.done\{fill:#(\w{6})\}", PAGE)[1]
    assert lightness(done) < 0.25
    assert ".none{fill:#fff}" in PAGE
    assert ".draft{fill:url(#hatch)}" in PAGE
    assert 'patternTransform="rotate(45)"' in PAGE

"""The figures of the course in every language: each label whole, in its place, in letters that exist."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from glyphs import missing_glyphs

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("drawings")]

ROOT = Path(__file__).parents[2]
EXT = ROOT / "scripts/totkit/assemble/tree_files/_ext"
sys.path.insert(0, str(EXT))
EDITIONS = [
    ("lk", "en"), ("lk", "si"), ("lk", "ta"), ("ma", "ar"), ("ma", "fr"), ("kh", "km"), ("pk", "ur"),
]  # fmt: skip
BOXES = """svg => [...svg.querySelectorAll('text')].map(text => {
    const box = text.getBBox();
    return [text.textContent.trim(), box.x, box.y, box.x + box.width, box.y + box.height];
})"""


@pytest.fixture(scope="module")
def drawings():
    """Return the figures with words of an edition, by path, for every language."""
    from totkit.notebook import segment_figure
    from totkit.workflow.load import Library

    library = Library.read(ROOT, EDITIONS)
    figures = [file.path for file in library.course.files if file.path.endswith(".svg")]
    found = {}
    for country, language in EDITIONS:
        edition = library.edition(country, language)
        files = {file.path: file.content.decode() for file in edition.files}
        found[language] = {
            path: files[path] for path in figures if path in files and segment_figure(files[path]).units
        }
    return found


@pytest.fixture
def show(browser):
    """Return a function that shows a figure as a page of an edition does."""
    from totkit_tree.figures import inline_figure

    page = browser.new_page(viewport={"width": 360, "height": 740})
    style = (EXT / "static/totkit.css").read_text(encoding="utf-8")

    def draw(svg, language):
        direction = "rtl" if language in ("ar", "ur") else "ltr"
        drawing = inline_figure(svg, "a", {"alt": "A"})
        page.set_content(
            f'<!DOCTYPE html><html lang="{language}" dir="{direction}"><style>{style}</style>{drawing}</html>'
        )
        return page

    yield draw
    page.close()


def test_every_language_shipped_is_drawn(drawings):
    shipped = {path.parent.name for path in ROOT.glob("localisations/languages/*/interface.po")}
    assert set(drawings) == {"en", *shipped}
    assert {len(figures) for figures in drawings.values()} == {2}


@pytest.mark.parametrize("language", [language for _country, language in EDITIONS])
def test_labels_are_translated_and_no_glyph_is_missing(drawings, show, language):
    english = drawings["en"]
    for path, svg in drawings[language].items():
        page = show(svg, language)
        assert missing_glyphs(page, "svg text") == {}, path
        labels = page.locator("svg text").all_text_contents()
        words = {label for label in labels if re.search(r"[^\W\d]", label)}
        same = words & set(re.findall(r"<text[^>]*>([^<]*)</text>", english[path]))
        assert words
        assert (same == words) if language == "en" else (same <= {"Service"} and 'lang="en"' not in svg), path


@pytest.mark.parametrize("language", [language for _country, language in EDITIONS])
def test_labels_keep_their_places(drawings, show, language):
    """No label leaves the drawing or covers another one, whatever its length and direction."""
    for path, svg in drawings[language].items():
        width, height = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups())
        boxes = show(svg, language).locator("svg").evaluate(BOXES)
        # Boxes are as high as the font is, Urdu's above all; what is drawn is lower.
        outside = [
            text
            for text, left, top, right, bottom in boxes
            if left < 0 or right > width or not 0 < (top + bottom) / 2 < height
        ]
        assert outside == [], path
        assert list(overlaps(boxes)) == [], path


def overlaps(boxes):
    """Yield labels that cover each other; lines of type may touch, so a fifth of their height is let go."""
    for number, (text, left, top, right, bottom) in enumerate(boxes):
        for other, left_2, top_2, right_2, bottom_2 in boxes[number + 1 :]:
            across = min(right, right_2) - max(left, left_2)
            down = min(bottom, bottom_2) - max(top, top_2)
            if across > 0 and down > 0.2 * min(bottom - top, bottom_2 - top_2):
                yield text, other, across, down


def test_letter_without_a_glyph_is_found(show):
    page = show('<svg viewBox="0 0 9 9"><text>Aක</text><text>a \U000f1234 b</text></svg>', "si")
    assert missing_glyphs(page, "svg text") == {"a \U000f1234 b": ["\U000f1234"]}


def test_labels_that_start_or_end_somewhere_do_so_from_right_to_left_too(show):
    from totkit.notebook import turn_figure

    svg = '<svg viewBox="0 0 400 90"><text x="200" y="40" text-anchor="{}">Word</text></svg>'
    script = "text => { const box = text.getBBox(); return [box.x, box.x + box.width].map(Math.round); }"
    for anchor in ("start", "end", "middle"):
        drawn = svg.format(anchor)
        before = show(drawn, "en").locator("svg text").evaluate(script)
        page = show(turn_figure(drawn, "rtl").replace("<text", '<text lang="en"'), "ar")
        assert page.locator("svg text").evaluate(script) == before

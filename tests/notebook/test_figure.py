from __future__ import annotations

import pytest
from totkit.errors import Code
from totkit.notebook import segment_figure, translate_figure, turn_figure

FIGURE = """\
<?xml version="1.0" encoding="utf-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">
  <title>Été &amp; ville</title>
  <!-- a comment -->
  <rect width="9" height="9"/>
  <g text-anchor="middle"><text x="1" y="2">2024</text>
  <text x="1"
        y="3">A label
    in two lines</text></g>
  <text text-anchor="start">Left</text><text text-anchor='end'>Right</text>
</svg>
"""


def test_segment_figure_finds_labels_in_order_with_their_lines():
    found = [(unit.id, unit.kind, unit.line) for unit in segment_figure(FIGURE).units]
    assert found == [
        ("Été & ville", "label", 3),
        ("A label in two lines", "label", 7),
        ("Left", "label", 10),
        ("Right", "label", 10),
    ]
    assert segment_figure(FIGURE).faults == ()


def test_translate_figure_changes_labels_and_nothing_else():
    same = translate_figure(FIGURE, lambda unit: unit.id, source="en")
    assert same == FIGURE.replace("A label\n    in two lines", "A label in two lines")
    new = translate_figure(FIGURE, lambda unit: {"Left": "<b> & ගම"}.get(unit.id, unit.id), source="en")
    assert new == same.replace(">Left<", ">&lt;b&gt; &amp; ගම<")
    assert [unit.id for unit in segment_figure(new).units][2] == "<b> & ගම"


def test_translate_figure_marks_what_has_no_translation():
    new = translate_figure(FIGURE, lambda _unit: None, source="en")
    assert '<title lang="en">Été &amp; ville</title>' in new
    assert '<text x="1" y="2">2024</text>' in new
    assert new.count(' lang="en"') == 4


def test_turn_figure_keeps_labels_where_they_stand():
    turned = turn_figure(FIGURE, "rtl")
    assert ' viewBox="0 0 9 9" direction="rtl" text-anchor="end">' in turned
    assert "<text text-anchor=\"end\">Left</text><text text-anchor='start'>Right</text>" in turned
    assert '<g text-anchor="middle">' in turned


def svg(body, head=""):
    return f'{head}<svg xmlns="http://www.w3.org/2000/svg">{body}<text>Word</text></svg>'


@pytest.mark.parametrize(
    "text",
    [
        svg("", '<!DOCTYPE svg [<!ENTITY a "b">]>'),
        svg("<text>&a;</text>", '<!DOCTYPE svg [<!ENTITY a "b">]>'),
        svg("<script>1</script>"),
        svg("<style>p{color:red}</style>"),
        svg("<foreignObject/>"),
        svg('<a href="https://example.org"/>'),
        svg('<use href="other.svg#a"/>'),
        svg('<rect onload="1"/>'),
        svg("<text>a <tspan>b</tspan></text>"),
        svg("<text>a <!-- b --> c</text>"),
        svg("<text>a"),
    ],
)
def test_segment_figure_refuses_what_could_reach_beyond_it(text):
    codes = {fault[0] for fault in segment_figure(text).faults}
    assert codes == {Code.BAD_FIGURE}


def test_figure_without_labels_is_nobodys_business():
    text = "<svg><style>a{}</style><script>1</script></svg>"
    assert segment_figure(text).units == segment_figure(text).faults == ()


def test_figure_may_refer_to_its_own_parts():
    text = svg('<use href="#a"/><g marker-end="url(#a)"/>')
    assert segment_figure(text).faults == ()

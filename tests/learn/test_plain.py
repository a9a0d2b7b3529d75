from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from totkit.learn.plain import answer_lines, shown_html, shown_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from totkit.learn.sheet import Sheet


@pytest.mark.parametrize(
    ("question", "answer", "lines"),
    [
        ("one", "budget", [("", "A budget line")]),
        ("many", ["owner", "launch"], [("", "An owner & a <date>"), ("", "A launch")]),
        ("scale", "launch", [("", "A launch")]),
        ("grid", {"data": "launch", "stranger": "x"}, [("A vision", "–"), ("Data", "A launch")]),
        (
            "order",
            ["launch", "budget", "owner"],
            [("1", "A launch"), ("2", "A budget line"), ("3", "An owner & a <date>")],
        ),
        ("count", "12,5", [("", "12,5 %")]),
        ("word", "Lanka", [("", "Lanka")]),
        ("plan", {"2": {"budget": "x", "owner": " ", "stranger": "y"}}, [("2, A budget line", "x")]),
        ("team", {"data": {"budget": "Ana"}}, [("Data, A budget line", "Ana")]),
        ("one", "stranger", None),
        ("one", ["budget"], None),
        ("many", [["budget"]], None),
        ("grid", {"data": ["launch"]}, None),
        ("grid", [], None),
        ("plan", {"1": "x"}, None),
        ("essay", {"a": 1}, None),
        ("essay", True, None),
    ],
)
def test_answer_lines_show_texts_instead_of_ids(
    sheet: Sheet, question: str, answer: Any, lines: object
) -> None:
    assert answer_lines(sheet.find(question), answer) == lines


def test_shown_html_holds_nothing_but_text(sheet: Sheet) -> None:
    shown = shown_html(sheet, sheet.find("essay"), "<script>\n&")
    assert shown == (
        '<div class="totkit-answer" lang="en" dir="ltr"><p>Why?</p><p><strong>Saved answer</strong></p>'
        "<ul><li>&lt;script&gt;<br>&amp;</li></ul></div>"
    )


def test_shown_html_says_when_there_is_no_answer_or_none_to_read(make_sheet: Callable[..., Sheet]) -> None:
    sheet = make_sheet(language="ar", direction="rtl", strings={"Not answered yet": "لم تُجب بعد"})
    head = '<div class="totkit-answer" lang="ar" dir="rtl"><p>Why?</p>'
    assert [shown_html(sheet, sheet.find("essay"), answer) for answer in (None, [[]])] == [
        f"{head}<p><em>لم تُجب بعد</em></p></div>",
        f"{head}<p><em>The saved answer cannot be read.</em></p></div>",
    ]


def test_shown_text_is_readable_without_html(sheet: Sheet) -> None:
    assert shown_text(sheet, sheet.find("grid"), {"data": "launch"}) == (
        "Each?\nSaved answer:\n  A vision: –\n  Data: A launch"
    )

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets
import pytest
from totkit.learn.panel import Panel
from totkit.learn.storage import load_answers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from totkit.learn.sheet import Sheet


def walk(widget: widgets.Widget) -> Iterator[widgets.Widget]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from walk(child)


def find(panel: Panel, kind: type) -> list[Any]:
    return [widget for widget in walk(panel.input) if type(widget) is kind]


def press(panel: Panel, label: str, number: int = 0) -> None:
    buttons = [widget for widget in find(panel, widgets.Button) if label in widget.description]
    buttons[number].click()


def choose(number: int, value: str) -> Callable[[Panel], None]:
    return lambda panel: setattr(find(panel, widgets.RadioButtons)[number], "value", value)


def tick(*numbers: int) -> Callable[[Panel], None]:
    def act(panel: Panel) -> None:
        for number in numbers:
            box = find(panel, widgets.Checkbox)[number]
            box.value = not box.value

    return act


def type_text(text: str, number: int = 0, kind: type = widgets.Text) -> Callable[[Panel], None]:
    return lambda panel: setattr(find(panel, kind)[number], "value", text)


ACTS: list[tuple[str, Callable[[Panel], None], Any]] = [
    ("one", choose(0, "owner"), "owner"),
    ("many", tick(2, 0), ["budget", "launch"]),
    ("many", tick(1, 1), None),
    ("scale", choose(0, "launch"), "launch"),
    ("grid", choose(1, "owner"), {"data": "owner"}),
    ("order", lambda panel: press(panel, "Up", 2), ["budget", "launch", "owner"]),
    ("order", lambda panel: press(panel, "Down", 0), ["owner", "budget", "launch"]),
    ("order", lambda panel: press(panel, "This is my order"), ["budget", "owner", "launch"]),
    ("count", type_text("12,5"), "12,5"),
    ("word", type_text("ශ්‍රී ලංකා"), "ශ්‍රී ලංකා"),
    ("word", type_text("  "), None),
    ("essay", type_text("a\nb", kind=widgets.Textarea), "a\nb"),
    ("plan", type_text("x", number=3, kind=widgets.Textarea), {"2": {"owner": "x"}}),
    ("team", type_text("Ana", number=1, kind=widgets.Textarea), {"data": {"budget": "Ana"}}),
]


@pytest.mark.parametrize(("question", "act", "saved"), ACTS)
def test_panel_saves_each_change_and_shows_it_again(
    sheet: Sheet, question: str, act: Callable[[Panel], None], saved: Any
) -> None:
    act(Panel(sheet, sheet.find(question)))
    again = Panel(sheet, sheet.find(question))
    assert (load_answers(sheet.folder).get(question), again.value) == (saved, saved)
    again.input.close()
    # The control itself has the value: a change back and forth saves the same.
    third = Panel(sheet, sheet.find(question))
    states = [
        [
            getattr(widget, "value", None)
            for widget in walk(panel.input)
            if not isinstance(widget, widgets.Button)
        ]
        for panel in (again, third)
    ]
    assert states[0] == states[1]


def test_panel_shows_a_saved_matrix_in_its_rows(sheet: Sheet) -> None:
    (sheet.folder / "answers.json").write_text('{"grid": {"data": "owner", "vision": "gone"}}')
    buttons = find(Panel(sheet, sheet.find("grid")), widgets.RadioButtons)
    assert [button.value for button in buttons] == [None, "owner"]


def test_panel_shows_a_saved_order(sheet: Sheet) -> None:
    (sheet.folder / "answers.json").write_text('{"order": ["launch", "owner", "budget"]}')
    lines = [line.value for line in find(Panel(sheet, sheet.find("order")), widgets.HTML)]
    assert lines == [
        "<strong>1.</strong> A launch",
        "<strong>2.</strong> An owner &amp; a &lt;date&gt;",
        "<strong>3.</strong> A budget line",
    ]


@pytest.mark.parametrize(
    "saved", [1, True, [1], {"a": []}, [["budget"]], "gone", {"1": {"budget": 7}}, ["budget"]]
)
def test_panel_leaves_aside_a_saved_value_that_does_not_fit(sheet: Sheet, saved: Any) -> None:
    answers = dict.fromkeys(sheet.questions, saved)
    (sheet.folder / "answers.json").write_text(json.dumps(answers))
    for question in sheet.questions.values():
        Panel(sheet, question)
    assert load_answers(sheet.folder) == answers


def test_panel_tells_unanswered_from_saved(sheet: Sheet) -> None:
    panel = Panel(sheet, sheet.find("one"))
    before = panel.note.value
    choose(0, "owner")(panel)
    assert ("Not answered yet" in before, "Saved" in panel.note.value) == (True, True)


def test_panel_says_how_it_read_a_number(sheet: Sheet) -> None:
    panel = Panel(sheet, sheet.find("count"))
    said = []
    for text in ("١٢٫٥", "twelve"):
        type_text(text)(panel)
        said.append(
            ("Read as \u206612.5\u2069." in panel.note.value, "This is not a number yet." in panel.note.value)
        )
    assert said == [(True, False), (False, True)]


def test_panel_says_why_it_cannot_save(sheet: Sheet) -> None:
    panel = Panel(sheet, sheet.find("essay"))
    type_text("x" * 5_000_000, kind=widgets.Textarea)(panel)
    assert "Not saved: the answers are larger than" in panel.note.value


def test_panel_says_where_damaged_answers_are(sheet: Sheet) -> None:
    (sheet.folder / "answers.json").write_text("damaged")
    panel = Panel(sheet, sheet.find("essay"))
    assert "They are kept in answers.json.bad-1; please answer again." in panel.note.value


def test_panel_checks_a_practice_item_and_explains(sheet: Sheet) -> None:
    panel = Panel(sheet, sheet.find("try"))
    seen = [(panel.check.disabled, panel.verdict.value)]
    for act in (tick(2), tick(2, 0), tick(1)):
        act(panel)
        seen.append((panel.check.disabled, panel.verdict.value))
        panel.check.click()
        seen.append((panel.check.disabled, panel.verdict.value))
    shown = (
        '<div lang="en" dir="ltr"><div role="status"><p><strong>{}</strong></p>'
        "<p>Both, &lt;b&gt;always&lt;/b&gt;.</p></div></div>"
    )
    assert seen == [
        (True, ""),
        (False, ""),
        (False, shown.format("Not right yet.")),
        (False, ""),
        (False, shown.format("Partly right.")),
        (False, ""),
        (False, shown.format("Right.")),
    ]


def test_panel_of_a_graded_item_has_no_check(sheet: Sheet) -> None:
    shown = [
        widget
        for widget in walk(Panel(sheet, sheet.find("one")).widget)
        if isinstance(widget, widgets.Button)
    ]
    assert shown == []


def test_panel_turns_to_the_direction_of_its_language(make_sheet: Callable[..., Sheet]) -> None:
    sheet = make_sheet(language="ur", direction="rtl")
    panel = Panel(sheet, sheet.find("one"))
    assert panel.widget._dom_classes == ("totkit-question", "totkit-rtl")
    assert '<div lang="ur" dir="rtl"><p>Which <em>one</em>?</p>' in panel.widget.children[0].value


def test_ranking_moves_the_focus_with_the_option(sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = Panel(sheet, sheet.find("order"))
    focused: list[str] = []
    monkeypatch.setattr(widgets.Button, "focus", lambda button: focused.append(button.tooltip))
    press(panel, "Up", 2)
    press(panel, "Up", 1)
    assert focused == ["Move “A launch” up", "Move “A launch” down"]
    assert load_answers(sheet.folder)["order"] == ["launch", "budget", "owner"]

"""A control for each kind of question, made of ipywidgets' own widgets.

Each builder takes the question, its saved value and what to call with a new value. A value is plain JSON,
None while nothing is answered. A saved value that does not fit the question is left aside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from totkit.learn.ranking import build_ranking
from totkit.learn.sheet import texts_by_id
from totkit.learn.text import to_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ipywidgets import DOMWidget

    from totkit.learn.sheet import Sheet

    Question = Mapping[str, Any]
    Save = Callable[[Any], None]


def build_input(sheet: Sheet, question: Question, saved: Any, save: Save) -> DOMWidget:
    """Return the control of a question; it calls ``save`` with each new value."""
    return BUILDERS[question["kind"]](sheet, question, saved, save)


def _choose_one(sheet: Sheet, question: Question, saved: Any, save: Save) -> DOMWidget:
    scale = question["kind"] == "likert"
    return _radio_buttons(sheet.say("Your answer"), question["options"], saved, save, across=scale)


def _radio_buttons(label: str, options: Any, saved: Any, save: Save, *, across: bool) -> DOMWidget:
    import ipywidgets as widgets

    texts = texts_by_id(options)
    buttons = widgets.RadioButtons(
        options=[(to_plain(text), option) for option, text in texts.items()],
        value=saved if isinstance(saved, str) and saved in texts else None,
        description=label,
        tooltip="",  # None is shown as the word "null"
        orientation="horizontal" if across else "vertical",
    )
    buttons.add_class("totkit-stacked").add_class("totkit-scale" if across else "totkit-choice")
    buttons.observe(lambda change: save(change["new"]), names="value")
    return buttons


def _choose_many(sheet: Sheet, question: Question, saved: Any, save: Save) -> DOMWidget:
    import ipywidgets as widgets

    chosen = saved if isinstance(saved, list) else []
    boxes = {
        option: widgets.Checkbox(value=option in chosen, description=to_plain(text), indent=False)
        for option, text in texts_by_id(question["options"]).items()
    }

    def save_ticked(_change: object) -> None:
        save([option for option, box in boxes.items() if box.value] or None)

    for box in boxes.values():
        box.add_class("totkit-tick")
        box.observe(save_ticked, names="value")
    title = widgets.Label(sheet.say("Your answer")).add_class("totkit-title")
    return widgets.VBox([title, *boxes.values()])


def _choose_in_rows(sheet: Sheet, question: Question, saved: Any, save: Save) -> DOMWidget:  # noqa: ARG001
    import ipywidgets as widgets

    rows = texts_by_id(question["rows"])
    chosen = {row: value for row, value in saved.items() if row in rows} if isinstance(saved, dict) else {}

    def save_row(row: str) -> Save:
        def save_choice(value: Any) -> None:
            chosen[row] = value
            save({row: chosen[row] for row in rows if chosen.get(row) is not None} or None)

        return save_choice

    return widgets.VBox(
        [
            _radio_buttons(to_plain(text), question["options"], chosen.get(row), save_row(row), across=True)
            for row, text in rows.items()
        ]
    )


def _type_line(sheet: Sheet, question: Question, saved: Any, save: Save) -> DOMWidget:
    import ipywidgets as widgets

    unit = question.get("unit", "")
    label = sheet.say("Your answer") + (f" ({unit})" if unit else "")
    return _typed(widgets.Text, label, saved, save)


def _type_lines(sheet: Sheet, question: Question, saved: Any, save: Save) -> DOMWidget:  # noqa: ARG001
    import ipywidgets as widgets

    area = _typed(widgets.Textarea, sheet.say("Your answer"), saved, save)
    area.rows = 6
    return area


def _typed(widget: Any, label: str, saved: Any, save: Save) -> DOMWidget:
    readable = isinstance(saved, str | int | float) and not isinstance(saved, bool)
    line = widget(value=str(saved) if readable else "", description=label, tooltip="", continuous_update=True)
    line.add_class("totkit-stacked").add_class("totkit-typed")
    line.observe(lambda change: save(change["new"] if change["new"].strip() else None), names="value")
    return line


def _fill_table(sheet: Sheet, question: Question, saved: Any, save: Save) -> DOMWidget:  # noqa: ARG001
    import ipywidgets as widgets

    columns = texts_by_id(question["columns"])
    written = _written(saved)

    def save_cell(row: str, column: str) -> Save:
        def save_text(value: Any) -> None:
            written.setdefault(row, {})[column] = value
            save(_written(written) or None)

        return save_text

    def build_row(row: str, label: str) -> DOMWidget:
        cells = [
            _typed(widgets.Textarea, to_plain(text), written.get(row, {}).get(column), save_cell(row, column))
            for column, text in columns.items()
        ]
        title = widgets.Label(label).add_class("totkit-title")
        return widgets.VBox([title, widgets.Box(cells).add_class("totkit-cells")])

    return widgets.VBox([build_row(row, label) for row, label in table_rows(question).items()])


def table_rows(question: Question) -> dict[str, str]:
    """Return the lines of a table, plain labels by id; numbered ones if the question names none."""
    named = texts_by_id(question.get("rows"))
    if named:
        return {row: to_plain(text) for row, text in named.items()}
    return {str(number): str(number) for number in range(1, question.get("count", 0) + 1)}


def _written(saved: Any) -> dict[str, dict[str, str]]:
    """Return the cells with text in them, rows without any left out."""
    rows = saved if isinstance(saved, dict) else {}
    cells = {
        row: {column: text for column, text in line.items() if isinstance(text, str) and text.strip()}
        for row, line in rows.items()
        if isinstance(line, dict)
    }
    return {row: line for row, line in cells.items() if line}


BUILDERS: Mapping[str, Callable[[Sheet, Question, Any, Save], DOMWidget]] = {
    "single": _choose_one,
    "likert": _choose_one,
    "multiple": _choose_many,
    "matrix": _choose_in_rows,
    "ranking": build_ranking,
    "number": _type_line,
    "short-text": _type_line,
    "long-text": _type_lines,
    "table": _fill_table,
}

"""A question and its saved answer to read, where nobody can click: marking, feedback, printing."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from totkit.learn.sheet import texts_by_id
from totkit.learn.text import to_html, to_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from totkit.learn.sheet import Sheet

LONGEST_SHOWN = 20_000
NOTHING = "–"


def answer_lines(question: Mapping[str, Any], answer: Any) -> list[tuple[str, str]] | None:
    """Return what was answered as pairs of label and text, both plain; None if it makes no sense."""
    describe = DESCRIBERS.get(question["kind"], _typed_lines)
    return describe(question, answer)


def shown_html(sheet: Sheet, question: Mapping[str, Any], answer: Any) -> str:
    """Return the question with its saved answer as HTML that holds nothing but text."""
    lines = answer_lines(question, answer) if answer is not None else []
    title = escape(sheet.say("Saved answer"))
    if lines:
        items = "".join(f"<li>{_line_html(label, text)}</li>" for label, text in lines)
        body = f"<p><strong>{title}</strong></p><ul>{items}</ul>"
    else:
        body = f"<p><em>{escape(_no_lines(sheet, lines))}</em></p>"
    return (
        f'<div class="totkit-answer" lang="{escape(sheet.language)}" dir="{escape(sheet.direction)}">'
        f"{to_html(question['prompt'])}{body}</div>"
    )


def shown_text(sheet: Sheet, question: Mapping[str, Any], answer: Any) -> str:
    """Return the question with its saved answer as plain text."""
    lines = answer_lines(question, answer) if answer is not None else []
    head = to_plain(question["prompt"])
    if not lines:
        return f"{head}\n{_no_lines(sheet, lines)}"
    shown = [f"  {label}: {text}" if label else f"  {text}" for label, text in lines]
    return "\n".join([head, f"{sheet.say('Saved answer')}:", *shown])


def _no_lines(sheet: Sheet, lines: list[tuple[str, str]] | None) -> str:
    return sheet.say("The saved answer cannot be read." if lines is None else "Not answered yet")


def _line_html(label: str, text: str) -> str:
    shown = escape(text).replace("\n", "<br>")
    return f"{escape(label)}: {shown}" if label else shown


def _typed_lines(question: Mapping[str, Any], answer: Any) -> list[tuple[str, str]] | None:
    if isinstance(answer, bool) or not isinstance(answer, str | int | float):
        return None
    unit = question.get("unit", "")
    return [("", f"{str(answer)[:LONGEST_SHOWN]} {unit}".rstrip())]


def _choice_lines(question: Mapping[str, Any], answer: Any) -> list[tuple[str, str]] | None:
    texts = texts_by_id(question.get("options"))
    known = isinstance(answer, str) and answer in texts
    return [("", to_plain(texts[answer]))] if known else None


def _choices_lines(question: Mapping[str, Any], answer: Any) -> list[tuple[str, str]] | None:
    texts = texts_by_id(question.get("options"))
    if not isinstance(answer, list) or not all(isinstance(item, str) and item in texts for item in answer):
        return None
    numbered = question["kind"] == "ranking"
    return [(str(place) if numbered else "", to_plain(texts[item])) for place, item in enumerate(answer, 1)]


def _matrix_lines(question: Mapping[str, Any], answer: Any) -> list[tuple[str, str]] | None:
    if not isinstance(answer, dict):
        return None
    texts = {"": NOTHING, **texts_by_id(question.get("options"))}
    chosen = {row: answer.get(row, "") for row in texts_by_id(question.get("rows"))}
    if not all(isinstance(item, str) and item in texts for item in chosen.values()):
        return None
    labels = texts_by_id(question.get("rows"))
    return [(to_plain(labels[row]), to_plain(texts[item])) for row, item in chosen.items()]


def _table_lines(question: Mapping[str, Any], answer: Any) -> list[tuple[str, str]] | None:
    rows = texts_by_id(question.get("rows")) or {
        str(n): str(n) for n in range(1, question.get("count", 0) + 1)
    }
    columns = texts_by_id(question.get("columns"))
    if not isinstance(answer, dict) or not all(isinstance(cells, dict) for cells in answer.values()):
        return None
    return [
        (f"{to_plain(label)}, {to_plain(columns[column])}", cells[column][:LONGEST_SHOWN])
        for row, label in rows.items()
        for cells in [answer.get(row, {})]
        for column in columns
        if isinstance(cells.get(column), str) and cells[column].strip()
    ]


DESCRIBERS: Mapping[str, Callable[[Mapping[str, Any], Any], list[tuple[str, str]] | None]] = {
    "single": _choice_lines,
    "likert": _choice_lines,
    "multiple": _choices_lines,
    "ranking": _choices_lines,
    "matrix": _matrix_lines,
    "table": _table_lines,
}

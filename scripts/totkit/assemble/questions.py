"""Questions as plain HTML: readable without a kernel, practice items with their answer folded."""

from __future__ import annotations

import html
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt

    from totkit.model import Choice, Question

PRACTICE = "Practice question"
GRADED = "Graded question"
OPEN = "Question"
SHOW = "Show the answer"
IN_NOTEBOOK = "Answer it in the notebook: there it is saved."
STRINGS = (PRACTICE, GRADED, OPEN, SHOW, IN_NOTEBOOK, "Points: {points}")
_LABELS = {"practice": PRACTICE, "graded": GRADED, "open": OPEN}


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table")


def question_html(question: Question, say: Callable[[str], str]) -> str:
    """Return a question as a self-contained piece of HTML.

    :param say: totkit's own strings in the reader's language
    """
    label = say(_LABELS[question.use])
    if question.points:
        label += " · " + say("Points: {points}").format(points=f"{question.points:g}")
    parts = [
        f'<p class="tk-question-label">{html.escape(label)}</p>',
        f'<div class="tk-question-prompt">{_markdown().render(question.prompt)}</div>',
        _body(question),
        _answer(question, say) if question.use == "practice" else "",
        f'<p class="tk-question-note">{html.escape(say(IN_NOTEBOOK))}</p>'
        if question.use != "practice"
        else "",
    ]
    return f'<div class="tk-question tk-question-{question.use}">' + "".join(parts) + "</div>"


def _body(question: Question) -> str:
    if question.kind == "matrix":
        return _grid(("", *map(_text, question.options)), [_text(row) for row in question.rows])
    if question.kind == "table":
        rows = [_text(row) for row in question.rows] or ["&nbsp;"] * question.count
        head = tuple(map(_text, question.columns))
        return _grid(("", *head) if question.rows else head, rows, filled=bool(question.rows))
    if question.options:
        items = "".join(f"<li>{_text(option)}</li>" for option in question.options)
        return f'<ul class="tk-question-options">{items}</ul>'
    return ""


def _grid(head: tuple[str, ...], rows: list[str], *, filled: bool = True) -> str:
    cells = "".join(f'<th scope="col">{text}</th>' if text else "<td></td>" for text in head)
    first = '<th scope="row">{}</th>' if filled else "<td>{}</td>"
    body = "".join(f"<tr>{first.format(row)}{'<td></td>' * (len(head) - 1)}</tr>" for row in rows)
    table = f"<thead><tr>{cells}</tr></thead><tbody>{body}</tbody>"
    return f'<div class="tk-question-table"><table class="table">{table}</table></div>'


def _answer(question: Question, say: Callable[[str], str]) -> str:
    text = _markdown().render(question.explanation) if question.explanation else ""
    return (
        f'<details class="tk-question-answer"><summary>{html.escape(say(SHOW))}</summary>'
        f"{_right(question)}{text}</details>"
    )


def _right(question: Question) -> str:
    """Return the public answer of a practice item in words."""
    texts = {choice.id: _text(choice) for choice in (*question.options, *question.rows)}
    answer = question.answer
    if isinstance(answer, dict):
        items = [
            f"{texts.get(row, row)}: {texts.get(str(value), str(value))}" for row, value in answer.items()
        ]
    elif isinstance(answer, list):
        items = [texts.get(str(item), html.escape(str(item))) for item in answer]
    else:
        items = [texts.get(str(answer), html.escape(str(answer)))]
    tag = "ol" if question.kind == "ranking" else "ul"
    return f"<{tag}>" + "".join(f"<li>{item}</li>" for item in items) + f"</{tag}>"


def _text(choice: Choice) -> str:
    return str(_markdown().renderInline(choice.text))

"""What a notebook calls: ``ask``, ``portfolio`` and ``save_portfolio`` to learn with, ``mark`` to mark."""

from __future__ import annotations

import os
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from totkit.judge.score import give_points, score_answer
from totkit.learn.document import write_portfolio
from totkit.learn.panel import Panel
from totkit.learn.plain import shown_html, shown_text
from totkit.learn.portfolio import PORTFOLIO, gather_portfolio, portfolio_html, portfolio_text
from totkit.learn.sheet import read_sheet, texts_by_id
from totkit.learn.storage import load_answers

RUN_AGAIN = "No question here? Click into the cell above and press Shift and Enter. Your answers are kept."
NO_WIDGETS = (
    "You cannot answer here yet: ipywidgets is missing. To install it: python -m pip install ipywidgets"
)
HERE = Path(__file__).absolute().parent
"""Where questions and answers are: beside this file, wherever the notebook changes to."""


def ask(question_id: str) -> None:
    """Show a question of ``questions.json`` with the answer saved so far; save every change at once.

    Where nobody can click (marking, or no ipywidgets), show the saved answer as text.

    :raises LookupError: there is no such question
    """
    from IPython.display import display

    sheet = read_sheet(HERE)
    question = sheet.find(question_id)
    if can_click():
        widget = Panel(sheet, question).widget
        waiting = sheet.say("Run this cell to see the question.")
        _say_small(sheet.say(RUN_AGAIN))
        shown = {
            **widget._repr_mimebundle_(),
            "text/plain": waiting,
            "text/html": f"<p>{escape(waiting)}</p>",
        }
    else:
        if "NBGRADER_EXECUTION" not in os.environ:
            _say_small(sheet.say(NO_WIDGETS))
        answer = _saved_answer(question_id)
        shown = {
            "text/html": shown_html(sheet, question, answer),
            "text/plain": shown_text(sheet, question, answer),
        }
    display(shown, raw=True)


def mark(question_id: str, points: float, key: Any, tolerance: float = 0.0) -> float:
    """Return the points that the saved answer earns, read from ``answers.json`` and nothing else.

    :param key: the right answer
    :param tolerance: how far a number may be from the key
    :raises LookupError: there is no such question
    """
    question = read_sheet(HERE).find(question_id)
    share = score_answer(
        question["kind"],
        key,
        _saved_answer(question_id),
        options=list(texts_by_id(question.get("options"))),
        tolerance=tolerance,
    )
    return give_points(points, share)


def portfolio(part: str = "") -> None:
    """Show what the learner has answered so far for a part of her portfolio, or for all parts.

    It reads the folders of the other exercises beside this one, and writes nothing.
    While work is marked it shows nothing: the marks belong to this exercise alone.

    :raises LookupError: there is no such part
    """
    from IPython.display import display

    if part and part not in PORTFOLIO:
        raise LookupError(f"the portfolio has no part {part!r}; its parts: {', '.join(PORTFOLIO)}")
    if "NBGRADER_EXECUTION" in os.environ:
        return
    sheet, found, parts = read_sheet(HERE), gather_portfolio(HERE), [part] if part else list(PORTFOLIO)
    shown = {
        "text/html": portfolio_html(sheet, found, parts),
        "text/plain": portfolio_text(sheet, found, parts),
    }
    display(shown, raw=True)


def save_portfolio() -> None:
    """Write the whole portfolio into one document beside this notebook and show a link to it."""
    from IPython.display import display

    if "NBGRADER_EXECUTION" in os.environ:
        return
    sheet = read_sheet(HERE)
    try:
        name = write_portfolio(HERE, sheet, gather_portfolio(HERE))
    except OSError as error:
        print(sheet.say("Your portfolio cannot be written: {reason}", reason=error))
        return
    said = sheet.say("Open {file}", file=name)
    link = f'<p><a href="{os.path.relpath(HERE / name)}" download>{escape(said)}</a></p>'
    display({"text/html": link, "text/plain": said}, raw=True)


def can_click() -> bool:
    """Return whether somebody can answer: nbgrader is not executing, and there are widgets."""
    return "NBGRADER_EXECUTION" not in os.environ and find_spec("ipywidgets") is not None


def _say_small(text: str) -> None:
    """Show a remark of its own, which a saved notebook keeps when it can no longer show the control."""
    from IPython.display import display

    display({"text/html": f"<p><small>{escape(text)}</small></p>", "text/plain": text}, raw=True)


def _saved_answer(question_id: str) -> Any:
    """Return a saved answer; nothing is saved in a file that cannot be read, and that is said."""
    try:
        return load_answers(HERE).get(question_id)
    except (OSError, ValueError) as error:
        # Not to stderr: nbgrader takes all points for that.
        print(f"answers.json: {error}")
        return None

"""A learner's portfolio: her answers to the questions that belong to it, in this folder and those beside it.

Nothing is copied: each answer stays in the ``answers.json`` of its exercise, so nothing can differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from totkit.learn.plain import shown_html, shown_text
from totkit.learn.sheet import read_sheet
from totkit.learn.storage import load_answers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from totkit.learn.sheet import Sheet

PORTFOLIO = {
    "situation-analysis": "Situation analysis",
    "vision": "Vision",
    "road-map": "Road map",
    "indicators": "Indicators",
    "action-plan": "Action plan",
}
"""The parts in the order of the chapters, with their titles in English."""
MOST_FOLDERS = 200
"""How many folders beside the notebook are looked at; a course has fewer exercises."""
KEEP_TOGETHER = "Nothing here yet. Answer the earlier exercises, and keep their folders side by side."
UNREADABLE = "The answers in {folder} could not be read."


@dataclass(frozen=True)
class Entry:
    """A question of the portfolio with what was answered; the answer is None while there is none."""

    sheet: Sheet
    question: Mapping[str, Any]
    answer: Any


@dataclass(frozen=True)
class Portfolio:
    """What was found in a folder and beside it.

    :ivar parts: entries by part, all parts in their order
    :ivar unreadable: names of folders whose files could not be read
    """

    parts: Mapping[str, Sequence[Entry]]
    unreadable: Sequence[str]


def gather_portfolio(folder: Path) -> Portfolio:
    """Return the portfolio found in ``folder`` and in the folders beside it."""
    parts: dict[str, list[Entry]] = {part: [] for part in PORTFOLIO}
    unreadable = []
    for place in _exercise_folders(folder):
        try:
            entries = list(_entries(place))
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            unreadable.append(place.name)
            continue
        for entry in entries:
            parts[entry.question["portfolio"]].append(entry)
    return Portfolio(parts=parts, unreadable=unreadable)


def portfolio_html(sheet: Sheet, portfolio: Portfolio, parts: Sequence[str]) -> str:
    """Return parts of the portfolio as HTML that holds nothing but text."""
    pieces = [f"<p>{escape(remark)}</p>" for remark in remarks(sheet, portfolio)]
    for part in parts:
        pieces.append(f"<h3>{escape(sheet.say(PORTFOLIO[part]))}</h3>")
        entries = portfolio.parts[part]
        pieces += [shown_html(entry.sheet, entry.question, entry.answer) for entry in entries]
        if not entries:
            pieces.append(f"<p><em>{escape(sheet.say(KEEP_TOGETHER))}</em></p>")
    return f'<div lang="{escape(sheet.language)}" dir="{escape(sheet.direction)}">{"".join(pieces)}</div>'


def portfolio_text(sheet: Sheet, portfolio: Portfolio, parts: Sequence[str]) -> str:
    """Return parts of the portfolio as plain text."""
    pieces = remarks(sheet, portfolio)
    for part in parts:
        entries = portfolio.parts[part]
        pieces.append(sheet.say(PORTFOLIO[part]))
        pieces += [shown_text(entry.sheet, entry.question, entry.answer) for entry in entries]
        if not entries:
            pieces.append(sheet.say(KEEP_TOGETHER))
    return "\n\n".join(pieces)


def _exercise_folders(folder: Path) -> list[Path]:
    """Return the folders of exercises beside one; some tools unpack each into one more of its own name."""
    around = folder.parent.parent if _unpacked_twice(folder) else folder.parent
    try:
        plain = [path.parent for path in around.glob("*/questions.json")]
        inner = [path.parent for path in around.glob("*/*/questions.json") if _unpacked_twice(path.parent)]
        beside = sorted([*plain, *inner])[:MOST_FOLDERS]
    except OSError:
        beside = []
    return beside if folder in beside else [folder, *beside]


def _unpacked_twice(folder: Path) -> bool:
    outer, inner = folder.parent.name, folder.name
    return outer == inner or outer.startswith(f"{inner} (")  # a second download is "our-vision (1)"


def _entries(folder: Path) -> Iterator[Entry]:
    """Yield the portfolio's questions of one exercise.

    :raises ValueError: a file there is not what we write
    """
    sheet = read_sheet(folder)
    asked = [question for question in sheet.questions.values() if question.get("portfolio") in PORTFOLIO]
    answers = load_answers(folder) if asked else {}
    for question in asked:
        yield Entry(sheet=sheet, question=question, answer=answers.get(question["id"]))


def remarks(sheet: Sheet, portfolio: Portfolio) -> list[str]:
    """Return what a reader of the portfolio must know: which answers could not be read."""
    return [sheet.say(UNREADABLE, folder=name) for name in portfolio.unreadable]

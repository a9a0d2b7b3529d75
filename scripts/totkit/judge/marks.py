"""The mark of one answer, as a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from totkit.judge.score import MACHINE_KINDS, give_points, score_answer

if TYPE_CHECKING:
    from totkit.model import Key, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What an answer earns.

    :ivar points: None until a person has marked the answer
    :ivar maximum: points that the best answer earns
    :ivar by_machine: whether the item is marked without a person
    """

    points: float | None
    maximum: float
    by_machine: bool


def judge_answer(question: Question, key: Key, answer: object) -> Score:
    """Mark one answer by its key.

    :param answer: the value in ``answers.json``; None if there is none
    :returns: points rounded as nbgrader's marking cells round them, so that both ways give the same mark
    """
    if not (key.by_machine and question.kind in MACHINE_KINDS):
        return Score(points=None, maximum=question.points, by_machine=False)
    share = score_answer(
        question.kind,
        key.answer,
        answer,
        options=[choice.id for choice in question.options],
        tolerance=key.tolerance,
    )
    return Score(points=give_points(question.points, share), maximum=question.points, by_machine=True)

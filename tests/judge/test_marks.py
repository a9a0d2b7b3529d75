from __future__ import annotations

from totkit.judge import Score, judge_answer
from totkit.model import Choice, Key, Question

OPTIONS = tuple(Choice(id=name, text=name.upper()) for name in "abc")


def test_judge_answer_by_machine_rounds_to_two_decimals() -> None:
    question = Question(id="q", kind="multiple", use="graded", prompt="?", points=2, options=OPTIONS)
    key = Key(question="q", answer=["a", "b", "c"])
    assert judge_answer(question, key, ["a"]) == Score(points=0.67, maximum=2, by_machine=True)


def test_judge_answer_leaves_open_what_a_person_marks() -> None:
    waiting = Score(points=None, maximum=3, by_machine=False)
    for kind, key in (
        ("long-text", Key(question="q", mark_scheme="…")),
        ("long-text", Key(question="q", answer="text")),
        ("single", Key(question="q", mark_scheme="…")),
    ):
        question = Question(id="q", kind=kind, use="graded", prompt="?", points=3, options=OPTIONS)
        assert judge_answer(question, key, "a") == waiting


def test_judge_answer_takes_tolerance_from_the_key() -> None:
    question = Question(id="q", kind="number", use="graded", prompt="?", points=1)
    key = Key(question="q", answer=10, tolerance=0.5)
    assert judge_answer(question, key, "10,5") == Score(points=1.0, maximum=1, by_machine=True)

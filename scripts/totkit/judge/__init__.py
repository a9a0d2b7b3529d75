"""From answers to marks.

In: a question, its private key and what a learner saved (plain JSON values, never trusted).
Out: a :class:`Score`, or the share of the points that an answer earns. Nothing is read or run.
Next: ``grade``; ``learn`` ships ``score.py`` and ``answers.py`` to learners, so both import nothing of ours.
"""

from totkit.judge.answers import parse_answers
from totkit.judge.marks import Score, judge_answer
from totkit.judge.score import MACHINE_KINDS, score_answer

__all__ = ["MACHINE_KINDS", "Score", "judge_answer", "parse_answers", "score_answer"]

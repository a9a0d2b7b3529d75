"""Make the guard of an edition from all that its learners may not read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from totkit.assemble.guard import Guard
from totkit.release import private_texts

if TYPE_CHECKING:
    from totkit.model import Edition, EditionExercise

_PRIVATE = re.compile(r"(?s)### BEGIN (SOLUTION|HIDDEN TESTS|MARK SCHEME)(.*?)### END \1")


def make_guard(edition: Edition) -> Guard:
    """Return the guard of an edition; for trainers it looks only for what belongs to marking."""
    private = [*edition.private]
    public = [*edition.public]
    for exercise in edition.exercises:
        private += private_texts(exercise)
        public += public_texts(exercise)
    return Guard.of(private, public)


def public_texts(exercise: EditionExercise) -> list[str]:
    """Return what an exercise shows to everybody: its text without private parts, its questions."""
    shown = [_PRIVATE.sub("\n", exercise.text)]
    for question in exercise.questions:
        shown += [question.prompt, question.explanation]
        shown += [choice.text for choice in (*question.options, *question.rows, *question.columns)]
    return shown

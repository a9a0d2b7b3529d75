"""Make the guard of an edition from all that its learners may not read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from totkit.assemble.guard import Guard
from totkit.release import private_texts

if TYPE_CHECKING:
    from totkit.model import Edition, EditionExercise

_HEADING = re.compile(r"(?m)^#+ +(.+?)[ #]*$")
_PRIVATE = re.compile(r"(?s)### BEGIN (SOLUTION|HIDDEN TESTS|MARK SCHEME)(.*?)### END \1")


def make_guard(edition: Edition) -> Guard:
    """Return the guard of an edition; for trainers it looks only for what belongs to marking."""
    private = [*edition.private]
    # The navigation lists titles one after the other.
    public = [*edition.public, "\n".join(part.title for part in edition.parts)]
    for exercise in edition.exercises:
        private += private_texts(exercise)
        public += public_texts(exercise)
    return Guard.of(private, public)


def public_texts(exercise: EditionExercise) -> list[str]:
    """Return what an exercise shows to everybody: its text without private parts, headings, questions."""
    text = _PRIVATE.sub("\n", exercise.text)
    shown = [text, "\n".join(_HEADING.findall(text))]
    for question in exercise.questions:
        shown += [question.prompt, question.explanation]
        shown += [choice.text for choice in (*question.options, *question.rows, *question.columns)]
    return shown

"""The helper's own words, in English; ``questions.json`` brings them in the learner's language."""

STRINGS = (
    "Check",
    "Down",
    "Move “{item}” down",
    "Move “{item}” up",
    "Not answered yet",
    "Not right yet.",
    "Not saved: {reason}",
    "Partly right.",
    "Points: {points}",
    "Read as {number}.",
    "Right.",
    "Run this cell to see the question.",
    "Saved",
    "Saved answer",
    "The saved answer cannot be read.",
    "This is my order",
    "This is not a number yet.",
    "Up",
    "Your answer",
    "Your earlier answers could not be read. They are kept in {file}; please answer again.",
)

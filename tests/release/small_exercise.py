"""Small exercises that show every kind of question."""

from __future__ import annotations

from typing import Any

from totkit.model import Choice, EditionExercise, Key, Progress, Question, SourceFile

HEAD = """---
file_format: mystnb
kernelspec:
  name: python3
  display_name: Python 3
---
# A small exercise

```{code-cell} ipython3
---
nbgrader:
  grade: false
  grade_id: small-setup
  locked: true
  schema_version: 3
  solution: false
  task: false
---
from totkit_learn import ask
```
"""
CODE = """
+++

Write a function that returns the least of three numbers.

```{code-cell} ipython3
---
nbgrader:
  grade: false
  grade_id: small-least
  locked: false
  schema_version: 3
  solution: true
  task: false
---
def least(values):
    ### BEGIN SOLUTION
    return sorted(values)[0]
    ### END SOLUTION
```

```{code-cell} ipython3
---
nbgrader:
  grade: true
  grade_id: small-least-test
  locked: true
  points: 2
  schema_version: 3
  solution: false
  task: false
---
assert least([3, 1, 2]) == 1, "Look for the lowest of the three."
### BEGIN HIDDEN TESTS
assert least([30, 20, 10]) == 10, "the last one"
### END HIDDEN TESTS
```

+++ {"nbgrader": {REASON}}

It has an owner, a date and a budget.

### BEGIN MARK SCHEME
One point for each of the three.
### END MARK SCHEME
""".replace(
    "{REASON}",
    '{"grade": true, "grade_id": "small-reason", "locked": false, "points": 3,'
    ' "schema_version": 3, "solution": true, "task": false}',
)


def choices(**texts: str) -> tuple[Choice, ...]:
    return tuple(Choice(id=name, text=text) for name, text in texts.items())


def make_ask(question: Question) -> str:
    return f"""
+++

**Question {question.id}**

```{{code-cell}} ipython3
---
nbgrader:
  grade: false
  grade_id: small-ask-{question.id}
  locked: true
  schema_version: 3
  solution: false
  task: false
---
ask("{question.id}")
```
"""


SIGNS = choices(
    budget="It has a budget line.", launch="It was launched.", owner="It has an owner & a <date>."
)
SCALE = choices(no="Not at all", partly="Partly", yes="Fully")
ROWS = choices(vision="We have a shared vision.", data="We publish open data.")
GRADED: tuple[tuple[Question, Any], ...] = (
    (
        Question(id="one", kind="single", use="graded", prompt="Which *one*?", points=2, options=SIGNS),
        "budget",
    ),
    (
        Question(id="many", kind="multiple", use="graded", prompt="Which?", points=2, options=SIGNS),
        ["budget", "owner"],
    ),
    (Question(id="scale", kind="likert", use="graded", prompt="How much?", points=1, options=SCALE), "yes"),
    (
        Question(id="grid", kind="matrix", use="graded", prompt="Each?", points=3, rows=ROWS, options=SCALE),
        {"vision": "yes", "data": "no"},
    ),
    (
        Question(id="order", kind="ranking", use="graded", prompt="In order?", points=3, options=SIGNS),
        ["budget", "owner", "launch"],
    ),
    (Question(id="count", kind="number", use="graded", prompt="How many?", points=1, unit="%"), 12.5),
    (
        Question(id="word", kind="short-text", use="graded", prompt="Its name?", points=1),
        ["Lanka", "Sri Lanka"],
    ),
    (Question(id="essay", kind="long-text", use="graded", prompt="Why?", points=4), None),
    (
        Question(id="plan", kind="table", use="graded", prompt="Plan.", points=2, columns=SIGNS[:2], count=2),
        None,
    ),
)
PRACTICE = Question(
    id="try",
    kind="single",
    use="practice",
    prompt="Try it.",
    options=SIGNS,
    answer="owner",
    explanation="Because **somebody** must do it.",
)


def make_key(question: Question, answer: Any) -> Key:
    if answer is None:
        return Key(
            question=question.id, mark_scheme=f"Scheme of {question.id}.", model_answer="A model answer."
        )
    return Key(question=question.id, answer=answer, tolerance=0.1 if question.kind == "number" else 0.0)


def make_exercise(text: str, *questions: Question, keys: tuple[Key, ...] = ()) -> EditionExercise:
    return EditionExercise(
        id="small",
        text=text,
        title="A small exercise",
        minutes=10,
        questions=questions,
        keys=keys,
        files=(SourceFile(path="data/world.csv", content=b"a,b\n1,2\n"),),
        progress=Progress(),
    )


def make_every_kind() -> EditionExercise:
    """Return one exercise with code cells, a text for a person, and every kind of question."""
    questions = (*(question for question, _answer in GRADED), PRACTICE)
    keys = tuple(make_key(question, answer) for question, answer in GRADED)
    return make_exercise(HEAD + CODE + "".join(map(make_ask, questions)), *questions, keys=keys)

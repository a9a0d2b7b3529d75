"""The first text of a new module or exercise: every part that must be there, and what to write in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_NOTEBOOK = """\
---
file_format: mystnb
kernelspec:
  name: python3
  display_name: Python 3
---
"""
_CELL = """\
```{{code-cell}} ipython3
---
nbgrader:
  grade: {grade}
  grade_id: {id}-{slug}
  locked: {locked}{points}
  schema_version: 3
  solution: {solution}
  task: false
---
{code}
```
"""
_FACILITATOR = """\
:::{facilitator}
- **Minutes:** 5
- **Say:** Write what the trainer says here.
- **Ask:** Write one question for the room here.
:::
"""
_KEY_MESSAGES = """\
## Key messages

- Write one sentence that a learner should keep.
"""
_PAGES = {
    "index": (
        "overview",
        "{title}",
        "Say what this module is about and why it matters to the learner's office.",
    ),
    "readings": (
        "readings",
        "What to know",
        "Explain one idea, with one example. Give the source of every fact.",
    ),
    "self-assessment": (
        "self-assessment",
        "Where do you stand?",
        "1. Ask one question about the own office.",
    ),
    "application": ("application", "Try it", "Describe one task that a learner does with real material."),
    "cases": ("cases", "Cases", ""),
    "priorities": (
        "priorities",
        "Priorities",
        "Ask the learner to put options in order and to give reasons.",
    ),
    "action-plan": (
        "action-plan",
        "Action plan",
        "Ask for one first step with an owner, a date and an indicator.",
    ),
}
_CASE = """\
:::{admonition} Case: what happened
:class: case case-introductory
Tell what an office did, what came of it, and where this is written.
:::"""
_EXTRA = {
    "readings": "## Sources\n\n- Name the source of each fact, with its year.\n",
    "self-assessment": "",
}


def module_sections() -> tuple[str, ...]:
    """Return the pages of a new module after its index, in reading order."""
    return tuple(name for name in _PAGES if name != "index")


def module_outline(module_id: str, title: str, outcome: str) -> Mapping[str, str]:
    """Return the files of a new module, by name in its folder.

    :param outcome: one of the course, for every page until its author knows better
    """
    head = (
        f"id: {module_id}\ntitle: {json.dumps(title, ensure_ascii=False)}\n"
        "summary: One sentence that says what a learner can do afterwards.\n"
        "level: introductory          # introductory | practitioner | leader\nprerequisites: []\n"
    )
    pages = {f"{name}.md": _page(name, title, outcome) for name in _PAGES}
    return {"module.yml": head, **pages, "deck.md": _deck(title)}


def _page(name: str, title: str, outcome: str) -> str:
    component, heading, text = _PAGES[name]
    head = f"---\nminutes: 10\noutcomes: [{outcome}]\ncomponent: {component}\n---\n"
    body = _CASE if name == "cases" else text
    parts = [f"{head}# {heading.format(title=title)}", body, _FACILITATOR.rstrip(), _KEY_MESSAGES.rstrip()]
    return "\n\n".join([*parts, _EXTRA.get(name, "").rstrip()]).rstrip() + "\n"


def _deck(title: str) -> str:
    slide = '+++ {"slideshow": {"slide_type": "slide"}}'
    parts = [f"{slide}\n\n## {heading}\n\n- {line}\n\n{_FACILITATOR}" for heading, line in (
        (title, "Write what the module is for."), ("One step", "Write what learners do next."),
    )]  # fmt: skip
    return _NOTEBOOK + "\n".join(parts)


def exercise_outline(exercise_id: str, title: str, outcome: str) -> Mapping[str, str]:
    """Return the files of a new exercise, by name in its folder: a task in code and two questions."""
    head = (
        f"id: {exercise_id}\nminutes: 20\noutcomes: [{outcome}]\n"
        "level: introductory          # introductory | practitioner | leader\ncomponent: application\n"
    )
    return {
        "exercise.yml": head,
        f"{exercise_id}.md": _exercise_notebook(exercise_id, title),
        "questions.yml": _QUESTIONS,
        "rubric.yml": _RUBRIC,
    }


_QUESTIONS = """\
questions:
  - id: warm-up
    kind: single             # docs/reference/formats.md lists the kinds
    use: practice            # its answer is public
    prompt: Which of these is a number of people?
    options:
      - id: people
        text: Three clerks
      - id: money
        text: Three rupees
    answer: people
    explanation: Say here why the answer is right.
  - id: first-step
    kind: long-text
    use: graded              # its mark scheme stands in rubric.yml, which no learner gets
    points: 2
    prompt: Write one first step with an owner.
"""
_RUBRIC = """\
keys:
  - question: first-step
    mark_scheme: |
      1 point for a step that can be begun, 1 point for its owner by role.
    model_answer: |
      The head of the registry counts the visitors of one week.
"""


def _exercise_notebook(exercise_id: str, title: str) -> str:
    cells = (
        _cell(exercise_id, "setup", "from totkit_learn import ask", locked=True),
        _cell(exercise_id, "ask-warm-up", 'ask("warm-up")', locked=True),
        "## Write a function\n\n`total(numbers)` returns the sum of a list of numbers.\n",
        _cell(
            exercise_id,
            "total",
            "def total(numbers):\n    ### BEGIN SOLUTION\n    return sum(numbers)\n    ### END SOLUTION",
            solution=True,
        ),
        _cell(
            exercise_id,
            "total-test",
            'assert total([1, 2]) == 3, _("Add the numbers of the list.")\n'
            "### BEGIN HIDDEN TESTS\nassert total([4, 5, 6]) == 15\nassert total([]) == 0\n"
            "### END HIDDEN TESTS",
            locked=True,
            points=2,
        ),
        "## Use it\n\nSay what the learner does with the result.\n",
        _cell(exercise_id, "ask-first-step", 'ask("first-step")', locked=True),
    )
    intro = (
        f"\n# {title}\n\nSay what the learner finds out, with which data, and what stays in the notebook.\n"
    )
    return "\n".join([_NOTEBOOK + intro, *cells])


def _cell(
    exercise_id: str, slug: str, code: str, *, locked: bool = False, solution: bool = False, points: int = 0
) -> str:
    return _CELL.format(
        id=exercise_id,
        slug=slug,
        code=code,
        grade=str(bool(points)).lower(),
        points=f"\n  points: {points}" if points else "",
        locked=str(locked).lower(),
        solution=str(solution).lower(),
    )

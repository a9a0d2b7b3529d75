"""Rules for exercises: cells, markers, grade ids, the questions that a notebook asks."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from totkit.errors import Code, Place, Problem, did_you_mean
from totkit.judge import score_answer
from totkit.notebook import find_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from totkit.model import Course, Exercise, Question

_GRADE_ID = re.compile(r"\"?grade_id\"?:\s*\"?(?P<id>[\w.-]+)")
_MARKER = re.compile(r"###\s*(?P<edge>BEGIN|END) (?P<what>SOLUTION|HIDDEN TESTS|MARK SCHEME)")
_ASK = re.compile(r"^\s*ask\(\s*[\"'](?P<id>[\w-]+)[\"']\s*\)", re.MULTILINE)

_SHAPES = {
    "single": "the id of one option",
    "likert": "the id of one option",
    "multiple": "a list of ids of options",
    "ranking": "a list with the id of every option, in order",
    "matrix": "the id of an option for the id of every row",
    "number": "a number",
    "short-text": "a list of accepted texts",
}


def check_exercises(course: Course) -> list[Problem]:
    """Return problems of the exercises of a course."""
    problems = [problem for exercise in course.exercises for problem in _check_exercise(exercise)]
    places = [
        (grade_id, exercise.path, line)
        for exercise in course.exercises
        for grade_id, line in grade_ids(exercise.text)
    ]
    counts = Counter(grade_id for grade_id, _, _ in places)
    for grade_id, file, line in places:
        if counts[grade_id] > 1:
            others = ", ".join(
                f"{f}:{n}" for other, f, n in places if other == grade_id and (f, n) != (file, line)
            )
            hint = f"also at {others}; give each cell its own, never an old one"
            problems.append(
                Problem(
                    where=Place(file=file, line=line),
                    code=Code.DUPLICATE_GRADE_ID,
                    message=f"the grade_id {grade_id!r} stands twice",
                    hint=hint,
                )
            )
    return problems


def grade_ids(text: str) -> list[tuple[str, int]]:
    """Return the ``grade_id`` of each cell with its line, from 1."""
    return [(match["id"], text[: match.start()].count("\n") + 1) for match in _GRADE_ID.finditer(text)]


def _check_exercise(exercise: Exercise) -> Iterator[Problem]:
    yield from _check_markers(exercise)
    yield from _check_ids(exercise)
    yield from _check_metadata(exercise)
    yield from _check_questions(exercise)
    yield from _check_answers(exercise)


def _check_markers(exercise: Exercise) -> Iterator[Problem]:
    """Yield markers that do not come in pairs inside their cell."""
    opened: tuple[str, int] | None = None
    edges = _cell_edges(exercise.text)
    for number, line in enumerate(exercise.text.split("\n"), start=1):
        match = _MARKER.search(line)
        if opened and (number in edges or (match and match["edge"] == "BEGIN")):
            yield _marker_problem(exercise, opened[1], f"BEGIN {opened[0]} is not closed in its cell")
            opened = None
        if match and match["edge"] == "BEGIN":
            opened = (match["what"], number)
        elif match:
            if not opened or opened[0] != match["what"]:
                yield _marker_problem(exercise, number, f"END {match['what']} has no BEGIN in its cell")
            opened = None
    if opened:
        yield _marker_problem(exercise, opened[1], f"BEGIN {opened[0]} is not closed in its cell")


def _cell_edges(text: str) -> set[int]:
    """Return the lines, from 1, on which a cell ends."""
    edges = {block.end for block in find_blocks(text) if block.name == "code-cell"}
    lines = text.split("\n")
    return edges | {number for number, line in enumerate(lines, start=1) if line.startswith("+++")}


def _marker_problem(exercise: Exercise, line: int, message: str) -> Problem:
    return Problem(
        where=Place(file=exercise.path, line=line),
        code=Code.UNCLOSED_SOLUTION,
        message=message,
        hint="write the BEGIN and END lines in pairs: what stands between them is private",
    )


def _check_ids(exercise: Exercise) -> Iterator[Problem]:
    for grade_id, line in grade_ids(exercise.text):
        if not grade_id.startswith(f"{exercise.id}-"):
            yield Problem(
                where=Place(file=exercise.path, line=line),
                code=Code.BAD_GRADE_ID,
                message=f"the grade_id {grade_id!r} does not begin with the exercise's id",
                hint=f"write '{exercise.id}-{grade_id}'",
            )


def _check_metadata(exercise: Exercise) -> Iterator[Problem]:
    """Yield code cells without nbgrader's metadata, and solutions in cells that are not theirs."""
    lines = exercise.text.split("\n")
    for block in find_blocks(exercise.text):
        if block.name != "code-cell" or not block.closed:
            continue
        body = "\n".join(lines[block.start : block.end])
        where = Place(file=exercise.path, line=block.start + 1)
        if "nbgrader:" not in body:
            yield Problem(
                where=where,
                code=Code.BAD_CELL,
                message="this cell has no nbgrader metadata",
                hint="give it grade, grade_id, locked, schema_version: 3, solution and task",
            )
        if "BEGIN SOLUTION" in body and not re.search(r"(?m)^\s*solution: true", body):
            yield Problem(
                where=where,
                code=Code.BAD_CELL,
                message="a solution stands in a cell that is not one",
                hint="write 'solution: true', or the learners receive it",
            )
        if "BEGIN HIDDEN TESTS" in body and not re.search(r"(?m)^\s*grade: true", body):
            yield Problem(
                where=where,
                code=Code.BAD_CELL,
                message="hidden tests stand in a cell that is not graded",
                hint="write 'grade: true'",
            )


def _check_questions(exercise: Exercise) -> Iterator[Problem]:
    asked = {
        match["id"]: exercise.text[: match.start()].count("\n") + 1 for match in _ASK.finditer(exercise.text)
    }
    known = {question.id: question for question in exercise.questions}
    for name, line in asked.items():
        if name not in known:
            yield Problem(
                where=Place(file=exercise.path, line=line),
                code=Code.UNKNOWN_QUESTION,
                message=f"there is no question {name!r} in questions.yml",
                hint=did_you_mean(name, known),
            )
    for name, question in known.items():
        if name not in asked:
            yield Problem(
                where=Place(file=f"{exercise.folder}/questions.yml", line=question.line),
                code=Code.UNKNOWN_QUESTION,
                message=f"no cell asks question {name!r}",
                hint=f'add a cell with ask("{name}")',
            )


def _check_answers(exercise: Exercise) -> Iterator[Problem]:
    """Yield answers and keys that no learner could give."""
    known = {question.id: question for question in exercise.questions}
    answers = [(q, q.answer, "questions.yml", q.line) for q in exercise.questions if q.use == "practice"]
    answers += [
        (known[k.question], k.answer, "rubric.yml", k.line) for k in exercise.keys if k.question in known
    ]
    for question, answer, file, line in answers:
        if answer is not None and not _fits(question, answer):
            hint = (
                f"write {_SHAPES[question.kind]}"
                if question.kind in _SHAPES
                else "take it out: a person marks it"
            )
            if question.options:
                hint += f": {', '.join(option.id for option in question.options)}"
            yield Problem(
                where=Place(file=f"{exercise.folder}/{file}", line=line, key="answer"),
                code=Code.BAD_VALUE,
                message=f"the answer {answer!r} does not fit the question {question.id!r}",
                hint=hint,
            )


def _fits(question: Question, answer: Any) -> bool:
    """Return whether an answer, given by a learner, gets full marks by itself as the key."""
    if question.kind == "short-text" and isinstance(answer, list):
        return bool(answer) and all(score_answer(question.kind, answer, text) == 1 for text in answer)
    if question.kind == "matrix" and (
        not isinstance(answer, dict) or set(answer) != {r.id for r in question.rows}
    ):
        return False
    options = [option.id for option in question.options]
    if question.kind == "ranking" and (not isinstance(answer, list) or sorted(answer) != sorted(options)):
        return False
    return score_answer(question.kind, answer, answer, options=options) == 1

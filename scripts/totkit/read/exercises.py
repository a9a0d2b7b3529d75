"""Read an exercise: ``exercise.yml``, the notebook, ``questions.yml``, ``rubric.yml``, its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from totkit.errors import Code, did_you_mean
from totkit.model import COMPONENTS, KINDS, LEVELS, PORTFOLIO_PARTS, USES, Choice, Exercise, Key, Question
from totkit.read.pages import NOTEBOOK_FIELDS, read_front_matter, read_title
from totkit.read.records import Field, Table, read_yaml

if TYPE_CHECKING:
    from totkit.read.files import Reader

EXERCISE_FIELDS = {
    "id": Field(slug=True, help="equal to the folder's name"),
    "minutes": Field(type=int, minimum=1, help="how long a learner needs"),
    "outcomes": Field(type=list, help="ids of outcomes that the exercise assesses"),
    "level": Field(choices=LEVELS, help="for whom"),
    "component": Field(choices=COMPONENTS, help="which component of a module it is"),
}
QUESTION_FIELDS = {
    "id": Field(slug=True, help="unique in the exercise"),
    "kind": Field(choices=KINDS, help="what the learner does"),
    "use": Field(choices=USES, help="practice, graded or open"),
    "prompt": Field(help="the question, in Markdown"),
    "points": Field(type=float, required=False, minimum=0, help="of a graded item"),
    "options": Field(type=object, required=False, help="what to choose from"),
    "rows": Field(type=object, required=False, help="lines of a matrix or table"),
    "columns": Field(type=object, required=False, help="columns of a table"),
    "count": Field(type=int, required=False, minimum=1, help="empty lines of a table without rows"),
    "unit": Field(required=False, help="unit of a number"),
    "tolerance": Field(type=float, required=False, minimum=0, help="how far a number may be off"),
    "answer": Field(type=object, required=False, help="of a practice item"),
    "explanation": Field(required=False, help="of a practice item"),
    "portfolio": Field(choices=PORTFOLIO_PARTS, required=False, help="part of the portfolio it belongs to"),
}
CHOICE_FIELDS = {"id": Field(help="unique in the question"), "text": Field(help="what the learner reads")}
KEY_FIELDS = {
    "question": Field(slug=True, help="id of a graded question"),
    "answer": Field(type=object, required=False, help="what a machine marks by"),
    "tolerance": Field(type=float, required=False, minimum=0, help="how far a number may be off"),
    "mark_scheme": Field(required=False, help="what a person marks by"),
    "model_answer": Field(required=False, help="an answer with full marks"),
}
_OWN_FILES = ("exercise.yml", "questions.yml", "rubric.yml")
_NEEDS = {
    "single": "options",
    "multiple": "options",
    "likert": "options",
    "ranking": "options",
    "matrix": "rows",
    "table": "columns",
}


def read_exercise(reader: Reader, exercise_id: str) -> Exercise | None:
    """Read one exercise; None if its files cannot be read."""
    folder = f"exercises/{exercise_id}"
    notebook = f"{folder}/{exercise_id}.md"
    table = read_yaml(reader, f"{folder}/exercise.yml")
    text = reader.text(notebook)
    if table is None or text is None:
        return None
    values = table.fields(EXERCISE_FIELDS)
    if values["id"] and values["id"] != exercise_id:
        table.problem(
            Code.DUPLICATE_ID,
            f"id {values['id']!r} does not fit the folder",
            key="id",
            hint=f"write {exercise_id!r}",
        )
    read_front_matter(reader, notebook, text, NOTEBOOK_FIELDS)
    own = {f"{exercise_id}.md", *_OWN_FILES}
    return Exercise(
        id=exercise_id,
        text=text,
        title=read_title(reader, notebook, text),
        minutes=values["minutes"],
        outcomes=values["outcomes"],
        level=values["level"],
        component=values["component"],
        questions=read_questions(reader, f"{folder}/questions.yml"),
        keys=read_keys(reader, f"{folder}/rubric.yml"),
        files=tuple(f for f in reader.files(folder, relative_to=folder) if f.path not in own),
    )


def read_questions(reader: Reader, file: str) -> tuple[Question, ...]:
    """Read ``questions.yml``; nothing if there is none."""
    table = read_yaml(reader, file) if reader.exists(file) else None
    if table is None:
        return ()
    table.fields({"questions": Field(type=object, help="a list of items")})
    return _unique(tuple(_read_question(row) for row in table.rows("questions")), table)


def _read_question(table: Table) -> Question:
    values = table.fields(QUESTION_FIELDS)
    if values["answer"] is not None and values["use"] != "practice":
        table.problem(
            Code.PUBLIC_ANSWER,
            f"question {values['id']!r} is not for practice but has its answer here",
            key="answer",
            hint="put the answer into rubric.yml, or write 'use: practice'",
        )
    needed = _NEEDS.get(values["kind"])
    if needed and not table.data.get(needed):
        table.problem(
            Code.MISSING_KEY, f"a {values['kind']} question needs {needed!r}", hint=f"add {needed!r}"
        )
    _check_use(table, values)
    return Question(
        id=values["id"],
        kind=values["kind"],
        use=values["use"],
        prompt=values["prompt"].strip(),
        points=values["points"] or 0,
        options=_read_choices(table, "options"),
        rows=_read_choices(table, "rows"),
        columns=_read_choices(table, "columns"),
        count=values["count"] or 0,
        unit=values["unit"] or "",
        tolerance=values["tolerance"] or 0.0,
        answer=_plain(values["answer"]) if values["use"] == "practice" else None,
        explanation=(values["explanation"] or "").strip(),
        portfolio=values["portfolio"] or "",
        line=table.line("id"),
    )


def _check_use(table: Table, values: dict[str, Any]) -> None:
    if values["use"] == "graded" and not values["points"]:
        table.problem(
            Code.MISSING_KEY, f"graded question {values['id']!r} has no points", hint="add 'points: 1'"
        )
    if values["use"] != "graded" and values["points"]:
        table.problem(
            Code.BAD_VALUE,
            f"question {values['id']!r} is not graded but has points",
            key="points",
            hint="write 'use: graded' or take the points out",
        )
    if values["use"] == "practice" and values["portfolio"]:
        table.problem(
            Code.BAD_VALUE,
            f"practice question {values['id']!r} cannot be part of the portfolio",
            key="portfolio",
            hint="write 'use: open' or 'use: graded', or take 'portfolio' out",
        )
    if values["use"] == "practice" and values["answer"] is None:
        table.problem(
            Code.MISSING_KEY, f"practice question {values['id']!r} has no answer", hint="add 'answer:'"
        )


def _read_choices(table: Table, name: str) -> tuple[Choice, ...]:
    rows = table.rows(name) if name in table.data else []
    values = [row.fields(CHOICE_FIELDS) for row in rows]
    ids = [value["id"] for value in values]
    for row, value in zip(rows, values, strict=True):
        if ids.count(value["id"]) > 1:
            row.problem(
                Code.DUPLICATE_ID,
                f"{name} has the id {value['id']!r} twice",
                key="id",
                hint="give each its own id",
            )
    return tuple(Choice(id=value["id"], text=value["text"].strip()) for value in values)


def _unique(questions: tuple[Question, ...], table: Table) -> tuple[Question, ...]:
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            table.reader.add(
                Code.DUPLICATE_ID,
                table.file,
                f"question {question.id!r} stands twice",
                line=question.line,
                hint="give each question its own id",
            )
        seen.add(question.id)
    return questions


def read_keys(reader: Reader, file: str) -> tuple[Key, ...]:
    """Read ``rubric.yml``; nothing if there is none."""
    table = read_yaml(reader, file) if reader.exists(file) else None
    if table is None:
        return ()
    table.fields({"keys": Field(type=object, help="a list of keys")})
    return tuple(_read_key(row) for row in table.rows("keys"))


def _read_key(table: Table) -> Key:
    values = table.fields(KEY_FIELDS)
    if values["answer"] is None and not values["mark_scheme"]:
        table.problem(
            Code.MISSING_KEY,
            f"the key of {values['question']!r} has neither answer nor mark_scheme",
            hint="add one of them",
        )
    return Key(
        question=values["question"],
        answer=_plain(values["answer"]),
        tolerance=values["tolerance"] or 0.0,
        mark_scheme=(values["mark_scheme"] or "").strip(),
        model_answer=(values["model_answer"] or "").strip(),
        line=table.line("question"),
    )


def check_keys(reader: Reader, exercise: Exercise) -> None:
    """Note graded questions without a key and keys without a graded question."""
    graded = {question.id: question for question in exercise.questions if question.use == "graded"}
    known = {key.question: key for key in exercise.keys}
    folder = exercise.folder
    for name, question in graded.items():
        if name not in known:
            reader.add(
                Code.MISSING_KEY_OF_QUESTION,
                f"{folder}/questions.yml",
                f"graded question {name!r} has no key",
                line=question.line,
                hint="add it to rubric.yml with an answer or a mark_scheme",
            )
    for name, key in known.items():
        if name not in graded:
            reader.add(
                Code.MISSING_KEY_OF_QUESTION,
                f"{folder}/rubric.yml",
                f"the key of {name!r} belongs to no graded question",
                line=key.line,
                hint=did_you_mean(name, graded),
            )


def _plain(value: Any) -> Any:
    """Return a YAML value as plain Python values."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return int(value)
    return float(value) if isinstance(value, float) else str(value)

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

import pytest
from small_exercise import GRADED, HEAD, PRACTICE, make_ask, make_exercise
from totkit.errors import Code, ContentError
from totkit.learn import bundle
from totkit.model import Key, Question, SourceFile
from totkit.release import source_files, source_notebook
from totkit.release.marking import asked_questions

if TYPE_CHECKING:
    from totkit.model import EditionExercise

ONE = GRADED[0][0]
KEY = Key(question="one", answer="budget")


def codes(error: pytest.ExceptionInfo[ContentError]) -> list[tuple[Code, str]]:
    return [(problem.code, problem.where.file) for problem in error.value.problems]


def test_source_notebook_puts_a_marking_cell_after_each_graded_question(every_kind: EditionExercise) -> None:
    cells = source_notebook(every_kind).cells
    followers = {
        asked_questions(cell)[0]: cells[place + 1].metadata.get("nbgrader", {}).get("grade_id")
        for place, cell in enumerate(cells[:-1])
        if asked_questions(cell)
    }
    assert followers == {
        **{question.id: f"small-{question.id}-mark" for question, answer in GRADED if answer is not None},
        "essay": "small-essay-task",
        "plan": "small-plan-task",
    }


def test_source_notebook_makes_test_cells_whose_last_value_is_the_points() -> None:
    notebook = source_notebook(
        make_exercise(HEAD + make_ask(ONE), ONE, keys=(KEY,)),
        strings={"Marked from your saved answer.": "Noté d'après\nvotre réponse."},
    )
    assert dict(notebook.cells[-1]) == {
        "cell_type": "code",
        "execution_count": None,
        "id": "cell-4-1",
        "metadata": {
            "nbgrader": {
                "grade": True,
                "grade_id": "small-one-mark",
                "locked": True,
                "points": 2,
                "schema_version": 3,
                "solution": False,
                "task": False,
            }
        },
        "outputs": [],
        "source": "# Noté d'après\n# votre réponse.\n### BEGIN HIDDEN TESTS\nfrom totkit_learn import mark\n"
        "mark('one', 2, 'budget')\n### END HIDDEN TESTS",
    }


def test_source_notebook_makes_task_cells_for_a_person() -> None:
    question = Question(id="essay", kind="long-text", use="graded", prompt="Why?", points=4)
    key = Key(question="essay", mark_scheme="Two points.\n", model_answer="Because.\n")
    cell = source_notebook(make_exercise(HEAD + make_ask(question), question, keys=(key,))).cells[-1]
    assert (cell.cell_type, cell.source, dict(cell.metadata.nbgrader)) == (
        "markdown",
        "*A trainer marks your saved answer.*\n\n### BEGIN MARK SCHEME\n"  # noqa: ISC004
        "Two points.\n\n---\n\nBecause.\n### END MARK SCHEME",
        {
            "grade": False,
            "grade_id": "small-essay-task",
            "locked": True,
            "points": 4,
            "schema_version": 3,
            "solution": False,
            "task": True,
        },
    )


def test_source_notebook_marks_a_question_once_and_each_of_several_in_one_cell() -> None:
    two = dataclasses.replace(ONE, id="two")
    text = HEAD + make_ask(ONE).replace('ask("one")', 'ask("two")\nask("one"); ask("two")') + "+++\n\nEnd\n"
    notebook = source_notebook(
        make_exercise(text, ONE, two, keys=(KEY, dataclasses.replace(KEY, question="two")))
    )
    made = [(cell.id, cell.metadata.nbgrader.grade_id) for cell in notebook.cells if "mark(" in cell.source]
    assert made == [("cell-4-1", "small-two-mark"), ("cell-4-2", "small-one-mark")]


def test_source_notebook_keeps_only_what_a_notebook_needs_of_the_front_matter(
    every_kind: EditionExercise,
) -> None:
    assert source_notebook(every_kind).metadata == {
        "kernelspec": {"name": "python3", "display_name": "Python 3"}
    }


def test_source_notebook_is_the_same_each_time(every_kind: EditionExercise) -> None:
    assert source_notebook(every_kind) == source_notebook(every_kind)


def test_source_notebook_tells_all_that_is_wrong_with_questions() -> None:
    other = dataclasses.replace(ONE, id="other")
    with pytest.raises(ContentError) as error:
        source_notebook(
            make_exercise(HEAD + make_ask(dataclasses.replace(ONE, id="on")), ONE, other, keys=(KEY,))
        )
    assert [str(problem) for problem in error.value.problems] == [
        "exercises/small/small.md: TOT-E405 graded question 'other' has no key (add it to rubric.yml)",
        "exercises/small/small.md: TOT-E407 question 'on' is not in questions.yml (did you mean 'one'?)",
        "exercises/small/small.md: TOT-E407 question 'one' is never asked (add a cell with ask(\"one\"))",
        "exercises/small/small.md: TOT-E407 question 'other' is never asked (add a cell with ask(\"other\"))",
    ]


def test_source_files_hold_the_questions_without_keys(every_kind: EditionExercise) -> None:
    strings = {"Saved": "Gespeichert", "Check": "Check", "Other": "Anderes"}
    files = source_files(every_kind, language="de", direction="ltr", strings=strings)
    assert list(files) == ["data/world.csv", "questions.json", "small.ipynb", "totkit_learn.py"]
    assert files["totkit_learn.py"] == bundle().encode()
    content = json.loads(files["questions.json"])
    assert {name: content[name] for name in ("language", "direction", "strings")} == {
        "language": "de",
        "direction": "ltr",
        "strings": {"Saved": "Gespeichert"},
    }
    assert content["questions"] == [question.public() for question in every_kind.questions]
    assert [question["id"] for question in content["questions"] if "answer" in question] == [PRACTICE.id]


def test_source_files_without_questions_have_no_helper() -> None:
    files = source_files(
        make_exercise(HEAD.replace("from totkit_learn import ask", "x = 1")),
        language="en",
        direction="ltr",
        strings={},
    )
    assert list(files) == ["data/world.csv", "small.ipynb"]


@pytest.mark.parametrize(
    "path",
    [
        "answers.json",
        "data/answers.json",
        "rubric.yml",
        "questions.json",
        "totkit_learn.py",
        "../x.csv",
        "/x",
        "a.ipynb",
    ],
)
def test_source_files_refuse_what_is_not_data(path: str) -> None:
    exercise = dataclasses.replace(
        make_exercise(HEAD + make_ask(ONE), ONE, keys=(KEY,)), files=(SourceFile(path=path, content=b""),)
    )
    with pytest.raises(ContentError) as error:
        source_files(exercise, language="en", direction="ltr", strings={})
    assert codes(error) == [(Code.UNEXPECTED_FILE, f"exercises/small/{path}")]

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from small_exercise import CODE, HEAD, make_ask, make_exercise
from totkit.errors import Code, ContentError
from totkit.model import Key, Question
from totkit.release import Release, private_texts, release_exercise, release_zip

if TYPE_CHECKING:
    from totkit.model import EditionExercise


def release(exercise: EditionExercise) -> Release:
    return release_exercise(exercise, language="en", direction="ltr", strings={})


def refused(text: str) -> list[tuple[Code, str]]:
    with pytest.raises(ContentError) as error:
        release(make_exercise(text))
    assert {problem.where.file for problem in error.value.problems} == {"exercises/small/small.md"}
    return [(problem.code, problem.where.key) for problem in error.value.problems]


def test_release_exercise_leaves_nothing_private(every_kind: EditionExercise) -> None:
    released = release(every_kind)
    everything = "\n".join(content.decode() for content in released.files.values())
    assert [text for text in private_texts(every_kind) if text in everything] == []
    assert [
        mark for mark in ("BEGIN SOLUTION", "BEGIN HIDDEN", "BEGIN MARK", "mark('") if mark in everything
    ] == []
    assert [cell.source for cell in released.notebook.cells[2:6]] == [
        "Write a function that returns the least of three numbers.",
        "def least(values):\n    # YOUR CODE HERE\n    raise NotImplementedError()",
        'assert least([3, 1, 2]) == 1, "Look for the lowest of the three."',
        "YOUR ANSWER HERE",
    ]


def test_release_exercise_is_the_same_each_time(every_kind: EditionExercise) -> None:
    assert release(every_kind) == release(every_kind)
    assert list(release(every_kind).files) == sorted(release(every_kind).files)


def test_release_exercise_locks_and_signs_its_cells(every_kind: EditionExercise) -> None:
    cells = {
        cell.metadata.nbgrader.grade_id: cell
        for cell in release(every_kind).notebook.cells
        if "nbgrader" in cell.metadata
    }
    mark = cells["small-one-mark"]
    assert (mark.source, mark.metadata.deletable, mark.metadata.editable) == (
        "# Marked from your saved answer.",
        False,
        False,
    )
    assert {name for name, cell in cells.items() if "checksum" not in cell.metadata.nbgrader} == set()


def test_private_texts_are_whole_blocks(every_kind: EditionExercise) -> None:
    assert private_texts(every_kind)[:5] == (
        "return sorted(values)[0]",
        'assert least([30, 20, 10]) == 10, "the last one"',
        "It has an owner, a date and a budget.",
        "One point for each of the three.",
        "from totkit_learn import mark\nmark('one', 2, 'budget')",
    )
    assert private_texts(every_kind)[-3:] == ("Scheme of essay.", "A model answer.", "Scheme of plan.")


@pytest.mark.parametrize(
    ("old", "new", "problems"),
    [
        ("    ### END SOLUTION\n", "", [(Code.UNCLOSED_SOLUTION, "small-least")]),
        ("### BEGIN HIDDEN TESTS\n", "", [(Code.UNCLOSED_SOLUTION, "small-least-test")]),
        ("### END HIDDEN TESTS\n", "", [(Code.UNCLOSED_SOLUTION, "small-least-test")]),
        ("### BEGIN MARK SCHEME\n", "", [(Code.UNCLOSED_SOLUTION, "small-reason")]),
        (
            "### BEGIN SOLUTION",
            "### BEGIN SOLUTION\n    ### BEGIN SOLUTION",
            [(Code.UNCLOSED_SOLUTION, "small-least")],
        ),
        ("### BEGIN HIDDEN TESTS", "### Begin hidden tests", [(Code.UNCLOSED_SOLUTION, "small-least-test")]),
        ("HIDDEN TESTS", "HIDDEN_TESTS", [(Code.PRIVATE_TEXT, "small-least-test")]),
        ("HIDDEN TESTS", "SOLUTION", [(Code.BAD_CELL, "")]),
        (
            "returns the least of three numbers.",
            "returns the least: return  sorted(values)[0]",
            [(Code.PRIVATE_TEXT, "cell-3")],
        ),
        ("grade_id: small-least-test", "grade_id: small-least", [(Code.BAD_CELL, "")]),
        ("points: 2", "points: many", [(Code.BAD_CELL, "")]),
        ("schema_version: 3", "schema_version: 1", [(Code.BAD_CELL, "")]),
    ],
)
def test_release_exercise_refuses_what_would_leak_or_not_be_marked(
    old: str, new: str, problems: list[tuple[Code, str]]
) -> None:
    assert refused(HEAD.replace("from totkit_learn import ask", "x = 1") + CODE.replace(old, new)) == problems


def test_release_exercise_names_what_nbgrader_refuses() -> None:
    with pytest.raises(
        ContentError, match="nbgrader refuses a cell: Duplicate grade id: small-least"
    ) as error:
        release(make_exercise(HEAD + CODE.replace("grade_id: small-least-test", "grade_id: small-least")))
    assert len(error.value.problems) == 1


def test_release_exercise_refuses_markers_inside_a_mark_scheme() -> None:
    question = Question(id="essay", kind="long-text", use="graded", prompt="Why?", points=4)
    key = Key(question="essay", mark_scheme="One.\n### END MARK SCHEME\nThe secret criteria.")
    with pytest.raises(ContentError) as error:
        release(make_exercise(HEAD + make_ask(question), question, keys=(key,)))
    assert [problem.code for problem in error.value.problems] == [Code.UNCLOSED_SOLUTION]


def test_release_zip_is_one_folder_and_the_same_each_time(every_kind: EditionExercise) -> None:
    released = release(every_kind)
    content = release_zip(released)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = {
            entry.filename: (entry.date_time, entry.external_attr >> 16) for entry in archive.infolist()
        }
        contents = {name.removeprefix("small/"): archive.read(name) for name in archive.namelist()}
    assert (contents, content) == (dict(released.files), release_zip(release(every_kind)))
    assert entries == {f"small/{path}": ((1980, 1, 1, 0, 0, 0), 0o644) for path in released.files}

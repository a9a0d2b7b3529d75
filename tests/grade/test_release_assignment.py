"""Releases through real nbgrader: what is made, when it is made again, and that nothing is lost."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from double_it import ASSIGNMENT, RIGHT, TEST, WRONG, hand_in, notebook, only, source_files
from nbgrader.api import Gradebook
from totkit.errors import ContentError, ToolError, UsageError
from totkit.grade import (
    GradeStatus,
    GradingCourse,
    ReleaseStatus,
    autograde,
    collect,
    export,
    open_course,
    release_assignment,
    status,
)
from totkit.grade.door import locked
from totkit.grade.files import read_folder

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

FILES = ("data/numbers.csv", f"{ASSIGNMENT}.ipynb", "totkit_learn.py")


def test_release_is_unchanged_then_updated(course: GradingCourse) -> None:
    same = release_assignment(course, ASSIGNMENT, source_files())
    assert (same.status, same.reason, same.files) == (
        ReleaseStatus.UNCHANGED,
        "nothing changed since the last release",
        FILES,
    )
    changed = release_assignment(course, ASSIGNMENT, {**source_files(), "data/numbers.csv": b"n\n2\n"})
    assert (changed.status, changed.reason) == (ReleaseStatus.UPDATED, "changed: data/numbers.csv")
    assert read_folder(course.outbound / ASSIGNMENT) == read_folder(course.release_of(ASSIGNMENT))
    assert (course.outbound / ASSIGNMENT / "data" / "numbers.csv").read_bytes() == b"n\n2\n"
    released = (course.release_of(ASSIGNMENT) / f"{ASSIGNMENT}.ipynb").read_text()
    assert [word for word in ("return 2 * x", "secret", "owner and a date") if word in released] == []


def test_new_release_keeps_marks_and_grades_again(course: GradingCourse, inbox: Path) -> None:
    hand_in(inbox, "amal", only(WRONG.notebook(course)))
    collect(course, ASSIGNMENT, source=inbox)
    autograde(course, ASSIGNMENT)
    with Gradebook(f"sqlite:///{course.gradebook}", course.course_id) as gradebook:
        grade = gradebook.find_grade(f"{ASSIGNMENT}-why", ASSIGNMENT, ASSIGNMENT, "amal")
        grade.manual_score, grade.needs_manual_grade = 1.5, False
        gradebook.db.commit()
    release_assignment(course, ASSIGNMENT, source_files(TEST.replace("double(21) == 42", "double(1) == 3")))
    assert export(course).rows["points_manual"].dropna().tolist() == [1.5]
    graded = autograde(course, ASSIGNMENT)
    assert [(result.status, result.points) for result in graded] == [(GradeStatus.NEEDS_A_PERSON, 3.5)]


def test_removed_cell_with_submissions_leaves_everything(course: GradingCourse, inbox: Path) -> None:
    hand_in(inbox, "amal", only(RIGHT.notebook(course)))
    collect(course, ASSIGNMENT, source=inbox)
    autograde(course, ASSIGNMENT)
    before = [read_folder(course.folder / name) for name in ("source", "release", "submitted", "exchange")]
    cells = json.loads(source_files()[f"{ASSIGNMENT}.ipynb"])["cells"]
    fewer = notebook(*(part for part in cells if part["id"] != "easy-test"))
    with pytest.raises(ToolError, match="can be changed, not added or removed"):
        release_assignment(course, ASSIGNMENT, {**source_files(), f"{ASSIGNMENT}.ipynb": fewer})
    after = [read_folder(course.folder / name) for name in ("source", "release", "submitted", "exchange")]
    assert after == before
    assert [result.status for result in autograde(course, ASSIGNMENT)] == [GradeStatus.UNCHANGED]


def test_release_that_is_not_ours_is_not_handed_out(course: GradingCourse) -> None:
    made = read_folder(course.release_of(ASSIGNMENT))
    assert release_assignment(course, ASSIGNMENT, source_files(), made).status is ReleaseStatus.UNCHANGED
    other = json.loads(made[f"{ASSIGNMENT}.ipynb"])
    other["cells"][1]["source"] = "limit = 101"
    expected = {**made, f"{ASSIGNMENT}.ipynb": json.dumps(other).encode()}
    before = read_folder(course.folder / "exchange")
    with pytest.raises(ToolError, match=rf"{ASSIGNMENT}\.ipynb differs in cell 2, source"):
        release_assignment(
            course,
            ASSIGNMENT,
            {**source_files(), "data/numbers.csv": b""},
            {**expected, "data/numbers.csv": b""},
        )
    with pytest.raises(ToolError, match=r"extra\.txt is only in ours"):
        release_assignment(course, ASSIGNMENT, source_files(), {**made, "extra.txt": b""})
    assert read_folder(course.folder / "exchange") == before
    assert read_folder(course.source_of(ASSIGNMENT)) == source_files()


def test_killed_release_is_taken_back_first(course: GradingCourse) -> None:
    aside = course.own / "previous" / ASSIGNMENT
    aside.mkdir(parents=True)
    for name in ("source", "release"):
        (course.folder / name / ASSIGNMENT).rename(aside / name)
    assert release_assignment(course, ASSIGNMENT, source_files()).status is ReleaseStatus.UNCHANGED


@pytest.mark.parametrize("name", ["../x.csv", "/x.csv", "second.ipynb", "answers.json"])
def test_unexpected_source_file_is_refused(course: GradingCourse, name: str) -> None:
    with pytest.raises(ContentError, match="TOT-E502"):
        release_assignment(course, ASSIGNMENT, {**source_files(), name: b""})


def test_course_keeps_its_folder_to_itself(course: GradingCourse, tmp_path: Path) -> None:
    assert course.folder.stat().st_mode & 0o777 == 0o700
    with pytest.raises(UsageError, match="is the grading folder of dg-lk-en, not of dg-lk-si"):
        open_course(course.folder, "dg-lk-si")
    with pytest.raises(UsageError, match="choose another folder"):
        open_course(tmp_path / "a[1]", "dg-lk-si")
    with locked(course):
        assert [record.assignment for record in status(course)] == [ASSIGNMENT]
        with pytest.raises(ToolError, match="another totkit is working"):
            autograde(course, ASSIGNMENT)


def test_gradebook_without_version_is_reported(course: GradingCourse) -> None:
    with closing(sqlite3.connect(course.gradebook)) as database:
        assert database.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
        database.execute("DROP TABLE alembic_version")
        database.commit()
    with pytest.raises(ToolError, match="has no version"):
        open_course(course.folder, course.course_id)


def test_course_is_made_without_the_venv_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    course = open_course(tmp_path / "lk" / "si", "dg-lk-si")
    assert course.gradebook.stat().st_mode & 0o777 == 0o600
    assert status(course) == ()
    tables = export(course)
    assert (len(tables.rows), len(tables.totals)) == (0, 0)
    assert str(tables.rows["timestamp"].dtype) == "datetime64[us, UTC]"


def test_room_imports_nothing_heavy() -> None:
    heavy = "{'nbgrader', 'nbformat', 'nbconvert', 'pandas', 'sqlalchemy', 'traitlets'}"
    code = f"import totkit.grade, sys; print(sorted({heavy} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert run.stdout == "[]\n"

"""Stock nbgrader on what ``release`` makes: the same release, the same points."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from small_exercise import GRADED, make_key
from totkit.judge import judge_answer, parse_answers
from totkit.release import release_exercise, source_files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from totkit.model import EditionExercise

pytestmark = pytest.mark.slow

BIN = Path(sys.executable).parent
WORDS: dict[str, Any] = {
    "language": "ar",
    "direction": "rtl",
    "strings": {
        "Marked from your saved answer.": "تُصحَّح من إجابتك المحفوظة.",
        "Saved answer": "الإجابة المحفوظة",
    },
}
SUBMISSIONS: dict[str, bytes | None] = {
    "all-right": json.dumps(
        {
            "one": "budget",
            "many": ["owner", "budget"],
            "scale": "yes",
            "grid": {"vision": "yes", "data": "no"},
            "order": ["budget", "owner", "launch"],
            "count": "١٢٫٥",
            "word": " sri  LANKA",
            "essay": "<b>Because</b>",
            "plan": {"1": {"budget": "x"}},
        }
    ).encode(),
    "partly": json.dumps(
        {
            "one": "owner",
            "many": ["owner"],
            "scale": None,
            "grid": {"vision": "yes", "data": "yes"},
            "order": ["owner", "budget", "launch"],
            "count": 12.55,
            "word": "Ceylon",
        }
    ).encode(),
    "hostile": b'{"one": [[["budget"]]], "many": "budget", "grid": {"vision": ["yes"]}, "order": [1, 0],'
    b' "count": true, "word": {"Lanka": 1}, "scale": 1e99, "essay": [[]], "plan": 3}',
    "damaged": b"{" * 5000,
    "nothing": None,
}
READ_SCORES = """
import json, warnings
warnings.simplefilter("ignore")
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db") as gradebook:
    scores = {
        submission.student.id: {
            grade.name: [grade.auto_score, grade.manual_score]
            for notebook in submission.notebooks
            for grade in notebook.grades
        }
        for submission in gradebook.assignment_submissions("small")
    }
print(json.dumps(scores))
"""


def run(course: Path, *command: str) -> str:
    """Run a program of the environment in a course folder; nbgrader calls alembic by its bare name."""
    home = course.parent / "home"
    own = {"HOME": str(home), "JUPYTER_CONFIG_DIR": str(home), "IPYTHONDIR": str(home)}
    done = subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=course,
        env={**os.environ, **own, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def read_files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, every_kind: EditionExercise) -> Path:
    """Return a course in which stock nbgrader has released the exercise."""
    folder = tmp_path_factory.mktemp("stock") / "course"
    folder.mkdir()
    (folder / "nbgrader_config.py").write_text('c = get_config()\nc.CourseDirectory.course_id = "course"\n')
    write_files(folder / "source" / "small", source_files(every_kind, **WORDS))
    run(folder, "nbgrader", "generate_assignment", "small")
    return folder


@pytest.fixture(scope="module")
def scores(course: Path) -> dict[str, dict[str, list[float | None]]]:
    """Return what stock ``nbgrader autograde`` gives each submission: automatic and manual score by cell."""
    for learner, answers in SUBMISSIONS.items():
        folder = course / "submitted" / learner / "small"
        write_files(folder, read_files(course / "release" / "small"))
        if answers is not None:
            (folder / "answers.json").write_bytes(answers)
    run(course, "nbgrader", "autograde", "small")
    found: dict[str, dict[str, list[float | None]]] = json.loads(run(course, "python", "-c", READ_SCORES))
    return found


def test_release_equals_what_stock_nbgrader_writes(course: Path, every_kind: EditionExercise) -> None:
    assert read_files(course / "release" / "small") == dict(release_exercise(every_kind, **WORDS).files)


@pytest.mark.parametrize("learner", SUBMISSIONS)
def test_stock_autograde_gives_the_points_of_judge(
    scores: Mapping[str, Mapping[str, list[float | None]]], learner: str
) -> None:
    content = SUBMISSIONS[learner] or b"{}"
    try:
        answers = parse_answers(content)
    except ValueError:
        answers = {}
    judged = {
        question.id: judge_answer(question, make_key(question, key), answers.get(question.id)).points
        for question, key in GRADED
    }
    given = {
        question.id: scores[learner][f"small-{question.id}-{'task' if key is None else 'mark'}"][0]
        for question, key in GRADED
    }
    assert given == judged


def test_stock_autograde_gives_all_points_for_right_answers_and_leaves_texts_to_a_person(
    scores: Mapping[str, Mapping[str, list[float | None]]],
) -> None:
    assert scores["all-right"] == {
        **{
            f"small-{question.id}-mark": [question.points, None]
            for question, key in GRADED
            if key is not None
        },
        "small-essay-task": [None, None],
        "small-plan-task": [None, None],
        "small-reason": [0.0, None],
        "small-least-test": [0.0, None],
    }


def test_stock_autograde_shows_the_answers_to_whoever_marks(
    course: Path, scores: Mapping[str, Mapping[str, list[float | None]]]
) -> None:
    assert set(scores) == set(SUBMISSIONS)
    graded = json.loads(
        (course / "autograded" / "all-right" / "small" / "small.ipynb").read_text(encoding="utf-8")
    )
    by_id = {cell["metadata"].get("nbgrader", {}).get("grade_id"): cell for cell in graded["cells"]}
    (shown,) = by_id["small-ask-essay"]["outputs"]
    assert "".join(shown["data"]["text/html"]) == (
        '<div class="totkit-answer" lang="ar" dir="rtl"><p>Why?</p><p><strong>الإجابة المحفوظة</strong></p>'
        "<ul><li>&lt;b&gt;Because&lt;/b&gt;</li></ul></div>"
    )
    assert "Scheme of essay." in "".join(by_id["small-essay-task"]["source"])

"""The course itself: nothing wrong with it, and each exercise tells right work from wrong."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import nbformat
import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
SUBMISSIONS = sorted(path.parent.name for path in (ROOT / "tests" / "submissions").glob("*/solutions.yml"))
JUDGED = sorted({path.parent.name for path in ROOT.glob("exercises/*/rubric.yml")} - {*SUBMISSIONS})


@pytest.mark.slow
@pytest.mark.xdist_group("course")
def test_course_is_sound_and_its_notebooks_run():
    from totkit.read import edition_names
    from totkit.workflow import check_course

    assert list(map(str, check_course(ROOT, edition_names(ROOT)))) == []


def test_interface_strings_are_in_the_template_and_translated():
    from totkit import learn, localise, release
    from totkit.assemble import about, exercise, overview, questions
    from totkit.catalogue import parse_po

    ours = {
        text
        for room in (about, exercise, overview, questions, learn, localise, release)
        for text in room.STRINGS
    }
    folder = ROOT / "localisations"
    template = parse_po((folder / "templates" / "interface.pot").read_text(encoding="utf-8"), "")
    assert ours - set(template.messages) == set()
    for tag in ("ar", "fr", "km", "si", "ta", "ur"):
        text = (folder / "languages" / tag / "interface.po").read_text(encoding="utf-8")
        catalogue = parse_po(text, tag)
        assert [key for key in template.messages if catalogue.find(key) is None] == [], tag


def test_catalogues_state_the_plural_forms_of_their_language():
    from babel.messages.plurals import get_plural

    paths = sorted((ROOT / "localisations/languages").glob("*/*.po"))
    assert {path.parent.name for path in paths} == {"ar", "fr", "km", "si", "ta", "ur"}
    for path in paths:
        rule = get_plural(path.parent.name).plural_forms
        assert f'"Plural-Forms: {rule}\\n"' in path.read_text(encoding="utf-8"), path


@pytest.mark.slow
@pytest.mark.xdist_group("course")
@pytest.mark.parametrize("name", SUBMISSIONS)
def test_exercise_tells_right_from_wrong(name, tmp_path):
    """Stock nbgrader gives each imagined submission the points that it deserves."""
    entries = YAML(typ="safe").load((ROOT / "tests" / "submissions" / name / "solutions.yml").read_text())
    points = graded(name, {entry["name"]: {"cells": entry["cells"]} for entry in entries}, "-test", tmp_path)
    assert points == {entry["name"]: entry["points"] for entry in entries}


@pytest.mark.slow
@pytest.mark.xdist_group("judged")
@pytest.mark.parametrize("name", JUDGED)
def test_judgement_tells_right_from_wrong(name, tmp_path):
    """Stock nbgrader gives right answers all points, however they were left, and others what they deserve."""
    imagined = imagined_answers(exercise_of(name))
    works = {who: {"answers": answers} for who, (answers, _points) in imagined.items()}
    points = graded(name, works, "-mark", tmp_path)
    assert points == pytest.approx({who: due for who, (_answers, due) in imagined.items()}, abs=0.005)
    assert points["says the same everywhere"] <= points["as the key has it"] / 2


@cache
def english_edition():
    from totkit.workflow import Library

    return Library.read(ROOT, [("lk", "en")]).edition("lk", "en")


def exercise_of(name):
    return next(item for item in english_edition().exercises if item.id == name)


def graded(name, works, ending, folder):
    """Return the points of imagined learners in the cells with an ending, as stock nbgrader gives them.

    :param works: by learner, what stands in ``cells`` of the notebook and in the file of ``answers``
    """
    from totkit.grade import autograde, collect, export, open_course, release_assignment
    from totkit.release import release_exercise, source_files

    exercise, said = exercise_of(name), {"language": "en", "direction": "ltr", "strings": {}}
    released = release_exercise(exercise, **said).files
    course = open_course(folder / "course", "tested")
    release_assignment(course, name, source_files(exercise, **said), expected_release=released)
    for number, work in enumerate(works.values()):
        hand_in(folder / "received" / f"learner-{number}", released, name, **work)
    collect(course, name, source=folder / "received")
    autograde(course, name)
    rows = export(course).rows
    points = rows[rows["grade_id"].str.endswith(ending)].groupby("learner")["points"].sum()
    return {who: points[f"learner-{number}"] for number, who in enumerate(works)}


def imagined_answers(exercise):
    """Return three right and three wrong sets of answers with the points that they deserve, by name."""
    keys = {key.question: key for key in exercise.keys if key.by_machine}
    questions = [question for question in exercise.questions if question.id in keys]
    right = {question.id: keys[question.id].answer for question in questions}
    right |= {q.id: right[q.id][0] for q in questions if q.kind == "short-text"}
    full = sum(question.points for question in questions)
    last = questions[-1]
    return {
        "as the key has it": (right, full),
        "in another order and script": ({q.id: put_otherwise(q, right[q.id]) for q in questions}, full),
        "with more than was asked": ({**right, "gone-since": ["x"], "": None}, full),
        "answers nothing": ({}, 0),
        "says the same everywhere": (
            {q.id: one_for_all(q, right[q.id])[0] for q in questions},
            sum(round(q.points * one_for_all(q, right[q.id])[1], 2) for q in questions),
        ),
        "errs once": ({**right, last.id: mistaken(last, right[last.id])}, full - last.points),
    }


def put_otherwise(question, right):
    """Return a right answer as another hand leaves it."""
    if question.kind == "multiple":
        return right[::-1]
    if question.kind == "matrix":
        return dict(reversed(right.items()))
    if question.kind == "number":
        return f" {right:g}".replace(".", ",").translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    return f"  {right.upper()} " if question.kind == "short-text" else right


def one_for_all(question, right):
    """Return the answer of somebody who does not read, and the share of the points that it deserves."""
    options = [option.id for option in question.options]
    if question.kind == "multiple":
        return options, max(0, 2 * len(right) - len(options)) / len(right)
    if question.kind == "matrix":
        return dict.fromkeys(right, options[0]), sum(wanted == options[0] for wanted in right.values()) / len(
            right
        )
    if question.kind == "single":
        return options[0], float(options[0] == right)
    return (right[::-1] if question.kind == "ranking" else "1"), 0.0


def mistaken(question, right):
    """Return an answer that is wrong in every part."""
    options = [option.id for option in question.options]
    if question.kind == "multiple":
        return [option for option in options if option not in right]
    if question.kind == "matrix":
        return {row: next(option for option in options if option != wanted) for row, wanted in right.items()}
    if question.kind == "single":
        return next(option for option in options if option != right)
    return right[::-1] if question.kind == "ranking" else "none"


def hand_in(folder, released, name, cells=None, answers=None):
    """Write a learner's folder: the release with some cells and questions answered."""
    for path, content in released.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    if answers is not None:
        (folder / "answers.json").write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")
    notebook = nbformat.read(folder / f"{name}.ipynb", as_version=4)
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = (cells or {}).get(grade_id, cell.source)
    nbformat.write(notebook, folder / f"{name}.ipynb")

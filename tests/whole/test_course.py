"""The course itself: nothing wrong with it, and each exercise tells right work from wrong."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
SUBMISSIONS = sorted(path.parent.name for path in (ROOT / "tests" / "submissions").glob("*/solutions.yml"))


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
    from totkit.grade import autograde, collect, export, open_course, release_assignment
    from totkit.release import release_exercise, source_files
    from totkit.workflow import Library

    edition = Library.read(ROOT, [("lk", "en")]).edition("lk", "en")
    exercise = next(item for item in edition.exercises if item.id == name)
    said = {"language": "en", "direction": "ltr", "strings": {}}
    released = release_exercise(exercise, **said).files
    course = open_course(tmp_path / "course", "tested")
    release_assignment(course, name, source_files(exercise, **said), expected_release=released)
    entries = YAML(typ="safe").load((ROOT / "tests" / "submissions" / name / "solutions.yml").read_text())
    for number, entry in enumerate(entries):
        hand_in(tmp_path / "received" / f"learner-{number}", released, name, entry["cells"])
    collect(course, name, source=tmp_path / "received")
    autograde(course, name)
    rows = export(course).rows
    tests = rows[rows["grade_id"].str.endswith("-test")]
    points = tests.groupby("learner")["points"].sum()
    assert {entry["name"]: points[f"learner-{number}"] for number, entry in enumerate(entries)} == {
        entry["name"]: entry["points"] for entry in entries
    }


def hand_in(folder: Path, released: dict[str, bytes], name: str, cells: dict[str, str]) -> None:
    """Write a learner's folder: the release with some cells filled."""
    for path, content in released.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    notebook = nbformat.read(folder / f"{name}.ipynb", as_version=4)
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id in cells:
            cell.source = cells[grade_id]
    nbformat.write(notebook, folder / f"{name}.ipynb")

"""The whole way once, with real parts: check, build, stock tools, download, release, grade, feedback."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from environments import make_environment, run_python

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("whole")]
WITHOUT_TOTKIT = ("jupyter-book", "ipywidgets", "pandas", "ipykernel", "matplotlib")
RUN_NOTEBOOK = """
import nbformat, sys
from nbclient import NotebookClient
name = sys.argv[1]
notebook = nbformat.read(name, as_version=4)
NotebookClient(notebook, timeout=120, allow_errors=True).execute()
nbformat.write(notebook, "done.ipynb")
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the tiny course with its sites built, by the command in a process of its own."""
    root = tmp_path_factory.mktemp("whole") / "tiny"
    shutil.copytree(
        Path(__file__).parents[1] / "courses" / "tiny", root, ignore=shutil.ignore_patterns("_build")
    )
    ran = totkit("build", "--json", root=root)
    assert [(result["edition"], result["status"]) for result in json.loads(ran.stdout)] == [
        ("lk/en", "built"),
        ("lk/si", "built"),
        ("ma/ar", "built"),
    ], ran.stderr
    return root


def totkit(*words: str, root: Path) -> subprocess.CompletedProcess[str]:
    """Run the command as a person does: Sphinx may warn where these tests would stop."""
    command = [sys.executable, "-m", "totkit", *words, "-C", str(root)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=600, stdin=subprocess.DEVNULL
    )


def test_second_build_builds_nothing(published, run_totkit):
    before = {path: path.stat().st_mtime_ns for path in (published / "_build" / "site").rglob("*")}
    ran = run_totkit("build", "--json", "-C", published)
    assert (ran.code, [result["status"] for result in json.loads(ran.stdout)]) == (0, ["unchanged"] * 3)
    assert {path: path.stat().st_mtime_ns for path in (published / "_build" / "site").rglob("*")} == before


def test_changed_translation_builds_its_editions_only(published, tmp_path):
    root = Path(shutil.copytree(published, tmp_path / "course"))
    catalogue = root / "localisations" / "languages" / "si" / "book.po"
    catalogue.write_text(catalogue.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    ran = totkit("build", "--json", root=root)
    found = {result["edition"]: (result["status"], result["reason"]) for result in json.loads(ran.stdout)}
    assert found == {
        "lk/en": ("unchanged", "nothing changed"),
        "lk/si": ("built", "the translation changed"),
        "ma/ar": ("unchanged", "nothing changed"),
    }


def test_nothing_private_in_any_site(published):
    files = [path for path in (published / "_build" / "site").rglob("*") if path.is_file()]
    leaks = [str(path) for path in files if b"totkit-canary" in path.read_bytes().lower()]
    for archive in (path for path in files if path.suffix == ".zip"):
        with zipfile.ZipFile(archive) as opened:
            leaks += [name for name in opened.namelist() if b"totkit-canary" in opened.read(name).lower()]
    assert leaks == []


def test_trainers_edition_has_facilitator_text(published, run_totkit):
    assert run_totkit("assemble", "-q", "-e", "lk/en", "--audience", "trainer", "-C", published).code == 0
    tree = published / "_build" / "trainer" / "editions" / "lk" / "en"
    assert "totkit-canary-facilitator" in "".join(path.read_text() for path in tree.rglob("*.md"))
    assert (tree / "book" / "01-start" / "deck.md").is_file()
    assert not (published / "_build" / "editions" / "lk" / "en" / "book" / "01-start" / "deck.md").exists()


def test_stock_jupyter_book_builds_the_tree_without_totkit(published, tmp_path):
    tree = Path(shutil.copytree(published / "_build" / "editions" / "lk" / "si", tmp_path / "tree"))
    python = make_environment(tmp_path / "env", *WITHOUT_TOTKIT)
    assert "No module named 'totkit'" in run_python(python, "-c", "import totkit", cwd=tmp_path).stderr
    code = "from jupyter_book.cli.main import main; main()"
    ran = run_python(python, "-c", code, "build", "-W", "--keep-going", str(tree), cwd=tmp_path)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    ours = published / "_build" / "site" / "lk" / "si"
    theirs = tree / "_build" / "html"
    pages = sorted(path.relative_to(theirs) for path in theirs.rglob("*.html"))
    assert pages == sorted(path.relative_to(ours) for path in ours.rglob("*.html"))


def test_downloaded_exercise_runs_with_ipywidgets_and_pandas_only(published, tmp_path):
    [download] = (published / "_build" / "site" / "lk" / "en").rglob("count-people.zip")
    with zipfile.ZipFile(download) as archive:
        archive.extractall(tmp_path)
    python = make_environment(tmp_path / "env", "ipywidgets", "pandas", "ipykernel", "nbclient")
    folder = tmp_path / "count-people"
    ran = run_python(python, "-c", RUN_NOTEBOOK, "count-people.ipynb", cwd=folder)
    assert ran.returncode == 0, ran.stderr
    done = nbformat.read(folder / "done.ipynb", as_version=4)
    errors = [
        output.ename
        for cell in done.cells
        for output in cell.get("outputs", ())
        if output.output_type == "error"
    ]
    assert set(errors) <= {"NotImplementedError", "NameError"}  # what the learner has not written yet
    shown = [
        output
        for cell in done.cells
        if cell.source.startswith("ask(")
        for output in cell.outputs
        if "application/vnd.jupyter.widget-view+json" in output.get("data", {})
    ]
    assert shown, "no question was shown as a widget"


SOLUTION = "count-people-sum"


def hand_in(root: Path, learner: str, answers: dict[str, object], solution: str | None) -> None:
    """Do what a learner does: fill the released notebook and answer the questions."""
    released = root / "grading" / "lk" / "en" / "release" / "count-people"
    folder = root / "received" / learner
    shutil.copytree(released, folder)
    if solution is not None:
        path = folder / "count-people.ipynb"
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            if cell.metadata.get("nbgrader", {}).get("solution") and cell.cell_type == "code":
                cell.source = solution
        nbformat.write(notebook, path)
    (folder / "answers.json").write_text(json.dumps(answers), encoding="utf-8")


def test_grading_cycle_by_command_and_marks_outlive_a_clean(published, run_totkit):
    root = published
    run = lambda *words: run_totkit("grade", *words, "-C", root)  # noqa: E731
    assert run("release", "-e", "lk/en").code == 0
    source = (root / "exercises" / "count-people" / "count-people.md").read_text(encoding="utf-8")
    right = source.split("### BEGIN SOLUTION", 1)
    head = right[0].rsplit("---\n", 1)[1]
    solution = head + right[1].split("### END SOLUTION", 1)[0]
    keys = (root / "exercises" / "count-people" / "rubric.yml").read_text(encoding="utf-8")
    questions = json.loads((root / "grading/lk/en/release/count-people/questions.json").read_text())[
        "questions"
    ]
    single = next(item for item in questions if item["kind"] == "single" and item["use"] == "graded")
    answer = next(option["id"] for option in single["options"] if f"answer: {option['id']}" in keys)
    hand_in(root, "amara", {single["id"]: answer}, solution)
    hand_in(root, "bandara", {}, None)
    collected = run("collect", "count-people", "-e", "lk/en", "--from", root / "received")
    assert collected.code == 0, collected.stderr
    ran = run("autograde", "count-people", "-e", "lk/en", "--yes", "--json")
    assert "your rights" in ran.stderr
    assert "was edited since its release" not in ran.stderr
    graded = {record["learner"]: record for record in json.loads(ran.stdout)}
    # The long answer waits for a person; an untouched notebook earns nothing by itself.
    assert {name: record["status"] for name, record in graded.items()} == dict.fromkeys(
        ("amara", "bandara"), "needs-a-person"
    )
    by_person = sum(
        item["points"] for item in questions if item["kind"] == "long-text" and item["use"] == "graded"
    )
    assert graded["amara"]["points"] == graded["amara"]["max_points"] - by_person
    assert graded["bandara"]["points"] == 0
    unasked = totkit("grade", "autograde", "count-people", "-e", "lk/en", "--force", root=root)
    assert (unasked.returncode, "nothing was graded" in unasked.stderr) == (2, True)
    rubric = root / "exercises" / "count-people" / "rubric.yml"
    rubric.write_text(f"{keys}# A remark.\n", encoding="utf-8")
    edited = run("autograde", "count-people", "-e", "lk/en", "--yes")
    assert "count-people was edited since its release in lk/en" in edited.stderr
    rubric.write_text(keys, encoding="utf-8")
    assert run("feedback", "count-people", "-e", "lk/en").code == 0
    feedback = list((root / "grading" / "lk" / "en" / "feedback" / "amara").rglob("*.html"))
    assert feedback
    assert "canary-hidden" not in feedback[0].read_text(encoding="utf-8")
    shutil.copy(Path(__file__).parents[2] / "_config.yml", root)
    python = Path(sys.executable)
    clean = run_python(python, "-c", "from jupyter_book.cli.main import main; main()", "clean", ".", cwd=root)
    assert clean.returncode == 0, clean.stderr
    exported = run("export", "-e", "lk/en")
    assert exported.code == 0, exported.stderr
    totals = next(Path(line) for line in exported.stdout.splitlines() if line.endswith("totals.csv"))
    with totals.open(encoding="utf-8", newline="") as file:
        rows = {row["learner"]: float(row["points"]) for row in csv.DictReader(file)}
    assert rows == {"amara": graded["amara"]["points"], "bandara": 0.0}

"""A released folder in real kernels: what a learner answers is there again after a restart."""

from __future__ import annotations

import ast
import json
from typing import TYPE_CHECKING

import pytest
from totkit.release import release_exercise

if TYPE_CHECKING:
    from pathlib import Path

    from totkit.model import EditionExercise

pytestmark = pytest.mark.slow

OPEN = """
import json
from totkit_learn import HERE, Panel, read_sheet
sheet = read_sheet(HERE)
panels = {name: Panel(sheet, question) for name, question in sheet.questions.items()}
def controls(name, kind):
    found, waiting = [], [panels[name].input]
    while waiting:
        widget = waiting.pop(0)
        waiting = list(getattr(widget, "children", ())) + waiting
        if type(widget).__name__ == kind:
            found.append(widget)
    return found
"""
ANSWER = """
controls("one", "RadioButtons")[0].value = "owner"
controls("many", "Checkbox")[2].value = True
controls("grid", "RadioButtons")[1].value = "partly"
controls("order", "Button")[1].click()
controls("count", "Text")[0].value = "12,5"
controls("essay", "Textarea")[0].value = "ශ්‍රී"
controls("plan", "Textarea")[3].value = "me"
"""
LOOK = """
shown = {
    "one": controls("one", "RadioButtons")[0].value,
    "many": [box.value for box in controls("many", "Checkbox")],
    "grid": [row.value for row in controls("grid", "RadioButtons")],
    "order": [line.value[:40] for line in controls("order", "HTML")],
    "count": controls("count", "Text")[0].value,
    "essay": controls("essay", "Textarea")[0].value,
    "plan": [cell.value for cell in controls("plan", "Textarea")],
    "scale": controls("scale", "RadioButtons")[0].value,
}
json.dumps(shown)
"""


def run_kernel(folder: Path, *cells: str) -> list[str]:
    """Run cells in a new kernel whose notebook stands in a folder; return each cell's last value."""
    from nbclient import NotebookClient
    from nbformat.v4 import new_code_cell, new_notebook

    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    done = NotebookClient(
        notebook, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    ).execute()
    return [
        "".join(output["data"]["text/plain"] for output in cell.outputs if output.output_type != "stream")
        for cell in done.cells
    ]


@pytest.fixture
def folder(tmp_path: Path, every_kind: EditionExercise, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    released = release_exercise(every_kind, language="en", direction="ltr", strings={})
    for path, content in released.files.items():
        (tmp_path / "small" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "small" / path).write_bytes(content)
    return tmp_path / "small"


def test_answers_come_back_in_a_new_kernel(folder: Path) -> None:
    run_kernel(folder, OPEN, ANSWER)
    # A learner's own change of folder must not lose the answers either.
    last = run_kernel(
        folder, f"import os, sys; os.chdir('/'); sys.path.insert(0, {str(folder)!r})", OPEN, LOOK
    )
    assert json.loads(ast.literal_eval(last[-1])) == {
        "one": "owner",
        "many": [False, False, True],
        "grid": [None, "partly"],
        "order": [
            "<strong>1.</strong> It was launched.",
            "<strong>2.</strong> It has a budget line",
            "<strong>3.</strong> It has an owner &amp",
        ],
        "count": "12,5",
        "essay": "ශ්‍රී",
        "plan": ["", "", "", "me"],
        "scale": None,
    }
    assert sorted(path.name for path in folder.iterdir() if path.name != "__pycache__") == [
        "answers.json",
        "data",
        "questions.json",
        "small.ipynb",
        "totkit_learn.py",
    ]


def test_the_released_notebook_shows_its_questions(folder: Path) -> None:
    shown = run_kernel(folder, "from totkit_learn import ask", 'ask("one")', 'ask("try")')
    question = (
        "No question here? Click into the cell above and press Shift and Enter. Your answers are kept."
        "Run this cell to see the question."
    )
    assert shown == ["", question, question]

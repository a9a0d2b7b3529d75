"""An exercise in a tree: its released notebook as a page, and the same release to download."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from totkit.assemble.questions import question_html
from totkit.notebook import marks_to_spans
from totkit.release import release_zip, unwrap_direction

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nbformat import NotebookNode

    from totkit.model import Edition, EditionExercise, Question
    from totkit.release import Release

DOWNLOAD = "Download this exercise"
HOW_TO_OPEN = (
    "Unpack the file and open the notebook in Jupyter, which needs the packages pandas and ipywidgets. "
    "Run one cell after the other: click into it and press Shift and Enter. "
    "Your answers stay in its folder; keep the folders of all exercises side by side."
)
PORTFOLIO = "Your portfolio appears here in the notebook: what you wrote in the exercises before this one."
STRINGS = (DOWNLOAD, HOW_TO_OPEN, PORTFOLIO)


def exercise_files(edition: Edition, exercise: EditionExercise, release: Release) -> Mapping[str, bytes]:
    """Return the files of an exercise: a notebook that Jupyter Book shows, and a zip."""
    folder = f"exercises/{exercise.id}"
    return {
        f"{folder}/{exercise.id}.ipynb": site_notebook(edition, exercise, release),
        f"{folder}/{exercise.id}.zip": release_zip(release),
    }


def site_notebook(edition: Edition, exercise: EditionExercise, release: Release) -> bytes:
    """Return the released notebook as a page: not executed, its questions shown without a kernel."""
    import nbformat

    def say(text: str) -> str:
        return edition.interface.get(text, text)

    notebook = release.notebook
    notebook.metadata.language_info = {"name": "python", "file_extension": ".py"}
    notebook.metadata["mystnb"] = {"execution_mode": "off"}
    questions = {question.id: question for question in exercise.questions}
    for cell in notebook.cells:
        cell.metadata.pop("nbgrader", None)
        if cell.cell_type == "markdown":
            cell.source = "\n".join(map(marks_to_spans, unwrap_direction(cell.source).split("\n")))
        else:
            _show_question(cell, questions, say)
    notebook.cells.insert(1, _download_cell(exercise, say))
    text: str = nbformat.writes(notebook, sort_keys=True)
    return f"{text}\n".encode()


def _download_cell(exercise: EditionExercise, say: Callable[[str], str]) -> NotebookNode:
    from nbformat.v4 import new_markdown_cell

    title = f"[{say(DOWNLOAD)}]({exercise.id}.zip)"
    text = f":::{{admonition}} {title}\n:class: tk-download\n{say(HOW_TO_OPEN)}\n:::"
    return new_markdown_cell(text, id="totkit-download")


def _show_question(cell: NotebookNode, questions: Mapping[str, Question], say: Callable[[str], str]) -> None:
    """Put a question's text in the place of the cell that asks it; leave out the cells that say nothing."""
    from nbformat.v4 import new_output

    from totkit.release import asked_questions

    asked = [questions[name] for name in asked_questions(cell) if name in questions]
    if asked:
        shown = "\n".join(question_html(question, say) for question in asked)
        plain = "\n".join(html.unescape(question.prompt) for question in asked)
        cell.outputs = [new_output("display_data", data={"text/html": shown, "text/plain": plain})]
        cell.metadata["tags"] = ["remove-input"]
    elif _shows_portfolio(cell.source):
        note = f"<p><em>{html.escape(say(PORTFOLIO))}</em></p>"
        cell.outputs = [new_output("display_data", data={"text/html": note, "text/plain": say(PORTFOLIO)})]
        cell.metadata["tags"] = ["remove-input"]
    elif _says_nothing(cell.source):
        cell.metadata["tags"] = ["remove-cell"]


def _shows_portfolio(code: str) -> bool:
    """Return whether a cell does nothing but show the learner's portfolio."""
    return re.fullmatch(r"portfolio\((\"[a-z-]+\")?\)", code.strip()) is not None


def _says_nothing(code: str) -> bool:
    """Return whether a cell only brings the helper in, or is a generated marking cell."""
    lines = [line for line in code.splitlines() if line.strip()]
    return all(line.startswith(("#", "from totkit_learn import")) for line in lines)

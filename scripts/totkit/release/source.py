"""The source of an assignment as nbgrader wants it: solutions, hidden tests and mark schemes included."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from totkit.errors import Code, ContentError, Place, Problem, did_you_mean, raise_if_any
from totkit.learn import HELPER_NAME, bundle
from totkit.learn import STRINGS as HELPER_STRINGS
from totkit.notebook import read_notebook
from totkit.release.marking import asked_questions, marking_cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nbformat import NotebookNode

    from totkit.model import EditionExercise

RIGHT_TO_LEFT = '<div dir="rtl">\n\n'
END_OF_DIRECTION = "\n\n</div>"
KEPT_METADATA = ("kernelspec", "language_info")
"""What of a MyST notebook's front matter belongs into a notebook."""
OWN_FILES = ("answers.json", "questions.json", "questions.yml", "rubric.yml", "exercise.yml", HELPER_NAME)
"""Names that no data file may take: we write them, learners write them, or nobody may see them."""


def source_notebook(
    exercise: EditionExercise, *, direction: str = "ltr", strings: Mapping[str, str] | None = None
) -> NotebookNode:
    """Return an exercise's notebook with its solutions and, after each graded question, its marking cell.

    :param direction: ``rtl`` wraps the texts, as Jupyter itself knows no direction
    :param strings: words of ours in the edition's language by their English text
    :raises ContentError: TOT-E407 if a question is asked and unknown or known and never asked;
        TOT-E405 if a graded question has no key
    """
    notebook = read_notebook(exercise.text)
    raise_if_any(_question_problems(exercise, notebook))
    notebook.metadata = type(notebook.metadata)(
        {name: notebook.metadata[name] for name in KEPT_METADATA if name in notebook.metadata}
    )
    graded = {question.id: question for question in exercise.questions if question.use == "graded"}
    keys = {key.question: key for key in exercise.keys}
    cells = []
    for cell in notebook.cells:
        cells.append(cell)
        if asked_questions(cell):
            cell.metadata["jupyter"] = {"source_hidden": True}
        for number, name in enumerate(asked_questions(cell), 1):
            question = graded.pop(name, None)
            if question is not None:
                cell_id = f"{cell.id}-{number}"
                cells.append(
                    marking_cell(exercise.id, question, keys[name], cell_id=cell_id, strings=strings or {})
                )
    notebook.cells = cells
    if direction == "rtl":
        for cell in cells:
            if cell.cell_type == "markdown":
                cell.source = wrap_direction(cell.source)
    return notebook


def wrap_direction(text: str) -> str:
    """Return Markdown that Jupyter shows from right to left."""
    return f"{RIGHT_TO_LEFT}{text}{END_OF_DIRECTION}"


def unwrap_direction(text: str) -> str:
    """Return Markdown without the wrapping of :func:`wrap_direction`, for pages that have a direction."""
    return text.removeprefix(RIGHT_TO_LEFT).removesuffix(END_OF_DIRECTION)


def source_files(
    exercise: EditionExercise, *, language: str, direction: str, strings: Mapping[str, str]
) -> Mapping[str, bytes]:
    """Return what nbgrader's ``source/<exercise>/`` holds, content by path, sorted.

    :param language: BCP 47
    :param strings: words of ours in the edition's language by their English text
    :raises ContentError: also TOT-E502 if a data file takes a name that is not for data
    """
    notebook = source_notebook(exercise, direction=direction, strings=strings)
    files = {f"{exercise.id}.ipynb": write_notebook(notebook), **_data_files(exercise)}
    if exercise.questions:
        files["questions.json"] = _questions_json(exercise, language, direction, strings)
    if exercise.questions or "totkit_learn" in exercise.text:
        files[HELPER_NAME] = bundle().encode()
    return dict(sorted(files.items()))


def write_notebook(notebook: NotebookNode) -> bytes:
    """Return a notebook's file as nbconvert, and so nbgrader, writes it."""
    import nbformat

    return f"{nbformat.writes(notebook, version=4).rstrip()}\n".encode()


def _questions_json(
    exercise: EditionExercise, language: str, direction: str, strings: Mapping[str, str]
) -> bytes:
    content = {
        "language": language,
        "direction": direction,
        "strings": {text: strings[text] for text in HELPER_STRINGS if strings.get(text, text) != text},
        "questions": [question.public() for question in exercise.questions],
    }
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()


def _data_files(exercise: EditionExercise) -> dict[str, bytes]:
    refused = [file.path for file in exercise.files if not _is_data(PurePosixPath(file.path))]
    if refused:
        raise ContentError(
            Problem(
                where=Place(file=f"exercises/{exercise.id}/{path}"),
                code=Code.UNEXPECTED_FILE,
                message=f"{path} cannot be a data file of an exercise",
                hint="data stands in data/ and is no notebook, question or answer file",
            )
            for path in refused
        )
    return {file.path: file.content for file in exercise.files}


def _is_data(path: PurePosixPath) -> bool:
    outside = path.is_absolute() or ".." in path.parts
    return not outside and path.name not in OWN_FILES and path.suffix not in (".ipynb", ".md")


def _question_problems(exercise: EditionExercise, notebook: NotebookNode) -> list[Problem]:
    return [
        Problem(where=Place(file=f"{exercise.docname}.md"), code=code, message=message, hint=hint)
        for code, message, hint in _complaints(exercise, notebook)
    ]


def _complaints(exercise: EditionExercise, notebook: NotebookNode) -> Iterator[tuple[Code, str, str]]:
    asked = {name for cell in notebook.cells for name in asked_questions(cell)}
    known = {question.id for question in exercise.questions}
    for name in asked - known:
        yield Code.UNKNOWN_QUESTION, f"question {name!r} is not in questions.yml", did_you_mean(name, known)
    for name in known - asked:
        yield Code.UNKNOWN_QUESTION, f"question {name!r} is never asked", f'add a cell with ask("{name}")'
    graded = {question.id for question in exercise.questions if question.use == "graded"}
    for name in graded - {key.question for key in exercise.keys}:
        yield Code.MISSING_KEY_OF_QUESTION, f"graded question {name!r} has no key", "add it to rubric.yml"

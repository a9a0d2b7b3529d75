"""Run the sources of notebooks with their own solutions: what fails here must not be published."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, replace
from importlib import metadata
from typing import TYPE_CHECKING

from totkit.errors import Code, Place, Problem, plural
from totkit.notebook import find_blocks, read_notebook, unwrap_strings
from totkit.read import localisation_ids, read_localisation
from totkit.release import source_files
from totkit.run import NotebookFailure, execute_notebook, hash_bytes, hash_files, run_forked, write_file
from totkit.workflow.load import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

RECORD = "_build/cache/executed.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A notebook that must run.

    :ivar path: the authored file
    :ivar text: the authored text, to find lines in
    :ivar name: the notebook among ``files``
    """

    path: str
    text: str
    name: str
    files: Mapping[str, bytes]

    @property
    def digest(self) -> str:
        """What the outcome depends on."""
        versions = " ".join(f"{name}={metadata.version(name)}" for name in ("pandas", "ipywidgets"))
        return hash_files(
            {**{path: hash_bytes(content) for path, content in self.files.items()}, " ": versions}
        )


def execute_sources(library: Library, *, on_progress: Callable[[str], None]) -> list[Problem]:
    """Run every source that changed since it last ran well.

    :returns: one problem for each notebook that failed: page, cell, error
    """
    record = library.root / RECORD
    known: dict[str, str] = json.loads(record.read_text()) if record.exists() else {}
    waiting = [source for source in _sources(library) if known.get(source.path) != source.digest]
    if not waiting:
        return []
    on_progress(f"running {plural(len(waiting), 'notebook')} with their solutions")
    results = run_forked(_run, waiting, workers=os.cpu_count() or 1)
    failed = [_problem(result.job, result.value, result.failure) for result in results if result.value != ()]
    known |= {result.job.path: result.job.digest for result in results if result.value == ()}
    write_file(json.dumps(known, indent=1, sort_keys=True).encode(), record)
    return failed


def _run(source: Source) -> tuple[()] | NotebookFailure:
    failure = execute_notebook(source.files, source.name)
    return failure if failure else ()


def _sources(library: Library) -> list[Source]:
    """Return the notebooks of the preview's edition, in the course's language."""
    ids = localisation_ids(library.root)
    if not ids:
        return []
    preview = library.course.preview if library.course.preview in ids else ids[0]
    localisation, _ = read_localisation(library.root, preview)
    # The course's own pages: those of a country run when its site is built.
    whole = replace(localisation, modules=None, leave_out=(), messages={}, pages={}, own_modules={}, files=())
    course = library.course
    edition = Library(
        root=library.root, course=course, localisations={preview: whole}, catalogues={}, problems=()
    ).edition(preview, course.source_language)
    authored = {exercise.id: exercise for exercise in course.exercises}
    found = [
        Source(
            path=authored[exercise.id].path,
            text=authored[exercise.id].text,
            name=f"{exercise.id}.ipynb",
            files=source_files(exercise, language=edition.language, direction=edition.direction, strings={}),
        )
        for exercise in edition.exercises
    ]
    texts = {page.docname: page for page in course.all_pages}
    for page in edition.pages:
        if page.executable:
            source = texts[page.docname]
            found.append(
                Source(path=source.path, text=source.text, name="page.ipynb", files=_page(page.text))
            )
    return found


def _page(text: str) -> Mapping[str, bytes]:
    import nbformat

    return {"page.ipynb": str(nbformat.writes(read_notebook(text))).encode()}


def _problem(source: Source, failure: NotebookFailure | tuple[()] | None, crash: str) -> Problem:
    if not isinstance(failure, NotebookFailure):
        last = crash.strip().splitlines()[-1] if crash.strip() else "the kernel ended"
        return Problem(
            where=Place(file=source.path),
            code=Code.FAILING_NOTEBOOK,
            message=f"the notebook could not be run: {last}",
            hint="run it in Jupyter",
        )
    return Problem(
        where=Place(file=source.path, line=_line(source.text, failure.code)),
        code=Code.FAILING_NOTEBOOK,
        message=f"cell {failure.cell} fails: {failure.error.rstrip(': ')}",
        hint="the source must run to its end with its own solutions",
    )


def _line(text: str, code: str) -> int:
    """Return the line where a failed cell begins in the authored text; 0 if it was generated."""
    lines = unwrap_strings(text).split("\n")
    first = next((line.strip() for line in code.splitlines() if line.strip()), "")
    for block in find_blocks(text):
        if block.name == "code-cell" and any(
            line.strip() == first for line in lines[block.start : block.end]
        ):
            body = "\n".join(lines[block.start : block.end])
            if all(line.strip() in body for line in code.splitlines()[:3]):
                return block.start + 1
    return 0

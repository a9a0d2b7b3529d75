"""What learners get of an exercise: nbgrader's own release steps, in memory."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from totkit.errors import Code, ContentError, Place, Problem, raise_if_any
from totkit.release.marking import YOUR_CODE
from totkit.release.private import leak_problems, marker_problems, private_texts
from totkit.release.source import source_files, write_notebook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nbformat import NotebookNode

    from totkit.model import EditionExercise

ZIP_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip can hold; the same input gives the same bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A released exercise: what site, hub and download have in common.

    :ivar files: content by path, sorted; ``<id>.ipynb`` among them, never ``answers.json``
    """

    id: str
    files: Mapping[str, bytes]

    @property
    def notebook(self) -> NotebookNode:
        """The released notebook; a new copy each time."""
        import nbformat

        return nbformat.reads(self.files[f"{self.id}.ipynb"].decode(), as_version=4)


def release_exercise(
    exercise: EditionExercise, *, language: str, direction: str, strings: Mapping[str, str]
) -> Release:
    """Return what learners get of an exercise, byte for byte as ``nbgrader generate_assignment`` writes it.

    :param language: BCP 47
    :param direction: ``ltr`` or ``rtl``
    :param strings: words of ours in the edition's language by their English text
    :raises ContentError: TOT-E402 if a marker is not closed, TOT-E408 if nbgrader refuses a cell,
        TOT-E501 if private text would be released
    """
    import nbformat

    files = dict(source_files(exercise, language=language, direction=direction, strings=strings))
    name = f"{exercise.id}.ipynb"
    source = nbformat.reads(files[name].decode(), as_version=4)
    raise_if_any(marker_problems(exercise, source))
    released = _preprocess(exercise, source, strings.get(YOUR_CODE, YOUR_CODE))
    raise_if_any(leak_problems(exercise, released, private_texts(exercise)))
    return Release(id=exercise.id, files={**files, name: write_notebook(released)})


def release_zip(release: Release) -> bytes:
    """Return a release as a zip of one folder, the same bytes for the same release."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, content in sorted(release.files.items()):
            entry = zipfile.ZipInfo(f"{release.id}/{path}", date_time=ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()


def code_stub(said: str) -> dict[str, str]:
    """Return nbgrader's ``ClearSolutions.code_stub`` with words of the learner's language."""
    return {"python": f"# {said}\nraise NotImplementedError()"}


def _preprocess(exercise: EditionExercise, notebook: NotebookNode, stub: str) -> NotebookNode:
    """Run nbgrader's release steps in the order of ``GenerateAssignment.preprocessors``.

    Left out are the steps with effects elsewhere: header and footer files, generated tests, the gradebook.
    """
    from nbformat.validator import normalize
    from nbgrader import preprocessors as steps
    from nbgrader.nbgraderformat import SchemaTooNewError, SchemaTooOldError, ValidationError
    from traitlets.config import Config

    _changes, notebook = normalize(notebook)
    resources: dict[str, object] = {}
    config = Config({"ClearSolutions": {"code_stub": code_stub(stub)}})
    for step in (
        steps.LockCells,
        steps.ClearSolutions,
        steps.ClearOutput,
        steps.CheckCellMetadata,
        steps.ComputeChecksums,
        steps.ClearHiddenTests,
        steps.ClearMarkScheme,
        steps.ComputeChecksums,
        steps.CheckCellMetadata,
    ):
        try:
            notebook, resources = step(config=config)(notebook, resources)
        except (RuntimeError, ValidationError, SchemaTooOldError, SchemaTooNewError) as error:
            raise ContentError([_refusal(exercise, error)]) from error
    return notebook


def _refusal(exercise: EditionExercise, error: Exception) -> Problem:
    # nbgrader raises its own ValidationError over the one that names the cell.
    reason = error.__context__ or error
    said = " ".join(str(getattr(reason, "message", reason)).split())
    return Problem(
        where=Place(file=f"{exercise.docname}.md"),
        code=Code.BAD_CELL,
        message=f"nbgrader refuses a cell: {said}",
        hint="see the roles of cells in docs/reference/formats.md",
    )

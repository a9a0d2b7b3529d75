"""One submission: what is taken from a learner's files, and what is refused."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NoReturn

from totkit.grade.listing import MEGABYTE, TOTAL_BYTES, Listing, check_total, list_zip, names_of, refuse

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from totkit.grade.listing import Entry
    from totkit.grade.records import GradingCourse

NOTEBOOK_BYTES = 20 * MEGABYTE
ANSWERS_BYTES = MEGABYTE
SECRET_BYTES = 1000
ANSWERS_DEPTH = 8
ANSWERS = "answers.json"
TIMESTAMP = "timestamp.txt"
TIME_FORMAT = "%Y-%m-%d %H:%M:%S.%f UTC"
"""As nbgrader writes it."""
SECRET = "submission_secret.txt"  # a file's name  # noqa: S105
SECRET_TEXT = re.compile(rb"[0-9A-Za-z+/=_-]+\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What is taken.

    :ivar files: by name: the notebook, ``answers.json`` and nbgrader's secret where they are there
    :ivar ignored: what came along; data and helper are restored from the source when the work is graded
    """

    files: Mapping[str, bytes]
    received: datetime
    ignored: tuple[str, ...]


def read_submission(
    listing: Listing, assignment: str, grade_ids: frozenset[str], *, in_zip: bool = False
) -> Submission:
    """Read what an assignment needs from a learner's files, sizes first.

    :param grade_ids: of the released notebook
    :param in_zip: whether this is already a zip in a folder; there is no third level
    :raises ContentError: with the code BAD_SUBMISSION, if the work cannot be taken
    """
    check_total(listing)
    found = find_notebook(listing, assignment)
    if found is None:
        inner = [entry for entry in listing.entries if str(entry.path) == f"{assignment}.zip"]
        if not inner or in_zip:
            _refuse_missing(listing, assignment)
        return read_submission(_open_zip(inner[0], listing), assignment, grade_ids, in_zip=True)
    wanted = {f"{assignment}.ipynb": NOTEBOOK_BYTES, ANSWERS: ANSWERS_BYTES, SECRET: SECRET_BYTES}
    beside = [entry for entry in listing.entries if entry.path.parent == found.path.parent]
    taken = [entry for entry in beside if entry.path.name in wanted]
    for entry in taken:
        _check_size(entry, wanted[entry.path.name], listing.name)
    files = {entry.path.name: entry.read() for entry in taken}
    check_notebook(files[f"{assignment}.ipynb"], f"{listing.name}/{found.path}", grade_ids)
    if ANSWERS in files:
        check_answers(files[ANSWERS], f"{listing.name}/{ANSWERS}")
    if SECRET in files and SECRET_TEXT.fullmatch(files[SECRET]) is None:
        refuse(f"{listing.name}/{SECRET}", "is not what nbgrader writes", "submit again through JupyterLab")
    ignored = names_of([entry for entry in listing.entries if entry not in taken])
    return Submission(files=files, received=listing.received, ignored=ignored)


def find_notebook(listing: Listing, assignment: str) -> Entry | None:
    """Return the assignment's notebook: the one of its name that lies least deep.

    :raises ContentError: if there are two
    """
    same = [entry for entry in listing.entries if entry.path.name == f"{assignment}.ipynb"]
    if not same:
        return None
    depth = min(len(entry.path.parts) for entry in same)
    nearest = [entry for entry in same if len(entry.path.parts) == depth]
    if len(nearest) > 1:
        both = " and ".join(names_of(nearest)[:2])
        refuse(listing.name, f"holds the notebook twice, {both}", "hand in the one that counts")
    return nearest[0]


def _refuse_missing(listing: Listing, assignment: str) -> NoReturn:
    """Refuse work without the notebook, and say what was found."""
    others = [str(entry.path) for entry in listing.entries if entry.path.suffix == ".ipynb"]
    found = f"; found {', '.join(sorted(others)[:3])}" if others else ""
    hint = "the notebook keeps the name it was released with"
    refuse(listing.name, f"there is no {assignment}.ipynb{found}", hint)


def _open_zip(entry: Entry, listing: Listing) -> Listing:
    """List a zip that lies in the learner's folder."""
    _check_size(entry, TOTAL_BYTES, listing.name)
    return list_zip(io.BytesIO(entry.read()), f"{listing.name}/{entry.path}", listing.received)


def _check_size(entry: Entry, limit: int, name: str) -> None:
    """Refuse a file by its size, before it is read."""
    if entry.size > limit:
        message = f"has {entry.size / MEGABYTE:.1f} MB, more than {limit / MEGABYTE:g}"
        refuse(f"{name}/{entry.path}", message, "clear the outputs of the notebook and hand it in again")


def load_json(content: bytes, shown: str) -> Any:
    """Return the value of a JSON file from a stranger.

    :raises ContentError: if it is none
    """
    try:
        return json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, json.JSONDecodeError) else type(error).__name__
        refuse(shown, f"is not readable JSON: {reason}", "save the file again and hand it in again")


def check_notebook(content: bytes, shown: str, grade_ids: frozenset[str]) -> None:
    """Check that a file is a notebook, and this assignment's.

    :raises ContentError: if it is not
    """
    notebook = load_json(content, shown)
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        refuse(shown, "is not a notebook of format 4", "open it in JupyterLab, save it and hand it in again")
    if notebook.get("nbformat") != 4 or not all(map(_is_cell, notebook["cells"])):
        refuse(shown, "is not a notebook of format 4", "open it in JupyterLab, save it and hand it in again")
    if not grade_ids & grade_ids_of(notebook):
        refuse(
            shown,
            "has none of the assignment's graded cells",
            "write the answers into a fresh copy of the released notebook; other programs drop its marks",
        )


def _is_cell(cell: Any) -> bool:
    """Return whether a value has the parts of a cell."""
    if not isinstance(cell, dict) or cell.get("cell_type") not in {"code", "markdown", "raw"}:
        return False
    source = cell.get("source")
    whole = isinstance(source, str) or (
        isinstance(source, list) and all(isinstance(line, str) for line in source)
    )
    return whole and isinstance(cell.get("metadata"), dict)


def grade_ids_of(notebook: Mapping[str, Any]) -> frozenset[str]:
    """Return the ids by which nbgrader knows the cells of a notebook."""
    marks = (cell["metadata"].get("nbgrader") for cell in notebook["cells"])
    named = (mark.get("grade_id") for mark in marks if isinstance(mark, dict))
    return frozenset(name for name in named if isinstance(name, str))


def released_grade_ids(course: GradingCourse, assignment: str) -> frozenset[str]:
    """Return the ids of the cells of a released notebook."""
    content = (course.release_of(assignment) / f"{assignment}.ipynb").read_bytes()
    return grade_ids_of(json.loads(content))


def check_answers(content: bytes, shown: str) -> None:
    """Check that answers are a JSON object of sane depth; they are kept as they are.

    :raises ContentError: if they are not
    """
    again = "open the notebook, run it, look through your answers and hand it in again"
    answers = load_json(content, shown)
    if not isinstance(answers, dict):
        refuse(shown, "is not a JSON object", again)
    level = [answers]
    for _ in range(ANSWERS_DEPTH):
        level = [inner for value in level for inner in _inner(value)]
        if not level:
            return
    refuse(shown, f"is nested more than {ANSWERS_DEPTH} deep", again)


def _inner(value: Any) -> list[Any]:
    """Return the objects and arrays directly in a value."""
    values = value.values() if isinstance(value, dict) else value
    return [inner for inner in values if isinstance(inner, (dict, list))]


def received_at(folder: Path) -> datetime | None:
    """Return when the submission in a folder was received; None where no time of ours stands there."""
    try:
        stamp = (folder / TIMESTAMP).read_text(encoding="utf-8", errors="replace").strip()
        return datetime.strptime(stamp, TIME_FORMAT).replace(tzinfo=UTC)
    except (FileNotFoundError, ValueError):
        return None

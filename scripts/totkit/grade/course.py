"""A grading folder: nbgrader's protocol of folders, its configuration and its gradebook."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from totkit.errors import ToolError, UsageError
from totkit.grade.door import nbgrader_at
from totkit.grade.files import write_file
from totkit.grade.records import GradingCourse
from totkit.grade.seams import CLEAN_HTML, FEEDBACK, SANITIZE
from totkit.release import code_stub

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FOLDERS = ("source", "release", "submitted", "autograded", "feedback")
COURSE_ID = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
CONFIGURED = re.compile(r'^c\.CourseDirectory\.course_id = "(.*)"$', re.MULTILINE)


def open_course(
    folder: Path, course_id: str, *, exchange: Path | None = None, stub: str = ""
) -> GradingCourse:
    """Open the nbgrader course of an edition; make it where it does not exist.

    The folder gets mode 0700: it holds solutions, names and marks.

    :param course_id: ``<course>-<country>-<language>``
    :param exchange: of a hub; by default a folder of the course
    :param stub: what learners read in the place of a solution; by default nbgrader's own words
    :raises UsageError: if the folder is another course's, or nbgrader could not work there
    :raises ToolError: if the gradebook cannot be made or used
    """
    root = folder.absolute()
    check_place(root, course_id)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    root.chmod(0o700)
    for name in FOLDERS:
        (root / name).mkdir(exist_ok=True)
    course = GradingCourse(
        folder=root, course_id=course_id, exchange=(exchange or root / "exchange").absolute()
    )
    course = replace(course, stub=stub) if stub else course
    write_settings(course)
    if not course.exchange.exists():
        course.exchange.mkdir(parents=True)
        course.exchange.chmod(0o777)  # nbgrader itself demands this of an exchange
    open_gradebook(course)
    return course


def check_place(root: Path, course_id: str) -> None:
    """Check that nbgrader can work in a folder.

    :raises UsageError: if the id or the path has characters that nbgrader would take for a pattern
    """
    if COURSE_ID.fullmatch(course_id) is None:
        raise UsageError(f"{course_id!r} cannot be a course id: use letters, digits and single hyphens")
    if set("*?[]{}") & set(str(root)):
        raise UsageError(
            f"nbgrader reads * ? [ ] {{ }} in a path as patterns; choose another folder than {root}"
        )


def write_settings(course: GradingCourse) -> None:
    """Write the configuration that stock nbgrader and its formgrader read; a person's edits are kept.

    :raises UsageError: if the folder belongs to another course
    """
    path = course.folder / "nbgrader_config.py"
    if not path.exists():
        write_file(path, settings_text(course).encode())
        return
    found = CONFIGURED.search(path.read_text(encoding="utf-8"))
    if found is not None and found[1] != course.course_id:
        raise UsageError(f"{course.folder} is the grading folder of {found[1]}, not of {course.course_id}")


def settings_text(course: GradingCourse) -> str:
    """Return ``nbgrader_config.py``, so that stock nbgrader keeps hidden tests private as we do."""
    inside = course.exchange == course.folder / "exchange"
    exchange = 'str(Path(__file__).parent / "exchange")' if inside else repr(str(course.exchange))
    return f'''"""Written by totkit for nbgrader's own commands in this folder; your changes are kept."""

from pathlib import Path

c = get_config()  # noqa: F821
c.CourseDirectory.course_id = "{course.course_id}"
c.CourseDirectory.root = str(Path(__file__).parent)
c.Exchange.root = {exchange}
c.ClearSolutions.code_stub = {code_stub(course.stub)!r}
c.Autograde.sanitize_preprocessors = {_listed(SANITIZE)}
c.GenerateFeedback.preprocessors = {_listed(FEEDBACK)}
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.filters = {{"clean_html": "{CLEAN_HTML}"}}
'''


def _listed(steps: Sequence[str]) -> str:
    """Return names as a Python list, one a line."""
    return "[\n" + "".join(f'    "{step}",\n' for step in steps) + "]"


def open_gradebook(course: GradingCourse) -> None:
    """Make the gradebook where it does not exist, and check that nbgrader can upgrade it later.

    :raises ToolError: if it has no version (nbgrader once ran without ``alembic`` on the path)
    """
    if not course.gradebook.exists():
        with nbgrader_at(course) as api:
            api.gradebook.close()
        course.gradebook.chmod(0o600)
    if not _has_version(course.gradebook):
        raise ToolError(
            f"{course.gradebook} has no version, so nbgrader cannot upgrade it: move it away if it is empty, "
            "else put the folder of your Python on PATH and run `nbgrader db upgrade` beside it"
        )


def _has_version(gradebook: Path) -> bool:
    """Return whether the gradebook says which of nbgrader's formats it has."""
    with closing(sqlite3.connect(f"{gradebook.as_uri()}?mode=ro", uri=True)) as database:
        try:
            return database.execute("SELECT version_num FROM alembic_version").fetchone() is not None
        except sqlite3.OperationalError:
            return False


def known_assignments(course: GradingCourse) -> tuple[str, ...]:
    """Return the ids of the assignments that have a source, sorted."""
    return tuple(sorted(path.name for path in (course.folder / "source").iterdir() if path.is_dir()))


def check_released(course: GradingCourse, assignment: str) -> None:
    """Check that an assignment was released in the course.

    :raises UsageError: if it was not
    """
    if not course.release_of(assignment).is_dir():
        known = ", ".join(known_assignments(course)) or "nothing"
        raise UsageError(f"{assignment} is not released in {course.course_id} (released: {known})")


def submitted_learners(course: GradingCourse, assignment: str) -> tuple[str, ...]:
    """Return who handed in an assignment, sorted."""
    found = (course.folder / "submitted").glob(f"*/{assignment}")
    return tuple(sorted(path.parent.name for path in found if path.is_dir()))

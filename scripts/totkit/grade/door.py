"""The one door to nbgrader: its API with our settings, without its noise, one process at a time."""

from __future__ import annotations

import fcntl
import os
import re
import sys
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from totkit.errors import ToolError
from totkit.grade.files import remove_folder
from totkit.grade.seams import AUTOGRADE, CLEAN_HTML, FEEDBACK, SANITIZE
from totkit.release import code_stub
from totkit.run import socket_kernels

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from totkit.grade.records import GradingCourse

RAISED = re.compile(r"^ *(?:\w+\.)*(\w+(?:Error|Exception)): ?(.*)$|^ *(KeyboardInterrupt)$", re.MULTILINE)
"""The last line of a traceback; nbgrader's log indents it."""


@contextmanager
def nbgrader_at(course: GradingCourse) -> Iterator[Any]:
    """Give nbgrader's API for a course, for as long as nobody else works on that course.

    nbgrader changes the working directory while it converts, so this is for one thread only.

    :raises ToolError: if another process works on the course
    """
    with locked(course), quiet(), venv_on_path(), socket_kernels():
        from nbgrader.apps.api import NbGraderAPI

        yield NbGraderAPI(config=settings(course))


@contextmanager
def gradebook_of(course: GradingCourse) -> Iterator[Any]:
    """Give nbgrader's gradebook for reading, also while another process works on the course."""
    from nbgrader.api import Gradebook

    with quiet(), Gradebook(f"sqlite:///{course.gradebook}", course.course_id) as book:
        yield book


def settings(course: GradingCourse) -> Any:
    """Return everything that we set in nbgrader; no configuration file is read."""
    from traitlets.config import Config

    config = Config()
    config.CourseDirectory.root = str(course.folder)
    config.CourseDirectory.course_id = course.course_id
    config.Exchange.root = str(course.exchange)
    config.Exchange.cache = str(course.own / "cache")
    config.ExchangeReleaseAssignment.force = True
    config.ClearSolutions.code_stub = code_stub(course.stub)
    config.Autograde.sanitize_preprocessors = list(SANITIZE)
    config.Autograde.autograde_preprocessors = list(AUTOGRADE)
    config.GenerateFeedback.preprocessors = list(FEEDBACK)
    config.HTMLExporter.sanitize_html = True
    config.HTMLExporter.filters = {"clean_html": CLEAN_HTML}
    config.ExecutePreprocessor.shutdown_kernel = "immediate"
    # ipykernel 7.4 says of every kernel on the loopback device that it is not encrypted.
    config.ExecutePreprocessor.extra_arguments = ["--IPKernelApp.log_level=ERROR"]
    return config


@contextmanager
def locked(course: GradingCourse) -> Iterator[None]:
    """Hold the course: SQLite and nbgrader's folders bear one writer.

    :raises ToolError: if another process holds it
    """
    course.own.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (course.own / "lock").open("a") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as err:
            raise ToolError(f"another totkit is working on {course.folder}: wait until it is done") from err
        remove_folder(course.own / "staging")
        yield


@contextmanager
def quiet() -> Iterator[None]:
    """Silence the one warning that is known to say nothing about the grades."""
    with warnings.catch_warnings():
        # SQLAlchemy 2.1 on nbgrader's order of adding rows; the rows are right.
        warnings.filterwarnings("ignore", message=r"Object of type <\w+> not in session")
        yield


@contextmanager
def venv_on_path() -> Iterator[None]:
    """Let nbgrader find ``alembic``, which it calls by its bare name."""
    before = os.environ.get("PATH", os.defpath)
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{before}"
    try:
        yield
    finally:
        os.environ["PATH"] = before


def raised_in(result: Mapping[str, Any]) -> tuple[str, str]:
    """Return name and message of what was raised first, from the log that nbgrader's API hands back.

    The API catches everything, Ctrl-C included, and returns only text.

    :raises KeyboardInterrupt: if that is what it caught
    """
    text = f"{result.get('log', '')}\n{result.get('error', '')}"
    found = [(match[0] or match[2], match[1]) for match in RAISED.findall(text)]
    if ("KeyboardInterrupt", "") in found:
        raise KeyboardInterrupt
    return found[0] if found else ("", text.strip().rpartition("\n")[2])


def demand(result: Mapping[str, Any], what: str) -> None:
    """Check that a step of nbgrader succeeded.

    :raises ToolError: with what nbgrader said
    """
    if not result["success"]:
        name, message = raised_in(result)
        raise ToolError(
            f"{what} failed: {message or name}", f"{result.get('log', '')}{result.get('error', '')}"
        )

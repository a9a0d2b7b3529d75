"""What tests of several rooms share: small courses and the command."""

from __future__ import annotations

import contextlib
import io
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

HERE = Path(__file__).parent
COURSES = HERE / "courses"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a command left behind."""

    code: int
    stdout: str
    stderr: str


def copy_course(name: str, target: Path) -> Path:
    """Copy an authored course, without anything that was built from it."""
    return Path(shutil.copytree(COURSES / name, target, ignore=shutil.ignore_patterns("_build", "grading")))


@pytest.fixture(scope="session")
def courses() -> Path:
    """Return the folder of the small courses; copy before you write."""
    return COURSES


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """Return a fresh copy of the tiny course: three editions, lk/en, lk/si and ma/ar."""
    return copy_course("tiny", tmp_path / "tiny")


@pytest.fixture
def run_totkit(monkeypatch):
    """Return a function that runs the command in this process, as a shell would in ``cwd``."""

    def run(*arguments: str | Path, cwd: Path | None = None) -> Ran:
        from totkit.cli import main

        if cwd is not None:
            monkeypatch.chdir(cwd)
        out, err = io.StringIO(), io.StringIO()
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            pytest.raises(SystemExit) as left,
        ):
            main([str(argument) for argument in arguments])
        return Ran(code=int(left.value.code or 0), stdout=out.getvalue(), stderr=err.getvalue())

    return run


@pytest.fixture(scope="session")
def browser():
    """Return Chromium, one for all tests of a process: Playwright bears only one."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as engine:
        chromium = engine.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield chromium
        chromium.close()

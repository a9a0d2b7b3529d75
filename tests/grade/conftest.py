from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from double_it import ASSIGNMENT, source_files
from totkit.grade import GradingCourse, open_course, release_assignment

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("released") / "course"
    course = open_course(folder, "dg-lk-en")
    release_assignment(course, ASSIGNMENT, source_files())
    return folder


@pytest.fixture
def course(released: Path, tmp_path: Path) -> GradingCourse:
    shutil.copytree(released, tmp_path / "course")
    return open_course(tmp_path / "course", "dg-lk-en")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"

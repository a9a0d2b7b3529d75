"""Folders as values, and writes that are there whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return the content of every file by its path relative to the folder; empty if there is no folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def write_file(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Write a file atomically, its folders too where they are missing."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def stage_folder(files: Mapping[str, bytes], staging: Path) -> Path:
    """Write files into a new folder under ``staging`` and return it, to be moved to its place."""
    staging.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder = Path(tempfile.mkdtemp(dir=staging))
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def move_folder(old: Path, new: Path) -> None:
    """Move a folder within the course; whatever stood there is removed first."""
    remove_folder(new)
    new.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    old.replace(new)


def remove_folder(folder: Path) -> None:
    """Remove a folder if it is there."""
    if folder.exists():
        shutil.rmtree(folder)

"""Writes that are either whole or not there: a sibling first, then a rename."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from totkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def write_file(content: bytes, path: Path) -> None:
    """Write a file whole: a reader sees the old content or the new, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_tree(files: Mapping[str, bytes], folder: Path) -> None:
    """Make a folder hold exactly these files, by path relative to it.

    :raises UsageError: if a path is absolute or leaves the folder
    """
    with temporary_sibling(folder) as new:
        for name, content in files.items():
            path = PurePosixPath(name)
            if path.is_absolute() or ".." in path.parts or not path.parts:
                message = f"{name!r} is not a path inside {folder}"
                raise UsageError(message)
            target = new / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        replace_folder(new, folder)


def replace_folder(new: Path, old: Path) -> None:
    """Put a folder in the place of another one on the same disk, which need not exist.

    Two renames: should the machine stop between them, the next call finds the place empty and fills it.
    """
    old.parent.mkdir(parents=True, exist_ok=True)
    if not old.exists():
        new.replace(old)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{old.name}.old.", dir=old.parent))
    old.replace(aside / "was")
    try:
        new.replace(old)
    except BaseException:
        (aside / "was").replace(old)
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def temporary_sibling(folder: Path) -> Iterator[Path]:
    """Give an empty folder beside another one, to build in; what is left of it is removed in the end."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".{folder.name}.new.", dir=folder.parent))
    temporary.chmod(0o755)
    try:
        yield temporary
    finally:
        shutil.rmtree(temporary, ignore_errors=True)

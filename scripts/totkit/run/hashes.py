"""Content hashes: the same content gives the same digest on every machine and at every time.

Standard library only, so that "has anything changed?" is answered before anything slow is imported.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

IGNORED = frozenset({"__pycache__", ".ipynb_checkpoints", ".DS_Store"})


def hash_bytes(content: bytes) -> str:
    """Return the SHA-256 of some bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def hash_files(digests: Mapping[str, str]) -> str:
    """Return one digest for many: of names with their digests, sorted by name."""
    lines = (f"{len(name)}:{len(digests[name])}:{name}={digests[name]}\n" for name in sorted(digests))
    return hash_bytes("".join(lines).encode())


def hash_folder(folder: Path, *, without: Iterable[str] = ()) -> str:
    """Return the digest of a folder: of every file's path and content, times and modes left out.

    :param without: names of files and folders that do not count, besides caches of Python and Jupyter
    """
    left_out = IGNORED.union(without)
    return hash_files(
        {
            path.relative_to(folder).as_posix(): hash_file(path)
            for path in folder.rglob("*")
            if path.is_file() and left_out.isdisjoint(path.relative_to(folder).parts)
        }
    )

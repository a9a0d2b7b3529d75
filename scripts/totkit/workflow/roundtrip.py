"""Say of any pages whether translation would keep them whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from totkit.notebook import Roundtrip, check_roundtrip
from totkit.read import read_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRoundtrip:
    """How a file survives.

    :ivar error: why it could not be read; empty if it could
    """

    file: str
    survives: bool
    error: str = ""
    result: Roundtrip | None = None


def roundtrip_files(files: Sequence[Path]) -> tuple[FileRoundtrip, ...]:
    """Return how each file survives segmentation and being written again; nothing is written."""
    return tuple(map(_roundtrip_file, files))


def _roundtrip_file(path: Path) -> FileRoundtrip:
    try:
        result = check_roundtrip(read_text(path))
    except UnicodeDecodeError:
        return FileRoundtrip(file=str(path), survives=False, error="is not UTF-8 text")
    except OSError as error:
        return FileRoundtrip(file=str(path), survives=False, error=f"cannot be read: {error.strerror}")
    return FileRoundtrip(file=str(path), survives=result.survives, result=result)

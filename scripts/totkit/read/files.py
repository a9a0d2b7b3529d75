"""Read text files of a course, with problems instead of exceptions."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from totkit.errors import Code, Place, Problem
from totkit.model import SourceFile


def read_text(path: Path) -> str:
    """Return a file's text with its own line ends, without a byte order mark.

    :raises OSError: if it cannot be had
    :raises UnicodeDecodeError: if it is not UTF-8
    """
    return path.read_bytes().decode("utf-8-sig")


class Reader:
    """Reads files below one root and collects what is wrong with them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []

    def add(
        self, code: Code, file: str, message: str, *, line: int = 0, key: str = "", hint: str = ""
    ) -> None:
        """Note a problem."""
        where = Place(file=file, line=line, key=key)
        self.problems.append(Problem(where=where, code=code, message=message, hint=hint))

    def exists(self, path: str) -> bool:
        """Return whether a file is there."""
        return (self.root / path).is_file()

    def text(self, path: str) -> str | None:
        """Return a file's text; None, with a problem noted, if it cannot be had."""
        try:
            # Windows editors begin files with a byte order mark.
            return (self.root / path).read_text(encoding="utf-8-sig")
        except OSError as error:
            self.add(Code.MISSING_FILE, path, f"cannot be read: {error.strerror}", hint="write the file")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            self.add(Code.MISSING_FILE, path, "is not UTF-8 text", line=line, hint="save the file as UTF-8")
        return None

    def folders(self, path: str) -> tuple[str, ...]:
        """Return the folders directly below ``path``, sorted; hidden ones left out."""
        base = self.root / path
        if not base.is_dir():
            return ()
        return tuple(
            sorted(f"{path}/{p.name}" for p in base.iterdir() if p.is_dir() and p.name[0] not in "._")
        )

    def files(self, path: str, *, relative_to: str = "") -> tuple[SourceFile, ...]:
        """Return all files below a folder, sorted, with paths relative to ``relative_to`` (or the root)."""
        base = self.root / path
        if not base.is_dir():
            return ()
        found = sorted(p for p in base.rglob("*") if p.is_file() and not _hidden(p.relative_to(base)))
        start = self.root / relative_to
        return tuple(SourceFile(path=p.relative_to(start).as_posix(), content=p.read_bytes()) for p in found)


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") or part == "__pycache__" for part in PurePosixPath(path).parts)

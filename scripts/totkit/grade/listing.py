"""What a folder or a zip from a stranger holds: listed and checked before a byte of it is read."""

from __future__ import annotations

import os
import stat
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NoReturn

from totkit.errors import Code, ContentError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import BinaryIO

MEGABYTE = 1_000_000
TOTAL_BYTES = 50 * MEGABYTE
FILES = 2000
ZIP_INDEX_BYTES = 16 * MEGABYTE
ZIP_RATIO = 200
"""DEFLATE reaches 1032; text and notebooks stay far below 100."""
CHECKPOINTS = ".ipynb_checkpoints"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file that was listed.

    :ivar size: in bytes, as declared; ``read`` refuses more
    """

    path: PurePosixPath
    size: int
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The files of one piece of work.

    :ivar name: for messages
    :ivar received: when the last of it reached this computer, by this computer's clock
    """

    name: str
    entries: tuple[Entry, ...]
    received: datetime


def refuse(file: str, message: str, hint: str) -> NoReturn:
    """Refuse a piece of work.

    :raises ContentError: always
    """
    shown = file.encode(errors="backslashreplace").decode()
    problem = Problem(where=Place(file=shown), code=Code.BAD_SUBMISSION, message=message, hint=hint)
    raise ContentError([problem])


def check_total(listing: Listing) -> None:
    """Refuse work that is too much to be an answer.

    :raises ContentError: if it is
    """
    total = sum(entry.size for entry in listing.entries)
    if len(listing.entries) > FILES:
        refuse(listing.name, f"more than {FILES} files", "hand in the notebook and answers.json only")
    if total > TOTAL_BYTES:
        message = f"{total / MEGABYTE:.0f} MB together, more than {TOTAL_BYTES // MEGABYTE}"
        refuse(listing.name, message, "hand in the notebook and answers.json only")


def list_folder(folder: Path, name: str) -> Listing:
    """List a folder without following or opening anything in it.

    The time of receipt is the status change time (``ctime``): unlike ``mtime`` and any ``timestamp.txt``
    the one who hands in cannot set it back.

    :raises ContentError: if there is a link, a device, a socket or a pipe in it, or it cannot be listed
    """
    status = os.lstat(folder)
    if not stat.S_ISDIR(status.st_mode):
        refuse(name, "is a link or not a folder", "hand in a folder or a zip")
    entries: list[Entry] = []
    newest = status.st_ctime
    for path, found in _walk(folder, name):
        newest = max(newest, found.st_ctime)
        relative = path.relative_to(folder)
        entries.append(
            Entry(path=PurePosixPath(relative), size=found.st_size, read=_reader(folder, relative, name))
        )
        if len(entries) > FILES:
            refuse(name, f"more than {FILES} files", "hand in the notebook and answers.json only")
    return Listing(name=name, entries=tuple(entries), received=datetime.fromtimestamp(newest, UTC))


def _walk(folder: Path, name: str) -> Iterable[tuple[Path, os.stat_result]]:
    """Yield every file with its status, links refused."""

    def unreadable(error: OSError) -> None:
        refuse(name, f"cannot be read: {error.strerror}", "give the receiver the right to read it")

    for parent, folders, files in os.walk(folder, onerror=unreadable, followlinks=False):
        folders[:] = sorted(set(folders) - {CHECKPOINTS})
        for part in (*folders, *sorted(files)):
            path = Path(parent, part)
            status = os.lstat(path)
            _check_kind(status, f"{name}/{path.relative_to(folder)}")
            if stat.S_ISREG(status.st_mode):
                yield path, status


def _check_kind(status: os.stat_result, shown: str) -> None:
    """Refuse what is neither a folder nor a plain file of one name."""
    if stat.S_ISLNK(status.st_mode):
        refuse(shown, "is a symbolic link", "hand in the file itself")
    if stat.S_ISREG(status.st_mode):
        if status.st_nlink > 1:
            refuse(shown, "is a hard link to a file elsewhere", "hand in a copy of the file")
    elif not stat.S_ISDIR(status.st_mode):
        refuse(shown, "is not a file (a pipe, a socket or a device)", "hand in files only")


def _reader(folder: Path, relative: Path, name: str) -> Callable[[], bytes]:
    """Return a function that reads a file, sure that it is still the plain file that was listed."""

    def read() -> bytes:
        shown = f"{name}/{relative}"
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
        parent = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            for part in relative.parts[:-1]:
                inner = os.open(part, flags | os.O_DIRECTORY, dir_fd=parent)
                os.close(parent)
                parent = inner
            with os.fdopen(os.open(relative.name, flags, dir_fd=parent), "rb") as stream:
                status = os.fstat(stream.fileno())
                _check_kind(status, shown)
                return read_up_to(stream, status.st_size, shown)
        except OSError as error:
            refuse(shown, f"cannot be read: {error.strerror}", "hand it in again")
        finally:
            os.close(parent)

    return read


def read_plain(path: Path, limit: int, shown: str) -> bytes:
    """Read one plain file of limited size.

    :raises ContentError: if it is a link, a special file or too large
    """
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as stream:
            status = os.fstat(stream.fileno())
            _check_kind(status, shown)
            if status.st_size > limit:
                message = f"has {status.st_size / MEGABYTE:.0f} MB, more than {limit // MEGABYTE}"
                refuse(shown, message, "hand in the notebook and answers.json only")
            return read_up_to(stream, status.st_size, shown)
    except OSError as error:
        refuse(shown, f"cannot be read: {error.strerror}", "hand it in again")


def read_up_to(stream: BinaryIO, size: int, shown: str) -> bytes:
    """Read a file that declared its size.

    :raises ContentError: if there is more
    """
    content = stream.read(size + 1)
    if len(content) > size:
        refuse(shown, "is larger than it says", "hand it in again")
    return content


def list_zip(stream: BinaryIO, name: str, received: datetime) -> Listing:
    """List a zip without unpacking it; nothing of it is ever written by its own path.

    :raises ContentError: if it is no zip, or an entry is a link, encrypted, named twice or outside
    """
    _check_index(stream, name)
    try:
        archive = zipfile.ZipFile(stream)
        infos = [info for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, UnicodeDecodeError) as error:
        refuse(name, f"is not a readable zip: {error}", "make the zip again")
    for info in archive.infolist():
        _check_info(info, name)
    paths = [PurePosixPath(info.filename) for info in infos]
    if len(set(paths)) < len(paths):
        refuse(name, "holds two files of the same name", "make the zip again")
    entries = tuple(
        Entry(path=path, size=info.file_size, read=_zip_reader(archive, info, name))
        for path, info in zip(paths, infos, strict=True)
        if CHECKPOINTS not in path.parts and "__MACOSX" not in path.parts
    )
    return Listing(name=name, entries=entries, received=received)


def _check_index(stream: BinaryIO, name: str) -> None:
    """Refuse a zip whose table of contents alone would fill the memory."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - 65_557))
    tail = stream.read()
    found = tail.rfind(b"PK\x05\x06")
    index = int.from_bytes(tail[found + 12 : found + 16], "little") if found >= 0 else 0
    if index > ZIP_INDEX_BYTES:
        refuse(name, "holds far too many files", "hand in the notebook and answers.json only")
    stream.seek(0)


def _check_info(info: zipfile.ZipInfo, name: str) -> None:
    """Refuse an entry of a zip by what its header says."""
    path = PurePosixPath(info.filename)
    shown = f"{name}/{info.filename}"
    kind = stat.S_IFMT(info.external_attr >> 16)
    again = "make the zip again from the notebook and answers.json"
    # ZipInfo cuts names at a NUL and turns the system's separator; orig_filename is what the zip says.
    if (
        path.is_absolute()
        or ".." in path.parts
        or set("\\\0") & set(info.orig_filename)
        or path.parts[:1] == ("~",)
    ):
        refuse(shown, "leads out of the zip's own folder", again)
    if ":" in (path.parts or ("",))[0]:
        refuse(shown, "has a drive in its path", again)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        refuse(shown, "is a link or a special file", again)
    if info.flag_bits & 0x1:
        refuse(shown, "is encrypted", "make the zip without a password")
    if info.file_size > MEGABYTE and info.file_size > ZIP_RATIO * max(info.compress_size, 1):
        refuse(shown, "unpacks to far more than a file of this kind would", again)


def _zip_reader(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Callable[[], bytes]:
    """Return a function that unpacks one entry into memory, at most the size it declares."""

    def read() -> bytes:
        shown = f"{name}/{info.filename}"
        try:
            with archive.open(info) as stream:
                return read_up_to(stream, info.file_size, shown)  # type: ignore[arg-type]
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
            refuse(shown, f"cannot be unpacked: {error}", "make the zip again")

    return read


def split_by_folder(listing: Listing) -> dict[str, Listing]:
    """Return the listing of each top folder, by its name; files beside the folders are left out."""
    groups: dict[str, list[Entry]] = {}
    for entry in listing.entries:
        if len(entry.path.parts) > 1:
            inner = Entry(path=PurePosixPath(*entry.path.parts[1:]), size=entry.size, read=entry.read)
            groups.setdefault(entry.path.parts[0], []).append(inner)
    return {
        name: Listing(name=f"{listing.name}/{name}", entries=tuple(entries), received=listing.received)
        for name, entries in sorted(groups.items())
    }


def names_of(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Return the paths as texts, sorted."""
    return tuple(sorted(str(entry.path) for entry in entries))

"""Take the learners' work into the course: from the exchange, a folder, a zip or a stick."""

from __future__ import annotations

import io
import pwd
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from totkit.errors import Code, ContentError, Place, Problem, UsageError
from totkit.grade.course import check_released
from totkit.grade.door import locked
from totkit.grade.files import move_folder, read_folder, stage_folder
from totkit.grade.listing import TOTAL_BYTES, list_folder, list_zip, read_plain, refuse, split_by_folder
from totkit.grade.names import check_learner, is_learner
from totkit.grade.records import CollectResult, CollectStatus
from totkit.grade.submission import (
    ANSWERS,
    TIME_FORMAT,
    TIMESTAMP,
    Submission,
    read_submission,
    received_at,
    released_grade_ids,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from totkit.grade.listing import Listing
    from totkit.grade.records import GradingCourse

QUESTIONS = "questions.json"
HISTORY_FORMAT = "%Y%m%dT%H%M%S.%fZ"


def collect(
    course: GradingCourse,
    assignment: str,
    *,
    source: Path | None = None,
    received: datetime | None = None,
    check_owner: bool = True,
) -> tuple[CollectResult, ...]:
    """Take what learners handed in, each piece checked; bad work is reported and stops nobody else's.

    A source holds ``<learner>/<files>``, ``<learner>/<assignment>/<files>``, ``<learner>/<assignment>.zip``
    or ``<learner>.zip``; a zip as source holds the first two.
    Newer work replaces older, which moves to ``submitted-history/``.

    :param source: a folder or a zip; None: the exchange
    :param received: when it all arrived (the mail's date); None: when it was written on this computer
    :param check_owner: whether work in the exchange must belong to the account named like the learner;
        False only where all learners share one account
    :returns: sorted by learner, then time
    :raises UsageError: if the assignment is not released or there is no such source
    """
    check_released(course, assignment)
    with locked(course), ExitStack() as opened:
        if source is None:
            pieces = _exchange_pieces(course, assignment, check_owner=check_owner)
        elif source.is_dir():
            pieces = _once_each(_folder_pieces(source, assignment))
        elif source.is_file():
            pieces = _zip_pieces(source, opened)
        else:
            raise UsageError(f"there is no folder or zip {source}")
        results = [_take(course, assignment, learner, listing, received) for learner, listing in pieces]
    return tuple(sorted(results, key=lambda result: (result.learner, str(result.received or ""))))


def submit_folder(
    course: GradingCourse, assignment: str, learner: str, folder: Path, *, received: datetime | None = None
) -> CollectResult:
    """Register work that one learner sent by mail or brought on a stick: a folder or a zip.

    :raises UsageError: if the assignment is not released or the learner's name is not safe
    """
    check_released(course, assignment)
    check_learner(learner)
    with locked(course):
        return _take(course, assignment, learner, partial(_list_any, folder, folder.name), received)


def _list_any(path: Path, name: str) -> Listing:
    """List a folder or a zip file."""
    if path.is_symlink():
        refuse(name, "is a symbolic link", "hand in the file itself")
    if path.is_dir():
        return list_folder(path, name)
    content = read_plain(path, TOTAL_BYTES, name)
    return list_zip(io.BytesIO(content), name, datetime.fromtimestamp(path.lstat().st_ctime, UTC))


Piece = tuple[str, "Callable[[], Listing]"]
LIKE_WORK = frozenset({".ipynb", ".rar", ".7z", ".tar", ".gz", ".tgz"})
"""Endings of files that a learner may have sent; lists and notes of the receiver may stand beside them."""


def _folder_pieces(source: Path, assignment: str) -> Iterator[Piece]:
    """Yield each learner of a folder; one who only has other assignments there handed nothing in."""
    for path in sorted(source.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_symlink() or not path.is_dir():
            zipped = path.suffix.lower() == ".zip"
            if path.is_symlink() or zipped:
                yield path.stem if zipped else path.name, partial(_list_any, path, path.name)
            elif path.suffix.lower() in LIKE_WORK:
                hint = "put it into a folder or a zip with the learner's name"
                yield "", partial(refuse, path.name, "is neither a folder nor a zip", hint)
            continue
        inner = path / assignment
        if path.name == assignment and (path / f"{assignment}.ipynb").is_file():
            hint = "put it into a folder with the learner's name"
            yield "", partial(refuse, path.name, "is named like the assignment, not like a learner", hint)
        elif inner.is_dir() or inner.is_symlink():
            yield path.name, partial(_list_any, inner, f"{path.name}/{assignment}")
        elif _has_files(path) or any(path.rglob(f"{assignment}.ipynb")):
            yield path.name, partial(_list_any, path, path.name)


def _once_each(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield each learner once: of two pieces under one name nobody knows which counts, or whose it is."""
    found: dict[str, list[Callable[[], Listing]]] = {}
    for learner, listing in pieces:
        found.setdefault(learner, []).append(listing)
    for learner, listings in found.items():
        if learner and len(listings) > 1:
            message = "stands here twice, as a folder and as a zip"
            yield learner, partial(refuse, learner, message, "leave the one that is this learner's")
        else:
            yield from ((learner, listing) for listing in listings)


def _has_files(folder: Path) -> bool:
    """Return whether a folder holds more than folders, or cannot be looked into."""
    try:
        return any(child.is_symlink() or not child.is_dir() for child in folder.iterdir())
    except OSError:
        return True


def _zip_pieces(source: Path, opened: ExitStack) -> Iterator[Piece]:
    """Yield each learner of a zip of submissions; a zip that is not safe as a whole is one refused piece."""
    written = datetime.fromtimestamp(source.stat().st_ctime, UTC)
    archive = opened.enter_context(source.open("rb"))
    try:
        listing = list_zip(archive, source.name, written)
    except ContentError as error:
        yield "", partial(_raise, error)
        return
    for learner, inner in split_by_folder(listing).items():
        yield learner, partial(_same, inner)


def _same(listing: Listing) -> Listing:
    """Return a listing where a function that lists is expected."""
    return listing


def _raise(error: ContentError) -> Listing:
    """Raise where a function that lists is expected."""
    raise error


def _exchange_pieces(course: GradingCourse, assignment: str, *, check_owner: bool) -> Iterator[Piece]:
    """Yield what nbgrader's ``submit`` put into the exchange, oldest first.

    Not nbgrader's ``collect``: that follows links with the receiver's rights, believes the time that the
    learner wrote and lets one account replace another's work (``docs/decisions/0003-collect-is-ours.md``).
    """
    found = []
    for path in course.inbound.glob(f"*+{assignment}+*") if course.inbound.is_dir() else ():
        parts = path.name.split("+")
        if len(parts) in {3, 4} and parts[1] == assignment:
            found.append((path.lstat().st_ctime, parts[0], path))
    for _, learner, path in sorted(found):
        yield learner, partial(_list_inbound, path, learner, check_owner=check_owner)


def _list_inbound(path: Path, learner: str, *, check_owner: bool) -> Listing:
    """List a folder of the exchange that belongs to whom it names."""
    if check_owner:
        owner = path.lstat().st_uid
        try:
            account = pwd.getpwuid(owner).pw_name
        except KeyError:
            account = f"number {owner}"
        if account != learner:
            refuse(path.name, f"belongs to the account {account}", f"{learner} hands in from her own account")
    return _list_any(path, path.name)


def _take(
    course: GradingCourse,
    assignment: str,
    learner: str,
    listing: Callable[[], Listing],
    received: datetime | None,
) -> CollectResult:
    """Take one piece of work, or say why not."""
    try:
        if learner and not is_learner(learner):
            refuse(learner, "is not a name for a learner", "rename it: A-Z, a-z, 0-9 and . _ @ -, at most 64")
        files = listing()
        submission = read_submission(files, assignment, released_grade_ids(course, assignment))
        arrived = (received or files.received).astimezone(UTC)
        status = keep(course, assignment, learner, submission, arrived)
    except ContentError as error:
        return _refused(learner, assignment, error.problems[0])
    except OSError as error:
        where = Place(file=str(error.filename or learner))
        message = f"cannot be read: {error.strerror}"
        problem = Problem(where=where, code=Code.BAD_SUBMISSION, message=message, hint="hand it in again")
        return _refused(learner, assignment, problem)
    unanswered = ANSWERS not in submission.files and (course.release_of(assignment) / QUESTIONS).is_file()
    return CollectResult(
        learner=learner,
        assignment=assignment,
        status=status,
        received=arrived,
        ignored=submission.ignored,
        reason=f"no {ANSWERS}: its questions count as not answered" if unanswered else "",
    )


def _refused(learner: str, assignment: str, problem: Problem) -> CollectResult:
    """Return the record of refused work."""
    return CollectResult(
        learner=learner, assignment=assignment, status=CollectStatus.REFUSED, problem=problem
    )


def keep(
    course: GradingCourse, assignment: str, learner: str, submission: Submission, received: datetime
) -> CollectStatus:
    """Put a submission into ``submitted/``; what it replaces moves to ``submitted-history/``."""
    place = course.submitted_of(assignment, learner)
    present = read_folder(place)
    present.pop(TIMESTAMP, None)
    if present == submission.files:
        return CollectStatus.UNCHANGED
    before = received_at(place)
    if present and before is not None and received <= before:
        return CollectStatus.OLDER
    files = {**submission.files, TIMESTAMP: received.strftime(TIME_FORMAT).encode()}
    staged = stage_folder(files, course.own / "staging")
    if place.exists():
        name = (before or datetime.now(UTC)).strftime(HISTORY_FORMAT)
        move_folder(place, course.folder / "submitted-history" / learner / assignment / name)
    move_folder(staged, place)
    return CollectStatus.REPLACED if present else CollectStatus.RECEIVED

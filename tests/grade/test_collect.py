"""What a stranger may hand in, and what not; no nbgrader runs here but for the released course."""

from __future__ import annotations

import io
import json
import os
import re
import stat
import zipfile
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from double_it import ASSIGNMENT, RIGHT, WRONG, hand_in, only
from totkit.errors import Code, UsageError
from totkit.grade import CollectStatus, GradingCourse, collect, listing, submission, submit_folder

if TYPE_CHECKING:
    from pathlib import Path

NOTEBOOK = f"{ASSIGNMENT}.ipynb"
EARLY = datetime(2026, 11, 1, 9, tzinfo=UTC)
LATE = EARLY + timedelta(days=1)

pytestmark = pytest.mark.slow


def packed(files: dict[str, bytes], *, kind: int = stat.S_IFREG) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = (kind | 0o644) << 16
            archive.writestr(info, content)
    return stream.getvalue()


def refusal(course: GradingCourse, inbox: Path) -> str:
    """The message for the one learner ``eve``, whose neighbour ``zoe`` must be taken all the same."""
    hand_in(inbox, "zoe", only(RIGHT.notebook(course)))
    results = collect(course, ASSIGNMENT, source=inbox)
    assert [(result.learner, result.status) for result in results] == [
        ("eve", CollectStatus.REFUSED),
        ("zoe", CollectStatus.RECEIVED),
    ]
    problem = results[0].problem
    assert problem is not None
    assert problem.code is Code.BAD_SUBMISSION
    assert problem.hint
    assert not (course.folder / "submitted" / "eve").exists()
    return f"{problem.where}: {problem.message}"


def submitted(course: GradingCourse, learner: str) -> dict[str, bytes]:
    folder = course.submitted_of(ASSIGNMENT, learner)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_every_layout_is_taken(course: GradingCourse, inbox: Path) -> None:
    work = RIGHT.notebook(course)
    hand_in(inbox, "a", only(work))
    hand_in(inbox, "b", {f"{ASSIGNMENT}/{NOTEBOOK}": work, "other/other.ipynb": b"x"})
    hand_in(inbox, "c", {f"{ASSIGNMENT}.zip": packed({f"{ASSIGNMENT}/{NOTEBOOK}": work})})
    (inbox / "d.zip").write_bytes(packed({NOTEBOOK: work, "__MACOSX/x": b"", "data/numbers.csv": b""}))
    hand_in(inbox, "e", {"other/other.ipynb": b"x"})
    (inbox / ".hidden").mkdir()
    results = collect(course, ASSIGNMENT, source=inbox, received=EARLY)
    assert [(result.learner, result.status, result.ignored) for result in results] == [
        ("a", CollectStatus.RECEIVED, ()),
        ("b", CollectStatus.RECEIVED, ()),
        ("c", CollectStatus.RECEIVED, ()),
        ("d", CollectStatus.RECEIVED, ("data/numbers.csv",)),
    ]
    stamp = b"2026-11-01 09:00:00.000000 UTC"
    expected = {NOTEBOOK: work, "timestamp.txt": stamp}
    assert [submitted(course, name) for name in "abcd"] == [expected] * 4


def test_work_that_has_no_place_of_its_own_is_named(course: GradingCourse, inbox: Path) -> None:
    work = RIGHT.notebook(course)
    hand_in(inbox, "a", {f"Work/{ASSIGNMENT}/{NOTEBOOK}": work})
    (inbox / "b.ZIP").write_bytes(packed({NOTEBOOK: work}))
    (inbox / "c.ipynb").write_bytes(work)
    hand_in(inbox, ASSIGNMENT, only(work))
    (inbox / "Thumbs.db").write_bytes(b"")
    results = collect(course, ASSIGNMENT, source=inbox)
    assert [(result.learner, str(result.status)) for result in results] == [
        ("", "refused"),
        ("", "refused"),
        ("a", "received"),
        ("b", "received"),
    ]
    assert [result.problem.message for result in results if result.problem] == [
        "is neither a folder nor a zip",
        "is named like the assignment, not like a learner",
    ]


def test_two_pieces_under_one_name_are_refused(course: GradingCourse, inbox: Path) -> None:
    hand_in(inbox, "eve", only(WRONG.notebook(course)))
    (inbox / "eve.zip").write_bytes(packed({NOTEBOOK: RIGHT.notebook(course)}))
    assert refusal(course, inbox) == "eve: stands here twice, as a folder and as a zip"


def test_missing_answers_are_said(course: GradingCourse, inbox: Path) -> None:
    hand_in(inbox, "a", only(RIGHT.notebook(course)))
    (course.release_of(ASSIGNMENT) / "questions.json").write_text("{}", encoding="utf-8")
    (result,) = collect(course, ASSIGNMENT, source=inbox)
    assert result.reason == "no answers.json: its questions count as not answered"
    hand_in(inbox, "a", {**only(RIGHT.notebook(course)), "answers.json": b"{}"})
    (result,) = collect(course, ASSIGNMENT, source=inbox)
    assert result.reason == ""


def test_zip_of_submissions(course: GradingCourse, inbox: Path) -> None:
    source = inbox / "all.zip"
    source.write_bytes(
        packed({f"amal/{NOTEBOOK}": RIGHT.notebook(course), f"eve/{NOTEBOOK}": b"{", "readme": b""})
    )
    results = collect(course, ASSIGNMENT, source=source)
    assert [(result.learner, result.status) for result in results] == [
        ("amal", CollectStatus.RECEIVED),
        ("eve", CollectStatus.REFUSED),
    ]


@pytest.mark.parametrize("name", ["../evil.ipynb", "/etc/evil", "a/../../evil", "a\\..\\evil", "C:/evil"])
def test_zip_slip_is_refused(course: GradingCourse, inbox: Path, name: str) -> None:
    (inbox / "eve.zip").write_bytes(packed({NOTEBOOK: RIGHT.notebook(course), name: b"x"}))
    assert re.search("leads out of the zip's own folder|has a drive in its path", refusal(course, inbox))
    assert not list(inbox.parent.rglob("evil*"))


def refusal_again(course: GradingCourse, inbox: Path) -> str:
    return str(collect(course, ASSIGNMENT, source=inbox)[0].problem)


def test_unsafe_zip_of_submissions_is_refused_whole(course: GradingCourse, inbox: Path) -> None:
    source = inbox / "all.zip"
    source.write_bytes(packed({f"amal/{NOTEBOOK}": RIGHT.notebook(course), "../x": b""}))
    results = collect(course, ASSIGNMENT, source=source)
    assert [(result.learner, result.status) for result in results] == [("", CollectStatus.REFUSED)]


def test_link_in_a_zip_is_refused(course: GradingCourse, inbox: Path) -> None:
    (inbox / "eve.zip").write_bytes(packed({NOTEBOOK: b"/etc/passwd"}, kind=stat.S_IFLNK))
    assert refusal(course, inbox) == f"eve.zip/{NOTEBOOK}: is a link or a special file"


def test_zip_bomb_is_refused_before_it_is_unpacked(course: GradingCourse, inbox: Path) -> None:
    (inbox / "eve.zip").write_bytes(packed({NOTEBOOK: bytes(19_000_000)}))
    assert refusal(course, inbox) == f"eve.zip/{NOTEBOOK}: unpacks to far more than a file of this kind would"


def test_zip_that_lies_about_a_size_is_refused(course: GradingCourse, inbox: Path) -> None:
    content = bytearray(packed({NOTEBOOK: RIGHT.notebook(course)}))
    index = content.rindex(b"PK\x01\x02")
    content[index + 24 : index + 28] = (10).to_bytes(4, "little")
    (inbox / "eve.zip").write_bytes(content)
    assert refusal(course, inbox).startswith(f"eve.zip/{NOTEBOOK}: cannot be unpacked")


def test_zips_in_zips_are_not_followed(course: GradingCourse, inbox: Path) -> None:
    inner = packed({f"{ASSIGNMENT}.zip": packed({NOTEBOOK: RIGHT.notebook(course)})})
    hand_in(inbox, "eve", {f"{ASSIGNMENT}.zip": inner})
    assert refusal(course, inbox) == f"eve/{ASSIGNMENT}.zip: there is no {NOTEBOOK}"


def test_links_and_special_files_are_refused(course: GradingCourse, inbox: Path) -> None:
    secret = inbox.parent / "secret.txt"
    secret.write_bytes(b"marks")
    folder = hand_in(inbox, "eve", only(RIGHT.notebook(course)))
    (folder / "key.txt").symlink_to(secret)
    assert refusal(course, inbox) == "eve/key.txt: is a symbolic link"
    (folder / "key.txt").unlink()
    os.link(secret, folder / "key.txt")
    assert "is a hard link" in refusal_again(course, inbox)
    (folder / "key.txt").unlink()
    os.mkfifo(folder / "key.txt")
    assert "is not a file (a pipe" in refusal_again(course, inbox)


def test_linked_folder_is_refused(course: GradingCourse, inbox: Path) -> None:
    other = hand_in(inbox.parent, "other", only(RIGHT.notebook(course)))
    (inbox / "eve").symlink_to(other)
    assert refusal(course, inbox) == "eve: is a symbolic link"


@pytest.mark.parametrize(
    ("size", "message"),
    [(20_000_001, "has 20.0 MB, more than 20"), (50_000_001, "50 MB together, more than 50")],
)
def test_size_is_refused_before_reading(
    course: GradingCourse, inbox: Path, monkeypatch: pytest.MonkeyPatch, size: int, message: str
) -> None:
    (inbox / "eve").mkdir()
    with (inbox / "eve" / NOTEBOOK).open("wb") as stream:
        stream.truncate(size)
    read = listing.read_up_to

    def read_small(stream: object, declared: int, shown: str) -> bytes:
        assert declared < 1_000_000
        return read(stream, declared, shown)

    monkeypatch.setattr(listing, "read_up_to", read_small)
    assert message in refusal(course, inbox)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is not readable JSON: Expecting value"),
        (b"\xff\xfe", "is not readable JSON: UnicodeDecodeError"),
        (b"[" * 200_000, "is not readable JSON: RecursionError"),
        (b"[]", "is not a notebook of format 4"),
        (b'{"cells": [], "nbformat": 3}', "is not a notebook of format 4"),
        (b'{"cells": [{"cell_type": "code"}], "nbformat": 4}', "is not a notebook of format 4"),
        (b'{"cells": [], "nbformat": 4}', "has none of the assignment's graded cells"),
    ],
)
def test_bad_notebook_is_refused(course: GradingCourse, inbox: Path, content: bytes, message: str) -> None:
    hand_in(inbox, "eve", only(content))
    assert message in refusal(course, inbox)


def test_other_notebook_is_refused_and_named(course: GradingCourse, inbox: Path) -> None:
    hand_in(inbox, "eve", {"Untitled.ipynb": RIGHT.notebook(course)})
    assert refusal(course, inbox) == f"eve: there is no {NOTEBOOK}; found Untitled.ipynb"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"[]", "is not a JSON object"),
        (b"{", "is not readable JSON"),
        (json.dumps({"a": [[[[[[[[[]]]]]]]]]}).encode(), "is nested more than 8 deep"),
        (b'{"a": "' + b"x" * 1_000_000 + b'"}', "has 1.0 MB, more than 1"),
    ],
)
def test_bad_answers_are_refused(course: GradingCourse, inbox: Path, content: bytes, message: str) -> None:
    hand_in(inbox, "eve", {NOTEBOOK: RIGHT.notebook(course), "answers.json": content})
    assert message in refusal(course, inbox)


@pytest.mark.parametrize("name", ["eve+x", "-eve", "e*e", "e,e", "එව්", "feedback"])
def test_unsafe_name_of_a_learner_is_refused(course: GradingCourse, inbox: Path, name: str) -> None:
    hand_in(inbox, name, only(RIGHT.notebook(course)))
    results = collect(course, ASSIGNMENT, source=inbox)
    assert [result.status for result in results] == [CollectStatus.REFUSED]
    with pytest.raises(UsageError, match="cannot name a learner"):
        submit_folder(course, ASSIGNMENT, name, inbox / name)


def test_newer_work_replaces_older_and_loses_nothing(course: GradingCourse, inbox: Path) -> None:
    first, second = only(RIGHT.notebook(course)), only(WRONG.notebook(course))
    folder = hand_in(inbox, "amal", first)
    took = [submit_folder(course, ASSIGNMENT, "amal", folder, received=LATE).status]
    hand_in(inbox, "amal", second)
    took.append(submit_folder(course, ASSIGNMENT, "amal", folder, received=EARLY).status)
    took.append(submit_folder(course, ASSIGNMENT, "amal", folder, received=LATE + timedelta(hours=1)).status)
    took.append(submit_folder(course, ASSIGNMENT, "amal", folder, received=EARLY).status)
    assert took == [
        CollectStatus.RECEIVED,
        CollectStatus.OLDER,
        CollectStatus.REPLACED,
        CollectStatus.UNCHANGED,
    ]
    assert submitted(course, "amal")[NOTEBOOK] == second[NOTEBOOK]
    kept = course.folder / "submitted-history" / "amal" / ASSIGNMENT / "20261102T090000.000000Z"
    assert {path.name: path.read_bytes() for path in kept.iterdir()} == {
        NOTEBOOK: first[NOTEBOOK],
        "timestamp.txt": b"2026-11-02 09:00:00.000000 UTC",
    }


def test_time_that_a_learner_writes_is_not_believed(course: GradingCourse, inbox: Path) -> None:
    before = datetime.now(UTC) - timedelta(seconds=5)
    folder = hand_in(
        inbox, "amal", {**only(RIGHT.notebook(course)), "timestamp.txt": b"2020-01-01 00:00:00 UTC"}
    )
    os.utime(folder / NOTEBOOK, (0, 0))
    result = submit_folder(course, ASSIGNMENT, "amal", folder)
    assert result.received is not None
    assert before <= result.received <= datetime.now(UTC)
    assert result.ignored == ("timestamp.txt",)


def test_exchange_takes_the_newest_of_each_learner(course: GradingCourse) -> None:
    inbound = course.inbound
    for name, work in (("1", RIGHT), ("2", WRONG)):
        hand_in(inbound, f"amal+{ASSIGNMENT}+2026-01-0{name} 00:00:00 UTC+r", only(work.notebook(course)))
    hand_in(inbound, f"eve+{ASSIGNMENT}+2026-01-01 00:00:00 UTC+r", only(b"{"))
    hand_in(inbound, "amal+other+2026-01-01 00:00:00 UTC+r", only(b"{"))
    first = collect(course, ASSIGNMENT, check_owner=False)
    assert [(result.learner, result.status) for result in first] == [
        ("amal", CollectStatus.RECEIVED),
        ("amal", CollectStatus.REPLACED),
        ("eve", CollectStatus.REFUSED),
    ]
    assert submitted(course, "amal")[NOTEBOOK] == WRONG.notebook(course)
    again = collect(course, ASSIGNMENT, check_owner=False)
    assert {result.status for result in again} == {
        CollectStatus.OLDER,
        CollectStatus.UNCHANGED,
        CollectStatus.REFUSED,
    }


def test_unknown_assignment_and_source_are_usage_errors(course: GradingCourse, inbox: Path) -> None:
    with pytest.raises(UsageError, match="not-there is not released in dg-lk-en"):
        collect(course, "not-there", source=inbox)
    with pytest.raises(UsageError, match="there is no folder or zip"):
        collect(course, ASSIGNMENT, source=inbox / "nothing")


def test_limits_are_the_documented_ones() -> None:
    assert (submission.NOTEBOOK_BYTES, submission.ANSWERS_BYTES, listing.TOTAL_BYTES) == (
        20_000_000,
        1_000_000,
        50_000_000,
    )

"""Release an assignment through nbgrader, and hold its result against ours."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from totkit.errors import Code, ContentError, Place, Problem, ToolError
from totkit.grade.door import demand, nbgrader_at
from totkit.grade.files import move_folder, read_folder, remove_folder, stage_folder
from totkit.grade.names import check_assignment
from totkit.grade.records import ReleaseResult, ReleaseStatus
from totkit.grade.submission import ANSWERS, SECRET, TIMESTAMP

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from totkit.grade.records import GradingCourse

LEARNERS_OWN = (ANSWERS, TIMESTAMP, SECRET)
"""What a learner or the exchange writes: nbgrader would overwrite it by a file of that name in the source."""


def release_assignment(
    course: GradingCourse,
    assignment: str,
    files: Mapping[str, bytes],
    expected_release: Mapping[str, bytes] | None = None,
) -> ReleaseResult:
    """Put an assignment into the course and hand its release out through the exchange.

    A release of changed content keeps submissions and marks. If it fails, the previous one stays.

    :param files: of ``source/<assignment>/``, solutions included
    :param expected_release: what learners should get, made in memory by ``release/``
    :raises ContentError: if a file must not be in a source
    :raises ToolError: if nbgrader fails, or its release is not the expected one
    """
    started = time.monotonic()
    check_assignment(assignment)
    check_source(assignment, files)
    with nbgrader_at(course) as api:
        restore_previous(course, assignment)
        known = course.release_of(assignment).is_dir()
        reason = why_release(course, assignment, files)
        if reason:
            with previous_kept(course, assignment, api):
                generate(course, assignment, files, api)
                compare_release(course, assignment, expected_release)
            demand(api.release_assignment(assignment), f"releasing {assignment} to the exchange")
        else:
            compare_release(course, assignment, expected_release)
    changed = ReleaseStatus.UPDATED if known else ReleaseStatus.RELEASED
    return ReleaseResult(
        assignment=assignment,
        status=changed if reason else ReleaseStatus.UNCHANGED,
        reason=reason or "nothing changed since the last release",
        files=tuple(read_folder(course.release_of(assignment))),
        seconds=time.monotonic() - started,
    )


def check_source(assignment: str, files: Mapping[str, bytes]) -> None:
    """Check that files can stand in nbgrader's source folder.

    :raises ContentError: all that cannot
    """
    problems = []
    if f"{assignment}.ipynb" not in files:
        problems.append(
            (f"{assignment}.ipynb", Code.MISSING_FILE, "the assignment has no notebook of its name")
        )
    for name in files:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name:
            problems.append((name, Code.UNEXPECTED_FILE, "a file of an assignment stands inside its folder"))
        elif path.suffix == ".ipynb" and name != f"{assignment}.ipynb":
            problems.append((name, Code.UNEXPECTED_FILE, "an assignment is one notebook"))
        elif name in LEARNERS_OWN:
            problems.append(
                (name, Code.UNEXPECTED_FILE, "autograde would put this over the learner's own file")
            )
    if problems:
        raise ContentError(
            Problem(where=Place(file=f"{assignment}/{name}"), code=code, message=message)
            for name, code, message in problems
        )


def why_release(course: GradingCourse, assignment: str, files: Mapping[str, bytes]) -> str:
    """Return the reason to release, or an empty text if all that would come out is there."""
    source = read_folder(course.source_of(assignment))
    release = read_folder(course.release_of(assignment))
    if not release:
        return "not released before"
    if source != files:
        changed = sorted(name for name in {*source, *files} if source.get(name) != files.get(name))
        return f"changed: {', '.join(changed)}"
    if read_folder(course.outbound / assignment) != release:
        return "the exchange does not hold this release"
    return ""


def generate(course: GradingCourse, assignment: str, files: Mapping[str, bytes], api: Any) -> None:
    """Put the source in its place and let nbgrader make the release and note the cells in the gradebook.

    :raises ToolError: if nbgrader refuses the source
    """
    staged = stage_folder(files, course.own / "staging")
    staged.chmod(0o700)
    move_folder(staged, course.source_of(assignment))
    result = api.generate_assignment(assignment, force=True)
    if "Cannot add or remove cells" in result.get("log", ""):
        raise ToolError(
            f"{assignment} has submissions, so its graded cells can be changed, not added or removed: "
            "give the new version an id of its own"
        )
    demand(result, f"making the release of {assignment}")


@contextmanager
def previous_kept(course: GradingCourse, assignment: str, api: Any) -> Iterator[None]:
    """Set the present source and release aside, and bring them back if what is done meanwhile fails."""
    aside = course.own / "previous" / assignment
    had_one = course.release_of(assignment).is_dir()
    for name in ("source", "release"):
        folder = course.folder / name / assignment
        if folder.exists():
            move_folder(folder, aside / name)
    try:
        yield
    except BaseException:
        for name in ("source", "release"):
            remove_folder(course.folder / name / assignment)
        restore_previous(course, assignment)
        if had_one:
            api.generate_assignment(assignment, force=True)
        raise
    remove_folder(aside)


def restore_previous(course: GradingCourse, assignment: str) -> None:
    """Bring back what a release that was killed had set aside."""
    aside = course.own / "previous" / assignment
    for name in ("source", "release"):
        if (aside / name).is_dir():
            move_folder(aside / name, course.folder / name / assignment)
    remove_folder(aside)


def compare_release(course: GradingCourse, assignment: str, expected: Mapping[str, bytes] | None) -> None:
    """Check that nbgrader's release is the one that the site shows.

    :raises ToolError: naming the first difference
    """
    if expected is None:
        return
    difference = first_difference(read_folder(course.release_of(assignment)), expected)
    if difference:
        raise ToolError(f"nbgrader's release of {assignment} is not the one expected: {difference}")


def first_difference(made: Mapping[str, bytes], expected: Mapping[str, bytes]) -> str:
    """Return where two releases differ, or an empty text; notebooks are compared as values."""
    for name in sorted({*made, *expected}):
        if name not in made or name not in expected:
            return f"{name} is only in {'ours' if name in expected else 'nbgrader’s'}"
        if made[name] == expected[name]:
            continue
        difference = (
            "its bytes" if not name.endswith(".ipynb") else _notebook_difference(made[name], expected[name])
        )
        if difference:
            return f"{name} differs in {difference}"
    return ""


def _notebook_difference(made: bytes, expected: bytes) -> str:
    """Return where two notebooks differ, ids of cells left out (old formats get random ones)."""
    one, other = json.loads(made), json.loads(expected)
    if len(one["cells"]) != len(other["cells"]):
        return f"its number of cells, {len(one['cells'])} and {len(other['cells'])}"
    for number, (mine, theirs) in enumerate(zip(one["cells"], other["cells"], strict=True), start=1):
        for key in sorted({*mine, *theirs} - {"id"}):
            if _joined(mine.get(key)) != _joined(theirs.get(key)):
                return f"cell {number}, {key}"
    return "" if one["metadata"] == other["metadata"] else "its metadata"


def _joined(value: Any) -> Any:
    """Return a text that is stored as a list of lines as one text."""
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return "".join(value)
    return value

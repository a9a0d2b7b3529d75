"""The nbgrader courses of editions, and what goes into them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from totkit.errors import UsageError, did_you_mean
from totkit.grade import open_course, release_assignment
from totkit.read import edition_names, read_course
from totkit.release import YOUR_CODE, release_exercise, source_files
from totkit.run import hash_folder, write_file
from totkit.workflow.check import require_clean
from totkit.workflow.load import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from totkit.grade import GradingCourse, ReleaseResult

DEFAULT_FOLDER = "grading"


def open_courses(
    root: Path,
    wanted: Sequence[str],
    *,
    grading: Path | None = None,
    make: bool = False,
    stubs: Mapping[str, str] | None = None,
) -> tuple[tuple[str, GradingCourse], ...]:
    """Return the nbgrader course of each edition that has one.

    :param wanted: editions or countries; none: all
    :param grading: where the courses are kept; None: ``grading/`` in the course's folder
    :param make: whether to make those that are not there yet
    :param stubs: by edition, what learners read in the place of a solution
    :returns: ``(edition, course)`` in a fixed order
    """
    course, _ = read_course(root)
    folder = grading or root / DEFAULT_FOLDER
    return tuple(
        (
            f"{country}/{language}",
            open_course(
                folder / country / language,
                f"{course.id}-{country}-{language}",
                stub=(stubs or {}).get(f"{country}/{language}", ""),
            ),
        )
        for country, language in edition_names(root, wanted)
        if make or (folder / country / language).is_dir()
    )


def check_assignment(root: Path, name: str) -> None:
    """Stop if there is no exercise of that name.

    :raises UsageError: with the nearest name
    """
    course, _ = read_course(root)
    known = [exercise.id for exercise in course.exercises]
    if name not in known:
        raise UsageError(f"there is no assignment {name!r}; {did_you_mean(name, known)}")


def release_assignments(
    root: Path,
    wanted: Sequence[str],
    assignments: Sequence[str] = (),
    *,
    grading: Path | None = None,
    on_progress: Callable[[str], None] = lambda _text: None,
) -> tuple[tuple[str, ReleaseResult], ...]:
    """Release exercises of some editions into their nbgrader courses.

    What nbgrader releases is compared with what the site offers; they must be the same.

    :param assignments: ids of exercises; none: all that an edition has
    :returns: ``(edition, record)`` for each edition and assignment
    :raises ContentError: with every problem, if the authored content is not sound
    """
    names = edition_names(root, wanted)
    library = Library.read(root, names)
    for name in assignments:
        check_assignment(root, name)
    require_clean(library, on_progress)
    editions = {f"{country}/{language}": library.edition(country, language) for country, language in names}
    stubs = {name: edition.interface.get(YOUR_CODE, "") for name, edition in editions.items()}
    results: list[tuple[str, ReleaseResult]] = []
    for edition_id, course in open_courses(root, wanted, grading=grading, make=True, stubs=stubs):
        edition = editions[edition_id]
        said = {"language": edition.language, "direction": edition.direction, "strings": edition.interface}
        for exercise in edition.exercises:
            if assignments and exercise.id not in assignments:
                continue
            files = source_files(exercise, **said)  # type: ignore[arg-type]
            expected = release_exercise(exercise, **said).files  # type: ignore[arg-type]
            on_progress(f"{edition_id}: releasing {exercise.id}")
            results.append(
                (edition_id, release_assignment(course, exercise.id, files, expected_release=expected))
            )
            write_file(_authored(root, exercise.id).encode(), _noted_at(course, exercise.id))
    return tuple(results)


def is_behind(root: Path, course: GradingCourse, assignment: str) -> bool:
    """Return whether an exercise was edited since it was released, so that older tests and keys grade it."""
    noted = _noted_at(course, assignment)
    return noted.is_file() and noted.read_text(encoding="utf-8") != _authored(root, assignment)


def _authored(root: Path, assignment: str) -> str:
    """Return the fingerprint of an exercise as it is authored."""
    return hash_folder(root / "exercises" / assignment)


def _noted_at(course: GradingCourse, assignment: str) -> Path:
    """Return where it is noted what was released."""
    return course.own / "authored" / assignment

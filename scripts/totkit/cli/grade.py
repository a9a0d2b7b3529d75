"""``totkit grade``: nbgrader's verbs on the courses of editions."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from totkit.cli.options import course_option, edition_option, json_option, print_json, say, table

if TYPE_CHECKING:
    from collections.abc import Callable

    from totkit.grade import GradingCourse


@click.group()
def grade() -> None:
    """Release, collect, grade and give feedback, on real nbgrader courses under grading/.

    Stock nbgrader and its formgrader work on the same courses.
    """


def _course_options(command: Callable[..., Any]) -> Callable[..., Any]:
    folder = click.option(
        "--grading-dir",
        "grading",
        type=click.Path(file_okay=False, path_type=Path),
        help="Where the courses are kept (default: grading/ in the course's folder).",
    )
    return course_option(edition_option(folder(json_option(command))))


_assignment = click.argument("assignment")


def _courses(
    root: Path, editions: tuple[str, ...], grading: Path | None, assignment: str | None = None
) -> list[tuple[str, GradingCourse]]:
    """Return the courses that have an assignment; all of them without one."""
    from totkit.errors import UsageError
    from totkit.workflow.grade import check_assignment, open_courses

    if assignment is not None:
        check_assignment(root, assignment)
    courses = list(open_courses(root, editions, grading=grading))
    if assignment is not None:
        courses = [item for item in courses if (item[1].folder / "release" / assignment).is_dir()]
    if not courses:
        message = f"{assignment or 'nothing'} is released yet: totkit grade release {assignment or ''}"
        raise UsageError(message.rstrip().replace(f"{assignment} is", f"{assignment} is not"))
    return courses


def _ask_first(question: str) -> None:
    """Ask whether to go on; stop if the answer is no or nobody can answer."""
    from totkit.errors import UsageError

    try:
        agreed = click.confirm(question, err=True)
    except click.Abort:
        agreed = False
    if not agreed:
        raise UsageError("nothing was graded; where nobody can be asked, --yes agrees beforehand")


def _print(rows: list[tuple[str, Any]], as_json: bool, columns: tuple[str, ...]) -> None:
    from totkit.grade import to_json

    if as_json:
        print_json([{"edition": edition, **to_json(record)} for edition, record in rows])
        return
    shown = [(edition, *(_cell(getattr(record, name)) for name in columns)) for edition, record in rows]
    click.echo(table([("edition", *columns), *shown]) if shown else "nothing to do")


def _cell(value: Any) -> Any:
    if value is None:
        return "-"
    if isinstance(value, Path):
        return os.path.relpath(value)
    return round(value, 2) if isinstance(value, float) else value


@grade.command()
@_course_options
@click.argument("assignments", nargs=-1)
def release(
    root: Path, editions: tuple[str, ...], grading: Path | None, as_json: bool, assignments: tuple[str, ...]
) -> None:
    """Release assignments to learners: sources into the course, the release into the exchange.

    Example: totkit grade release -e lk/en read-egdi-profile
    """
    from totkit.workflow.grade import release_assignments

    results = release_assignments(root, editions, assignments, grading=grading, on_progress=say)
    _print(list(results), as_json, ("assignment", "status", "reason"))


@grade.command()
@_course_options
@_assignment
@click.option(
    "--from",
    "source",
    type=click.Path(exists=True, path_type=Path),
    help="Folder or zip with <learner>/ folders or <learner>.zip files (default: the exchange).",
)
@click.option("--any-owner", is_flag=True, help="For an exchange in which all learners share one account.")
@click.pass_context
def collect(
    ctx: click.Context,
    root: Path,
    editions: tuple[str, ...],
    grading: Path | None,
    as_json: bool,
    assignment: str,
    source: Path | None,
    any_owner: bool,
) -> None:
    """Take what learners handed in; bad work is reported and stops nobody else's.

    Example: totkit grade collect -e lk/en read-egdi-profile --from received/
    """
    from totkit.errors import UsageError
    from totkit.grade import collect as collect_work

    courses = _courses(root, editions, grading, assignment)
    if source is not None and len(courses) > 1:
        message = f"--from needs one edition: -e {courses[0][0]}"
        raise UsageError(message)
    rows = [
        (name, record)
        for name, course in courses
        for record in collect_work(course, assignment, source=source, check_owner=not any_owner)
    ]
    said = ("reason",) if any(record.reason for _, record in rows) else ()
    _print(rows, as_json, ("learner", "assignment", "status", *said))
    problems = [record.problem for _, record in rows if record.problem]
    for problem in problems:
        say(str(problem))
    ctx.exit(1 if problems else 0)


@grade.command()
@_course_options
@_assignment
@click.option("--learner", "learners", multiple=True, help="Only this one; repeatable.")
@click.option("--force", is_flag=True, help="Grade again what has not changed.")
@click.option("--yes", is_flag=True, help="Do not ask before running the code of submissions.")
@click.pass_context
def autograde(
    ctx: click.Context,
    root: Path,
    editions: tuple[str, ...],
    grading: Path | None,
    as_json: bool,
    assignment: str,
    learners: tuple[str, ...],
    force: bool,
    yes: bool,
) -> None:
    """Grade the submissions that are new or changed. This runs the learners' code.

    Marks given by hand are kept.

    Example: totkit grade autograde -e lk/en read-egdi-profile
    """
    from totkit.grade import autograde as grade_work
    from totkit.grade import grading_notice, pending_learners
    from totkit.workflow.grade import is_behind

    rows: list[tuple[str, Any]] = []
    for name, course in _courses(root, editions, grading, assignment):
        if is_behind(root, course, assignment):
            say(
                f"exercises/{assignment} was edited since its release in {name}, and is graded as released; "
                f"to grade it as it is now: totkit grade release -e {name} {assignment}"
            )
        count = len(pending_learners(course, assignment, learners or None, force=force))
        if count:
            say(grading_notice(count))
            if not yes:
                _ask_first(f"Grade {assignment} of {name}?")
        graded = grade_work(
            course,
            assignment,
            learners or None,
            force=force,
            on_progress=lambda record: say(f"{record.learner}: {record.status} ({record.reason})"),
        )
        rows += [(name, record) for record in graded]
    _print(rows, as_json, ("learner", "status", "points", "max_points", "reason"))
    failed = [record for _, record in rows if record.status.endswith("failed")]
    ctx.exit(1 if failed else 0)


@grade.command()
@_course_options
@_assignment
def feedback(
    root: Path, editions: tuple[str, ...], grading: Path | None, as_json: bool, assignment: str
) -> None:
    """Write feedback for learners, without hidden tests and mark schemes, and put it into the exchange.

    Example: totkit grade feedback -e lk/en read-egdi-profile
    """
    from totkit.grade import feedback as give_feedback

    courses = _courses(root, editions, grading, assignment)
    rows = [(name, record) for name, course in courses for record in give_feedback(course, assignment)]
    _print(rows, as_json, ("learner", "status", "reason", "path"))


@grade.command()
@_course_options
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the tables (default: export/ in each course).",
)
def export(
    root: Path, editions: tuple[str, ...], grading: Path | None, as_json: bool, output: Path | None
) -> None:
    """Write the marks of each course as CSV: one table of all marks, one of totals.

    Example: totkit grade export -e lk -o marks/
    """
    from totkit.grade import export as export_marks
    from totkit.grade import write_export

    written = []
    for name, course in _courses(root, editions, grading):
        folder = output / name if output else course.folder / "export"
        written += [(name, path) for path in write_export(export_marks(course), folder)]
    if as_json:
        print_json([{"edition": name, "path": str(path)} for name, path in written])
    else:
        for _, path in written:
            click.echo(os.path.relpath(path))


@grade.command()
@_course_options
def status(root: Path, editions: tuple[str, ...], grading: Path | None, as_json: bool) -> None:
    """Say for each assignment what is released, handed in, graded and waiting for a person.

    Example: totkit grade status -e lk
    """
    from totkit.grade import status as course_status

    rows = [
        (name, record)
        for name, course in _courses(root, editions, grading)
        for record in course_status(course)
    ]
    columns = ("assignment", "released", "submitted", "autograded", "needs_manual", "failed", "feedback")
    _print(rows, as_json, columns)

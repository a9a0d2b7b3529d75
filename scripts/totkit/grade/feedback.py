"""Give feedback with nbgrader, without what learners must not read."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

from totkit.grade.course import check_released
from totkit.grade.door import nbgrader_at, raised_in
from totkit.grade.files import write_file
from totkit.grade.hidden import HIDDEN_TEST_FAILED, OUTPUT_LEFT_OUT
from totkit.grade.marks import open_marks, read_marks
from totkit.grade.records import FeedbackResult, FeedbackStatus
from totkit.grade.submission import SECRET

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from totkit.grade.records import GradingCourse

FOREIGN_SCRIPT = re.compile(r'<script[^>]*\ssrc="(?:https?:)?//[^"]*"[^>]*>\s*</script>')


def feedback(
    course: GradingCourse,
    assignment: str,
    *,
    interface: Mapping[str, str] | None = None,
    on_progress: Callable[[FeedbackResult], None] | None = None,
) -> tuple[FeedbackResult, ...]:
    """Write feedback for every graded submission and hand it out through the exchange.

    Hidden tests and mark schemes are taken out of the notebook before it is rendered, and nothing in the
    page is loaded from another host. Work that did not come through the exchange has no secret to be
    fetched by; its feedback is written and waits under ``feedback/<learner>/<assignment>/``.

    :param interface: totkit's own strings in the edition's language, by their English text
    :returns: one per graded submission, sorted; a failing one does not stop the others
    :raises UsageError: if the assignment is not released
    """
    check_released(course, assignment)
    graded = sorted((course.folder / "autograded").glob(f"*/{assignment}/{assignment}.ipynb"))
    results = []
    with nbgrader_at(course) as api:
        words = interface or {}
        api.config.HidePrivateText.hidden_test_failed = words.get(HIDDEN_TEST_FAILED, HIDDEN_TEST_FAILED)
        api.config.HidePrivateText.output_left_out = words.get(OUTPUT_LEFT_OUT, OUTPUT_LEFT_OUT)
        for notebook in graded:
            result = feedback_one(course, assignment, notebook.parents[1].name, api)
            results.append(result)
            if on_progress is not None:
                on_progress(result)
    return tuple(results)


def feedback_one(course: GradingCourse, assignment: str, learner: str, api: Any) -> FeedbackResult:
    """Write one learner's feedback, and hand it out if it can be."""
    started = time.monotonic()
    page = course.feedback_of(assignment, learner) / f"{assignment}.html"
    with api.gradebook as gradebook:
        waiting = bool(open_marks(read_marks(gradebook, assignment, learner)))
    status, reason = _write_and_release(assignment, learner, api, page)
    if waiting and status is not FeedbackStatus.FAILED:
        reason = "; ".join(filter(None, ["what is not marked yet counts as 0 in it", reason]))
    return FeedbackResult(
        learner=learner,
        assignment=assignment,
        status=status,
        path=page if page.is_file() else None,
        needs_manual=waiting,
        reason=reason,
        seconds=time.monotonic() - started,
    )


def _write_and_release(assignment: str, learner: str, api: Any, page: Path) -> tuple[FeedbackStatus, str]:
    """Return how far it got, and why."""
    outcome = api.generate_feedback(assignment, learner, force=True)
    if not outcome["success"]:
        return FeedbackStatus.FAILED, ": ".join(filter(None, raised_in(outcome)))
    without_foreign_scripts(page)
    if not (page.parent / SECRET).is_file():
        return FeedbackStatus.GENERATED, "handed in without the exchange: pass the file on"
    outcome = release_page(assignment, learner, api)
    if not outcome["success"]:
        return FeedbackStatus.GENERATED, ": ".join(filter(None, raised_in(outcome)))
    return FeedbackStatus.RELEASED, ""


def release_page(assignment: str, learner: str, api: Any) -> dict[str, Any]:
    """Copy a learner's feedback into the exchange, as ``api.release_feedback`` would.

    That one passes ``authentictor=`` (sic), which traitlets announces to turn into an error.
    """
    from nbgrader import utils

    with utils.temp_attrs(api.coursedir, assignment_id=assignment, student_id=learner):
        step = api.exchange.ReleaseFeedback(
            coursedir=api.coursedir, authenticator=api.authenticator, parent=api
        )
        outcome: dict[str, Any] = utils.capture_log(step)
    return outcome


def without_foreign_scripts(page: Path) -> None:
    """Rewrite a page without the scripts that nbconvert's template loads from other hosts."""
    text = page.read_text(encoding="utf-8")
    cleared = FOREIGN_SCRIPT.sub("", text)
    if cleared != text:
        write_file(page, cleared.encode(), mode=0o644)

"""Which marks wait for a person."""

from __future__ import annotations

import pytest
from totkit.grade.marks import Mark, open_marks


def mark(**changes: object) -> Mark:
    known = {
        "learner": "amara",
        "assignment": "plan",
        "grade_id": "plan-task",
        "auto": None,
        "manual": 4.0,
        "extra": None,
        "max_points": 4.0,
        "needs_manual": False,
        "timestamp": None,
        "kind": "task",
    }
    return Mark(**{**known, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "waits"),
    [({}, False), ({"needs_manual": True}, True), ({"max_points": 2.0}, True), ({"manual": None}, False)],
)
def test_a_mark_above_what_the_task_is_worth_now_waits_too(changes: dict[str, object], waits: bool) -> None:
    assert bool(open_marks([mark(**changes)])) is waits

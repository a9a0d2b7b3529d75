from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from totkit.learn.sheet import Sheet, read_sheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OPTIONS = [
    {"id": "budget", "text": "A **budget** line"},
    {"id": "owner", "text": "An owner & a <date>"},
    {"id": "launch", "text": "A launch"},
]
ROWS = [{"id": "vision", "text": "A vision"}, {"id": "data", "text": "Data"}]
QUESTIONS: list[dict[str, Any]] = [
    {
        "id": "one",
        "kind": "single",
        "use": "graded",
        "prompt": "Which *one*?",
        "points": 2,
        "options": OPTIONS,
    },
    {"id": "many", "kind": "multiple", "use": "graded", "prompt": "Which?", "points": 2, "options": OPTIONS},
    {"id": "scale", "kind": "likert", "use": "open", "prompt": "How?", "options": OPTIONS},
    {"id": "grid", "kind": "matrix", "use": "open", "prompt": "Each?", "rows": ROWS, "options": OPTIONS},
    {"id": "order", "kind": "ranking", "use": "open", "prompt": "Order?", "options": OPTIONS},
    {"id": "count", "kind": "number", "use": "open", "prompt": "How many?", "unit": "%"},
    {"id": "word", "kind": "short-text", "use": "open", "prompt": "Name?"},
    {"id": "essay", "kind": "long-text", "use": "open", "prompt": "Why?"},
    {"id": "plan", "kind": "table", "use": "open", "prompt": "Plan.", "columns": OPTIONS[:2], "count": 2},
    {"id": "team", "kind": "table", "use": "open", "prompt": "Team.", "columns": OPTIONS[:1], "rows": ROWS},
    {
        "id": "try",
        "kind": "multiple",
        "use": "practice",
        "prompt": "Try.",
        "options": OPTIONS,
        "answer": ["budget", "owner"],
        "explanation": "Both, <b>always</b>.",
        "tolerance": 0.0,
    },
]


@pytest.fixture
def make_sheet(tmp_path: Path) -> Callable[..., Sheet]:
    """Return a maker of sheets in one folder, as ``release`` writes them."""

    def make(**changes: object) -> Sheet:
        content = {"language": "en", "direction": "ltr", "strings": {}, "questions": QUESTIONS, **changes}
        (tmp_path / "questions.json").write_text(json.dumps(content), encoding="utf-8")
        return read_sheet(tmp_path)

    return make


@pytest.fixture
def sheet(make_sheet: Callable[..., Sheet]) -> Sheet:
    return make_sheet()

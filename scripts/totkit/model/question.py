"""Questions: items that a learner answers without code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS = (
    "single",
    "multiple",
    "likert",
    "matrix",
    "ranking",
    "number",
    "short-text",
    "long-text",
    "table",
)
USES = ("practice", "graded", "open")
PORTFOLIO_PARTS = ("situation-analysis", "vision", "road-map", "indicators", "action-plan")
"""What a learner carries from chapter to chapter, in this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option, a row or a column of a question."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One item as learners receive it.

    :ivar use: ``practice`` (public answer), ``graded`` (key in the rubric) or ``open`` (no key)
    :ivar answer: of a practice item only; its shape depends on ``kind`` (see ``docs/reference/formats.md``)
    :ivar points: of a graded item; 0 for others
    :ivar count: of a table without rows, the number of lines to fill
    :ivar portfolio: the part of the learner's portfolio to which the answer belongs; "" for none
    :ivar line: where the item stands in ``questions.yml``
    """

    id: str
    kind: str
    use: str
    prompt: str
    points: float = 0
    options: tuple[Choice, ...] = ()
    rows: tuple[Choice, ...] = ()
    columns: tuple[Choice, ...] = ()
    count: int = 0
    unit: str = ""
    tolerance: float = 0.0
    answer: Any = None
    explanation: str = ""
    portfolio: str = ""
    line: int = 0

    def public(self) -> Mapping[str, Any]:
        """Return what goes into ``questions.json``: no key, no rubric, plain JSON values."""
        parts = {
            "options": [{"id": choice.id, "text": choice.text} for choice in self.options],
            "rows": [{"id": choice.id, "text": choice.text} for choice in self.rows],
            "columns": [{"id": choice.id, "text": choice.text} for choice in self.columns],
            "count": self.count,
            "unit": self.unit,
            "points": self.points,
            "portfolio": self.portfolio,
        }
        shown: dict[str, Any] = {"id": self.id, "kind": self.kind, "use": self.use, "prompt": self.prompt}
        shown |= {name: value for name, value in parts.items() if value}
        if self.use == "practice":
            shown |= {"answer": self.answer, "explanation": self.explanation, "tolerance": self.tolerance}
        return shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """The private side of a graded question: the answer a machine marks by, or what a person marks by."""

    question: str
    answer: Any = None
    tolerance: float = 0.0
    mark_scheme: str = ""
    model_answer: str = ""
    line: int = 0

    @property
    def by_machine(self) -> bool:
        """Whether the item is marked without a person."""
        return self.answer is not None

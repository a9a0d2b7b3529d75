"""What the room hands out: frozen records, the same shape in Python and as JSON."""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from totkit.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class GradingCourse:
    """One nbgrader course: the folder of one edition's assignments, submissions and marks.

    :ivar folder: absolute; holds nbgrader's own folders and ``gradebook.db``
    :ivar exchange: where releases and feedback are handed out and submissions are handed in
    :ivar stub: what stands in the place of a solution, in the edition's language
    """

    folder: Path
    course_id: str
    exchange: Path
    stub: str = "YOUR CODE HERE"

    @property
    def gradebook(self) -> Path:
        """The database of nbgrader."""
        return self.folder / "gradebook.db"

    @property
    def own(self) -> Path:
        """What totkit notes beside nbgrader's files: lock, staging, what was graded from what."""
        return self.folder / ".totkit"

    @property
    def inbound(self) -> Path:
        """Where nbgrader's ``submit`` puts the work of learners."""
        return self.exchange / self.course_id / "inbound"

    @property
    def outbound(self) -> Path:
        """Where nbgrader's ``fetch_assignment`` looks."""
        return self.exchange / self.course_id / "outbound"

    def source_of(self, assignment: str) -> Path:
        """The assignment with its solutions."""
        return self.folder / "source" / assignment

    def release_of(self, assignment: str) -> Path:
        """The assignment as learners get it."""
        return self.folder / "release" / assignment

    def submitted_of(self, assignment: str, learner: str) -> Path:
        """A learner's current submission."""
        return self.folder / "submitted" / learner / assignment

    def autograded_of(self, assignment: str, learner: str) -> Path:
        """A learner's submission as it was run and graded."""
        return self.folder / "autograded" / learner / assignment

    def feedback_of(self, assignment: str, learner: str) -> Path:
        """What the learner gets back."""
        return self.folder / "feedback" / learner / assignment


class ReleaseStatus(StrEnum):
    """What a release did."""

    RELEASED = "released"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseResult:
    """The outcome of one release.

    :ivar reason: why it was done
    :ivar files: what learners get, sorted
    """

    assignment: str
    status: ReleaseStatus
    reason: str
    files: tuple[str, ...]
    seconds: float


class CollectStatus(StrEnum):
    """What became of one piece of work that was handed in."""

    RECEIVED = "received"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    OLDER = "older"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectResult:
    """The outcome for one piece of work.

    :ivar learner: as the folder, zip or exchange names her; empty where nobody can be named
    :ivar received: when it reached the receiver, by the receiver's clock (UTC)
    :ivar ignored: files that came along and were not taken
    :ivar reason: what a trainer should know of work that was taken
    :ivar problem: of refused work: which file, what is wrong, what to do
    """

    learner: str
    assignment: str
    status: CollectStatus
    received: datetime.datetime | None = None
    ignored: tuple[str, ...] = ()
    reason: str = ""
    problem: Problem | None = None


class GradeStatus(StrEnum):
    """What grading a submission came to."""

    GRADED = "graded"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    NEEDS_A_PERSON = "needs-a-person"
    INFRASTRUCTURE_FAILED = "infrastructure-failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeResult:
    """The outcome for one submission.

    :ivar points: what the gradebook holds now, marks by hand included; None where nothing is graded
    :ivar max_points: of the assignment
    :ivar reason: why the status is what it is; of ``unchanged`` also what is still open
    """

    learner: str
    assignment: str
    status: GradeStatus
    points: float | None
    max_points: float
    reason: str
    seconds: float


class FeedbackStatus(StrEnum):
    """How far a learner's feedback got."""

    RELEASED = "released"
    GENERATED = "generated"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackResult:
    """The outcome for one learner.

    :ivar status: ``generated`` is written but not in the exchange: to be handed over by other means
    :ivar path: the HTML file
    :ivar needs_manual: whether cells are still to be marked by hand
    """

    learner: str
    assignment: str
    status: FeedbackStatus
    path: Path | None
    needs_manual: bool
    reason: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentStatus:
    """How far an assignment is; counts are learners.

    :ivar autograded: whose current submission is graded
    :ivar needs_manual: with cells to mark by hand
    :ivar failed: whose current submission could not be graded
    :ivar feedback: with feedback on the current submission
    """

    assignment: str
    released: bool
    submitted: int
    autograded: int
    needs_manual: int
    failed: int
    feedback: int


def to_json(value: Any) -> Any:
    """Return a record, or a sequence of records, as plain JSON values."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_json(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, (list, tuple)):
        return [to_json(item) for item in value]
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    return str(value) if isinstance(value, (Path, StrEnum)) else value

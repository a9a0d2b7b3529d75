"""Which names may become folders, parts of nbgrader's paths and rows of its gradebook."""

from __future__ import annotations

import re

from totkit.errors import UsageError

LEARNER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
"""Ids are globs, parts of paths and split at ``+`` and ``,`` in nbgrader: none of that may be in one."""
ASSIGNMENT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RESERVED = frozenset({"feedback", "__pycache__"})
"""Names that nbgrader's ``CourseDirectory.ignore`` leaves out when it copies."""


def is_learner(name: str) -> bool:
    """Return whether a learner's id is safe as a folder and for nbgrader."""
    return LEARNER.fullmatch(name) is not None and name not in RESERVED


def check_assignment(name: str) -> None:
    """Check that an assignment's id is a slug.

    :raises UsageError: if it is not
    """
    if ASSIGNMENT.fullmatch(name) is None or name in RESERVED:
        raise UsageError(f"{name!r} cannot name an assignment: use a-z, 0-9 and single hyphens")


def check_learner(name: str) -> None:
    """Check that a learner's id is safe.

    :raises UsageError: if it is not
    """
    if not is_learner(name):
        raise UsageError(
            f"{name!r} cannot name a learner: use A-Z, a-z, 0-9 and . _ @ -, at most 64, beginning with a "
            "letter or digit"
        )

"""Find the line of a key, for rules that know of a value only which file it came from."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from totkit.read.files import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from totkit.errors import Problem


def locate_problems(root: Path, problems: Iterable[Problem]) -> list[Problem]:
    """Return problems with their lines, where a problem names a key of a file and no line."""
    reader = Reader(root)
    return [_locate(reader, problem) for problem in problems]


def _locate(reader: Reader, problem: Problem) -> Problem:
    where = problem.where
    if where.line or not where.key or not reader.exists(where.file):
        return problem
    key = re.compile(rf"\s*(- )?{re.escape(where.key)}\s*:")
    lines = (reader.text(where.file) or "").split("\n")
    line = next((number for number, line in enumerate(lines, start=1) if key.match(line)), 0)
    return replace(problem, where=replace(where, line=line))

"""Other programs, run in one place."""

from __future__ import annotations

import shlex
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from totkit.errors import ToolError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

LOG_LINES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolRun:
    """One run of a program.

    :ivar output: what it wrote, standard output and error as they came
    """

    command: tuple[str, ...]
    code: int
    output: str
    seconds: float


def run_tool(
    command: Sequence[str],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    timeout_seconds: float | None = None,
) -> ToolRun:
    """Run a program to its end, without a shell and without input.

    :param env: its whole environment; ours by default
    :raises ToolError: if it cannot be started, takes too long or ends with another code than 0; the
        error's log is the end of what it wrote
    """
    start = time.monotonic()
    try:
        done = subprocess.run(
            list(command),
            cwd=cwd,
            env=None if env is None else dict(env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=timeout_seconds,
            check=False,
        )
    except OSError as error:
        message = f"cannot run {command[0]}: {error.strerror or error}"
        raise ToolError(message) from error
    except subprocess.TimeoutExpired as error:
        message = f"{command[0]} took longer than {timeout_seconds:g} seconds"
        raise ToolError(message, log_tail((error.output or b"").decode(errors="replace"))) from error
    output = done.stdout.decode(errors="replace")
    if done.returncode:
        message = f"{shlex.join(command)} ended with code {done.returncode}"
        raise ToolError(message, log_tail(output))
    return ToolRun(
        command=tuple(command), code=done.returncode, output=output, seconds=time.monotonic() - start
    )


def log_tail(text: str, lines: int = LOG_LINES) -> str:
    """Return the last lines of a log."""
    return "\n".join(text.rstrip().splitlines()[-lines:])

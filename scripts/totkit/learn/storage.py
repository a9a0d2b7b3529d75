"""Answers that outlive the kernel: ``answers.json`` beside the notebook."""

from __future__ import annotations

import json
import os
import time
import uuid
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, Any

from totkit.judge.answers import LARGEST_ANSWERS_BYTES, parse_answers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ANSWERS = "answers.json"
LOCK_SECONDS = 2.0
"""How long to wait for another kernel that is writing; then write anyway, as systems without locks do."""


def load_answers(folder: Path) -> dict[str, Any]:
    """Return the saved answers by question id; none if nothing has been saved.

    :raises ValueError: the file is there and is not what we write
    """
    try:
        content = (folder / ANSWERS).read_bytes()
    except FileNotFoundError:
        return {}
    return parse_answers(content)


def load_or_set_aside(folder: Path) -> tuple[dict[str, Any], str]:
    """Return the saved answers and, if the file was damaged, the name under which it is kept now."""
    with _locked(folder):
        return _load_or_set_aside(folder)


def save_answer(folder: Path, question_id: str, value: Any) -> str:
    """Write one answer and leave all others as another kernel may have written them meanwhile.

    :param value: plain JSON value; None takes the answer away
    :returns: the name under which a damaged file is kept now; "" if there was none
    :raises OSError: the file cannot be written
    :raises ValueError: the answers have grown beyond what is read again
    """
    with _locked(folder):
        answers, kept = _load_or_set_aside(folder)
        answers.pop(question_id, None)
        if value is not None:
            answers[question_id] = value
        _write_answers(folder, answers)
    return kept


def _load_or_set_aside(folder: Path) -> tuple[dict[str, Any], str]:
    try:
        return load_answers(folder), ""
    except ValueError:
        free = (folder / f"{ANSWERS}.bad-{number}" for number in count(1))
        kept = next(path for path in free if not path.exists())
        (folder / ANSWERS).rename(kept)
        return {}, kept.name


def _write_answers(folder: Path, answers: dict[str, Any]) -> None:
    text = json.dumps(answers, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)
    content = f"{text}\n".encode("utf-8", errors="replace")
    if len(content) > LARGEST_ANSWERS_BYTES:
        raise ValueError(f"the answers are larger than {LARGEST_ANSWERS_BYTES} bytes")
    write_whole(folder, ANSWERS, content)


def write_whole(folder: Path, name: str, content: bytes) -> None:
    """Write a file whole or not at all.

    :raises OSError: it cannot be written
    """
    temporary = folder / f".{name}-{uuid.uuid4().hex}"
    # Not tempfile: its files are for the owner alone, and the grader reads this one.
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(folder / name)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keep other kernels from writing meanwhile; without effect where the system has no such locks."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        until = time.monotonic() + LOCK_SECONDS
        while time.monotonic() < until:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(0.02)
            except OSError:
                break
        yield
    finally:
        os.close(descriptor)

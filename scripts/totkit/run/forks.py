"""A function over many jobs, in forked processes: what the parent imported is there at once in each.

A job that fails, or whose process is killed, gives a failed record and does not stop the others.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import selectors
import signal
import sys
import time
import traceback
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Job = TypeVar("Job")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForkResult(Generic[Job, Value]):
    """What became of a job.

    :ivar value: what the function returned; None if it failed
    :ivar failure: "" or the traceback, or how the process ended
    """

    job: Job
    value: Value | None
    failure: str
    seconds: float

    @property
    def succeeded(self) -> bool:
        """Whether the function returned."""
        return not self.failure


@dataclass(slots=True)
class _Worker:
    index: int
    pid: int
    reader: int
    start: float
    chunks: list[bytes] = field(default_factory=list)


def run_forked(
    function: Callable[[Job], Value],
    jobs: Sequence[Job],
    *,
    workers: int = 1,
    on_done: Callable[[ForkResult[Job, Value]], None] | None = None,
) -> tuple[ForkResult[Job, Value], ...]:
    """Call a function for each job in a process of its own, a number of them at a time.

    :param function: its values must be picklable; it is called in a copy of this process, so what it
        changes in memory is lost
    :param on_done: called here, for each job as it ends
    :returns: one record for each job, in the order of the jobs
    """
    results: list[ForkResult[Job, Value] | None] = [None] * len(jobs)
    waiting = deque(range(len(jobs)))
    running: dict[int, _Worker] = {}
    gc.freeze()  # The collector of a child would write to, and so copy, every page of the parent.
    try:
        with selectors.DefaultSelector() as selector:
            while waiting or running:
                while waiting and len(running) < max(1, workers):
                    worker = _start(function, jobs, waiting.popleft())
                    running[worker.reader] = worker
                    selector.register(worker.reader, selectors.EVENT_READ)
                for key, _ in selector.select():
                    worker = running[key.fd]
                    chunk = os.read(key.fd, 1 << 20)
                    if chunk:
                        worker.chunks.append(chunk)
                        continue
                    selector.unregister(key.fd)
                    del running[key.fd]
                    result = _finish(worker, jobs[worker.index])
                    results[worker.index] = result
                    if on_done:
                        on_done(result)
    finally:
        gc.unfreeze()
        for worker in running.values():  # only after an interruption
            _stop(worker)
    return tuple(result for result in results if result is not None)


def _start(function: Callable[[Any], Any], jobs: Sequence[Any], index: int) -> _Worker:
    sys.stdout.flush()
    sys.stderr.flush()
    reader, writer = os.pipe()
    start = time.monotonic()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        _work(function, jobs[index], writer)
    os.close(writer)
    return _Worker(index=index, pid=pid, reader=reader, start=start)


def _work(function: Callable[[Any], Any], job: Any, writer: int) -> NoReturn:
    """Do the job in the child and leave without running the parent's exit handlers."""
    try:
        try:
            content = pickle.dumps((function(job), ""))
        except BaseException:  # noqa: BLE001 - a failing job is a record, whatever it raised
            content = pickle.dumps((None, traceback.format_exc()))
        with os.fdopen(writer, "wb") as file:
            file.write(content)
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
    finally:
        os._exit(0)


def _finish(worker: _Worker, job: Any) -> ForkResult[Any, Any]:
    os.close(worker.reader)
    _, status = os.waitpid(worker.pid, 0)
    seconds = time.monotonic() - worker.start
    try:
        value, failure = pickle.loads(b"".join(worker.chunks))  # noqa: S301 - written by our own child
    except (EOFError, pickle.UnpicklingError):
        value, failure = None, f"the process {describe_end(status)} before it gave a result"
    return ForkResult(job=job, value=value, failure=failure, seconds=seconds)


def _stop(worker: _Worker) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(worker.pid, signal.SIGKILL)
    os.waitpid(worker.pid, 0)
    os.close(worker.reader)


def describe_end(status: int) -> str:
    """Say how a process ended, from its wait status."""
    if os.WIFSIGNALED(status):
        return f"was killed by {signal.Signals(os.WTERMSIG(status)).name}"
    return f"ended with code {os.waitstatus_to_exitcode(status)}"

from __future__ import annotations

import os
import signal
import time

from totkit.run import run_forked


def work(job):
    if job == "raise":
        raise ValueError("this job is bad")
    if job == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if job == "exit":
        raise SystemExit(4)
    if job == "lambda":
        return lambda: None
    if isinstance(job, float):
        time.sleep(job)
    return (job, os.getpid())


def test_run_forked_gives_results_in_the_order_of_the_jobs():
    done = []
    results = run_forked(work, [1.6, 0.0, 0.6], workers=3, on_done=lambda result: done.append(result.job))
    assert [result.value[0] for result in results] == [1.6, 0.0, 0.6]
    assert done == [0.0, 0.6, 1.6]
    assert os.getpid() not in {result.value[1] for result in results}


def test_run_forked_goes_on_after_failures():
    results = run_forked(work, ["raise", "a", "die", "b", "exit", "lambda", "c"], workers=2)
    assert [result.job for result in results if result.succeeded] == ["a", "b", "c"]
    raised, died, left, unpicklable = (result.failure for result in results if not result.succeeded)
    assert raised.endswith("ValueError: this job is bad\n")
    assert died == "the process was killed by SIGKILL before it gave a result"
    assert left.endswith("SystemExit: 4\n")
    assert "lambda" in unpicklable


def test_run_forked_large_values():
    (result,) = run_forked(lambda size: b"x" * size, [5_000_000])
    assert result.value == b"x" * 5_000_000


def test_run_forked_without_jobs():
    assert run_forked(work, []) == ()

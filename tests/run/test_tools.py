from __future__ import annotations

import sys

import pytest
from totkit.errors import ToolError
from totkit.run import run_tool


def test_run_tool_keeps_what_it_said(tmp_path):
    code = "import os, sys; print(os.getcwd(), os.environ['X']); print('bad', file=sys.stderr)"
    done = run_tool([sys.executable, "-c", code], cwd=tmp_path, env={"X": "1"})
    assert (done.code, sorted(done.output.split())) == (0, sorted([str(tmp_path), "1", "bad"]))


def test_run_tool_failure_has_the_tail_of_the_log():
    code = "for i in range(100): print(i)\nraise SystemExit(3)"
    with pytest.raises(ToolError, match="ended with code 3") as caught:
        run_tool([sys.executable, "-c", code])
    assert caught.value.log.splitlines() == [str(number) for number in range(60, 100)]


def test_run_tool_missing_program():
    with pytest.raises(ToolError, match="cannot run no-such-program: "):
        run_tool(["no-such-program"])


def test_run_tool_too_slow():
    with pytest.raises(ToolError, match=r"longer than 0\.2 seconds"):
        run_tool([sys.executable, "-c", "import time; time.sleep(9)"], timeout_seconds=0.2)

from __future__ import annotations


def test_check_tiny_is_clean(tiny, run_totkit):
    ran = run_totkit("check", "-C", tiny, "--no-execute")
    assert (ran.code, ran.stdout, ran.stderr) == (0, "", "3 editions checked: no problems\n")

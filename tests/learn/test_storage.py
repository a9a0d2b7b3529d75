from __future__ import annotations

import json
import os
import stat
import threading
from typing import TYPE_CHECKING

import pytest
from totkit.learn.storage import load_answers, load_or_set_aside, save_answer

if TYPE_CHECKING:
    from pathlib import Path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_save_answer_writes_readable_json_and_nothing_else(tmp_path: Path) -> None:
    kept = [save_answer(tmp_path, "b", ["x", "ශ්‍රී"]), save_answer(tmp_path, "a", 1.5)]
    written = (tmp_path / "answers.json").read_text(encoding="utf-8")
    assert (kept, written) == (["", ""], '{\n "a": 1.5,\n "b": [\n  "x",\n  "ශ්‍රී"\n ]\n}\n')
    assert names(tmp_path) == ["answers.json"]


def test_save_answer_leaves_a_file_that_the_grader_can_read(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        save_answer(tmp_path, "a", 1)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "answers.json").stat().st_mode) == 0o644


def test_save_answer_keeps_what_another_kernel_wrote(tmp_path: Path) -> None:
    save_answer(tmp_path, "a", 1)
    (tmp_path / "answers.json").write_text('{"a": 2, "other": "kernel"}', encoding="utf-8")
    save_answer(tmp_path, "b", 3)
    assert load_answers(tmp_path) == {"a": 2, "other": "kernel", "b": 3}


def test_save_answer_of_many_writers_loses_nothing(tmp_path: Path) -> None:
    def write(number: int) -> None:
        for step in range(5):
            save_answer(tmp_path, f"q{number}", step)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert load_answers(tmp_path) == {f"q{number}": 4 for number in range(6)}
    assert names(tmp_path) == ["answers.json"]


def test_save_answer_of_none_takes_the_answer_away(tmp_path: Path) -> None:
    save_answer(tmp_path, "a", 1)
    save_answer(tmp_path, "a", None)
    assert load_answers(tmp_path) == {}


@pytest.mark.parametrize("damaged", ["{", "[]", "", '{"a": NaN}', "[" * 100_000])
def test_save_answer_keeps_a_damaged_file(tmp_path: Path, damaged: str) -> None:
    (tmp_path / "answers.json.bad-1").write_text("an older one")
    (tmp_path / "answers.json").write_text(damaged)
    assert save_answer(tmp_path, "a", 1) == "answers.json.bad-2"
    contents = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert contents == {
        "answers.json": '{\n "a": 1\n}\n',
        "answers.json.bad-1": "an older one",
        "answers.json.bad-2": damaged,
    }


def test_load_or_set_aside_tells_where_a_damaged_file_is(tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_text("damaged")
    assert [load_or_set_aside(tmp_path), load_or_set_aside(tmp_path)] == [
        ({}, "answers.json.bad-1"),
        ({}, ""),
    ]


def test_save_answer_refuses_what_it_could_not_read_again(tmp_path: Path) -> None:
    save_answer(tmp_path, "a", "before")
    with pytest.raises(ValueError, match="larger than"):
        save_answer(tmp_path, "a", "x" * 5_000_000)
    assert (load_answers(tmp_path), names(tmp_path)) == ({"a": "before"}, ["answers.json"])


def test_save_answer_replaces_lone_surrogates(tmp_path: Path) -> None:
    save_answer(tmp_path, "a", "\ud800!")
    assert json.loads((tmp_path / "answers.json").read_bytes()) == {"a": "?!"}

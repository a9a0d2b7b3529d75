from __future__ import annotations

import pytest
from totkit.errors import UsageError
from totkit.run import replace_folder, temporary_sibling, write_file, write_tree


def read_all(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_write_tree_replaces_all_that_was_there(tmp_path):
    folder = tmp_path / "editions/lk"
    write_tree({"old.md": b"1", "sub/a.md": b"2"}, folder)
    write_tree({"sub/a.md": b"3", "b.md": b""}, folder)
    assert read_all(folder) == {"sub/a.md": b"3", "b.md": b""}
    assert [path.name for path in folder.parent.iterdir()] == ["lk"]


@pytest.mark.parametrize("name", ["../out.md", "/out.md", "a/../../out.md", ""])
def test_write_tree_refuses_paths_that_leave_the_folder(tmp_path, name):
    write_tree({"a": b"1"}, tmp_path / "tree")
    with pytest.raises(UsageError):
        write_tree({"b": b"2", name: b"x"}, tmp_path / "tree")
    assert read_all(tmp_path) == {"tree/a": b"1"}


def test_write_file_leaves_no_second_file(tmp_path):
    write_file(b"one", tmp_path / "sub/a")
    write_file(b"two", tmp_path / "sub/a")
    assert read_all(tmp_path) == {"sub/a": b"two"}


def test_replace_folder_into_empty_place(tmp_path):
    (tmp_path / "new").mkdir()
    (tmp_path / "new/a").write_bytes(b"1")
    replace_folder(tmp_path / "new", tmp_path / "deep/old")
    assert read_all(tmp_path) == {"deep/old/a": b"1"}


def test_replace_folder_keeps_the_old_one_if_there_is_no_new_one(tmp_path):
    (tmp_path / "old").mkdir()
    (tmp_path / "old/a").write_bytes(b"1")
    with pytest.raises(FileNotFoundError):
        replace_folder(tmp_path / "new", tmp_path / "old")
    assert read_all(tmp_path) == {"old/a": b"1"}


def test_temporary_sibling_is_removed_after_an_error(tmp_path):
    def fail():
        with temporary_sibling(tmp_path / "site") as new:
            (new / "a").write_bytes(b"1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert list(tmp_path.iterdir()) == []

from __future__ import annotations

import os

from totkit.run import hash_bytes, hash_file, hash_files, hash_folder


def test_hash_folder_sees_content_and_paths_only(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    for folder, names in ((one, ("a", "b/c")), (two, ("b/c", "a"))):
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(name)
    os.utime(two / "a", (1, 1))
    (two / "__pycache__").mkdir()
    (two / "__pycache__/x.pyc").write_bytes(b"x")
    assert hash_folder(one) == hash_folder(two)
    (two / "a").rename(two / "d")
    assert hash_folder(one) != hash_folder(two)
    assert hash_folder(one, without=["a"]) == hash_folder(two, without=["d"])


def test_hash_file_is_hash_of_its_bytes(tmp_path):
    (tmp_path / "a").write_bytes(b"text")
    assert hash_file(tmp_path / "a") == hash_bytes(b"text")


def test_hash_files_does_not_depend_on_order_and_cannot_be_forged():
    assert hash_files({"a": "1", "b": "2"}) == hash_files({"b": "2", "a": "1"})
    assert hash_files({"a": "1\n1:b=2"}) != hash_files({"a": "1", "b": "2"})

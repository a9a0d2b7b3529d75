"""Kernels start without TCP ports, which two processes could pick at the same time."""

import os
from pathlib import Path

import nbformat
import pytest
from totkit.run import execute_notebook, socket_kernels
from totkit.run.kernels import CHOICE

pytestmark = pytest.mark.slow

LOOK = """
import json, os
from ipykernel.connect import get_connection_file
info = json.load(open(get_connection_file()))
assert info["transport"] == "ipc", info
assert os.path.isdir(os.path.dirname(info["ip"])), info
assert "JUPYTER_DEFAULT_PROVISIONER_NAME" not in os.environ
open(os.environ["NOTE"], "w").write(os.path.dirname(info["ip"]))
"""


@pytest.fixture
def notebook():
    cells = [nbformat.v4.new_code_cell(LOOK)]
    return nbformat.writes(nbformat.v4.new_notebook(cells=cells)).encode()


def test_kernel_opens_no_port_and_leaves_no_folder(notebook, tmp_path, monkeypatch):
    note = tmp_path / "note"
    monkeypatch.setenv("NOTE", str(note))
    assert execute_notebook({"a.ipynb": notebook}, "a.ipynb") is None
    folder = Path(note.read_text())
    assert folder.is_absolute()
    assert not folder.exists()


def test_choice_ends_with_the_work():
    with socket_kernels():
        assert os.environ[CHOICE] == "totkit-sockets"
        with socket_kernels():
            pass
        assert os.environ[CHOICE] == "totkit-sockets"
    assert CHOICE not in os.environ

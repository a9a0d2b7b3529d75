"""Run a notebook in a kernel of its own, in a folder that is thrown away."""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from totkit.run.kernels import socket_kernels

if TYPE_CHECKING:
    from collections.abc import Mapping

TIMEOUT_SECONDS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class NotebookFailure:
    """The first cell that failed.

    :ivar cell: its number among all cells, from 1
    :ivar code: its source
    :ivar error: the error's name and message, in one line
    """

    cell: int
    code: str
    error: str


def execute_notebook(files: Mapping[str, bytes], name: str) -> NotebookFailure | None:
    """Run a notebook with the files beside it.

    :param name: of the notebook among ``files``
    :returns: None if every cell ran
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    with tempfile.TemporaryDirectory(prefix="totkit-") as folder:
        for path, content in files.items():
            target = Path(folder) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        notebook = nbformat.reads(files[name].decode(), as_version=4)
        os.environ["NBGRADER_EXECUTION"] = "check"  # the helper shows questions as text
        client = NotebookClient(
            notebook,
            timeout=TIMEOUT_SECONDS,
            kernel_name="python3",
            shutdown_kernel="immediate",  # a kernel that is asked politely says that it was interrupted
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
            resources={"metadata": {"path": folder}},
        )
        try:
            with socket_kernels():
                client.execute()
        except CellExecutionError as error:
            return _failure(notebook, f"{error.ename}: {error.evalue}")
        except (CellTimeoutError, DeadKernelError) as error:
            return _failure(notebook, str(error))
    return None


def _failure(notebook: object, error: str) -> NotebookFailure:
    """Return the failure of the last cell that was begun."""
    cells = notebook.cells  # type: ignore[attr-defined]
    begun = [number for number, cell in enumerate(cells) if cell.get("execution_count")]
    failed = [
        number
        for number, cell in enumerate(cells)
        if any(output.output_type == "error" for output in cell.get("outputs", ()))
    ]
    number = (failed or begun or [0])[-1]
    plain = re.sub(r"\x1b\[[0-9;]*m", "", error).strip().splitlines()
    return NotebookFailure(
        cell=number + 1, code=cells[number].source, error=plain[0] if plain else "it fails"
    )

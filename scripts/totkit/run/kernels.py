"""Kernels that talk over sockets in the file system.

Jupyter looks for free TCP ports, closes them and tells the kernel to open them again. Two processes that
start kernels at the same time may pick the same port; then a kernel dies and a whole build with it.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CHOICE = "JUPYTER_DEFAULT_PROVISIONER_NAME"
"""The environment variable from which jupyter_client takes the name of an entry point."""
NAME = "totkit-sockets"
"""The entry point of ``provisioner.py`` in ``pyproject.toml``."""


@contextmanager
def socket_kernels() -> Iterator[None]:
    """Let whatever starts kernels in this process, Jupyter Book and nbgrader too, start them so."""
    before = os.environ.get(CHOICE)
    os.environ[CHOICE] = NAME
    try:
        yield
    finally:
        if before is None:
            del os.environ[CHOICE]
        else:
            os.environ[CHOICE] = before

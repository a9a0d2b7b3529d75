"""What every room with effects shares: atomic writes, content hashes, forked workers, tools.

Bytes, folders and jobs come in; files, digests and result records go out.  Nothing here knows what an
edition is; ``publish`` and ``grade`` are built on it.
"""

from totkit.run.files import replace_folder, temporary_sibling, write_file, write_tree
from totkit.run.forks import ForkResult, run_forked
from totkit.run.hashes import hash_bytes, hash_file, hash_files, hash_folder
from totkit.run.kernels import socket_kernels
from totkit.run.notebooks import NotebookFailure, execute_notebook
from totkit.run.tools import ToolRun, run_tool

__all__ = [
    "ForkResult",
    "NotebookFailure",
    "ToolRun",
    "execute_notebook",
    "hash_bytes",
    "hash_file",
    "hash_files",
    "hash_folder",
    "replace_folder",
    "run_forked",
    "run_tool",
    "socket_kernels",
    "temporary_sibling",
    "write_file",
    "write_tree",
]

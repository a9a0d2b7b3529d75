"""One edition: Jupyter Book's own build, in a forked process that has everything imported already."""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import re
import shutil
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from totkit.errors import ContentError, ToolError
from totkit.run import hash_file, hash_files, replace_folder, run_forked, socket_kernels, temporary_sibling
from totkit.run.tools import log_tail

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from totkit.errors import Problem

IMPORTS = (
    "jupyter_book.sphinx",
    "jupyter_cache.cache.main",
    "myst_nb.sphinx_ext",
    "nbclient",
    "pydata_sphinx_theme",
    "sphinx.builders.html",
    "sphinx.search",
    "sphinx_book_theme",
    "sphinx_comments",
    "sphinx_copybutton",
    "sphinx_design",
    "sphinx_external_toc",
    "sphinx_thebe",
    "sphinx_togglebutton",
)
PAGE_SUFFIXES = frozenset({".md", ".ipynb", ".rst"})
FOR_SPHINX = frozenset({".buildinfo", ".buildinfo.bak", "objects.inv"})
"""What Sphinx writes for itself and for links from other books; no reader's page needs it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteResult:
    """A site that was built, or why it was not.

    :ivar warnings: everything Sphinx warned of; a build with any is not published
    """

    warnings: tuple[str, ...]
    seconds: float

    @property
    def succeeded(self) -> bool:
        """Whether the site stands in its folder."""
        return not self.warnings


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """A build and its places below the cache.

    The output is built beside ``jupyter_execute``, where MyST-NB puts pictures that what Sphinx has read
    before refers to.
    """

    tree: Path
    cache: Path
    data: str

    @property
    def output(self) -> Path:
        return self.cache / "html"

    @property
    def doctrees(self) -> Path:
        return self.cache / "doctrees"

    @property
    def executions(self) -> Path:
        return self.cache / "executions" / self.data


def prepare_imports() -> None:
    """Import what every build needs, once, so that forked builds start with it."""
    for name in IMPORTS:
        importlib.import_module(name)


def build_site(
    tree_folder: Path,
    site_folder: Path,
    *,
    cache: Path,
    inspect: Callable[[Path], Sequence[Problem]] | None = None,
) -> SiteResult:
    """Build the site of one tree and put it in place, whole, if there is nothing to say against it.

    :param cache: a folder for this edition alone: what Sphinx read and what notebooks gave
    :param inspect: looks at the finished folder before anybody else can
    :returns: with warnings, if Sphinx had any; then the site that stood there before is still there
    :raises ContentError: if ``inspect`` finds problems
    :raises ToolError: if the build broke off
    """
    start = time.monotonic()
    prepare_imports()
    job = _Job(tree=tree_folder.resolve(), cache=cache.resolve(), data=hash_data(tree_folder)[:16])
    shutil.rmtree(job.output, ignore_errors=True)  # Sphinx would leave old titles in pages it keeps.
    (result,) = run_forked(_build, [job])
    if result.value is None:
        message = f"the build of {tree_folder} broke off"
        raise ToolError(message, log_tail(result.failure))
    code, log, warnings = result.value
    if code and not warnings:
        message = f"Jupyter Book could not build {tree_folder}"
        raise ToolError(message, log_tail(log))
    if not warnings:
        _publish(job.output, site_folder, inspect)
    return SiteResult(warnings=warnings, seconds=time.monotonic() - start)


def _publish(output: Path, site_folder: Path, inspect: Callable[[Path], Sequence[Problem]] | None) -> None:
    """Copy what was built beside the site, look at it, and put it in the site's place."""
    with temporary_sibling(site_folder) as new:
        ignore = shutil.ignore_patterns(*FOR_SPHINX)
        shutil.copytree(output, new, ignore=ignore, dirs_exist_ok=True)
        problems = inspect(new) if inspect else ()
        if problems:
            raise ContentError(problems)
        replace_folder(new, site_folder)


def hash_data(tree_folder: Path) -> str:
    """Return the digest of what notebooks can read.

    The execution cache knows a notebook by its code only: without this, the numbers of one data file
    would come back after it changed.
    """
    return hash_files(
        {
            path.relative_to(tree_folder).as_posix(): hash_file(path)
            for path in tree_folder.rglob("*")
            if path.is_file()
            and path.suffix not in PAGE_SUFFIXES
            and path.relative_to(tree_folder).parts[0] not in {"_ext", "_build", "_toc.yml", "_config.yml"}
        }
    )


def _build(job: _Job) -> tuple[int, str, tuple[str, ...]]:
    """Build in the child: what ``jupyter-book build -W --keep-going`` does, with our folders."""
    from jupyter_book.sphinx import build_sphinx

    _send_kernels_to(job.cache / "kernels.log")
    _use_extensions(job.tree / "_ext")
    status, warned = io.StringIO(), io.StringIO()
    with socket_kernels(), contextlib.redirect_stdout(status), contextlib.redirect_stderr(warned):
        ended = build_sphinx(
            str(job.tree),
            str(job.output),
            noconfig=True,
            path_config=job.tree / "_config.yml",
            confoverrides={
                "external_toc_path": (job.tree / "_toc.yml").as_posix(),
                "latex_individualpages": False,
                "nb_execution_cache_path": str(job.executions),
            },
            doctreedir=str(job.doctrees / job.data),
            builder="html",
            warningiserror=True,
            keep_going=True,
        )
    code = ended if isinstance(ended, int) else 1
    return code, status.getvalue() + warned.getvalue(), collect_warnings(warned.getvalue(), job.tree)


def _use_extensions(folder: Path) -> None:
    """Take the tree's own extensions, whatever of the same name is imported or can be found already."""
    names = {path.stem for path in folder.glob("*") if path.is_dir() or path.suffix == ".py"}
    for module in [name for name in sys.modules if name.split(".")[0] in names - {"static", "templates"}]:
        del sys.modules[module]
    sys.path.insert(0, str(folder))
    sys.dont_write_bytecode = True  # A tree holds what was assembled and nothing else.


def _send_kernels_to(log: Path) -> None:
    """Let what this process's own children say go to a file: kernels write past Python's streams."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)


def collect_warnings(text: str, tree_folder: Path) -> tuple[str, ...]:
    """Return each warning and error that Sphinx printed, its place relative to the tree."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text).replace(f"{tree_folder}/", "")
    lines = (line.strip() for line in plain.splitlines())
    return tuple(line for line in lines if re.search(r"(^|: )(WARNING|ERROR|CRITICAL|SEVERE): ", line))

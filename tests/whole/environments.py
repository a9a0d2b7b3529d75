"""Python environments that hold only some of the packages that are installed here, without any download."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
from importlib import metadata
from pathlib import Path


def make_environment(folder: Path, *names: str) -> Path:
    """Make an environment of some packages and what they need; return its Python.

    The packages are linked from here; totkit itself is never among them unless it is named.
    """
    venv.create(folder, with_pip=False)
    site = next((folder / "lib").glob("python*/site-packages"))
    for name in sorted(closure(names)):
        link_distribution(metadata.distribution(name), site)
    return folder / "bin" / "python"


def closure(names: tuple[str, ...]) -> set[str]:
    """Return the names of packages together with everything they require here, extras left out."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in found:
            continue
        try:
            requires = metadata.distribution(name).requires or []
        except metadata.PackageNotFoundError:
            continue  # required on other systems only
        found.add(name)
        waiting += [
            re.split(r"[\s;<>=!~\[(]", item, maxsplit=1)[0] for item in requires if "extra ==" not in item
        ]
    return found


def link_distribution(distribution: metadata.Distribution, site: Path) -> None:
    """Link a package's files into another environment, folder by folder."""
    tops = {
        Path(str(file)).parts[0] for file in distribution.files or () if ".." not in Path(str(file)).parts
    }
    for top in tops - {"__pycache__", "bin", "share", "etc"}:
        source = Path(str(distribution.locate_file(top)))
        target = site / top
        if source.is_dir() and (target.exists() or not (source / "__init__.py").exists()):
            merge(source, target)  # a namespace that several packages share
        elif not target.exists():
            target.symlink_to(source)


def merge(source: Path, target: Path) -> None:
    """Link what stands in a folder that several packages share."""
    if target.is_symlink():
        return
    target.mkdir(exist_ok=True)
    for item in source.iterdir():
        if not (target / item.name).exists():
            (target / item.name).symlink_to(item)


def run_python(python: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a Python of such an environment, with nothing of ours in its surroundings."""
    kept = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR")
    env = {name: os.environ[name] for name in kept if name in os.environ}
    env["JUPYTER_PATH"] = str(Path(sys.prefix) / "share" / "jupyter")
    return subprocess.run(
        [str(python), *arguments], cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=600
    )

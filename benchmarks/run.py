"""Measure totkit against its peers in one run: ratios, not seconds, are what counts.

``totkit build`` against ``jupyter-book build`` on the same trees, and ``totkit grade autograde`` against
``nbgrader autograde`` on the same submissions. Usage: ``python benchmarks/run.py [build|grade]``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
SUBMISSIONS = 20
ASSIGNMENT = "read-egdi-profile"
LOCALISATIONS = ("lk", "ma")
"""Whose editions are built: five, in four scripts and both directions. All of them take the peer too long."""


def timed(*command: str | Path, cwd: Path) -> float:
    """Run a command and return its wall time in seconds."""
    env = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    start = time.monotonic()
    ran = subprocess.run(
        [str(word) for word in command], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    seconds = time.monotonic() - start
    if ran.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{ran.stdout}\n{ran.stderr}")
    return seconds


def copy_course(folder: Path) -> Path:
    """Copy what is authored, with the localisations to build."""
    for name in ("book", "modules", "exercises", "localisations"):
        shutil.copytree(ROOT / name, folder / name)
    for localisation in (folder / "localisations" / "countries").iterdir():
        if localisation.name not in LOCALISATIONS:
            shutil.rmtree(localisation)
    for name in ("course.yml", "_toc.yml"):
        shutil.copy(ROOT / name, folder)
    return folder


def bench_build(folder: Path) -> None:
    """All editions, nothing cached: ours from the authored files, theirs from the trees that we made."""
    course = copy_course(folder / "course")
    totkit = BIN / "totkit"
    assembling = timed(totkit, "assemble", "-q", cwd=course)
    aside = Path(shutil.move(course / "_build" / "editions", folder / "trees"))
    shutil.rmtree(course / "_build")
    trees = sorted(path.parent for path in aside.rglob("_toc.yml"))

    def build_trees() -> float:
        return sum(timed(BIN / "jupyter-book", "build", "-W", tree, cwd=folder) for tree in trees)

    theirs = build_trees()
    ours = timed(totkit, "build", "-q", cwd=course)
    report("build", f"{len(trees)} editions from nothing", ours, theirs)
    report("build", "nothing changed", timed(totkit, "build", "-q", cwd=course), build_trees())
    print(json.dumps({"assembling and running all sources, alone": round(assembling, 1)}))


def bench_grade(folder: Path) -> None:
    """The same submissions in two copies of one nbgrader course."""
    course = copy_course(folder)
    totkit = BIN / "totkit"
    timed(totkit, "grade", "release", "-e", "lk/en", ASSIGNMENT, cwd=course)
    grading = course / "grading" / "lk" / "en"
    received = course / "received"
    for number in range(SUBMISSIONS):
        hand_in(grading / "release" / ASSIGNMENT, received / f"learner-{number:02}", number)
    timed(totkit, "grade", "collect", "-e", "lk/en", ASSIGNMENT, "--from", received, cwd=course)
    theirs_folder = Path(shutil.copytree(grading, folder / "stock"))
    config = theirs_folder / "nbgrader_config.py"
    config.write_text(
        config.read_text(encoding="utf-8").replace(str(grading), str(theirs_folder)), encoding="utf-8"
    )
    theirs = timed(BIN / "nbgrader", "autograde", ASSIGNMENT, cwd=theirs_folder)
    ours = timed(totkit, "grade", "autograde", "-e", "lk/en", ASSIGNMENT, "--yes", cwd=course)
    report("autograde", f"{SUBMISSIONS} submissions", ours, theirs)


def hand_in(released: Path, folder: Path, number: int) -> None:
    """Write one submission: every third learner has written nothing yet."""
    shutil.copytree(released, folder)
    if number % 3 == 0:
        return
    path = folder / f"{ASSIGNMENT}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = cell.source.replace("raise NotImplementedError()", "return None")
    nbformat.write(notebook, path)


def report(what: str, case: str, ours: float, theirs: float) -> None:
    """Print one line of JSON."""
    ratio = theirs / ours
    print(
        json.dumps(
            {
                "what": what,
                "case": case,
                "totkit_seconds": round(ours, 1),
                "peer_seconds": round(theirs, 1),
                "peer_over_totkit": round(ratio, 2),
            }
        ),
        flush=True,
    )


def main() -> None:
    """Run what is asked for."""
    wanted = sys.argv[1:] or ["build", "grade"]
    for name, bench in (("build", bench_build), ("grade", bench_grade)):
        if name in wanted:
            with tempfile.TemporaryDirectory(prefix="totkit-bench-") as folder:
                bench(Path(folder))


if __name__ == "__main__":
    main()

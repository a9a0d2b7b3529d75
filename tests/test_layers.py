"""Which room may import which, and which library is touched where: docs/explanation/architecture.md."""

from __future__ import annotations

import ast
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PACKAGE = TESTS.parent / "scripts/totkit"

# A room stands right of every room that it imports, and its row says exactly which those are.
ROOMS = {
    "errors":    "",
    "model":     "",
    "notebook":  "errors",
    "catalogue": "model",
    "judge":     "model",
    "learn":     "judge",
    "read":      "errors model notebook catalogue",
    "localise":  "errors model notebook catalogue",
    "release":   "errors model notebook judge learn",
    "assemble":  "errors model notebook localise release",
    "check":     "errors model notebook judge localise",
    "run":       "errors",
    "publish":   "errors model run localise read",  # the last two: the author's preview, in Sphinx's process
    "grade":     "errors run release",
    "workflow":  "errors model notebook catalogue read localise release assemble check run publish grade",
    "cli":       "errors model read publish grade workflow",
    "__main__":  "cli",
}  # fmt: skip

# Only these files may import a library; a folder stands for all files in it.
LIBRARIES = {
    "sphinx":       "publish assemble/tree_files",
    "jupyter_book": "publish",
    "nbgrader":     "release grade",
    "subprocess":   "run",
    "multiprocessing": "run",
    "jupyter_client": "run/provisioner.py",
    "nbclient":     "run",
    "pandas":       "learn grade/export.py",
    "click":        "cli",
    "ruamel":       "read assemble/config.py",
    "socket":       "publish",
    "translate":    "catalogue/xliff.py",
    "lxml":         "catalogue/xliff.py",
    "requests":     "",
}  # fmt: skip

PURE = ("model", "notebook", "catalogue", "judge", "localise", "check")
"""Rooms that compute with values: they neither read nor write files, nor start anything."""
EFFECTS = {"os", "shutil", "tempfile", "subprocess", "glob", "io.open", "pathlib.Path"}
HEAVY = (
    "babel",
    "jupyter_book",
    "myst_nb",
    "jupyter_client",
    "nbclient",
    "nbconvert",
    "nbformat",
    "nbgrader",
    "pandas",
    "pycountry",
    "sphinx",
    "translate",
)


def python_files():
    return sorted(path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts)


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(tree: ast.AST) -> set[str]:
    """Return every imported name, ``package.module.name``, wherever it is imported."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def at_import_time(tree: ast.Module) -> set[str]:
    """Return what is imported when the module is, what only type checkers see left out."""
    guarded = [
        node
        for node in tree.body
        if not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test))
    ]
    direct = [node for node in guarded if isinstance(node, ast.Import | ast.ImportFrom)]
    return imports_of(ast.Module(body=list(direct), type_ignores=[]))


@cache
def edges() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path in python_files():
        if "tree_files" in path.parts:
            continue
        room = room_of(path)
        targets = {name.split(".")[1] for name in imports_of(parse(path)) if name.startswith("totkit.")}
        found.setdefault(room, set()).update((targets & ROOMS.keys()) - {room})
    return found


def test_every_room_is_in_the_table():
    assert set(edges()) - {"__init__"} == set(ROOMS) & set(edges())
    assert {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()} <= set(ROOMS)


def test_order_of_the_table_has_no_way_back():
    order = list(ROOMS)
    back = [
        (room, other)
        for room in ROOMS
        for other in ROOMS[room].split()
        if order.index(other) >= order.index(room)
    ]
    assert back == []


@pytest.mark.parametrize("room", ROOMS)
def test_room_imports_only_what_its_row_allows(room):
    assert edges().get(room, set()) - set(ROOMS[room].split()) == set()


def test_table_allows_nothing_that_nobody_needs():
    found = edges()
    spare = {room: set(row.split()) - found[room] for room, row in ROOMS.items() if room in found}
    assert {room: names for room, names in spare.items() if names} == {}


@pytest.mark.parametrize("library", LIBRARIES)
def test_library_stays_in_its_rooms(library):
    allowed = tuple(LIBRARIES[library].split())
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in python_files()
        if any(name.split(".")[0] == library for name in imports_of(parse(path)))
    }
    assert {user for user in users if not user.startswith(allowed or ("none/",))} == set()


def test_tree_files_stand_without_totkit():
    """An edition's tree is built where totkit is not installed."""
    files = [path for path in python_files() if "tree_files" in path.parts]
    assert files
    bad = [path for path in files if any(n.split(".")[0] == "totkit" for n in imports_of(parse(path)))]
    assert bad == []


@pytest.mark.parametrize("room", PURE)
def test_pure_room_touches_no_files(room):
    found = {
        (path.name, name)
        for path in (PACKAGE / room).rglob("*.py")
        for name in at_import_time(parse(path))
        if name in EFFECTS or name.split(".")[0] in EFFECTS
    }
    assert found == set()


def test_cli_and_read_import_heavy_libraries_only_in_functions():
    """Everything that help needs."""
    found = {
        (path.relative_to(PACKAGE).as_posix(), name)
        for room in ("cli", "read", "catalogue", "notebook", "model", "errors.py")
        for path in ([PACKAGE / room] if room.endswith(".py") else (PACKAGE / room).rglob("*.py"))
        for name in at_import_time(parse(path))
        if name.split(".")[0] in HEAVY
    }
    assert found == set()


def test_test_files_have_names_of_their_own():
    """Without ``__init__`` files pytest imports tests by their file's name alone."""
    found = (
        p
        for p in TESTS.rglob("*.py")
        if not {"courses", "broken", "golden"} & set(p.relative_to(TESTS).parts)
    )
    names = Counter(path.name for path in found if path.name != "conftest.py")
    assert [name for name, count in names.items() if count > 1] == []

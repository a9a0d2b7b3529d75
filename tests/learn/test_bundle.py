from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from importlib.resources import files
from typing import TYPE_CHECKING

from totkit.learn import STRINGS, bundle
from totkit.learn.bundle import PARTS

if TYPE_CHECKING:
    from pathlib import Path

    from totkit.learn.sheet import Sheet


def test_bundle_is_one_module_without_totkit() -> None:
    tree = ast.parse(bundle())
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
        )
    }
    assert imported - set(sys.stdlib_module_names) == {"IPython", "ipywidgets", "docx"}


def test_bundle_defines_each_name_once() -> None:
    defined = Counter(
        name
        for node in ast.parse(bundle()).body
        for name in (
            [node.name]
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
            else [target.id for target in getattr(node, "targets", []) if isinstance(target, ast.Name)]
        )
    )
    assert [name for name, times in defined.items() if times > 1] == []


def test_bundle_says_what_it_is() -> None:
    text = bundle()
    assert "SPDX-License-Identifier: Apache-2.0" in text.split('"""')[1]
    assert text.count("from __future__") == 1


def test_bundle_marks_without_totkit_and_widgets(sheet: Sheet) -> None:
    helper = sheet.folder / "totkit_learn.py"
    helper.write_text(bundle(), encoding="utf-8")
    (sheet.folder / "answers.json").write_text('{"many": ["budget"]}', encoding="utf-8")
    code = "import totkit_learn as t; print(t.__all__, t.mark('many', 2, ['budget', 'owner']))"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(sheet.folder)!r}); {code}"],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )
    assert (done.stdout, done.stderr) == ("['ask', 'mark', 'portfolio', 'save_portfolio'] 1.0\n", "")


def test_strings_are_those_that_the_parts_say() -> None:
    trees = [ast.parse(files("totkit").joinpath(part).read_text(encoding="utf-8")) for part in PARTS]
    constants = {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    said = {
        node.args[0].value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "say"
        if isinstance(node.args[0], ast.Constant)
    }
    assert (said - set(STRINGS), set(STRINGS) - constants) == (set(), set())
    assert list(STRINGS) == sorted(set(STRINGS))


def test_bundle_is_formatted_text(tmp_path: Path) -> None:
    text = bundle()
    assert (text.endswith("\n"), "\t" in text, max(map(len, text.splitlines())) <= 120) == (True, False, True)

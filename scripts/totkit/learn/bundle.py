"""Make one readable file of the helper's modules."""

from __future__ import annotations

import ast
from functools import cache
from importlib.resources import files
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

HELPER_NAME = "totkit_learn.py"
PARTS = (
    "judge/score.py",
    "judge/answers.py",
    "learn/text.py",
    "learn/sheet.py",
    "learn/storage.py",
    "learn/plain.py",
    "learn/ranking.py",
    "learn/inputs.py",
    "learn/panel.py",
    "learn/portfolio.py",
    "learn/document.py",
    "learn/notebook.py",
)
"""Modules of totkit in the order in which each finds what it uses above it."""
HEADER = '''"""Questions in a notebook, with answers that last.

This file belongs to the exercise beside it and needs nothing but Jupyter and ipywidgets:

    from totkit_learn import ask
    ask("question-id")

shows a question of ``questions.json`` and saves each change of the answer in ``answers.json`` at once.
``portfolio()`` shows the learner's portfolio, which it finds in this folder and in those beside it, and
``save_portfolio()`` writes it into one document (for Word if python-docx is installed, else HTML).

Made from totkit, the toolkit of a course on digital government; do not edit it, it is replaced when the
exercise is marked. Licensed under the Apache License, Version 2.0 (https://www.apache.org/licenses/LICENSE-2.0).
SPDX-License-Identifier: Apache-2.0
"""
'''


@cache
def bundle() -> str:
    """Return the text of ``totkit_learn.py``: the same for every exercise and every language."""
    texts = [files("totkit").joinpath(part).read_text(encoding="utf-8") for part in PARTS]
    heads = [_head(text) for text in texts]
    imports = _sorted_imports(node for head in heads for node in head)
    guarded = [node for head in heads for node in head if isinstance(node, ast.If)]
    for_types = _sorted_imports(node for guard in guarded for node in guard.body)
    aliases = [ast.unparse(node) for guard in guarded for node in guard.body if isinstance(node, ast.Assign)]
    guard = ["if TYPE_CHECKING:", *(f"    {line}" for line in [*for_types, *aliases])]
    sections = [_section(text, head) for text, head in zip(texts, heads, strict=True)]
    start = [
        HEADER,
        "from __future__ import annotations\n",
        *imports,
        "",
        *guard,
        "",
        '__all__ = ["ask", "mark", "portfolio", "save_portfolio"]',
    ]
    return "\n".join([*start, *sections])


def _head(text: str) -> list[ast.stmt]:
    """Return what stands before a module's own text: docstring, imports, the block for type checkers."""
    tree = ast.parse(text)
    return list(
        takewhile(lambda node: isinstance(node, ast.Expr | ast.Import | ast.ImportFrom | ast.If), tree.body)
    )


def _sorted_imports(nodes: Iterable[ast.stmt]) -> list[str]:
    """Return import lines, each name once; what comes from totkit stands in the bundle itself."""
    plain: set[str] = set()
    named: dict[str, set[str]] = {}
    for node in nodes:
        if isinstance(node, ast.Import):
            plain |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not (node.module or "").startswith(
            ("totkit", "__future__")
        ):
            named.setdefault(node.module or "", set()).update(alias.name for alias in node.names)
    lines = [f"import {name}" for name in sorted(plain)]
    return [*lines, *(f"from {module} import {', '.join(sorted(named[module]))}" for module in sorted(named))]


def _section(text: str, head: list[ast.stmt]) -> str:
    """Return a module's own text under its docstring as a comment."""
    title = ast.get_docstring(ast.parse(text)) or ""
    comment = [f"# {line}".rstrip() for line in title.splitlines()]
    own = text.splitlines()[head[-1].end_lineno or 0 :]
    return "\n".join(["", "", f"# {'-' * 107}", *comment, "", *own]).rstrip() + "\n"

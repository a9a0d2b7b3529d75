"""MyST text <-> nbformat."""

from __future__ import annotations

import copy
from functools import lru_cache
from typing import TYPE_CHECKING

from totkit.notebook.markdown import EXTENSIONS

if TYPE_CHECKING:
    from nbformat import NotebookNode


def read_notebook(text: str) -> NotebookNode:
    """Return a MyST notebook as an nbformat 4.5 notebook with cell ids that depend on the cells' order only.

    :returns: a new copy each time
    :raises ValueError: if it is not a MyST notebook
    """
    return copy.deepcopy(_read(text))


@lru_cache(maxsize=256)
def _read(text: str) -> NotebookNode:
    # An exercise is read to run it, to release it and to know its private texts.
    from myst_nb.core.read import read_myst_markdown_notebook
    from myst_parser.config.main import MdParserConfig
    from nbformat import NotebookNode

    config = MdParserConfig(enable_extensions=set(EXTENSIONS))
    notebook = read_myst_markdown_notebook(text, config=config, add_source_map=False)
    if notebook is None:
        raise ValueError("not a MyST notebook")
    notebook = NotebookNode(notebook)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number + 1}"
        cell.source = cell.source.strip("\n")
    return notebook

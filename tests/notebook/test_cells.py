from __future__ import annotations

import nbformat
from every_construct import PAGE
from totkit.notebook import read_notebook

NOTEBOOK = """\
---
file_format: mystnb
kernelspec:
  name: python3
  display_name: Python 3
---
# Title

+++ {"nbgrader": {"grade_id": "a", "points": 2}}

Text

```{code-cell} ipython3
---
nbgrader:
  grade: true
  points: 1.5
tags: [x]
---
a = 1

b = 2
```

+++

Last
"""


def test_cells_with_metadata():
    notebook = read_notebook(NOTEBOOK)
    cells = [(cell.cell_type, cell.id, cell.source, dict(cell.metadata)) for cell in notebook.cells]
    assert cells == [
        ("markdown", "cell-1", "# Title", {}),
        ("markdown", "cell-2", "Text", {"nbgrader": {"grade_id": "a", "points": 2}}),
        ("code", "cell-3", "a = 1\n\nb = 2", {"nbgrader": {"grade": True, "points": 1.5}, "tags": ["x"]}),
        ("markdown", "cell-4", "Last", {}),
    ]
    assert notebook.metadata.kernelspec == {"name": "python3", "display_name": "Python 3"}
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)


def test_same_text_gives_same_valid_notebook():
    first, second = read_notebook(PAGE), read_notebook(PAGE)
    assert nbformat.writes(first) == nbformat.writes(second)
    nbformat.validate(first)

from __future__ import annotations

import subprocess
import sys

import pytest
from totkit.catalogue import parse_po
from totkit.notebook import EXTENSIONS, segment

PAGE = """\
# A **title** with `code`

A paragraph with a [link](https://example.org), {ref}`text <here>` and $a_1$.
It goes on in a second line.[^one]

(here)=
## A heading

- An item
  that goes on.
  - Nested 🙂.

> A quotation
> in two lines.

:::{note} A note at its fence
:::

::::{admonition} Case: A *titled* one
:class: case

```{tip}
A deep tip.
```
::::

| Head one | Head two |
| --- | --- |
| one cell | `x` cell |

:::{list-table} Caption of a list table
:header-rows: 1

* - Key
  - Value
* - speed
  - fast
    enough
:::

:::{figure} a.svg
:alt: Alternative text

A caption.

A legend.
:::

A term
: Its definition.

First line\\
second line

[^one]: A footnote
    in two lines.
"""


@pytest.mark.slow
def test_messages_are_those_of_sphinx(tmp_path):
    (tmp_path / "index.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "a.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "conf.py").write_text(
        f"extensions = ['myst_parser']\nmyst_enable_extensions = {EXTENSIONS!r}\n"
        "gettext_additional_targets = ['image']\n",
        encoding="utf-8",
    )
    subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-b", "gettext", str(tmp_path), str(tmp_path / "out")],
        check=True,
    )
    text = (tmp_path / "out/index.pot").read_text(encoding="utf-8")
    theirs = set(parse_po(text.replace("YEAR-MO-DA HO:MI+ZONE", ""), "").messages)
    ours = {unit.id for unit in segment(PAGE).units}
    # Sphinx has a paragraph with a hard line break as one message; lines apart are what its readers see.
    assert theirs - ours == {"First line\\ second line", ".. image:: a.svg"}
    assert ours - theirs == {"First line", "second line"}

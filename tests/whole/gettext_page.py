"""One page with all that Sphinx's own gettext path damages, and that path on it.

Run as a script it builds the page in Arabic with stock Sphinx: ``python gettext_page.py FOLDER TARGET…``.
"""

from __future__ import annotations

import sys
from pathlib import Path

MARK = "ع"
"""Every translation is its source after this letter, so that a reader's text shows whether it is one."""

PAGE = """\
---
file_format: mystnb
kernelspec:
  name: python3
  display_name: Python 3
minutes: 10
outcomes: [count-people]
component: readings
---
# Reading numbers

Look at [the list](priorities.md) and at [its order](#the-order).

The [reference link][elsewhere] has its address at the end.

A sentence with a footnote.[^note]

$$ mean = total / people $$

```{code-cell} ipython3
print(_("Nobody is left out."))
```

```{code-cell} ipython3
:tags: [hide-input]
2 + 2
```

(how-to-count)=
:::{figure} figures/count.svg
:alt: Three circles in a row.
:name: circles

Two people are counted.
:::

See {numref}`circles`.

::::{tab-set}
:::{tab-item} A tab
| Head of a table |
| --- |
| Cell of a table |
:::
::::

[elsewhere]: https://example.org/elsewhere
[^note]: The text of the footnote.
"""

OTHER = """\
---
minutes: 5
outcomes: [choose-first-step]
component: priorities
---
# Priorities

(the-order)=
## The order

Put the groups in order.
"""

FIGURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20">'
    '<text x="30" y="15" text-anchor="middle">People</text></svg>\n'
)

TOC = """\
root: index
defaults:
  hidden: false
subtrees:
  - caption: Caption of a part
    entries:
      - file: numbers
        title: Title in the contents
      - file: priorities
"""


def build_stock(folder: Path, targets: list[str]) -> None:
    """Build the page with Sphinx's gettext path alone: extract, translate, build."""
    from babel.messages.pofile import read_po, write_po
    from sphinx.application import Sphinx

    source = folder / "source"
    (source / "figures").mkdir(parents=True)
    for name, text in {
        "index.md": "# Welcome\n",
        "numbers.md": PAGE.replace("(#the-order)", "(priorities.md#the-order)"),  # as people write it
        "priorities.md": OTHER,
        "figures/count.svg": FIGURE,
        "_toc.yml": TOC,
    }.items():
        (source / name).write_text(text, encoding="utf-8")
    settings = {
        "extensions": ["sphinx_external_toc", "myst_nb", "sphinx_design"],
        "project": "Counting people",
        "html_theme": "basic",
        "myst_enable_extensions": ["colon_fence", "dollarmath"],
        "nb_execution_mode": "off",
        "language": "ar",
        "locale_dirs": [str(folder / "locale")],
        "gettext_additional_targets": targets,
        "numfig": True,
    }

    def run(builder: str, output: Path) -> None:
        out = {"status": None, "warning": None}
        app = Sphinx(source, None, output, folder / "doctrees" / builder, builder, settings, **out)
        app.build()

    run("gettext", folder / "pot")
    for template in (folder / "pot").glob("*.pot"):
        with template.open("rb") as file:
            catalogue = read_po(file, locale="ar")
        for message in catalogue:
            if message.id:
                message.string = message.id if message.id.startswith(".. ") else f"{MARK} {message.id}"
        target = folder / "locale" / "ar" / "LC_MESSAGES" / f"{template.stem}.po"
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            write_po(file, catalogue)
    run("html", folder / "html")


if __name__ == "__main__":
    build_stock(Path(sys.argv[1]), sys.argv[2:])

"""A page with every construct of ``docs/reference/formats.md``, and what translators must get of it."""

from __future__ import annotations

BLANKS = "  "
PAGE = """\
---
file_format: mystnb
kernelspec:
  name: python3
  display_name: Python 3
minutes: 5
outcomes: []
---
# A **title** with `code`

% For translators: a note,
% in two lines.
A paragraph with a [link](other.md), {doc}`other`, {ref}`text <here>`, $a_1 + b$, `code` and {{ egdi.2024 }}.
It goes on in a second line.[^one]

(here)=
## A heading with a target

First line\\
second line after a hard break{BLANKS}
third line after two blanks.

- A list item
  that goes on.
  - A nested item.

    Its second paragraph.
1. A numbered item 🙂 with an e\u0301 mark.

> A quoted text
> in two lines.
>
> - A list in a quotation.

::::::{note} A note that begins at its fence
:::::{admonition} Case: A *titled* one
:class: case case-leader

::::{tab-set}
:::{tab-item} First tab
```{tip}
A tip at depth four.
```
:::
::::
:::::
::::::

::::{grid} 1 2 2 2
:::{grid-item-card} A card
Its text.
:::
::::

:::{card} A plain card
:header: A head of one line

:::

::::{card}
:::{card-header}
A head
:::
A body
:::{card-footer}
A foot
:::
::::

::::{card}
An old head
^^^
An old body
+++
An old foot
::::

:::{glossary}
open data
another *name* : O
  Data for
  all.

  More of it.

gap
    What is missing.
:::

:::{dropdown} More
```python
not = "translated"
```
:::

| Head one | Head two |
| --- | --- |
| $a$ | a |
| one \\| two | `x` |
| 12 | a |

:::{table} Caption of a table
| Column | Another |
| :-- | --: |
| inner cell | inner cell |
:::

:::{list-table} Caption of a list table
:header-rows: 1

* - Key
  - Value
* - speed
  - fast
    enough
:::

:::{figure} figures/a.svg
:alt: Plain alternative text
:name: fig-a

A caption with *stress*.

A legend.
:::

```{figure} figures/b.svg
:alt: "Quoted: \\"alternative\\" text"
Caption two.
```

```{figure} figures/c.svg
---
alt: 'It''s in a block'
name: fig-c
---
Caption three.
```

A term
: Its definition
  in two lines.

Another term
: A first meaning.

: A second meaning.

:::{facilitator}
- **Say:** Hello.
:::

::::{local} some-slot
Default text of a slot.
::::

$$
E = mc^2
$$

[^one]: A footnote
    in two lines.

    Its second paragraph.

+++ {"nbgrader": {"grade": true, "grade_id": "x-answer", "points": 2, "solution": true}}

Write your answer here.

### BEGIN MARK SCHEME
Two points for an owner.
### END MARK SCHEME

+++

```{code-cell} ipython3
:tags: [hide-input]

é = "é"; label = _("after é")  # _("not this one")
long = _(
    "two "
    "pieces"
)
assert f(x) == 1, _("{n} countries").format(n=1)
```

```{code-cell} ipython3
:tags: [translate-comments]

%matplotlib inline
# Read the file.
text = '''
# not a comment
'''  # not a whole line
if text:
    y = text
    ## Then look at it é
    # noqa: not for people
    ### BEGIN SOLUTION
    # not for learners
    ### END SOLUTION
```

```{code-cell} ipython3
---
tags: [parameters]
---
country_iso3 = "LKA"
```
""".replace("{BLANKS}", BLANKS)

IDS = (
    "A **title** with `code`",
    (
        "A paragraph with a [link](other.md), {doc}`other`, {ref}`text <here>`, $a_1 + b$, `code` and "
        "{{ egdi.2024 }}. It goes on in a second line.[^one]"
    ),
    "A heading with a target",
    "First line",
    "second line after a hard break",
    "third line after two blanks.",
    "A list item that goes on.",
    "A nested item.",
    "Its second paragraph.",
    "A numbered item 🙂 with an e\u0301 mark.",
    "A quoted text in two lines.",
    "A list in a quotation.",
    "A note that begins at its fence",
    "Case: A *titled* one",
    "First tab",
    "A tip at depth four.",
    "A card",
    "Its text.",
    "A plain card",
    "A head of one line",
    "A head",
    "A body",
    "A foot",
    "An old head",
    "An old body",
    "An old foot",
    "open data",
    "another *name*",
    "Data for all.",
    "More of it.",
    "gap",
    "What is missing.",
    "More",
    "Head one",
    "Head two",
    "a",
    "one \\| two",
    "`x`",
    "a",
    "Caption of a table",
    "Column",
    "Another",
    "inner cell",
    "inner cell",
    "Caption of a list table",
    "Key",
    "Value",
    "speed",
    "fast enough",
    "Plain alternative text",
    "A caption with *stress*.",
    "A legend.",
    'Quoted: "alternative" text',
    "Caption two.",
    "It's in a block",
    "Caption three.",
    "A term",
    "Its definition in two lines.",
    "Another term",
    "A first meaning.",
    "A second meaning.",
    "**Say:** Hello.",
    "Default text of a slot.",
    "A footnote in two lines.",
    "Its second paragraph.",
    "Write your answer here.",
    "Two points for an owner.",
    "after é",
    "two pieces",
    "{n} countries",
    "Read the file.",
    "Then look at it é",
)
"""The messages of the page, in reading order."""

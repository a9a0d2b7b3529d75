"""A tiny tree like those that assemble makes, in several languages, for the tests of look and build."""

from __future__ import annotations

import json
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
TREE_FILES = ROOT / "scripts/totkit/assemble/tree_files"
LANGUAGES = {"en": "English", "fr": "Français", "ar": "العربية", "si": "සිංහල", "ta": "தமிழ்"}
PAGES = ("book/index", "book/chapter/index", "book/chapter/numbers", "exercises/one/one")
MYST = (
    "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist", "tasklist",
)  # fmt: skip

TITLES = {
    "en": ("Leading digital government", "Situation analysis", "Reading the numbers", "First exercise"),
    "fr": (
        "Conduire le numérique public",
        "Analyse de situation",
        "Lire les chiffres",
        "Premier exercice",
    ),
    "ar": ("قيادة الحكومة الرقمية", "تحليل الوضع الراهن", "قراءة الأرقام", "التمرين الأول"),
    "si": ("ඩිජිටල් රජයට නායකත්වය දීම", "තත්ත්ව විශ්ලේෂණය", "සංඛ්‍යා කියවීම", "පළමු අභ්‍යාසය"),
    "ta": ("டிஜிட்டல் அரசை வழிநடத்தல்", "நிலைமை ஆய்வு", "எண்களைப் படித்தல்", "முதல் பயிற்சி"),
}
PROSE = {
    "en": "A public service begins with a person who needs something from an office.",
    "fr": "Un service public commence par une personne qui a besoin de quelque chose.",
    "ar": "تبدأ الخدمة العامة بشخص يحتاج إلى شيء من مكتب حكومي، وليس بالنظام الذي يعالج طلبه.",
    "si": "පොදු සේවාවක් ආරම්භ වන්නේ කාර්යාලයකින් යමක් අවශ්‍ය පුද්ගලයෙකුගෙන් මිස පද්ධතියකින් නොවේ.",
    "ta": "ஒரு பொதுச் சேவை, அலுவலகத்திடமிருந்து ஏதேனும் தேவைப்படும் ஒருவரிடமிருந்தே தொடங்குகிறது.",
}


def read_strings(language: str) -> dict[str, str]:
    """Return our own strings in a language, from the catalogue in the repository."""
    path = ROOT / f"localisations/languages/{language}/interface.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


def make_config(language: str, audience: str = "learner") -> dict[str, object]:
    """Return a tree's ``_config.yml``."""
    titles = TITLES[language]
    total = {"total": 12, "translated": 12 if language == "en" else 9, "drafts": 0 if language == "en" else 9}
    edition = {
        "title": titles[0],
        "country": "lk",
        "country_name": {"ar": "سري لانكا", "si": "ශ්‍රී ලංකාව", "ta": "இலங்கை"}.get(language, "Sri Lanka"),
        "publisher": {"si": "ආදර්ශන සංස්කරණය"}.get(language, "Demonstration edition"),
        "release": "2026.11",
        "audience": audience,
        "language": language,
        "direction": "rtl" if language == "ar" else "ltr",
        "source_language": "en",
        "languages": [
            {"tag": tag, "name": name, "direction": "rtl" if tag == "ar" else "ltr"}
            for tag, name in LANGUAGES.items()
        ],
        "pages": dict.fromkeys(PAGES, total),
        "strings": read_strings(language),
    }
    return {
        "title": titles[0],
        "author": edition["publisher"],
        "copyright": "",
        "only_build_toc_files": True,
        "execute": {"execute_notebooks": "cache", "exclude_patterns": ["exercises/*"], "timeout": 120},
        "html": {"use_multitoc_numbering": False, "home_page_in_navbar": True},
        "latex": {"use_jupyterbook_latex": False},
        "launch_buttons": {"notebook_interface": "classic"},
        "sphinx": {
            "local_extensions": {"totkit_tree": "_ext"},
            "config": {
                "language": language,
                "html_copy_source": False,
                "html_show_search_summary": False,
                "html_show_sourcelink": False,
                "html_use_index": False,
                "html_domain_indices": False,
                "html_theme_options": {},
                "myst_enable_extensions": list(MYST),
                "nb_execution_raise_on_error": True,
                "nb_ipywidgets_js": {},
                "smartquotes": False,
                "totkit_edition": edition,
            },
        },
    }


def _page(language: str, title: str) -> str:
    prose = PROSE[language]
    return f"""# {title}

{prose} {prose}[^one]

## {title} 1

[{PROSE["en"]}]{{.tk-lang-en}}

:::{{note}}
{prose}
:::

::::{{warning}}
{prose}

:::{{tip}}
{prose}
:::
::::

:::{{admonition}} {title}
:class: case case-introductory
{prose}
:::

:::{{admonition}} {title}
:class: case case-practitioner
{prose}
:::

:::{{admonition}} {title}
:class: case case-leader
{prose}
:::

:::{{admonition}} {read_strings(language).get("Facilitator", "Facilitator")}
:class: tk-facilitator
{prose}
:::

(wide-{language})=
## {title} 2

:::{{list-table}} {title}
:header-rows: 1
:name: table-{language}

* - EGDI
  - OSI
  - TII
  - HCI
  - Rank
* - {prose}
  - 0.5494
  - 0.7936
  - 0.6570
  - {prose}
:::

| A | B | C | D | E | F | G | H | I | J | K | L |
|---|---|---|---|---|---|---|---|---|---|---|---|
| 0.5494 | 0.5494 | 0.5494 | 0.5494 | 0.5494 | 0.5494 | 0.5494 | 0.5494 | 0.5494 | 0.5494 | 0.5494 | 0.5494 |

### {title} 3

:::{{figure}} step.svg
:alt: {title}
:name: figure-{language}

{title}
:::

{{numref}}`figure-{language}`, {{numref}}`table-{language}`, [{title}](#wide-{language})

::::{{tab-set}}
:::{{tab-item}} {title} A
{prose}
:::
:::{{tab-item}} {title} B
{prose}
:::
::::

::::{{grid}} 1 2 2 2

:::{{grid-item-card}} {title}
{prose}
:::
:::{{grid-item-card}} {title}
{prose}
:::
::::

:::{{dropdown}} {title}
{prose}
:::

EGDI
: {prose}

$$ I = \\frac{{1}}{{3}}\\left(O + T + H\\right) $$ (mean-{language})

$\\alpha \\le \\beta$, `code = 1`

```python
def weakest(profile):
    return min(profile, key=profile.get)
```

[^one]: {prose}
"""


def _numbers(language: str, title: str) -> str:
    return f"""---
file_format: mystnb
kernelspec:
  name: python3
  display_name: Python 3
---
# {title}

{PROSE[language]}

```{{code-cell}} ipython3
:tags: [hide-input]
import pandas as pd
pd.DataFrame({{"{title}": [0.5494, -0.7936], "2024": [94, 98]}}, index=["OSI", "TII"])
```

```{{code-cell}} ipython3
print("{title}")
```
"""


def _exercise(title: str) -> bytes:
    notebook = {
        "cells": [
            {"cell_type": "markdown", "id": "a", "metadata": {}, "source": f"# {title}"},
            {
                "cell_type": "code",
                "id": "b",
                "metadata": {},
                "execution_count": None,
                "outputs": [],
                "source": "def weakest(profile):\n    raise NotImplementedError",
            },
        ],
        "metadata": {
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python", "version": "3.11"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, ensure_ascii=False).encode()


def make_tree(language: str, audience: str = "learner") -> dict[str, bytes]:
    """Return the files of a tree in a language."""
    titles = TITLES[language]
    files = {
        path.relative_to(TREE_FILES).as_posix(): path.read_bytes()
        for path in TREE_FILES.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    toc = {
        "format": "jb-book",
        "root": PAGES[0],
        "parts": [
            {
                "caption": titles[0],
                "chapters": [{"file": PAGES[1], "sections": [{"file": name} for name in PAGES[2:]]}],
            }
        ],
    }
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 120">'
        b'<rect width="600" height="120" fill="#0b5566"/></svg>'
    )
    return files | {
        "_config.yml": json.dumps(make_config(language, audience), ensure_ascii=False).encode(),
        "_toc.yml": json.dumps(toc, ensure_ascii=False).encode(),
        "book/index.md": f"# {titles[0]}\n\n{PROSE[language]}\n".encode(),
        "book/chapter/index.md": _page(language, titles[1]).encode(),
        "book/chapter/step.svg": svg,
        "book/chapter/numbers.md": _numbers(language, titles[2]).encode(),
        "exercises/one/one.ipynb": _exercise(titles[3]),
    }

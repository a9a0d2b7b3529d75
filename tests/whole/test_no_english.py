"""No English string of any interface is left in an edition in another language, for every language shipped.

Seven trainers' editions of a small course are built with the catalogues of this repository.  The course's own
text is not translated there: it stands marked as English, so that whatever else is English came from a tool.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest
from totkit.catalogue import parse_po
from totkit.read import edition_names

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("english")]

ROOT = Path(__file__).parents[2]
SHIPPED = tuple(sorted(path.parent.name for path in ROOT.glob("localisations/languages/*/interface.po")))
CATALOGUES = (
    ("sphinx", "locale/sphinx.pot"),
    ("pydata_sphinx_theme", "locale/sphinx.pot"),
    ("sphinx_book_theme", "theme/sphinx_book_theme/static/locales/fr/LC_MESSAGES/booktheme.po"),
    ("sphinx_togglebutton", "translations/locales/fr/LC_MESSAGES/togglebutton.po"),
)
OTHERS = {
    # Words of Jupyter Book, MyST-NB, copybutton, thebe, widgets and nbgrader that stand in no catalogue.
    "Toggle hidden content", "Copy to clipboard", "Copied!", "Failed to copy", "Click to expand", "Contents",
    "YOUR CODE HERE", "YOUR ANSWER HERE", "launch", "Powered by Jupyter Book", "Print to PDF", "Theme by",
}  # fmt: skip
PLACEHOLDER = re.compile(r"%\\?[sd]|%\\\(\w+\\\)[sd]|\\\$?\\\{\w*\\\}")

CONSTRUCTS = """\
---
file_format: mystnb
kernelspec:
  name: python3
  display_name: Python 3
minutes: 5
outcomes: [choose-first-step]
component: priorities
---
# Priorities

{boxes}

:::{{admonition}} A case
:class: case case-introductory
A text.
:::

:::{{admonition}} Another case
:class: case case-practitioner
A text.
:::

:::{{admonition}} A third case
:class: case case-leader
A text.
:::

:::{{dropdown}} More of it
A text.
:::

:::{{admonition}} A box to open
:class: dropdown
A text.
:::

:::{{list-table}} A caption
:name: a-table

* - A
  - B
:::

:::{{figure}} figures/count.svg
:alt: Some circles.
:name: a-figure

A legend.
:::

{{numref}}`a-table`, {{numref}}`a-figure`, {{ref}}`a-table`, [the cases](cases.md)

A term
: A definition.

$$ a = b $$ (a-formula)

```{{code-cell}} ipython3
:tags: [hide-input]
1 + 1
```

```{{code-cell}} ipython3
:tags: [hide-output]
1 + 1
```

```{{code-cell}} ipython3
:tags: [hide-cell]
1 + 1
```

A footnote.[^one]

[^one]: Its text.
"""
BOXES = ("attention", "caution", "danger", "error", "hint", "important", "note", "seealso", "tip", "warning")

READ = """() => {
    const found = [document.title];
    const english = element => element.closest('[lang=en]');
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (!english(element) && !element.closest('script, style, pre, math'))
            found.push(walker.currentNode.data);
    }
    for (const element of document.querySelectorAll('*')) for (const attribute of element.attributes)
        if (/^(title|alt|placeholder|summary|value|aria-(label|description|roledescription)|data-tk-.*)$/
            .test(attribute.name) && !english(element)) found.push(attribute.value);
    for (const element of document.querySelectorAll('*')) for (const part of ['::before', '::after']) {
        const content = getComputedStyle(element, part).content;
        if (/^"/.test(content)) found.push(content.slice(1, -1));
    }
    return found.map(text => text.replace(/\\s+/g, ' ').trim()).filter(text => text);
}"""


def interface(tag):
    return parse_po((ROOT / f"localisations/languages/{tag}/interface.po").read_text(encoding="utf-8"), tag)


def english_strings():
    """Return every English string of an interface that might get onto a page."""
    texts = [(ROOT / "localisations/templates/interface.pot").read_text(encoding="utf-8")]
    for package, path in CATALOGUES:
        texts.append(resources.files(package).joinpath(path).read_text(encoding="utf-8"))
    plurals = re.compile(r"(?m)^msgid_plural .*\n|^msgstr\[\d\] .*\n")
    found = {key for text in texts for key in parse_po(plurals.sub("", text), "").messages}
    return {key.strip() for key in found | OTHERS if re.search("[A-Za-z]{2}", key)}


def finder(tag):
    """Return a function that says which English string a text is, once for each text."""
    catalogue = interface(tag)
    same = {key for key, message in catalogue.messages.items() if message.text == key}
    patterns = {key: PLACEHOLDER.sub(".+", re.escape(key)) for key in english_strings() - same}
    plain = {key for key, pattern in patterns.items() if pattern == re.escape(key)}
    others = {key: re.compile(pattern) for key, pattern in patterns.items() if key not in plain}

    def find(text):
        if text in plain:
            return text
        return next((key for key, pattern in others.items() if pattern.fullmatch(text)), None)

    return find


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return the sites of the small course in every language shipped, for trainers."""
    root = tmp_path_factory.mktemp("english") / "course"
    shutil.copytree(ROOT / "tests/courses/tiny", root, ignore=shutil.ignore_patterns("_build"))
    country = root / "localisations/countries/lk"
    for folder in (root / "localisations/countries/ma", country / "messages"):
        shutil.rmtree(folder)
    settings = country / "localisation.yml"
    text = settings.read_text(encoding="utf-8").replace("[en, si]", f"[en, {', '.join(SHIPPED)}]")
    settings.write_text(text, encoding="utf-8")
    shutil.rmtree(root / "localisations/languages")
    for tag in SHIPPED:
        target = root / f"localisations/languages/{tag}/interface.po"
        target.parent.mkdir(parents=True)
        shutil.copy(ROOT / f"localisations/languages/{tag}/interface.po", target)
    boxes = "\n".join(f":::{{{name}}}\nA text.\n:::\n" for name in BOXES)
    page = CONSTRUCTS.format(boxes=boxes)
    (root / "book/01-start/priorities.md").write_text(page, encoding="utf-8")
    command = [sys.executable, "-m", "totkit", "build", "--audience", "trainer", "-C", str(root), "--json"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return root / "_build/trainer/site"


def use_page(page, name):
    """Make a page say what it says only when it is used: search that finds and does not find, copied code."""
    if name == "search":
        for words in ("xyzzy", "people"):
            page.goto(page.url.partition("?")[0] + f"?q={words}")
            page.wait_for_function("document.querySelector('.search-summary')?.innerText")
            yield
    else:
        for button in page.locator(".tk-copy").all()[:1]:
            button.dispatch_event("click")
            page.wait_for_timeout(50)
        yield


def test_every_language_of_the_repository_is_tested():
    named = {language for _country, language in edition_names(ROOT)}
    assert named - {"en"} == set(SHIPPED)


def test_finder_knows_what_it_looks_for():
    find = finder("si")
    assert [find(text) for text in ("Next page", "Fig. 3", "Show code cell source", "Table 2", "ඊළඟ")] == [
        "Next page", "Fig. %s", "Show code cell source", "Table %s", None,
    ]  # fmt: skip
    assert len(english_strings()) > 200


NAMES = re.compile(
    r"United Nations E-Government Survey|CC BY|Apache License|UN DESA|ITU|JavaScript|Jupyter|"
    r"(?<![A-Za-z])(?:pandas|ipywidgets|Shift|Enter)(?![A-Za-z])"  # an Arabic word for "and" joins them
)
"""What our own strings leave in Latin letters in every language: names, and what stands on the keys."""


def course_texts():
    """Return what the course itself says in places where no mark of a language can stand."""
    from totkit.localise import extract_templates
    from totkit.read import read_course

    templates = extract_templates(read_course(ROOT / "tests/courses/tiny")[0])
    own = {key for template in templates.values() for key in template.messages}
    own |= {"Some circles.", "Tiny edition", "An invented gazette", "Français"}
    return re.compile("|".join(map(re.escape, sorted(own, key=len, reverse=True))))


@pytest.mark.parametrize("tag", SHIPPED)
def test_no_english_interface_string_in_any_page(tag, site, browser):
    find, own, latin = finder(tag), course_texts(), tag == "fr"
    left = {}
    page = browser.new_page()
    folder = site / "lk" / tag
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).with_suffix("").as_posix()
        if name == "index":
            continue  # a door that leads on at once
        page.goto(path.as_uri())
        for _state in use_page(page, name):
            for text in page.evaluate(READ):
                if own.fullmatch(text.strip()):
                    continue  # a text of the course in its own language, marked as such
                rest = NAMES.sub("", own.sub("", re.sub("<[^<>]*>", "", text)))
                if find(text) or (not latin and re.search("[A-Za-z]{3}", rest)):
                    left[text] = name
    page.close()
    assert left == {}


@pytest.mark.parametrize("tag", ["ar", "ur"])
def test_slides_run_from_right_to_left_and_code_from_left_to_right(tag, site, browser):
    page = browser.new_page()
    page.goto((site / f"lk/{tag}/book/01-start/deck.html").as_uri())
    assert page.locator("html").get_attribute("dir") == "rtl"
    direction = "element => getComputedStyle(element).direction"
    assert page.locator("article h1").evaluate(direction) == "rtl"
    facilitator = page.locator(".tk-facilitator").first
    assert facilitator.locator(".admonition-title").evaluate(direction) == "rtl"
    # What is not translated runs from left to right, the marks of its lists too.
    assert facilitator.locator("ul").evaluate(direction) == "ltr"
    page.goto((site / f"lk/{tag}/book/01-start/numbers.html").as_uri())
    assert set(page.locator("article pre").evaluate_all(f"all => all.map({direction})")) == {"ltr"}
    page.close()

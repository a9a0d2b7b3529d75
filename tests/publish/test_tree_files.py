"""What travels in every tree, without building one."""

from __future__ import annotations

import ast
import re
import sys
from importlib import metadata, resources

import pytest
from trees import TREE_FILES

sys.path.insert(0, str(TREE_FILES / "_ext"))

from totkit_tree.colours import DARK_GROUND, LIGHT_GROUND, contrast, make_readable, parse_colour, write_accent
from totkit_tree.language import direction_of, label_outdated
from totkit_tree.pages import switch_links, translation_notes
from totkit_tree.strings import Overlay, localise_number

MIRRORED = {
    "sphinx-design.min.css": ("sphinx-design", "sphinx_design", "static"),
    "togglebutton.css": ("sphinx-togglebutton", "sphinx_togglebutton", "_static"),
}
EDITION = {
    "language": "si",
    "source_language": "en",
    "languages": [{"tag": "en", "name": "English", "direction": "ltr"}, {"tag": "si", "name": "සිංහල"}],
    "pages": {
        "all": {"total": 3, "translated": 3, "drafts": 0},
        "none": {"total": 3, "translated": 0, "drafts": 0},
        "drafts": {"total": 3, "translated": 3, "drafts": 3},
        "some": {"total": 30, "translated": 12, "drafts": 5},
        "outdated": {"total": 30, "translated": 12, "drafts": 5, "outdated": 8},
        "empty": {"total": 0, "translated": 0, "drafts": 0},
    },
    "strings": {"0123456789": "٠١٢٣٤٥٦٧٨٩"},
}
ENGLISH = '<span lang="en" dir="ltr">English</span>'


def test_extension_imports_only_what_jupyter_book_brings():
    allowed = {*sys.stdlib_module_names, "docutils", "sphinx", "totkit_tree"}
    found = set()
    for path in (TREE_FILES / "_ext").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0
                found.add(node.module.split(".")[0])
    assert found - allowed == set()


def test_nothing_names_another_host():
    for path in (TREE_FILES / "_ext").rglob("*"):
        if path.suffix in {".css", ".js", ".html"}:
            text = path.read_text(encoding="utf-8")
            assert re.findall(r"""(?:url\(|src=|href=|@import)\s*["']?(?:https?:)?//""", text) == [], path


@pytest.mark.parametrize("name", MIRRORED)
def test_mirrored_styles_are_of_the_installed_version(name):
    project, package, folder = MIRRORED[name]
    mirrored = (TREE_FILES / "_ext/static/rtl" / name).read_text(encoding="utf-8")
    assert mirrored.startswith(f"/* {project} {metadata.version(project)}, ")
    assert resources.files(package).joinpath(folder, name).is_file()


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("ar", "rtl"),
        ("ar-MA", "rtl"),
        ("ur", "rtl"),
        ("pa-Arab", "rtl"),
        ("si", "ltr"),
        ("ku-Latn", "ltr"),
        ("az", "ltr"),
    ],
)
def test_direction_of(tag, direction):
    assert direction_of(tag) == direction


@pytest.mark.parametrize(
    ("page", "up"), [("about", "../"), ("book/index", "../../"), ("exercises/one/one", "../../../")]
)
def test_switch_links_lead_to_the_same_page(page, up):
    links = switch_links(EDITION, page)
    assert [(link["href"], link["current"]) for link in links] == [
        (f"{up}en/{page}.html", False),
        (f"{up}si/{page}.html", True),
    ]


@pytest.mark.parametrize(
    ("page", "notes"),
    [
        ("all", []),
        ("empty", []),
        ("unknown", []),
        ("none", [f"This page is not translated yet. It stands in {ENGLISH}."]),
        ("drafts", ["This translation is a draft. No person has reviewed it yet."]),
        (
            "some",
            [
                f"Translated on this page: ١٢ of ٣٠ passages. The others stand in {ENGLISH}.",
                "Drafts on this page that no person has reviewed yet: ٥ of ١٢ passages.",
            ],
        ),
        (
            "outdated",
            [
                (
                    "Translated on this page: ١٢ of ٣٠ passages. Older translations, marked as outdated: ٨. "
                    f"Passages in {ENGLISH}: ١٠."
                ),
                "Drafts on this page that no person has reviewed yet: ٥ of ١٢ passages.",
            ],
        ),
    ],
)
def test_translation_notes(page, notes):
    assert translation_notes(EDITION, page) == notes


def test_localise_number_without_digits_of_its_own():
    assert localise_number(1234567890, {}) == "1234567890"
    assert localise_number(12, {"0123456789": "០១២៣៤៥៦៧៨៩"}) == "១២"


def test_overlay_falls_back_to_the_inner_catalogue():
    inner = Overlay({"Note": "N", "Tip": "T"}, Overlay({}, None))
    overlay = Overlay({"Note": "Remarque", "Tip": ""}, inner)
    assert (overlay.gettext("Note"), overlay.gettext("Tip")) == ("Remarque", "T")


@pytest.mark.parametrize("text", ["#0b5566", "#ffff00", "#000000", "#ffffff", "#d2691e", "red", None])
def test_accent_can_be_read_on_both_grounds(text):
    colour = parse_colour(text)
    for ground in (LIGHT_GROUND, DARK_GROUND):
        assert contrast(make_readable(colour, ground), ground) >= 4.5
    assert re.fullmatch(r":root\{--tk-accent:#\w{6}\}html\[data-theme=\"dark\"\]\{.*\}", write_accent(text))


def test_outdated_text_says_so_in_the_page_and_not_in_its_source():
    from docutils import nodes

    old = nodes.inline("", "Old words", classes=["tk-outdated"])
    paragraph = nodes.paragraph("", "", old, nodes.inline("", "new", classes=["tk-lang-en"]))
    label_outdated(None, paragraph, "book/index")
    assert paragraph.astext() == "Old words outdated translationnew"
    assert old[-1]["classes"] == ["tk-outdated-label"]

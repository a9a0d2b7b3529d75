from __future__ import annotations

import pytest
from totkit.catalogue import compare_placeholders

RIGHT = [
    ("A [link](a.md) and [b](#c).", "ب [ب](#c) و [رابط](a.md)."),
    ("Use `code` and `x`.", "Mit `x` und `code`."),
    ("A note.[^one] More.[^two]", "[^two] Mehr. Notiz.[^one]"),
    ("See {doc}`page`.", "Voir {doc}`page`."),
    ("See {doc}`page`.", "Voir {doc}`la page <page>`."),
    ("See {ref}`the text <target>`.", "Voir {ref}`le texte <target>`."),
    ("{{ country.name }}: {{egdi.2024}}", "{{egdi.2024}} in {{  country.name  }}"),
    ("In {{ country.name }}", "{{ country.name:in }}"),
    ("{{ country.name:of }}", "{{country.name : the}}"),
    ("$a + b$ is $c$", "$c$ ist $a + b$"),
    ("<br>x <b>y</b>", "<b>y</b> <br>x"),
    ("It costs $5.", "Es kostet 5 $."),
    ("[text]{.tk-x} here", "hier [Text]{.tk-x}"),
    ("<https://a.org> now", "jetzt <https://a.org>"),
    ("plain", "schlicht"),
]
WRONG = [
    ("A [link](a.md).", "Un lien.", ("the link a.md is lost",)),
    ("A [link](a.md).", "Un [lien](b.md).", ("the link a.md is lost", "the link b.md is not in the source")),
    ("A [link](a.md).", "Un [lien](a.md) [lien](a.md).", ("the link a.md is not in the source",)),
    (
        "Use `code`.",
        "Mit `Kode`.",
        ("the code span `code` is lost", "the code span `Kode` is not in the source"),
    ),
    ("A.[^one]", "A.", ("the footnote one is lost",)),
    ("{ref}`t <x>`", "{ref}`t <y>`", ("the role {ref}<x> is lost", "the role {ref}<y> is not in the source")),
    (
        "{doc}`page`",
        "{ref}`page`",
        ("the role {doc}<page> is lost", "the role {ref}<page> is not in the source"),
    ),
    ("{{ a.b }}", "{ a.b }", ("the placeholder a.b is lost",)),
    ("{{ a.b }}", "{{ a.c }}", ("the placeholder a.b is lost", "the placeholder a.c is not in the source")),
    (
        "{{ a.b }}",
        "{{ a.c:of }}",
        ("the placeholder a.b is lost", "the placeholder a.c is not in the source"),
    ),
    ("{{ a.b }}", "{{ a.b:of }} {{ a.b }}", ("the placeholder a.b is not in the source",)),
    (
        "{{ a.b }}",
        "{{ a.b:Of }}",
        ("the placeholder a.b is lost", "the placeholder a.b:Of is not in the source"),
    ),
    ("$a$", "a", ("the formula a is lost",)),
    ("<b>x</b>", "<b>x", ("the tag </b> is lost",)),
    ("x", "<script>x", ("the tag <script> is not in the source",)),
    ("[x]{.a}", "[x]{.b}", ("the attribute {.a} is lost", "the attribute {.b} is not in the source")),
]
FIELDS_RIGHT = [("{n} of {total}", "von {total} sind {n}"), ("{0:.2f} x", "x {0:.2f}"), ("{{n}}", "{{n}}")]
FIELDS_WRONG = [
    ("{n} of {total}", "{n}", ("the placeholder total is lost",)),
    ("{n}", "{m}", ("the placeholder n is lost", "the placeholder m is not in the source")),
    ("{n}", "{n} {", ("a single brace is not in the source",)),
    ("{n}", "{n} }", ("a single brace is not in the source",)),
]


@pytest.mark.parametrize(("source", "translation"), RIGHT)
def test_translation_that_keeps_everything(source, translation):
    assert compare_placeholders(source, translation) == ()


@pytest.mark.parametrize(("source", "translation", "found"), WRONG)
def test_translation_that_loses_or_adds_something(source, translation, found):
    assert compare_placeholders(source, translation) == found


@pytest.mark.parametrize(("source", "translation"), FIELDS_RIGHT)
def test_fields_of_python_that_are_kept(source, translation):
    assert compare_placeholders(source, translation, python=True) == ()


@pytest.mark.parametrize(("source", "translation", "found"), FIELDS_WRONG)
def test_fields_of_python_that_are_lost_or_new(source, translation, found):
    assert compare_placeholders(source, translation, python=True) == found

from __future__ import annotations

from pathlib import Path

import pytest
from every_construct import IDS, PAGE
from totkit.notebook import segment, skeleton, translate

ROOT = Path(__file__).parents[2]
AUTHORED = [
    path.relative_to(ROOT)
    for folder in ("book", "modules", "exercises", "tests/courses/tiny/book", "tests/courses/tiny/exercises")
    for path in sorted((ROOT / folder).rglob("*.md"))
]


def ids(text):
    return tuple(unit.id for unit in segment(text).units)


def faults(text):
    return [(str(code), line) for code, line, _message, _hint in segment(text).faults]


def in_both_line_ends(text):
    return text, text.replace("\n", "\r\n")


def test_page_with_every_construct_gives_its_messages_in_reading_order():
    assert ids(PAGE) == IDS
    assert faults(PAGE) == []


def test_messages_are_the_same_with_windows_line_ends():
    assert ids(PAGE.replace("\n", "\r\n")) == IDS


def test_messages_are_the_same_with_lone_carriage_returns():
    assert ids("One\rline\r\rTwo\n") == ("One line", "Two")


def test_each_unit_stands_where_it_says():
    for text in in_both_line_ends(PAGE):
        for unit in segment(text).units:
            assert unit.line == text[: unit.start].count("\n") + 1
            if unit.kind in ("heading", "cell", "term", "title"):
                assert text[unit.start : unit.end] == unit.id


def test_kinds_of_units():
    kinds = {unit.id: unit.kind for unit in segment(PAGE).units}
    wanted = {
        "A **title** with `code`": "heading",
        "First line": "paragraph",
        "Case: A *titled* one": "title",
        "A note that begins at its fence": "paragraph",
        "inner cell": "cell",
        "fast enough": "paragraph",
        'Quoted: "alternative" text': "option",
        "It's in a block": "option",
        "Another term": "term",
        "two pieces": "python",
        "gap": "entry",
        "Then look at it é": "comment",
    }
    assert {key: kinds[key] for key in wanted} == wanted


def test_comments_become_notes_of_the_next_unit_only():
    notes = {unit.id: unit.notes for unit in segment(PAGE).units if unit.notes}
    assert list(notes.values()) == [("For translators: a note,", "in two lines.")]
    assert next(iter(notes)).startswith("A paragraph with a [link]")


def test_code_targets_metadata_and_formulas_are_no_messages():
    joined = "\n".join(IDS)
    assert ids(PAGE) == IDS
    for hidden in ("not this one", "here)=", "E = mc", "grade_id", "country_iso3", "case-leader", "fig-a"):
        assert hidden in PAGE
        assert hidden not in joined


def test_cell_that_repeats_a_formula_of_its_row_is_found_outside_the_formula():
    text = "| h | k |\n| --- | --- |\n| $a$ | a |\n"
    assert translate(text, lambda unit: "Z" if unit.id == "a" else None) == text.replace("| a |", "| Z |")


def test_paragraphs_of_a_list_item_indented_by_a_tab():
    text = "-\titem\n\n\tmore of\n\tthe item\n"
    assert ids(text) == ("item", "more of the item")
    assert translate(text, lambda unit: unit.id.upper()) == "-\tITEM\n\n\tMORE OF THE ITEM\n"


def test_setext_headings():
    text = "Two\nlines\n===\n\nOne\n---\n"
    assert [(unit.kind, unit.id) for unit in segment(text).units] == [
        ("heading", "Two lines"),
        ("heading", "One"),
    ]


def test_escaped_backslash_at_the_end_of_a_line_is_no_hard_break():
    assert ids("one \\\\\ntwo\n") == ("one \\\\ two",)


def test_python_strings_keep_their_white_space():
    cell = '```{code-cell} ipython3\nprint(_("Rank: "), _("""a\n%d"""))\n```\n'
    assert ids(cell) == ("Rank: ", "a\n%d")


CELL = "```{{code-cell}} ipython3\n{options}\n# One {{n}}\n\tx = 1\n```\n"


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (":tags: [translate-comments]", 1),
        ("---\ntags: [a, translate-comments]\nnbgrader: {grade: false, solution: true}\n---", 1),
        ("---\ntags: [translate-comments]\nnbgrader:\n  grade: true\n---", 0),
        (':tags: [translate-comments]\n:nbgrader: {"grade": true}', 0),
        (":tags: [hide-input]", 0),
        (":name: translate-comments", 0),
        ("", 0),
    ],
)
def test_comments_are_messages_only_where_an_ungraded_cell_asks_for_it(options, count):
    text = CELL.format(options=options).replace("\tx", "x")
    assert ids(text) == ("One {n}",) * count
    changed = translate(text, lambda unit: unit.id.replace("One", "Un"))
    assert changed == (text.replace("# One", "# Un") if count else text)


def test_comments_keep_every_byte_of_the_code():
    code = "if x:\r\n  #\t two  words \r\n  y = '# z'\r\n#!sh\n#: documented\n# type: ignore\n#\n# ---\n"
    text = f"```{{code-cell}} ipython3\n:tags: [translate-comments]\n{code}```\n"
    assert ids(text) == ("two  words", ": documented")
    assert translate(text, lambda unit: unit.id.upper()) == text.replace("two  words", "TWO  WORDS").replace(
        ": documented", ": DOCUMENTED"
    )


def test_no_comment_opens_a_region_or_leaves_its_line():
    text = "```{code-cell} ipython3\n:tags: [translate-comments]\n# One\nx = 1\n```\n"
    assert translate(text, lambda _unit: "### BEGIN SOLUTION") == text
    assert translate(text, lambda _unit: "# !ls") == text.replace("One", "ls")
    assert translate(text, lambda _unit: "##") == text
    assert translate(text, lambda _unit: "a\nimport os\r\nb") == text.replace("One", "a import os b")


def test_translated_term_stays_one_term():
    text = ":::{glossary}\nterm\n  Words.\n:::\n"
    assert translate(text, lambda unit: "le terme : ici" if unit.kind == "entry" else None) == text.replace(
        "term\n", "le terme\u00a0: ici\n"
    )
    assert translate(text, lambda unit: ".. x" if unit.kind == "entry" else None) == text.replace(
        "term\n", "\\.. x\n"
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Text.\n\n:::{unknown} x\ny\n:::\n", [("TOT-E207", 3)]),
        ("::::{note}\n:::{note}\ny\n:::\n```{mystery}\nz\n```\n::::\n", [("TOT-E207", 5)]),
        ("- a\n\n  :::{tpi}\n  y\n  :::\n", [("TOT-E207", 3)]),
        ("a\n\n<div>\nwords\n</div>\n", [("TOT-E207", 3)]),
        ("<!-- words -->\n\n<br>\n", []),
        ('```{code-cell} ipython3\nx = 1\ny = _(f"{x}")\n```\n', [("TOT-E408", 3)]),
        ("```{code-cell} ipython3\ny = f\"{_('word')}\"\n```\n", [("TOT-E408", 2)]),
        ("```{code-cell} ipython3\n:tags: [a]\n\ny = _(name)\n```\n", [("TOT-E408", 4)]),
        ('```{code-cell} ipython3\ny = _("a", "b")\n```\n', [("TOT-E408", 2)]),
        ("```{code-cell} ipython3\nx = (\n```\n", [("TOT-E408", 2)]),
        (
            "```{code-cell} ipython3\n---\nnbgrader: {grade: true}\ntags: [translate-comments]\n---\n```\n",
            [("TOT-E408", 2)],
        ),
        ("```{code-cell} ipython3\n%matplotlib inline\n!ls\nx = 1\n```\n", []),
        (":::{note} First words\n:class: x\nthat go on\n:::\n", [("TOT-E304", 3)]),
    ],
)
def test_what_cannot_be_translated_is_a_fault_with_its_line(text, found):
    assert faults(text) == found


@pytest.mark.parametrize("path", AUTHORED, ids=str)
def test_authored_files_come_through_unchanged(path):
    authored = (ROOT / path).read_bytes().decode()
    for text in in_both_line_ends(authored):
        assert translate(text, lambda unit: None) == text
        assert translate(text, lambda unit: unit.id) == text
        assert segment(text).faults == ()


@pytest.mark.parametrize("path", AUTHORED, ids=str)
def test_authored_files_keep_blocks_and_messages_when_all_is_written_anew(path):
    authored = (ROOT / path).read_bytes().decode()
    for text in in_both_line_ends(authored):
        new = translate(text, lambda unit: f"{unit.id} ")
        assert skeleton(new) == skeleton(text)
        assert [unit.id.strip() for unit in segment(new).units] == [
            unit.id.strip() for unit in segment(text).units
        ]


def test_page_with_every_construct_comes_through_unchanged():
    for text in in_both_line_ends(PAGE):
        assert translate(text, lambda unit: None) == text
        assert translate(text, lambda unit: unit.id) == text

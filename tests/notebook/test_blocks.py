from __future__ import annotations

import pytest
from totkit.notebook import find_blocks, front_matter_lines, replace_blocks
from totkit.notebook.literals import replace_parameters


def test_blocks_with_depth_the_inner_first():
    text = "::::{note} a\n:::{tip}\nx\n:::\n::::\n\n```{code-cell} ipython3\n:::{no}\n:::\n```\n"
    found = [(b.name, b.argument, b.start, b.end, b.depth, b.closed) for b in find_blocks(text)]
    assert found == [
        ("tip", "", 1, 4, 1, True),
        ("note", "a", 0, 5, 0, True),
        ("code-cell", "ipython3", 6, 10, 0, True),
    ]


def test_block_that_is_not_closed():
    (block,) = find_blocks("a\n:::{note}\nb\n")
    assert (block.name, block.start, block.end, block.closed) == ("note", 1, 4, False)


@pytest.mark.parametrize(
    ("text", "count"), [("---\na: 1\n---\nb", 3), ("a\n---\n", 0), ("---\na", 0), ("", 0)]
)
def test_lines_of_front_matter(text, count):
    assert front_matter_lines(text) == count


@pytest.mark.parametrize(
    ("text", "dropped"),
    [
        ("a\n\n:::{x}\ns\n:::\n\nb\n", "a\n\nb\n"),
        ("a\n:::{x}\ns\n:::\nb\n", "a\n\nb\n"),
        (":::{x}\ns\n:::\n\nb\n", "b\n"),
        ("::::{y}\n:::{x}\ns\n:::\n::::\n", "::::{y}\n::::\n"),
        ("::::{x}\n:::{x}\ns\n:::\nt\n::::\nb\n", "b\n"),
        ("a\n\n:::{x}\nnever closed\n", "a\n"),
        ("```\n:::{x}\n:::\n```\n", "```\n:::{x}\n:::\n```\n"),
    ],
)
def test_dropped_blocks_leave_paragraphs_apart(text, dropped):
    assert replace_blocks(text, "x", lambda _block, _body: None) == dropped


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("a\n\n:::{x} t\ns\n:::\n\nb\n", "a\n\ns\n\nb\n"),
        ("a\n:::{x} t\ns\n:::\nb\n", "a\n\ns\n\nb\n"),
        ("::::{y}\n:::{x}\ns\n:::\n::::\n", "::::{y}\ns\n::::\n"),
    ],
)
def test_opened_blocks_leave_paragraphs_apart(text, opened):
    assert replace_blocks(text, "x", lambda _block, body: body) == opened


def test_parameters_take_the_values_of_a_country():
    code = 'name = "Sri Lanka"  # shown\nrank = 98\n\nother = 1\nprint(name)'
    new, missing = replace_parameters(code, {"name": "Côte d'Ivoire", "rank": 3})
    assert new == 'name = "Côte d\'Ivoire"  # shown\nrank = 3\n\nother = 1\nprint(name)'
    assert missing == ((3, "other"),)

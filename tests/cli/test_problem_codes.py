from __future__ import annotations

from pathlib import Path

import pytest
from totkit.errors import Code, ContentError, Place, Problem, code_docs, describe_codes, did_you_mean

PAGE = Path(__file__).parents[2] / "docs/reference/problems.md"


@pytest.mark.parametrize("code", Code)
def test_code_has_a_docstring_of_its_own(code):
    docs = code_docs()
    assert docs[code].endswith(".")
    assert list(docs.values()).count(docs[code]) == 1


def test_codes_are_numbered_in_order_and_never_twice():
    assert [str(code) for code in Code] == sorted({str(code) for code in Code})


def test_problems_page_is_made_from_the_codes():
    """To write it: ``python -c 'from totkit.errors import *; print(describe_codes(), end="")'``."""
    page = PAGE.read_text(encoding="utf-8")
    assert page == describe_codes()
    assert [code for code in Code if f"`{code}`" not in page] == []


def test_problem_is_one_line():
    where = Place(file="a.md", line=3, key="title")
    problem = Problem(where=where, code=Code.NO_TITLE, message="it has no title", hint="write it")
    assert str(problem) == "a.md:3: TOT-E208 it has no title (write it)"
    assert str(Problem(where=Place(file="a.md"), code=Code.NO_TITLE, message="x")) == "a.md: TOT-E208 x"


def test_content_error_sorts_by_place_and_keeps_each_problem_once():
    def problem(line):
        return Problem(where=Place(file="a.md", line=line), code=Code.NO_TITLE, message="x")

    assert ContentError([problem(10), problem(9), problem(10)]).problems == [problem(9), problem(10)]


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("titel", "did you mean 'title'?"),
        ("zzz", "allowed: minutes, title"),
    ],
)
def test_did_you_mean(word, hint):
    assert did_you_mean(word, ["title", "minutes"]) == hint
    assert did_you_mean(word, []) == "allowed: nothing"

"""Rules as pure functions of records, in milliseconds; whole messages stand in ``tests/broken``."""

from __future__ import annotations

from dataclasses import replace

import pytest
from totkit.check import check_exercises, check_links, check_localisation, check_structure
from totkit.localise import select_modules
from totkit.model import Block, Choice, Key, Module, Question
from totkit.read import read_course, read_localisation

START = "book/01-start"


@pytest.fixture(scope="module")
def course(courses):
    return read_course(courses / "tiny")[0]


@pytest.fixture(scope="module")
def lk(courses):
    return read_localisation(courses / "tiny", "lk")[0]


def with_page(course, name, change):
    """Return the course with the text of one page changed."""
    (module,) = course.modules
    pages = tuple(
        replace(page, text=change(page.text)) if page.docname == f"{START}/{name}" else page
        for page in module.pages
    )
    assert pages != module.pages
    return replace(course, modules=(replace(module, pages=pages),))


def with_exercise(course, **fields):
    (module,) = course.modules
    return replace(course, modules=(replace(module, exercises=(replace(module.exercises[0], **fields),)),))


def found(problems):
    return [(str(problem.code)[4:], problem.where.line) for problem in problems]


def test_tiny_has_no_problem(course, lk):
    rules = (check_structure, check_links, check_exercises)
    assert [problem for rule in rules for problem in rule(course)] == []
    assert check_localisation(course, lk) == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("[x](cases.md)", None),
        ("[x](../index.md)", None),
        ("[x](#how-to-count)", None),
        ("{doc}`cases`", None),
        ("{ref}`words <how-to-count>`", None),
        ("[x](https://example.org/y.md)", None),
        ("[x](figures/count.svg)", None),
        ("![x](figures/count.svg)", None),
        ("`[x](nowhere.md)`", None),
        ("```\n![](nowhere.svg)\n```", None),
        ("[x](nowhere.md)", "E205"),
        ("[x](/book/nowhere.md)", "E205"),
        ("[x](../nowhere.md)", "E205"),
        ("[x](#nowhere)", "E205"),
        ("{doc}`nowhere`", "E205"),
        ("{ref}`nowhere`", "E205"),
        ("[x](data/nowhere.csv)", "E205"),
        ("![x](figures/nowhere.svg)", "E205"),
        ("[x](#key-messages)", "E206"),
        ("[x](numbers.md#how-to-count)", "E206"),
    ],
)
def test_link(course, line, code):
    changed = with_page(course, "priorities", lambda text: f"{text}\n{line}\n")
    assert found(check_links(changed)) == ([(code, 13)] if code else [])


def question(kind, **fields):
    options = tuple(Choice(id=name, text=name) for name in "abc")
    given = {"options": options if kind not in ("number", "short-text", "long-text") else (), **fields}
    return Question(id="q", kind=kind, use="graded", prompt="?", points=1, line=4, **given)


ROWS = (Choice(id="r", text="r"), Choice(id="s", text="s"))


@pytest.mark.parametrize(
    ("kind", "answer", "fits"),
    [
        ("single", "a", True), ("single", "d", False), ("single", ["a"], False),
        ("likert", "b", True), ("likert", "d", False),
        ("multiple", ["a", "c"], True), ("multiple", ["a", "d"], False), ("multiple", "a", False),
        ("ranking", ["c", "a", "b"], True), ("ranking", ["c", "a"], False), ("ranking", ["c", "a", "a"], False),  # noqa: E501
        ("matrix", {"r": "a", "s": "b"}, True), ("matrix", {"r": "a"}, False), ("matrix", {"r": "a", "s": "d"}, False),  # noqa: E501
        ("matrix", {"r": "a", "t": "b"}, False), ("matrix", "a", False),
        ("number", 3.5, True), ("number", "many", False),
        ("short-text", ["Yes", "yes please"], True), ("short-text", [], False), ("short-text", [""], False),
        ("long-text", "an essay", False),
    ],
)  # fmt: skip
def test_key_must_be_an_answer_that_a_learner_can_give(course, kind, answer, fits):
    rows = {"rows": ROWS} if kind == "matrix" else {}
    text = '```{code-cell} ipython3\n---\nnbgrader: {grade_id: count-people-q}\n---\nask("q")\n```\n'
    changed = with_exercise(
        course,
        text=text,
        questions=(question(kind, **rows),),
        keys=(Key(question="q", answer=answer, line=7),),
    )
    assert found(check_exercises(changed)) == ([] if fits else [("E103", 7)])


def second_module(course) -> Module:
    (first,) = course.modules
    return replace(
        first, id="next", folder="modules/next", prerequisites=("start",), pages=(), exercises=(), deck=None
    )


@pytest.mark.parametrize(
    ("modules", "codes"),
    [
        (None, []),
        (("start", "next"), []),
        (("start",), []),
        (("next",), ["TOT-E204"]),
        (("start", "nxt"), ["TOT-E203"]),
    ],
)
def test_module_choice(course, lk, modules, codes):
    both = replace(course, modules=(*course.modules, second_module(course)))
    problems = check_localisation(both, replace(lk, modules=modules))
    assert [str(problem.code) for problem in problems] == codes


def test_selection_leaves_out_pages_exercises_and_modules(course, lk):
    chosen = select_modules(course, replace(lk, leave_out=(f"{START}/cases", "count-people")))
    exercise = "exercises/count-people/count-people"
    assert chosen.modules == ("start",)
    assert chosen.left_out == {f"{START}/cases", exercise}
    assert chosen.docnames == tuple(n for n in course.toc.docnames if n not in (f"{START}/cases", exercise))
    nothing = select_modules(course, replace(lk, modules=()))
    assert (nothing.modules, nothing.docnames, nothing.toc.parts) == ((), ("book/index",), ())


def test_left_out_page_needs_no_value(course, lk):
    """A country need not give what its editions do not say."""
    changed = with_page(course, "cases", lambda text: f"{text}\n{{{{ law.missing }}}}\n")
    assert found(check_localisation(changed, lk)) == [("E301", 14)]
    assert check_localisation(changed, replace(lk, leave_out=(f"{START}/cases",))) == []


def test_block_of_a_country_is_checked_like_a_page(course, lk):
    block = Block(slot="opening-case", path="blocks/opening-case.md", text="One.\n\n:::{nonsense}\n:::\n")
    problems = check_localisation(course, replace(lk, blocks={"opening-case": block}))
    assert found(problems) == [("E207", 3)]


@pytest.mark.parametrize("name", ["SOLUTION", "HIDDEN TESTS", "MARK SCHEME"])
def test_markers_close_in_their_cell(course, name):
    head = "```{code-cell} ipython3\n---\nnbgrader: {grade_id: count-people-a}\nsolution: true\ngrade: true\n---\n"  # noqa: E501
    begin, end = f"### BEGIN {name}\n", f"### END {name}\n"

    def lines(body):
        changed = with_exercise(course, text=body, questions=(), keys=())
        return [line for code, line in found(check_exercises(changed)) if code == "E402"]

    assert lines(f"{head}{begin}x = 1\n{end}```\n") == []
    assert lines(f"{head}{begin}x = 1\n```\n") == [7]
    assert lines(f"{head}x = 1\n{end}```\n") == [8]
    assert lines(f"{head}{begin}{begin}{end}```\n") == [7]
    assert lines(f"{head}{begin}```\n\n{head.replace('-a}', '-b}')}{end}```\n") == [7, 16]

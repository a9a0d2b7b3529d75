"""What a course with ``writing: plain-english`` must have; each rule seen to hold and to fire."""

from __future__ import annotations

from dataclasses import replace

import pytest
from totkit.check import check_teaching
from totkit.check.teaching import PLAIN_ENGLISH
from totkit.model import Outcome
from totkit.read import read_course

SLIDE = """+++ {"slideshow": {"slide_type": "slide"}}

## One

:::{facilitator}
- **Minutes:** 5
- **Say:** It.
:::

"""
FACILITATOR = "\n:::{facilitator}\nDo it.\n:::\n\n:::{local} a-slot\nx\n:::\n"
CASES = "".join(
    f":::{{admonition}} Case: x\n:class: case case-{level} case-{ending}\nText.\n:::\n\n"
    for level, ending in (("introductory", "success"), ("practitioner", "failure"), ("leader", "success"))
)
ENDING = "\n## Key messages\n\n- One.\n\n## Sources\n\n- A.\n"
PAGE = f"---\nminutes: 5\n---\n# Title\n\n{CASES}{FACILITATOR}{ENDING}"


@pytest.fixture(scope="module")
def course(courses):
    """Return the tiny course, written as it should be."""
    tiny = read_course(courses / "tiny")[0]
    (module,) = tiny.modules
    outcomes = tuple(outcome.id for outcome in tiny.outcomes)
    pages = tuple(replace(page, text=PAGE, outcomes=outcomes) for page in module.pages)
    exercises = tuple(
        replace(exercise, text="# Title\n\nText.\n", outcomes=outcomes) for exercise in module.exercises
    )
    deck = replace(module.deck, text=f"---\nfile_format: mystnb\n---\n{SLIDE * 12}")
    whole = replace(module, pages=pages, exercises=exercises, deck=deck)
    return replace(tiny, writing=PLAIN_ENGLISH, modules=(whole,), pages=())


def change_pages(course, old, new):
    (module,) = course.modules
    pages = tuple(replace(page, text=page.text.replace(old, new)) for page in module.pages)
    assert pages != module.pages
    return replace(course, modules=(replace(module, pages=pages),))


def change_deck(course, text):
    (module,) = course.modules
    deck = replace(module.deck, text=text) if text else None
    return replace(course, modules=(replace(module, deck=deck),))


def codes(course):
    return sorted({(str(problem.code)[4:], problem.message) for problem in check_teaching(course)})


def test_a_whole_course_has_no_problem(course):
    assert codes(course) == []


def test_a_course_that_does_not_ask_is_not_judged(course):
    broken = change_pages(course, "## Key messages", "## Other")
    assert codes(replace(broken, writing="")) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("## Key messages", "## Other", "the page has no '## Key messages'"),
        ("## Sources", "## Other", "the page states facts and has no '## Sources'"),
        (":::{facilitator}", ":::{note}", "the page has nothing for the trainer"),
        (":::{local} a-slot", ":::{note}", "no page offers a local slot"),
    ],
)
def test_a_missing_part_is_named(course, old, new, message):
    assert codes(change_pages(course, old, new)) == [("E704", message)]


def test_a_page_without_facts_needs_no_sources(course):
    plain = change_pages(course, CASES, "Text.\n")
    assert {code for code, _ in codes(change_pages(plain, "## Sources", "## More"))} == {"E707"}


@pytest.mark.parametrize("name", ["introductory", "practitioner", "leader", "failure"])
def test_a_missing_case_is_named(course, name):
    changed = change_pages(course, f"case-{name}", "case-other")
    assert codes(changed) == [("E707", f"no case of module 'start' is a {name!r} case")]


@pytest.mark.parametrize(
    ("deck", "code", "message"),
    [
        (SLIDE * 11, "E705", "the deck has 11 slides"),
        (SLIDE * 26, "E705", "the deck has 26 slides"),
        (SLIDE * 12 + SLIDE.replace("Say", "Said"), "E705", "the trainer is not told Say for this slide"),
        (
            SLIDE * 12 + SLIDE.replace("{facilitator}", "{note}"),
            "E705",
            "the trainer is not told Minutes and Say for this slide",
        ),
        ("", "E704", "the module has no slides"),
    ],
)
def test_a_deck_fits_a_session_and_tells_the_trainer(course, deck, code, message):
    assert codes(change_deck(course, deck)) == [(code, message)]


def test_an_outcome_is_taught_and_assessed(course):
    new = Outcome(id="new-one", statement="Do.", domain="data", level="individual")
    assert codes(replace(course, outcomes=(*course.outcomes, new))) == [
        ("E706", "outcome 'new-one' is assessed nowhere"),
        ("E706", "outcome 'new-one' is taught nowhere"),
    ]


def test_prose_of_pages_exercises_and_deck_is_read(course):
    (module,) = course.modules
    loud = replace(module.exercises[0], text="# Title\n\nWe leverage it.\n")
    changed = replace(course, modules=(replace(module, exercises=(loud,)),))
    assert [code for code, _ in codes(changed)] == ["E702"]
    assert [code for code, _ in codes(change_deck(course, SLIDE * 12 + "\nWe delve.\n"))] == ["E702"]

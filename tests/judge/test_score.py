from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from totkit.judge import MACHINE_KINDS, score_answer
from totkit.judge.score import fold_text, give_points, read_number

OPTIONS = ("a", "b", "c", "d")
KEYS: dict[str, Any] = {
    "single": "a",
    "likert": "b",
    "multiple": ["a", "b"],
    "matrix": {"x": "a", "y": "b"},
    "ranking": ["a", "b", "c", "d"],
    "number": 12.5,
    "short-text": ["Sri Lanka", "Ceylon"],
}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(OPTIONS),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@pytest.mark.parametrize(
    ("kind", "answer", "share"),
    [
        ("single", "a", 1.0),
        ("single", "b", 0.0),
        ("single", ["a"], 0.0),
        ("likert", "b", 1.0),
        ("multiple", ["b", "a"], 1.0),
        ("multiple", ["a"], 0.5),
        ("multiple", ["a", "b", "c"], 0.5),
        ("multiple", ["a", "c", "d"], 0.0),
        ("multiple", ["a", "a", "a"], 0.5),
        ("multiple", ["a", "stranger"], 0.0),
        ("multiple", "a", 0.0),
        ("matrix", {"x": "a", "y": "b"}, 1.0),
        ("matrix", {"x": "a", "y": "a"}, 0.5),
        ("matrix", {"x": "a", "stranger": "b"}, 0.5),
        ("matrix", ["a", "b"], 0.0),
        ("ranking", ["a", "b", "c", "d"], 1.0),
        ("ranking", ["b", "a", "c", "d"], 2 / 3),
        ("ranking", ["d", "c", "b", "a"], 0.0),
        ("ranking", ["a", "b", "c"], 0.0),
        ("ranking", ["a", "b", "c", "c"], 0.0),
        ("number", 12.5, 1.0),
        ("number", "12.5", 1.0),
        ("number", "12,5", 1.0),
        ("number", " ١٢٫٥ ", 1.0),
        ("number", "១២,៥", 1.0),
        ("number", 12, 0.0),
        ("number", True, 0.0),
        ("number", "twelve", 0.0),
        ("number", float("nan"), 0.0),
        ("number", float("inf"), 0.0),
        ("number", 10**400, 0.0),
        ("short-text", "  sri   LANKA ", 1.0),
        ("short-text", "Ｃｅｙｌｏｎ", 1.0),
        ("short-text", "Lanka", 0.0),
        ("short-text", "", 0.0),
        ("short-text", 7, 0.0),
        ("long-text", "Ceylon", 0.0),
    ],
)
def test_score_answer_gives_share(kind: str, answer: object, share: float) -> None:
    options = OPTIONS if kind not in ("number", "short-text", "long-text") else ()
    assert score_answer(kind, KEYS.get(kind), answer, options=options) == pytest.approx(share)


@pytest.mark.parametrize(
    ("answer", "share"), [(0.64, 1.0), (0.63, 1.0), ("0,65", 1.0), (0.629, 0.0), ("0.66", 0.0)]
)
def test_score_answer_counts_numbers_at_the_edge_of_the_tolerance(answer: object, share: float) -> None:
    assert score_answer("number", 0.64, answer, tolerance=0.01) == share


def test_score_answer_multiple_with_nothing_right_wants_nothing_chosen() -> None:
    assert [score_answer("multiple", [], answer) for answer in ([], ["a"], None)] == [1.0, 0.0, 0.0]


def test_score_answer_survives_depth_and_length() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    hostile = [deep, ["a"] * 1_000_000, {"x": deep}, {str(n): "a" for n in range(100_000)}, "9" * 1_000_000]
    shares = {score_answer(kind, KEYS[kind], answer) for kind in MACHINE_KINDS for answer in hostile}
    while deep:  # a deep list taken apart by the interpreter itself would need as deep a stack
        deep = deep.pop()
    assert shares == {0.0}


@given(kind=st.sampled_from(MACHINE_KINDS), answer=ANYTHING)
def test_score_answer_of_anything_is_a_share(kind: str, answer: Any) -> None:
    assert 0.0 <= score_answer(kind, KEYS[kind], answer, options=()) <= 1.0


@given(kind=st.sampled_from(MACHINE_KINDS), key=ANYTHING, answer=ANYTHING)
def test_score_answer_with_any_key_is_a_share(kind: str, key: Any, answer: Any) -> None:
    assert 0.0 <= score_answer(kind, key, answer, tolerance=0.5) <= 1.0


@given(st.permutations(OPTIONS))
def test_score_answer_of_a_ranking_and_its_reverse_never_both_earn(order: list[str]) -> None:
    both = [score_answer("ranking", KEYS["ranking"], answer) for answer in (order, order[::-1])]
    assert min(both) == 0.0


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**6), max_value=10**6))
def test_read_number_reads_what_people_write(number: Decimal) -> None:
    arabic = str(number).translate(str.maketrans("0123456789.", "٠١٢٣٤٥٦٧٨٩٫"))
    forms = [str(number), str(number).replace(".", ","), arabic, f"\u2067{number}\u2069"]
    assert [read_number(form) for form in forms] == [number] * 4


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 234 567", 1234567),
        ("1\u202f234,5", Decimal("1234.5")),
        ("١٬٢٣٤", 1234),
        ("−3", -3),
        (".5", Decimal("0.5")),
        ("1,234.5", None),
        ("1 23", None),
        ("1e5", None),
        ("", None),
        ("nan", None),
    ],
)
def test_read_number_of_grouped_and_odd_texts(text: str, number: Decimal | None) -> None:
    assert read_number(text) == number


def test_fold_text_keeps_what_makes_words_different() -> None:
    assert [fold_text(text) for text in ("Straße\u200f ٢", "STRASSE 2", "ශ්‍රී")] == [
        "strasse 2",
        "strasse 2",
        "ශ්‍රී",
    ]


@given(points=st.floats(0, 1000), share=st.floats(0, 1))
def test_give_points_never_gives_more_than_there_are(points: float, share: float) -> None:
    assert 0 <= give_points(points, share) <= points

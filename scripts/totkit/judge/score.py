"""The share of the points that an answer earns.

Rules on plain JSON values. This text is bundled into the learner's helper, so it needs nothing but the
standard library. An answer is whatever a learner's file holds: what has not the expected form earns 0.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

LARGEST_ITEMS = 1_000
LARGEST_TEXT = 10_000
BIDI_CONTROLS = dict.fromkeys(
    map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)
"""Characters that only steer the direction of text; keyboards and pasted text bring them along unseen."""
NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,\u066b]\d*)?|[.,\u066b]\d+)", re.ASCII)
GROUPED = re.compile(
    r"[+-]?\d{1,3}(?:(?P<mark>[ \u00a0\u202f\u2009'\u2019\u066c])\d{3})(?:(?P=mark)\d{3})*(?:[.,\u066b]\d*)?",
    re.ASCII,
)


def score_answer(
    kind: str, key: Any, answer: Any, *, options: Collection[str] = (), tolerance: float = 0.0
) -> float:
    """Return the share of the points that an answer earns.

    :param key: the right answer: an option id (single, likert), a list of ids (multiple: a set; ranking:
        the order), a number, a mapping row id to option id (matrix), or accepted texts (short-text)
    :param answer: what the learner saved; anything
    :param options: ids that can be chosen; an answer with any other id is not an answer
    :param tolerance: how far a number may be from the key
    :returns: share in [0, 1]; 0.0 for a missing or malformed answer and for kinds that a person marks
    """
    if kind == "number":
        return _score_number(key, answer, tolerance)
    scorer = SCORERS.get(kind)
    return scorer(key, answer, options) if scorer else 0.0


def give_points(points: float, share: float) -> float:
    """Return the points for a share, with two decimals and never more than there are."""
    return min(float(points), round(float(points) * share, 2))


def read_number(value: Any) -> Decimal | None:
    """Return the number that a JSON value means; None if it means none.

    Texts are read as people write them: digits of any script, point or comma before the decimals,
    spaces or apostrophes between thousands. One comma or point always stands before decimals.
    """
    if isinstance(value, str) and len(value) <= LARGEST_TEXT:
        return _read_number_text(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = Decimal(repr(float(value)))
    except OverflowError:
        return None
    return number if number.is_finite() else None


def fold_text(text: str) -> str:
    """Return a text in the form in which short answers are compared.

    Compatibility forms, case, white space, invisible direction marks and the script of digits do not count.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(_with_ascii_digits(folded.translate(BIDI_CONTROLS)).split())


def _read_number_text(text: str) -> Decimal | None:
    plain = _with_ascii_digits(text.translate(BIDI_CONTROLS).replace("\u2212", "-").strip())
    grouped = GROUPED.fullmatch(plain)
    if grouped:
        plain = plain.replace(grouped["mark"], "")
    if len(plain) > 100 or not NUMBER.fullmatch(plain):
        return None
    return Decimal(plain.replace(",", ".").replace("\u066b", "."))


def _with_ascii_digits(text: str) -> str:
    return "".join(
        str(unicodedata.decimal(sign)) if unicodedata.category(sign) == "Nd" else sign for sign in text
    )


def _score_number(key: Any, answer: Any, tolerance: float) -> float:
    right, given, allowed = read_number(key), read_number(answer), read_number(tolerance)
    if right is None or given is None or allowed is None:
        return 0.0
    return float(abs(given - right) <= allowed)


def _score_choice(key: Any, answer: Any, options: Collection[str]) -> float:
    return float(isinstance(answer, str) and (not options or answer in options) and answer == str(key))


def _score_multiple(key: Any, answer: Any, options: Collection[str]) -> float:
    right, chosen = _ids(key), _ids(answer, options)
    if right is None or chosen is None:
        return 0.0
    if not right:
        return float(not chosen)
    return max(0.0, (len({*chosen} & {*right}) - len({*chosen} - {*right})) / len({*right}))


def _score_matrix(key: Any, answer: Any, options: Collection[str]) -> float:
    if not isinstance(key, dict) or not isinstance(answer, dict) or not key:
        return 0.0
    right = sum(_score_choice(wanted, answer.get(row), options) for row, wanted in key.items())
    return right / len(key)


def _score_ranking(key: Any, answer: Any, options: Collection[str]) -> float:
    """Return Kendall's tau of the two orders, never below 0."""
    right, given = _ids(key), _ids(answer, options)
    if not right or not given or len({*given}) != len(given) or {*given} != {*right}:
        return 0.0
    place = {item: position for position, item in enumerate(given)}
    pairs = list(combinations(right, 2))
    agreeing = sum(place[first] < place[second] for first, second in pairs)
    return max(0.0, (2 * agreeing - len(pairs)) / len(pairs)) if pairs else 1.0


def _score_short_text(key: Any, answer: Any, options: Collection[str]) -> float:  # noqa: ARG001
    if not isinstance(answer, str) or len(answer) > LARGEST_TEXT:
        return 0.0
    accepted = [key] if isinstance(key, str) else key if isinstance(key, list | tuple) else []
    given = fold_text(answer)
    return float(bool(given) and given in {fold_text(str(text)) for text in accepted})


def _ids(value: Any, options: Collection[str] = ()) -> list[str] | None:
    """Return a list of ids, or None if the value is anything else or has an id that cannot be chosen."""
    if not isinstance(value, list | tuple) or len(value) > LARGEST_ITEMS:
        return None
    if not all(isinstance(item, str) and (not options or item in options) for item in value):
        return None
    return list(value)


SCORERS: Mapping[str, Callable[[Any, Any, Collection[str]], float]] = {
    "single": _score_choice,
    "likert": _score_choice,
    "multiple": _score_multiple,
    "matrix": _score_matrix,
    "ranking": _score_ranking,
    "short-text": _score_short_text,
}
MACHINE_KINDS = (*SCORERS, "number")
"""Kinds of questions that can be marked without a person."""

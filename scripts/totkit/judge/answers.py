"""The file of saved answers: one JSON object, question id to answer."""

from __future__ import annotations

import json
from math import isfinite

LARGEST_ANSWERS_BYTES = 4_000_000
"""More than any learner types; less than what makes reading it a burden."""


def parse_answers(content: bytes) -> dict[str, object]:
    """Read the content of ``answers.json``, which a learner may have damaged or forged.

    :returns: answer by question id, plain JSON values without NaN or infinities
    :raises ValueError: the content is not one JSON object, too large or too deeply nested
    """
    if len(content) > LARGEST_ANSWERS_BYTES:
        raise ValueError(f"larger than {LARGEST_ANSWERS_BYTES} bytes")
    try:
        answers = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse, parse_float=_finite)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(answers, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 -- one error for a bad file, whatever is bad
    return answers


def _refuse(name: str) -> object:
    raise ValueError(f"{name} is not a JSON value")


def _finite(digits: str) -> object:
    number = float(digits)
    return number if isfinite(number) else _refuse(digits[:20])

"""The file of saved answers: one JSON object, question id to answer."""

from __future__ import annotations

import json

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
        answers = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(answers, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 -- one error for a bad file, whatever is bad
    return answers


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is not a JSON value")

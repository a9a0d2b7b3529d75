from __future__ import annotations

import pytest
from totkit.judge import parse_answers
from totkit.judge.answers import LARGEST_ANSWERS_BYTES


def test_parse_answers_reads_an_object() -> None:
    assert parse_answers('\ufeff{"q": ["a", 1, null, "ශ්‍රී"]}'.encode()) == {"q": ["a", 1, None, "ශ්‍රී"]}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b'{"q": NaN}',
        b'{"q": -Infinity}',
        b'{"q": 1e999}',
        b'{"q": "\xff"}',
        b'{"q": ' + b"9" * 10_000 + b"}",
        b"[" * 200_000,
        b'{"q": ' * 200_000,
        b" " * (LARGEST_ANSWERS_BYTES + 1),
    ],
    ids=lambda content: repr(content[:10]),
)
def test_parse_answers_refuses_what_is_not_an_answers_file(content: bytes) -> None:
    with pytest.raises(ValueError):
        parse_answers(content)

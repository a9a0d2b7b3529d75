from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from totkit.learn.sheet import Sheet


def test_find_names_the_questions_that_exist(sheet: Sheet) -> None:
    with pytest.raises(LookupError, match=r"no question 'nothing'; its questions: count, essay, grid, many"):
        sheet.find("nothing")


def test_say_speaks_the_language_and_falls_back_to_english(make_sheet: Callable[..., Sheet]) -> None:
    strings = {"Saved": "محفوظ", "Read as {number}.": "{0.x} {wrong}", "Points: {points}": "{"}
    sheet = make_sheet(strings=strings)
    said = [sheet.say("Saved"), sheet.say("Check"), sheet.say("Read as {number}.", number=3)]
    assert [*said, sheet.say("Points: {points}", points=2)] == ["محفوظ", "Check", "Read as 3.", "Points: 2"]

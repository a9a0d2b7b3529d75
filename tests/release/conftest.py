from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from small_exercise import make_every_kind

if TYPE_CHECKING:
    from totkit.model import EditionExercise


@pytest.fixture(scope="session")
def every_kind() -> EditionExercise:
    return make_every_kind()

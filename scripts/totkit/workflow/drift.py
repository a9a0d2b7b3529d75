"""Write the change letter of localisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from totkit.errors import raise_if_any
from totkit.localise import find_drift
from totkit.read import locate_problems
from totkit.workflow.load import Library

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from totkit.localise import Drift


def find_library_drift(root: Path, editions: Sequence[tuple[str, str]]) -> tuple[Drift, ...]:
    """Return what the countries of some editions should look at again, country by country.

    :param editions: ``(localisation, language)``; messages are looked at in these languages only
    :raises ContentError: if a file cannot be read well, because what it hides may be what changed
    """
    library = Library.read(root, editions)
    raise_if_any(locate_problems(root, library.problems))
    return tuple(
        found
        for name, localisation in library.localisations.items()
        for found in find_drift(
            library.course, localisation, {language for country, language in editions if country == name}
        )
    )

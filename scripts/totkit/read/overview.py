"""Find a course and the editions that it can publish, without reading its texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from totkit.errors import ContentError, UsageError, did_you_mean
from totkit.read.localisation import localisation_ids, read_localisation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def course_root(start: Path) -> Path:
    """Return the folder with ``course.yml`` at or above ``start``.

    :raises UsageError: if there is none
    """
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / "course.yml").is_file():
            return folder
    raise UsageError(f"{start} is not inside a course: no course.yml here or above; use -C DIR")


def edition_names(root: Path, wanted: Sequence[str] = ()) -> tuple[tuple[str, str], ...]:
    """Return the editions that ``wanted`` names as ``(localisation, language)``, in a fixed order.

    :param wanted: editions (``lk/si``), localisations (``lk``) or ISO codes (``LK``, ``LKA``); none: all
    :raises UsageError: for a name that fits nothing
    :raises ContentError: if the languages of a wanted localisation cannot be known
    """
    ids = localisation_ids(root)
    read = {name: read_localisation(root, name) for name in ids}
    known = {name: localisation for name, (localisation, _) in read.items()}
    chosen: dict[tuple[str, str], None] = {}
    for name in wanted or ids:
        country, _, language = name.partition("/")
        fitting = [item for item in known.values() if country == item.id]
        fitting = fitting or [item for item in known.values() if item.iso == alpha_3(country)]
        if not fitting:
            raise UsageError(f"no localisation {country!r}; {did_you_mean(country, ids)}")
        for item in fitting:
            if not item.languages:
                raise ContentError(read[item.id][1])
            if language and language not in item.languages:
                raise UsageError(
                    f"{item.id} has no edition in {language!r}; {did_you_mean(language, item.languages)}"
                )
            chosen |= dict.fromkeys((item.id, tag) for tag in item.languages if language in ("", tag))
    return tuple(chosen)


def alpha_3(code: str) -> str:
    """Return the alpha-3 code for an ISO 3166 code of two or three letters; empty if there is none."""
    import pycountry

    found = pycountry.countries.get(alpha_2=code.upper()) or pycountry.countries.get(alpha_3=code.upper())
    return str(found.alpha_3) if found is not None else ""

"""The digits of a locale: Babel knows which a locale writes by default, and leaves numbers in 0-9."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

DIGITS = "0123456789"
_ZEROS = {
    "adlm": 0x1E950,
    "arab": 0x0660,
    "arabext": 0x06F0,
    "beng": 0x09E6,
    "cakm": 0x11136,
    "deva": 0x0966,
    "hmnp": 0x1E140,
    "mtei": 0xABF0,
    "mymr": 0x1040,
    "nkoo": 0x07C0,
    "olck": 0x1C50,
    "tibt": 0x0F20,
}
"""The zero of every numbering system that is a locale's default, apart from ``latn``; nine digits follow it.

:source: Unicode Character Database; CLDR 47, ``numberingSystems.xml``
"""


def digits_of(locale: Locale) -> str:
    """Return the ten digits that a locale writes by default, from zero."""
    zero = _ZEROS.get(locale.default_numbering_system, ord("0"))
    return "".join(chr(zero + value) for value in range(10))


def write_digits(text: str, locale: Locale) -> str:
    """Return a formatted number or date in the digits of a locale."""
    return text.translate(str.maketrans(DIGITS, digits_of(locale)))

"""The words of the interface in the edition's language, for Sphinx, the theme and our templates.

``totkit_edition["strings"]`` maps English to the edition's language.  It stands before every catalogue
of Sphinx and its extensions, which stay in use for what it lacks.
"""

from __future__ import annotations

from gettext import NullTranslations
from typing import TYPE_CHECKING

from sphinx import locale

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config

CATALOGUES = ("sphinx", "booktheme", "togglebutton")

# What Sphinx's search says, in JavaScript.
SEARCH_STRINGS = (
    "Search Results",
    "Searching",
    "Preparing search...",
    (
        "Your search did not match any documents. Please make sure that all words are spelled correctly"
        " and that you've selected enough categories."
    ),
    "Search finished, found ${resultCount} page(s) matching the search query.",
    ", in ",
)

DIGITS = "0123456789"


class Overlay(NullTranslations):
    """A catalogue that answers from ``strings`` first and from ``inner`` otherwise."""

    def __init__(self, strings: Mapping[str, str], inner: NullTranslations) -> None:
        super().__init__()
        self.strings = strings
        self.inner = inner

    def gettext(self, message: str) -> str:
        """Return the translation of a message, else the message."""
        return self.strings.get(message) or self.inner.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the translation of a message for a number; our own strings have one form only."""
        return self.strings.get(msgid1 if n == 1 else msgid2) or self.inner.ngettext(msgid1, msgid2, n)


def strings_of(config: Config) -> Mapping[str, str]:
    """Return the edition's own strings by their English text."""
    strings: Mapping[str, str] = config.totkit_edition.get("strings", {})
    return strings


def localise_number(number: int, strings: Mapping[str, str]) -> str:
    """Write a number in the digits of the edition."""
    digits = strings.get(DIGITS) or DIGITS
    return str(number).translate(str.maketrans(DIGITS, digits)) if len(digits) == len(DIGITS) else str(number)


def _overlay_catalogues(app: Sphinx, config: Config) -> None:
    strings = strings_of(config)
    for name in CATALOGUES:
        inner = locale.get_translator(name)
        while isinstance(inner, Overlay):  # a second build in one process
            inner = inner.inner
        locale.translators["general", name] = Overlay(strings, inner)
    app.translator = locale.translators["general", "sphinx"]


def _translate_options(_app: Sphinx, config: Config) -> None:
    """Give words to the extensions whose words are configuration values with English defaults."""
    for name, english in (
        ("togglebutton_hint", "Click to show"),
        ("togglebutton_hint_hide", "Click to hide"),
    ):
        if name in config and config[name] == english:
            config[name] = strings_of(config).get(english, english)


def setup(app: Sphinx) -> None:
    """Stand before Sphinx's own catalogues before anything is read, its default captions included."""
    app.connect("config-inited", _overlay_catalogues, priority=100)
    app.connect("config-inited", _translate_options, priority=110)

"""From a course and a localisation to an edition.

In: :class:`~totkit.model.Course`, :class:`~totkit.model.Localisation` and the catalogues of a language.
Out: :class:`~totkit.model.Edition`, everything in the reader's language with her country's values.
Pure; CLDR comes through Babel. Next: ``release`` and ``assemble``.
"""

from totkit.localise.edition import localise_edition
from totkit.localise.extract import (
    INTERFACE,
    catalogue_slug,
    edition_slugs,
    extract_local_messages,
    extract_templates,
)
from totkit.localise.facts import FactBook, Missing
from totkit.localise.page import localise_page
from totkit.localise.select import Selection, check_selection, select_modules
from totkit.localise.translate import Translator

__all__ = [
    "INTERFACE",
    "FactBook",
    "Missing",
    "Selection",
    "Translator",
    "catalogue_slug",
    "check_selection",
    "edition_slugs",
    "extract_local_messages",
    "extract_templates",
    "localise_edition",
    "localise_page",
    "select_modules",
]

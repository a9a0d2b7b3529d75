"""From a course and a localisation to an edition.

In: :class:`~totkit.model.Course`, :class:`~totkit.model.Localisation` and the catalogues of a language.
Out: :class:`~totkit.model.Edition`, everything in the reader's language with her country's values.
Pure; CLDR comes through Babel. Next: ``release`` and ``assemble``.
"""

from totkit.localise.digits import DIGITS
from totkit.localise.drift import Drift, Slot, find_drift, find_slots, fingerprint
from totkit.localise.edition import (
    fact_book,
    language_link,
    localise_edition,
    missing_facts,
    preview_page,
)
from totkit.localise.extract import (
    INTERFACE,
    catalogue_slug,
    extract_local_messages,
    extract_templates,
)
from totkit.localise.facts import FactBook, Missing, escape_markdown
from totkit.localise.links import Link, find_links, find_targets, replace_links, target_map
from totkit.localise.page import STRINGS
from totkit.localise.scaffold import (
    NewLocalisation,
    check_tag,
    choose_languages,
    find_country,
    scaffold_localisation,
)
from totkit.localise.select import Selection, check_selection, select_modules
from totkit.localise.translate import Translator, check_catalogue, check_translation_structure

__all__ = [
    "DIGITS",
    "INTERFACE",
    "STRINGS",
    "Drift",
    "FactBook",
    "Link",
    "Missing",
    "NewLocalisation",
    "Selection",
    "Slot",
    "Translator",
    "catalogue_slug",
    "check_catalogue",
    "check_selection",
    "check_tag",
    "check_translation_structure",
    "choose_languages",
    "escape_markdown",
    "extract_local_messages",
    "extract_templates",
    "fact_book",
    "find_country",
    "find_drift",
    "find_links",
    "find_slots",
    "find_targets",
    "fingerprint",
    "language_link",
    "localise_edition",
    "missing_facts",
    "preview_page",
    "replace_links",
    "scaffold_localisation",
    "select_modules",
    "target_map",
]

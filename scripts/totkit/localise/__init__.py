"""From a course and a localisation to an edition.

In: :class:`~totkit.model.Course`, :class:`~totkit.model.Localisation` and the catalogues of a language.
Out: :class:`~totkit.model.Edition`, everything in the reader's language with her country's values.
Pure; CLDR comes through Babel. Next: ``release`` and ``assemble``.
"""

from totkit.localise.compose import compose_course, homeless_pages, replaced_pages
from totkit.localise.desk import language_link
from totkit.localise.digits import DIGITS
from totkit.localise.drift import Drift, find_drift
from totkit.localise.edition import (
    check_edition,
    fact_book,
    localise_edition,
    place_name,
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
from totkit.localise.missing import missing_facts, needed_forms
from totkit.localise.page import STRINGS
from totkit.localise.pieces import Piece, Slot, find_pieces, find_slots, fingerprint, write_based_on
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
    "Piece",
    "Selection",
    "Slot",
    "Translator",
    "catalogue_slug",
    "check_catalogue",
    "check_edition",
    "check_selection",
    "check_tag",
    "check_translation_structure",
    "choose_languages",
    "compose_course",
    "escape_markdown",
    "extract_local_messages",
    "extract_templates",
    "fact_book",
    "find_country",
    "find_drift",
    "find_links",
    "find_pieces",
    "find_slots",
    "find_targets",
    "fingerprint",
    "homeless_pages",
    "language_link",
    "localise_edition",
    "missing_facts",
    "needed_forms",
    "place_name",
    "preview_page",
    "replace_links",
    "replaced_pages",
    "scaffold_localisation",
    "select_modules",
    "target_map",
    "write_based_on",
]

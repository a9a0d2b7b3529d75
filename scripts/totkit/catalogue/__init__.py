"""Messages between PO text and records.

In: the text of ``.po`` and ``.pot`` files. Out: :class:`~totkit.model.Catalogue`, and back.
Next: ``read`` (which finds the files) and ``localise`` (which uses the messages).
"""

from totkit.catalogue.merge import update_catalogue
from totkit.catalogue.placeholders import compare_placeholders, may_stand_for
from totkit.catalogue.po import CatalogueSyntaxError, dump_po, lift_drafts, parse_po

__all__ = [
    "CatalogueSyntaxError",
    "compare_placeholders",
    "dump_po",
    "lift_drafts",
    "may_stand_for",
    "parse_po",
    "update_catalogue",
]

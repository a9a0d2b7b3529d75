"""Bring a translation up to date with its template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from totkit.catalogue.po import from_babel, to_babel

if TYPE_CHECKING:
    from totkit.model import Catalogue


def update_catalogue(catalogue: Catalogue, template: Catalogue) -> Catalogue:
    """Return ``catalogue`` with exactly the messages of ``template``, in its order.

    Translations whose source changed a little are kept as fuzzy, with the previous source; those whose
    source is gone are kept as obsolete. Translators' comments stay.

    :source: GNU gettext manual, 6.2 "Fuzzy entries" and ``msgmerge``
    """
    merged = to_babel(catalogue)
    merged.update(to_babel(template), update_header_comment=False)
    return from_babel(merged, catalogue.locale)

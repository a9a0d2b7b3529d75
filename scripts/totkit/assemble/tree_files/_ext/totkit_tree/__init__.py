"""What an edition's tree needs of Sphinx beyond Jupyter Book: its languages, its look, its weight.

The one extension of a tree; it comes with the tree, so that stock ``jupyter-book build`` makes the
same site as ``totkit build``.  It imports nothing but Sphinx, docutils and the standard library.

``strings`` gives Sphinx and the templates the words of the edition's language, ``language`` marks
text in other languages, ``mathematics`` writes formulas as MathML, ``figures`` makes drawings with
words part of their pages, ``contents`` writes the contents beside each page, ``pages`` decides what each page
carries and loads.  The configuration value ``totkit_edition`` says what the edition is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from totkit_tree import figures, language, mathematics, pages, strings

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__version__ = "1"


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the configuration value and each part's handlers."""
    app.add_config_value("totkit_edition", {}, "env", dict)
    strings.setup(app)
    language.setup(app)
    mathematics.setup(app)
    figures.setup(app)
    pages.setup(app)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}

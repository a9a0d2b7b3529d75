"""From an edition and its released exercises to the files of an ordinary Jupyter Book.

In: :class:`~totkit.model.Edition` and its :class:`~totkit.release.Release` records. Out:
:class:`~totkit.model.Tree`, on which stock ``jupyter-book build -W`` works without totkit. Pure. The
allow-list says what may flow in, and :class:`Guard` looks for private text in what comes out.
Next: ``publish``.
"""

from totkit.assemble.guard import Guard
from totkit.assemble.secrets import make_guard
from totkit.assemble.tree import assemble_tree

__all__ = ["Guard", "assemble_tree", "make_guard"]

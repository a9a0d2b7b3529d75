"""Formulas as MathML, written when the site is built: no script, no fonts, nothing from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)
RENDERER = "totkit_mathml"


def write_formula(node: nodes.Node, *, as_block: bool) -> str:
    """Return the MathML of a formula, or its TeX with a warning if it cannot be read."""
    tex = node.astext()
    try:
        formula: str = tex2mathml(tex, as_block=as_block)
    except Exception as error:  # noqa: BLE001 - the parser raises several kinds, all about the formula
        logger.warning("formula cannot be written as MathML: %s (%s)", tex, error, location=node)
        return f'<code class="math" dir="ltr">{nodes.unescape(tex)}</code>'
    return formula.replace("<math", '<math dir="ltr"', 1)


def _visit_inline(self: Any, node: nodes.math) -> None:
    self.body.append(f'<span class="math">{write_formula(node, as_block=False)}</span>')
    raise nodes.SkipNode


def _visit_block(self: Any, node: nodes.math_block) -> None:
    names: list[str] = node.get("ids", [])
    ids = "".join(f' id="{name}"' for name in names[:1])
    number = f'<span class="eqno">({node["number"]})</span>' if node.get("number") else ""
    formula = write_formula(node, as_block=True)
    self.body.append(f'<div class="math"{ids}>{formula}{number}</div>\n')
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Offer the renderer and make it the one that is used."""
    app.add_html_math_renderer(RENDERER, (_visit_inline, None), (_visit_block, None))
    app.connect("config-inited", lambda _app, config: setattr(config, "html_math_renderer", RENDERER))

"""The Markdown parser of the editions: myst-parser's own, with the extensions that the trees enable."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

EXTENSIONS = ("amsmath", "attrs_inline", "colon_fence", "deflist", "dollarmath")
"""``myst_enable_extensions`` of every tree: no linkify, no substitutions, no smart quotes."""


@cache
def _parser() -> MarkdownIt:
    from markdown_it.renderer import RendererHTML
    from myst_parser.config.main import MdParserConfig
    from myst_parser.parsers.mdit import create_md_parser

    return create_md_parser(MdParserConfig(enable_extensions=set(EXTENSIONS)), RendererHTML)


def parse_markdown(text: str) -> list[Token]:
    """Return the tokens of a Markdown text; line maps count from its first line."""
    return _parser().parse(text, {})

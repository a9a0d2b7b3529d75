"""The HTML that an output may bring into feedback."""

from __future__ import annotations

# fmt: off
HTML_TAGS = (
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "details", "div", "dl", "dt",
    "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "kbd", "li", "ol", "p", "pre", "s", "samp",
    "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul",
)
# fmt: on
"""What HTML in texts and outputs may hold in feedback: nothing that runs, loads or covers the page."""
HTML_ATTRIBUTES = {
    "*": ["class", "dir", "lang", "scope", "colspan", "rowspan", "title"],
    "a": ["href"],
    "img": ["alt", "src"],
}


def clean_html(text: str) -> str:
    """Return HTML with everything else shown as text: nbconvert's own list knows no table heads.

    :source: the filter of the same name in ``nbconvert.filters.strings``
    """
    import bleach

    return str(bleach.clean(text, tags=HTML_TAGS, attributes=HTML_ATTRIBUTES))

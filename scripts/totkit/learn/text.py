"""Markdown of prompts, options and explanations as safe HTML or as plain text.

Only what a question needs: paragraphs, lists, emphasis, code, links, and the ``<span lang= dir=>`` that
marks a passage in another language. Everything else is escaped, so no text can bring markup of its own.
"""

from __future__ import annotations

import html
import re

ESCAPED_SIGN = re.compile(r"\\([!-/:-@\[-`{-~])")
SPAN = re.compile(
    r"&lt;span lang=&quot;([A-Za-z0-9-]+)&quot; dir=&quot;(ltr|rtl)&quot;&gt;(.*?)&lt;/span&gt;", re.DOTALL
)
SPAN_TAG = re.compile(r"<span lang=\"[A-Za-z0-9-]+\" dir=\"(?:ltr|rtl)\">|</span>")
LINK = re.compile(r"\[([^\]]+)\]\((https?://[^\s()]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL)
EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=\S)([^*_]+?)(?<=\S)\1(?![\w*])")
LIST_ITEM = re.compile(r"\s*(?:[-*]|\d+[.)])\s+")
KEPT = re.compile("\ue000(\\d+)\ue001")


def to_html(markdown: str) -> str:
    """Return HTML of a short Markdown text."""
    blocks = re.split(r"\n\s*\n", markdown.strip())
    return "".join(_block_html(block) for block in blocks if block.strip())


def to_plain(markdown: str) -> str:
    """Return a short Markdown text without its marks, for labels that can only be text."""
    text = SPAN_TAG.sub("", markdown)
    text, kept = _keep_aside(text)
    text = STRONG.sub(r"\1", LINK.sub(r"\1", text))
    text = EMPHASIS.sub(r"\2", text)
    return " ".join(_put_back(html.unescape(text), [_kept_plain(piece) for piece in kept]).split())


def to_inline_html(markdown: str) -> str:
    """Return HTML of one paragraph, without the paragraph's own tags."""
    text, kept = _keep_aside(markdown)
    text = html.escape(html.unescape(text))
    text = SPAN.sub(r'<span lang="\1" dir="\2">\3</span>', text)
    text = LINK.sub(r'<a href="\2" target="_blank" rel="noopener">\1</a>', text)
    text = STRONG.sub(r"<strong>\1</strong>", text)
    text = EMPHASIS.sub(r"<em>\2</em>", text)
    return _put_back(text, [_kept_html(piece) for piece in kept])


def _block_html(block: str) -> str:
    lines = block.strip().split("\n")
    if not all(LIST_ITEM.match(line) for line in lines):
        return f"<p>{to_inline_html(block.strip())}</p>"
    tag = "ol" if lines[0].strip()[0].isdigit() else "ul"
    items = "".join(f"<li>{to_inline_html(LIST_ITEM.sub('', line, count=1))}</li>" for line in lines)
    return f"<{tag}>{items}</{tag}>"


def _keep_aside(text: str) -> tuple[str, list[str]]:
    """Take out code and escaped signs, in which nothing is a mark."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0] if match[0].startswith("`") else match[1])
        return f"\ue000{len(kept) - 1}\ue001"

    clean = text.replace("\ue000", "").replace("\ue001", "")
    both = re.compile(f"{ESCAPED_SIGN.pattern}|{CODE.pattern}")
    return both.sub(keep, clean), kept


def _kept_html(piece: str) -> str:
    if len(piece) > 1:
        return f'<code dir="ltr">{html.escape(piece[1:-1])}</code>'
    return html.escape(piece)


def _kept_plain(piece: str) -> str:
    return piece[1:-1] if len(piece) > 1 else piece


def _put_back(text: str, kept: list[str]) -> str:
    return KEPT.sub(lambda match: kept[int(match[1])], text)

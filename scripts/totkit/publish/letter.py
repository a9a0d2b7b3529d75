"""The change letter as one page: what each country should look at again, with old and new side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from typing import TYPE_CHECKING

from totkit.publish.report import render_report

if TYPE_CHECKING:
    from collections.abc import Sequence

_STYLE = """\
h3{font-size:1rem;margin:0;overflow-wrap:anywhere}
article{border-block-start:1px solid #d5d8d2;padding-block:1rem}
p{margin-block:.4rem}
.texts{display:grid;gap:.2rem 1.2rem;grid-template-columns:repeat(auto-fit,minmax(18rem,1fr))}
h4{font-size:.9rem;margin:.6rem 0 .2rem;color:#525c63}
pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:0;padding:.6rem;background:#f4f5f2;font-size:.85rem}
del{background:#f7dcd6}ins{background:#d8ecd9}
code{overflow-wrap:anywhere}
"""
THEN, NOW = "What the course said", "What the course says now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A piece of a country to look at again; texts are empty where nothing is known of them."""

    place: str
    message: str
    advice: str
    then: str = ""
    now: str = ""


def render_letter(title: str, release: str, countries: Sequence[tuple[str, Sequence[Finding]]]) -> str:
    """Return a self-contained HTML page.

    :param countries: each with its heading and what was found in it
    """
    sections = "".join(_section(name, found) for name, found in countries)
    body = (
        f"<p>Release {escape(release)}. What changes of the course touch in the pieces that countries "
        f"wrote. The pieces are as they were; somebody should look at them again.</p>\n{sections}"
    )
    return render_report(f"Change letter: {title}", body, style=_STYLE)


def _section(name: str, findings: Sequence[Finding]) -> str:
    body = "".join(map(_article, findings)) or "<p>Nothing to do.</p>\n"
    return f"<section><h2>{escape(name)}</h2>\n{body}</section>\n"


def _article(finding: Finding) -> str:
    old, new = mark_changes(finding.then, finding.now)
    texts = "".join(
        f'<div><h4>{head}</h4><pre dir="auto">{text}</pre></div>'
        for head, text in ((THEN, old), (NOW, new))
        if text
    )
    return (
        f"<article><h3>{escape(finding.place)}</h3>\n<p>{escape(finding.message)}.</p>\n"
        f'<p><strong>To do:</strong> <code dir="ltr">{escape(finding.advice)}</code></p>\n'
        f'<div class="texts">{texts}</div></article>\n'
    )


def mark_changes(old: str, new: str) -> tuple[str, str]:
    """Return two texts as HTML; if both are there, with what differs as ``del`` and ``ins``, by words."""
    if not old or not new:
        return escape(old), escape(new)
    before, after = (re.findall(r"\s+|[^\s]+", text) for text in (old, new))
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    steps = matcher.get_opcodes()
    return (
        "".join(_marked(step[0], before[step[1] : step[2]], "del") for step in steps),
        "".join(_marked(step[0], after[step[3] : step[4]], "ins") for step in steps),
    )


def _marked(kind: str, words: Sequence[str], tag: str) -> str:
    text = escape("".join(words))
    return f"<{tag}>{text}</{tag}>" if text and kind != "equal" else text

"""One page that shows how far everything is translated: for a screen, a printer, a reader aloud."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from totkit.publish.report import render_report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from totkit.model import LanguageLink, Progress

_STYLE = """\
.wide{overflow-x:auto}
table{border-collapse:collapse;inline-size:100%}
caption{text-align:start;color:#525c63;padding-block-end:.4rem}
th,td{padding:.45rem .6rem;border-block-end:1px solid #d5d8d2;text-align:start;vertical-align:middle}
.n{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}
.bar{inline-size:100%;min-inline-size:9rem;block-size:1.1rem;display:block;border:1px solid #1c2328}
.key{display:flex;flex-wrap:wrap;gap:.4rem 1.6rem;list-style:none;padding:0}
.key svg{inline-size:2.2rem;block-size:1.1rem;border:1px solid #1c2328;vertical-align:-.2em}
.done{fill:#12343f}.draft{fill:url(#hatch)}.none{fill:#fff}
summary{cursor:pointer;padding-block:.5rem;font-weight:600}
summary:focus-visible{outline:3px solid #0b5566;outline-offset:2px}
@media print{*{print-color-adjust:exact}}
"""
_HATCH = (
    '<svg width="0" height="0" aria-hidden="true" style="position:absolute"><defs><pattern id="hatch" '
    'width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#d9e2e5"/><rect width="2.5" height="6" fill="#4d7480"/></pattern>'
    "</defs></svg>"
)
_KEY = (
    ("done", "reviewed: translated, and not a draft"),
    ("draft", "drafts: translated by machine, not reviewed by a person"),
    ("none", "missing: readers get the source text"),
)
_HEADS = ("Passages", "Reviewed", "Drafts", "Missing", "Translated")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRow:
    """A line of a table: what it is about, its language, how far it is."""

    name: str
    language: LanguageLink
    progress: Progress


def render_status(
    title: str,
    release: str,
    *,
    languages: Sequence[StatusRow],
    editions: Sequence[StatusRow],
    catalogues: Sequence[StatusRow],
) -> str:
    """Return a self-contained HTML page: tables with numbers, and bars that need no colour.

    :param languages: totals over all catalogues of a language
    :param editions: what the readers of each edition get
    :param catalogues: by folder of the course, grouped by language
    """
    key = "".join(
        f'<li><svg aria-hidden="true"><rect class="{kind}" width="100%" height="100%"/></svg> {text}</li>'
        for kind, text in _KEY
    )
    groups = "".join(
        f"<details><summary>{_language(row.language)}</summary>"
        + _table(
            f"Catalogues in {row.language.tag}",
            "Catalogue",
            [item for item in catalogues if item.language == row.language],
        )
        + "</details>\n"
        for row in languages
    )
    body = (
        f"<p>Release {escape(release)}. Only what readers get is counted: a "
        f'fuzzy passage is missing.</p>\n<ul class="key">{key}</ul>\n'
        f"<h2>Languages</h2>\n{_table('All catalogues of each language', 'Language', languages)}"
        f"<h2>Editions</h2>\n{_table('Pages and exercises that each edition has', 'Edition', editions)}"
        f"<h2>Catalogues</h2>\n{groups}"
    )
    return render_report(f"Translation status: {title}", body, style=_STYLE, unseen=f"{_HATCH}\n")


def _table(caption: str, first: str, rows: Sequence[StatusRow]) -> str:
    heads = "".join(f'<th scope="col" class="n">{head}</th>' for head in _HEADS)
    lines = "".join(_line(row, first) for row in rows)
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption>\n"
        f'<thead><tr><th scope="col">{first}</th>{heads}<td aria-hidden="true"></td></tr></thead>\n'
        f"<tbody>\n{lines}</tbody></table></div>\n"
    )


def _line(row: StatusRow, first: str) -> str:
    progress = row.progress
    name = escape(row.name)
    if first != "Catalogue":
        name = f"{name} {_language(row.language)}"
    head = f'<tr><th scope="row">{name}</th>'
    if not progress.total:
        return f'{head}<td colspan="6">the language of the course: nothing to translate</td></tr>\n'
    reviewed, missing = progress.translated - progress.drafts, progress.total - progress.translated
    numbers = (progress.total, reviewed, progress.drafts, missing, f"{progress.percent} %")
    cells = "".join(f'<td class="n">{number}</td>' for number in numbers)
    return (
        f'{head}{cells}<td aria-hidden="true">{_bar(reviewed, progress.drafts, progress.total)}</td></tr>\n'
    )


def _language(link: LanguageLink) -> str:
    return f'<span lang="{escape(link.tag)}" dir="{link.direction}">{escape(link.name)}</span>'


def _bar(reviewed: int, drafts: int, total: int) -> str:
    first, second = reviewed * 100 / total, drafts * 100 / total
    return (
        '<svg class="bar"><rect class="none" width="100%" height="100%"/>'
        f'<rect class="draft" x="{first:.2f}%" width="{second:.2f}%" height="100%"/>'
        f'<rect class="done" width="{first:.2f}%" height="100%"/></svg>'
    )

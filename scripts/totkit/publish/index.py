"""The pages above the editions: all of them by country, and the door of each country."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from totkit.run import write_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

STYLE = """\
:root{color-scheme:light dark;--text:#1c2328;--quiet:#525c63;--ground:#fff;--line:#d5d8d2;--accent:#0b5566}
@media(prefers-color-scheme:dark){:root{--text:#e3e7eb;--quiet:#aab4be;--ground:#11171d;--line:#36424f;\
--accent:#7cc3d3}}
*{box-sizing:border-box}
body{margin:0;border-block-start:.3rem solid var(--accent);background:var(--ground);color:var(--text);\
font:106%/1.7 "Segoe UI",system-ui,"Noto Sans","Nirmala UI","Noto Sans Sinhala","Noto Sans Tamil",\
"Noto Sans Arabic","Noto Sans Khmer",sans-serif}
main{max-inline-size:46rem;margin-inline:auto;padding:2.5rem 1.2rem 4rem}
h1,h2{font-family:"Iowan Old Style",Palatino,"Noto Serif",Georgia,serif;line-height:1.3}
h1{font-size:1.9rem;margin:0 0 2rem}
h2{font-size:1.2rem;margin:0}
section{border-block-start:1px solid var(--line);padding-block:1.1rem}
p{margin:0;color:var(--quiet);font-size:.9rem}
ul{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;margin:.3rem 0 0;padding:0}
a{display:inline-block;color:var(--accent);padding-block:.55rem;text-underline-offset:.2em;font-size:1.08rem}
a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
:lang(ur){line-height:2.3}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteEdition:
    """An edition that stands in the site, as the lists name it.

    :ivar country_name: in the language of the lists
    :ivar language_name: the language's own name for itself
    :ivar title: the edition's own title
    """

    country: str
    country_name: str
    publisher: str
    language: str
    language_name: str
    direction: str
    title: str


def write_indexes(
    site_folder: Path,
    editions: Sequence[SiteEdition],
    *,
    title: str,
    language: str = "en",
    direction: str = "ltr",
    release: str = "",
) -> None:
    """Write the list of all editions and the door of each country.

    :param editions: in the order in which they are listed; the first of a country opens by default
    :param title: of the list, in ``language``
    """
    by_country: dict[str, list[SiteEdition]] = {}
    for edition in editions:
        by_country.setdefault(edition.country, []).append(edition)
    sections = "".join(_section(country, group) for country, group in by_country.items())
    foot = f"<p>{escape(release)}</p>" if release else ""
    body = f"<h1>{escape(title)}</h1>\n{sections}{foot}"
    write_file(_page(title, body, language, direction).encode(), site_folder / "index.html")
    for country, group in by_country.items():
        write_file(_door(group).encode(), site_folder / country / "index.html")


def _section(country: str, group: Iterable[SiteEdition]) -> str:
    editions = list(group)
    items = "".join(
        f'<li><a href="{escape(edition.country)}/{escape(edition.language)}/index.html" '
        f"{_attributes(edition)}>{escape(edition.language_name)}</a></li>"
        for edition in editions
    )
    first, name = editions[0], escape(editions[0].country_name)
    return (
        f'<section aria-labelledby="{escape(country)}"><h2 id="{escape(country)}">{name}</h2>'
        f"<p>{escape(first.publisher)}</p><ul>{items}</ul></section>\n"
    )


def _door(editions: Sequence[SiteEdition]) -> str:
    """Return a page that opens the first language and, where that is not wanted, offers all of them."""
    first = editions[0]
    items = "".join(
        f'<li><a href="{escape(edition.language)}/index.html" {_attributes(edition)}>'
        f"{escape(edition.language_name)}</a></li>"
        for edition in editions
    )
    refresh = f'<meta http-equiv="refresh" content="0; url={escape(first.language)}/index.html">\n'
    body = f"<h1>{escape(first.title)}</h1>\n<p>{escape(first.publisher)}</p><ul>{items}</ul>"
    return _page(first.title, body, first.language, first.direction, head=refresh)


def _attributes(edition: SiteEdition) -> str:
    values: Mapping[str, str] = {
        "lang": edition.language,
        "hreflang": edition.language,
        "dir": edition.direction,
    }
    return " ".join(f'{name}="{escape(value)}"' for name, value in values.items())


def _page(title: str, body: str, language: str, direction: str, head: str = "") -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}" dir="{escape(direction)}">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'{head}<title>{escape(title)}</title>\n<link rel="icon" href="data:,">\n<style>{STYLE}</style>\n'
        f"</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )

"""The frame of a report for publishers: one self-contained page, for a screen, a printer, a reader aloud."""

from __future__ import annotations

from html import escape

_STYLE = """\
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:#1c2328;font:100%/1.6 "Segoe UI",system-ui,"Noto Sans",sans-serif}
main{max-inline-size:64rem;margin-inline:auto;padding:2rem 1.2rem 4rem}
h1{font-size:1.6rem;line-height:1.3}h2{font-size:1.25rem;margin-block-start:2.5rem}
"""


def render_report(heading: str, body: str, *, style: str, unseen: str = "") -> str:
    """Return an HTML page.

    :param heading: text of the title and of ``h1``
    :param body: HTML that follows the heading
    :param style: CSS for the body, after that of the frame
    :param unseen: HTML before ``main``, such as definitions of patterns
    """
    return (
        '<!DOCTYPE html>\n<html lang="en" dir="ltr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{escape(heading)}</title>\n<link rel="icon" href="data:,">\n<style>{_STYLE}{style}</style>\n'
        f"</head>\n<body>\n{unseen}<main>\n<h1>{escape(heading)}</h1>\n{body}</main>\n</body>\n</html>\n"
    )

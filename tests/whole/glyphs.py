"""Which letters of a page Chromium had no glyph for: the fonts that it used, held against what they cover."""

from __future__ import annotations

import subprocess
import unicodedata
from functools import cache

from fontTools.ttLib import TTFont

UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}
"""Categories of signs that show nothing."""


@cache
def letters_of(name: str, family: str) -> frozenset[int]:
    """Return the characters that an installed font has glyphs for.

    :param name: its PostScript name, as the browser tells it
    """
    for pattern in (f":postscriptname={name}", f":family={family}"):
        command = ["fc-list", pattern, "--format=%{file}|%{index}\n"]
        files = sorted(
            set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n"))
        )
        for line in filter(None, files):
            path, _, index = line.rpartition("|")
            with TTFont(path, fontNumber=int(index) & 0xFFFF, lazy=True) as font:
                return frozenset(font.getBestCmap())
    return frozenset()


def missing_glyphs(page, selector):
    """Return the texts of a page's elements with letters that no font in use has, and those letters."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    found = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": selector})["nodeIds"]
    texts = page.locator(selector).evaluate_all("all => all.map(element => element.textContent)")
    missing = {}
    for node, text in zip(found, texts, strict=True):
        fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        covered = frozenset().union(
            *(letters_of(font["postScriptName"], font["familyName"]) for font in fonts)
        )
        letters = {letter for letter in text if unicodedata.category(letter) not in UNSEEN}
        lost = sorted(letter for letter in letters if ord(letter) not in covered)
        if lost:
            missing[text.strip()] = lost
    session.detach()
    return missing

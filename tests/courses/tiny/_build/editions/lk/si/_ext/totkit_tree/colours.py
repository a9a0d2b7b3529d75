"""The edition's one accent colour, made readable on light and on dark ground."""

from __future__ import annotations

import re

DEFAULT = "#0b5566"
LIGHT_GROUND, DARK_GROUND = (255, 255, 255), (24, 31, 39)
READABLE = 6.0
"""Contrast of text in the accent colour; WCAG 2.2 asks for 4.5."""

Colour = tuple[int, int, int]


def parse_colour(text: str | None) -> Colour:
    """Return the colour that ``#rrggbb`` names, else the default."""
    digits = text if text and re.fullmatch(r"#[0-9a-fA-F]{6}", text) else DEFAULT
    red, green, blue = (int(digits[start : start + 2], 16) for start in (1, 3, 5))
    return red, green, blue


def luminance(colour: Colour) -> float:
    """Return the relative luminance in [0, 1].

    :source: WCAG 2.2, "relative luminance"
    """
    shares = [value / 255 for value in colour]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def make_readable(colour: Colour, ground: Colour) -> Colour:
    """Mix a colour with white (on dark ground) or black (on light) until text in it can be read."""
    end = 255 if luminance(ground) < 0.2 else 0
    for step in range(21):
        red, green, blue = (round(value + (end - value) * step / 20) for value in colour)
        if contrast((red, green, blue), ground) >= READABLE:
            return red, green, blue
    return end, end, end


def write_accent(text: str | None) -> str:
    """Return the style rules that set the accent for both grounds."""
    colour = parse_colour(text)
    light, dark = make_readable(colour, LIGHT_GROUND), make_readable(colour, DARK_GROUND)
    return (
        f":root{{--tk-accent:#{bytes(light).hex()}}}"
        f'html[data-theme="dark"]{{--tk-accent:#{bytes(dark).hex()}}}'
    )

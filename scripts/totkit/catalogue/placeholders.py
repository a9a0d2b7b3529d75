"""What a translation must keep of its source: placeholders, links, roles, footnotes, code."""

from __future__ import annotations

import re
import string
from collections import Counter

_PARTS = (
    ("placeholder", re.compile(r"\{\{\s*(.+?)\s*\}\}")),
    ("role", re.compile(r"(\{[\w:.+-]+\}`[^`]*?(?:<([^`>]+)>)?`)")),
    ("code span", re.compile(r"(?<![`}])(`+)(?!`)(.+?)(?<!`)\1(?!`)")),
    ("footnote", re.compile(r"\[\^([^\]]+)\]")),
    ("link", re.compile(r"(?<!\\)\]\(\s*<?([^)>\s]+)")),
    ("formula", re.compile(r"(?<![\\$])\$([^$\s](?:[^$]*[^$\s\\])?)\$(?!\d)")),
    ("tag", re.compile(r"(</?[a-zA-Z][^<>]*>)")),
    ("attribute", re.compile(r"\](\{[.#][^}]*\})")),
)
_FORM = re.compile(r"([\w.-]+)\s*:\s*[a-z][a-z0-9-]*")
_PAIRED = ("footnote", "attribute")
_FIELD = re.compile(r"(?<!\{)\{(\w+(?:[.\[:!][^{}]*)?|(?:[:!][^{}]*)?)\}(?![}`])")


def compare_placeholders(source: str, translation: str, *, python: bool = False) -> tuple[str, ...]:
    """Return what the translation lost or added, one phrase each; empty if it keeps all.

    The order may change, as word order does. A role with its own text (``{ref}`text <target>```) may
    translate the text and must keep the target. A country value may stand in another grammatical form,
    ``{{ country.name:of }}`` for ``{{ country.name }}``.

    :param python: whether the text is a Python string whose ``{fields}`` are filled by ``format``
    """
    found: list[str] = []
    whole = source, translation
    for name, pattern in _patterns(python=python):
        before, after = _count(name, pattern, source), _count(name, pattern, translation)
        found += [f"the {name} {item} is lost" for item in (before - after)]
        found += [f"the {name} {item} is not in the source" for item in (after - before)]
        source, translation = pattern.sub(" ", source), pattern.sub(" ", translation)
    if python and not found and _formats(whole[0]) and not _formats(whole[1]):
        found.append("a single brace is not in the source")
    return tuple(found)


def may_stand_for(old_translation: str, source: str) -> bool:
    """Return whether an old translation can still be shown where a changed source stands.

    Its placeholders, links, roles and formulas must be among those of the source now. Footnotes and
    attributes must be the same, since others refer to them or they to others.
    """
    whole = old_translation, source
    for name, pattern in _PARTS:
        old, now = _count(name, pattern, old_translation), _count(name, pattern, source)
        if old - now if name not in _PAIRED else old != now:
            return False
        old_translation, source = pattern.sub(" ", old_translation), pattern.sub(" ", source)
    fields = [Counter(match[1] for match in _FIELD.finditer(text)) for text in whole]
    return not fields[0] - fields[1]


def _formats(text: str) -> bool:
    """Return whether ``str.format`` can read a text."""
    try:
        list(string.Formatter().parse(text))
    except ValueError:
        return False
    return True


def _patterns(*, python: bool) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return (("placeholder", _FIELD),) if python else _PARTS


def _count(name: str, pattern: re.Pattern[str], text: str) -> Counter[str]:
    return Counter(_identity(name, match) for match in pattern.finditer(text))


def _identity(name: str, match: re.Match[str]) -> str:
    if name == "placeholder" and (form := _FORM.fullmatch(match[1])):
        return form[1]
    if name == "role":
        head = match[1].partition("`")[0]
        return f"{head}<{match[2] or match[1].partition('`')[2].rstrip('`')}>"
    if name == "code span":
        return f"`{match[2]}`"
    return match[1]

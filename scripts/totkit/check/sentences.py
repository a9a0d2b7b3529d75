"""Rules for prose in plain English: length of sentences, banned phrases, figures typed as digits.

They hold for a course whose ``course.yml`` says ``writing: plain-english``; see ``docs/authors-style.md``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from totkit.errors import Code, Place, Problem
from totkit.notebook import segment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from totkit.notebook import Unit

LONGEST_SENTENCE = 35
"""Words; GOV.UK asks writers to split sentences above 25, and we leave room for lists."""
LONGEST_MEAN = 20
"""Words per sentence on average over a page."""
BANNED = {
    "leverage": "use",
    "utilize": "use",
    "utilise": "use",
    "synergy": "say what is gained",
    "synergies": "say what is gained",
    "cutting-edge": "new",
    "state-of-the-art": "say what it can do",
    "best-in-class": "say what it can do",
    "game-changer": "say what changes",
    "delve": "look at",
    "unlock": "open, allow",
    "harness": "use",
    "in today's world": "leave it out",
    "it is important to note": "leave it out",
    "needless to say": "leave it out",
    "low-hanging fruit": "what is easy to do first",
    "buy-in": "agreement",
    "going forward": "from now on",
    "in order to": "to",
    "stakeholder engagement": "say who speaks with whom",
}
"""Words that say little or do not translate, and what to write instead."""
_PROSE = ("paragraph", "heading", "cell", "term", "title", "option")
_SENTENCES = re.compile(r"(?<=[.!?])[\"”»)*_\]]*\s+(?=[\"“«(*_\[{]*[A-Z0-9{])")
_ABBREVIATION = re.compile(r"(?:\b(?:No|Art|vs|etc|e\.g|i\.e|cf|Dr|St|p|pp)|\b[A-Z])\.[\"”)]*$")
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}")
_CODE = re.compile(r"(`+).*?\1")
_ROLE = re.compile(r"\{[\w:-]+\}(?=`)")
_QUOTE_SIGN = re.compile(r"(?m)^[ \t]*>")
_NAMED = re.compile(
    r'"[^"\n]*"|“[^”\n]*”|(?i:\b(?:targets?|indicators?|sections?|chapters?|versions?)) [\d., ]*\d'
)
"""Quoted titles and numbers of targets or sections: names, not figures."""
_TARGET = re.compile(r"\]\([^()]*\)|\[\^[^\]]+\]|<[^>]*>")
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_FIGURE = re.compile(r"(?<![\w.,/-])(?:\d+\.\d+|\d{1,3}(?:,\d{3})+(?:\.\d+)?)(?![\w/-]|\.\d)")
_BANNED = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, BANNED))})(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a page: its line in the file and how many words it has."""

    line: int
    words: int
    text: str


def read_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a page's paragraphs and lists; tables, headings and code are not counted.

    A country value or a code span is one word.
    """
    units = [unit for unit in segment(text).units if unit.kind == "paragraph"]
    return tuple(sentence for unit in units for sentence in _split(unit, text))


def check_prose(path: str, text: str) -> Iterator[Problem]:
    """Yield what a page or deck should say more plainly."""
    sentences = read_sentences(text)
    for sentence in sentences:
        if sentence.words > LONGEST_SENTENCE:
            yield Problem(
                where=Place(file=path, line=sentence.line),
                code=Code.LONG_SENTENCE,
                message=f"a sentence of {sentence.words} words",
                hint=f"at most {LONGEST_SENTENCE}: make two of it",
            )
    words = sum(sentence.words for sentence in sentences)
    if sentences and words / len(sentences) > LONGEST_MEAN:
        yield Problem(
            where=Place(file=path),
            code=Code.LONG_SENTENCE,
            message=f"its sentences have {words / len(sentences):.1f} words on average",
            hint=f"at most {LONGEST_MEAN} for readers in a second language",
        )
    for unit in segment(text).units:
        if unit.kind in _PROSE:
            yield from _check_words(path, text, unit)


def _check_words(path: str, text: str, unit: Unit) -> Iterator[Problem]:
    raw = text[unit.start : unit.end]
    shown = _blank(raw)
    for match in _BANNED.finditer(shown):
        phrase = match[1]
        yield Problem(
            where=Place(file=path, line=_line(unit, raw, match.start())),
            code=Code.BANNED_PHRASE,
            message=f"{phrase!r} is not plain English",
            hint=f"instead: {BANNED[phrase.lower()]}",
        )
    for match in _FIGURE.finditer(_NAMED.sub(lambda named: " " * len(named[0]), shown)):
        decimals = len(match[0].partition(".")[2])
        value = match[0].replace(",", "")
        yield Problem(
            where=Place(file=path, line=_line(unit, raw, match.start())),
            code=Code.TYPED_FIGURE,
            message=f"{match[0]} is typed as digits",
            hint=f"write {{{{ num({value}, {decimals}) }}}}: each language has its own signs",
        )


def _split(unit: Unit, text: str) -> Iterator[Sentence]:
    raw = text[unit.start : unit.end]
    shown = _blank(raw)
    start = 0
    for match in [*_SENTENCES.finditer(shown), None]:
        end = match.start() if match else len(shown)
        if match and _ABBREVIATION.search(shown[start:end]):
            continue
        words = len(_WORD.findall(shown[start:end]))
        if words:
            yield Sentence(_line(unit, raw, start), words, " ".join(raw[start:end].split()))
        start = match.end() if match else end


def _blank(raw: str) -> str:
    """Return a text of the same length in which what nobody reads as words is blank or one word."""

    def one_word(match: re.Match[str]) -> str:
        return "x".ljust(len(match[0])).replace("\n", " ")

    def nothing(match: re.Match[str]) -> str:
        return "".join("\n" if sign == "\n" else " " for sign in match[0])

    text = _PLACEHOLDER.sub(one_word, _QUOTE_SIGN.sub(nothing, raw))
    text = _CODE.sub(one_word, _ROLE.sub(nothing, text))
    return _TARGET.sub(nothing, text)


def _line(unit: Unit, raw: str, offset: int) -> int:
    return unit.line + raw[:offset].count("\n")

"""The page about an edition: who publishes it, how far it is translated, what its values rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from totkit.localise import DIGITS, escape_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from totkit.model import Edition

ABOUT = "about"
TRANSLATED = (
    "{translated} of {total} passages are translated; "
    "{drafts} of them are drafts that no person has reviewed."
)
OUTDATED = "Older translations, marked as outdated: {outdated}."
SOURCE = "This is the language in which the course is written."
REFERENCE = (
    "Indices and ranks: UN DESA, United Nations E-Government Survey, editions 2018 to 2024. "
    "Internet use and mobile subscriptions: ITU, through the World Bank. Population: World Bank."
)
LICENCE = "Text: CC BY 4.0. Code: Apache License 2.0."
STRINGS = (
    "This edition",
    "About this edition",
    "Country",
    "Publisher",
    "Release of the course",
    "Translation",
    TRANSLATED,
    OUTDATED,
    SOURCE,
    "Country values and their sources",
    "Value",
    "Source",
    "Year",
    REFERENCE,
    "Licence",
    LICENCE,
)


def about_page(edition: Edition) -> bytes:
    """Return the page, in the edition's language."""
    return "\n".join([*_lines(edition), ""]).encode()


def _lines(edition: Edition) -> Iterator[str]:
    def say(text: str) -> str:
        return edition.interface.get(text, text)

    yield f"# {say('About this edition')}"
    yield ""
    yield f"{say('Country')}\n: {escape_markdown(edition.country_name)}\n"
    yield f"{say('Publisher')}\n: {escape_markdown(edition.publisher)}\n"
    yield f"{say('Release of the course')}\n: {edition.release}\n"
    yield f"{say('Translation')}\n: {_translation(edition, say)}\n"
    yield f"{say('Licence')}\n: {say(LICENCE)}\n"
    yield f"## {say('Country values and their sources')}"
    yield ""
    yield say(REFERENCE)
    if edition.sources:
        yield ""
        yield f"| {say('Value')} | {say('Source')} | {say('Year')} |"
        yield "| --- | --- | --- |"
        for _key, text, source, year in edition.sources:
            yield f"| {text} | {escape_markdown(source)} | {year} |"


def _translation(edition: Edition, say: Callable[[str], str]) -> str:
    progress = edition.progress
    if not progress.total:
        return say(SOURCE)
    said = f"{say(TRANSLATED)} {say(OUTDATED)}" if progress.outdated else say(TRANSLATED)
    digits = str.maketrans(DIGITS, edition.interface.get(DIGITS, DIGITS))
    counts = {
        "translated": progress.translated,
        "total": progress.total,
        "drafts": progress.drafts,
        "outdated": progress.outdated,
    }
    return said.format(**{name: str(count).translate(digits) for name, count in counts.items()})

"""Lift the mark of drafts that a person has reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from totkit.catalogue import lift_drafts
from totkit.errors import UsageError, did_you_mean, raise_if_any
from totkit.read import localisation_ids, read_language, read_localisation, read_text
from totkit.run import write_file
from totkit.workflow.catalogue import COUNTRIES, LANGUAGES, choose_languages, languages_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from totkit.model import Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What became of the drafts of a file.

    :ivar lifted: drafts that count as reviewed now
    :ivar fuzzy: drafts that were left because they are fuzzy
    :ivar left: other drafts that still wait
    """

    file: str
    lifted: int
    fuzzy: int
    left: int


def review_drafts(
    root: Path,
    language: str,
    slugs: Sequence[str] = (),
    *,
    messages: Sequence[str] = (),
    dry_run: bool = False,
) -> tuple[Review, ...]:
    """Lift the draft mark of whole catalogues, or of single messages of them.

    Fuzzy messages keep theirs: their source changed after they were translated.

    :param slugs: catalogues, ``countries/<id>`` for a country's own; none: all, if messages are given
    :param messages: ids, or beginnings that fit one id only
    :param dry_run: count only, write nothing
    :raises UsageError: for names that fit nothing, or more than one message
    :raises ContentError: if a PO file cannot be read
    """
    choose_languages((language,), languages_of(root))
    chosen = _choose(read_catalogues(root, language), slugs, messages)
    wanted = [_find(text, chosen) for text in messages]
    found = []
    for slug, catalogue in chosen.items():
        if wanted and not catalogue.messages.keys() & set(wanted):
            continue
        review, new = _review(root, catalogue_path(slug, language), catalogue, wanted)
        found.append(review)
        if review.lifted and not dry_run:
            write_file(new, root / review.file)
    return tuple(found)


def read_catalogues(root: Path, language: str) -> Mapping[str, Catalogue]:
    """Return the catalogues of a language, and after them the countries' own messages in it."""
    catalogues, problems = read_language(root, language)
    found = dict(catalogues)
    for name in localisation_ids(root):
        localisation, others = read_localisation(root, name)
        slug = f"{COUNTRIES}/{name}"
        problems += [problem for problem in others if problem.where.file == catalogue_path(slug, language)]
        if language in localisation.own.messages and (root / catalogue_path(slug, language)).is_file():
            found[slug] = localisation.own.messages[language]
    raise_if_any(problems)
    return found


def catalogue_path(slug: str, language: str) -> str:
    """Return the PO file of a catalogue, relative to the course."""
    if slug.startswith(f"{COUNTRIES}/"):
        return f"localisations/{slug}/messages/{language}.po"
    return f"{LANGUAGES}/{language}/{slug}.po"


def _choose(
    catalogues: Mapping[str, Catalogue], slugs: Sequence[str], messages: Sequence[str]
) -> Mapping[str, Catalogue]:
    if not slugs and not messages:
        allowed = ", ".join(catalogues)
        raise UsageError(
            f"say what was reviewed: catalogues, or messages with --message; catalogues: {allowed}"
        )
    return choose_catalogues(catalogues, slugs) if slugs else catalogues


def choose_catalogues(catalogues: Mapping[str, Catalogue], slugs: Sequence[str]) -> Mapping[str, Catalogue]:
    """Return the wanted catalogues, each once.

    :raises UsageError: for one that is not there
    """
    for slug in slugs:
        if slug not in catalogues:
            raise UsageError(f"no catalogue {slug!r}; {did_you_mean(slug, catalogues)}")
    return {slug: catalogues[slug] for slug in dict.fromkeys(slugs)}


def _find(text: str, catalogues: Mapping[str, Catalogue]) -> str:
    """Return the id that is a text or alone begins with it."""
    ids = dict.fromkeys(key for catalogue in catalogues.values() for key in catalogue.messages)
    if text in ids:
        return text
    fitting = [key for key in ids if text and key.startswith(text)]
    if not fitting:
        raise UsageError(f"no message begins with {text!r}")
    if len(fitting) > 1:
        some = ", ".join(repr(key[:60]) for key in fitting[:3])
        raise UsageError(f"{len(fitting)} messages begin with {text!r}, write more of it: {some}")
    return fitting[0]


def _review(root: Path, file: str, catalogue: Catalogue, wanted: Sequence[str]) -> tuple[Review, bytes]:
    drafts = [message for message in catalogue.messages.values() if message.draft and message.text]
    asked = [message for message in drafts if not wanted or message.id in wanted]
    ready = [message for message in asked if not message.fuzzy]
    fuzzy = len(asked) - len(ready)
    text = lift_drafts(read_text(root / file), [message.place[1] for message in ready])
    left = len(drafts) - len(ready) - fuzzy
    return Review(file=file, lifted=len(ready), fuzzy=fuzzy, left=left), text.encode()

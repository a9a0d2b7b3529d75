"""Templates and catalogues on disk: what translators work with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from totkit.catalogue import dump_po, parse_po, update_catalogue
from totkit.errors import UsageError, did_you_mean, raise_if_any
from totkit.localise import INTERFACE, extract_local_messages, extract_templates
from totkit.model import Catalogue, Progress
from totkit.read import localisation_ids, read_course, read_language, read_localisation
from totkit.run import write_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from totkit.model import Localisation, Message

TEMPLATES = "localisations/templates"
LANGUAGES = "localisations/languages"
COUNTRIES = "countries"
"""What the name of a country's own catalogue begins with: ``countries/lk``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueStatus:
    """How far a folder, or a country's own messages, are translated into a language.

    :ivar slug: of the folder, or ``countries/<id>``
    """

    language: str
    slug: str
    progress: Progress


def extract_catalogues(root: Path) -> tuple[str, ...]:
    """Write the templates of a course and return those that changed, relative to the course.

    :raises ContentError: if the course cannot be read
    """
    changed = []
    for slug, template in _templates(root).items():
        path = root / TEMPLATES / f"{slug}.pot"
        content = dump_po(template).encode()
        if not path.exists() or path.read_bytes() != content:
            write_file(content, path)
            changed.append(path.relative_to(root).as_posix())
    return tuple(changed)


def _templates(root: Path) -> Mapping[str, Catalogue]:
    course, problems = read_course(root)
    raise_if_any(problems)
    templates = dict(extract_templates(course))
    interface = root / TEMPLATES / f"{INTERFACE}.pot"
    if interface.exists():
        templates[INTERFACE] = parse_po(interface.read_text(encoding="utf-8"), "")
    return templates


def languages_of(root: Path) -> tuple[str, ...]:
    """Return the languages that have catalogues, sorted."""
    folder = root / LANGUAGES
    return tuple(sorted(path.name for path in folder.iterdir() if path.is_dir())) if folder.is_dir() else ()


def update_catalogues(root: Path, languages: Sequence[str] = ()) -> tuple[str, ...]:
    """Bring catalogues up to date with the course and return those that changed.

    Nothing that a translator wrote is lost: changed messages become fuzzy, gone ones obsolete.

    :param languages: none: all that have catalogues
    :raises UsageError: for a language that no localisation has
    """
    known = {tag for name in localisation_ids(root) for tag in read_localisation(root, name)[0].languages}
    for tag in languages:
        if tag not in known.union(languages_of(root)):
            raise UsageError(f"no localisation has the language {tag!r}; {did_you_mean(tag, known)}")
    # In the course's own language only what a country wrote in another one is translated.
    source = read_course(root)[0].source_language if languages else ""
    templates = _templates(root)
    changed = []
    for tag in languages or languages_of(root):
        if tag == source:
            continue
        catalogues, problems = read_language(root, tag)
        raise_if_any(problems)
        for slug, template in templates.items():
            old = catalogues.get(slug, Catalogue(locale=tag))
            changed += _write(root, f"{LANGUAGES}/{tag}/{slug}.po", update_catalogue(old, template))
    changed += _update_local(root)
    return tuple(changed)


def new_catalogues(root: Path, tag: str) -> Mapping[str, str]:
    """Return the PO files of a new language, with nothing translated, by name."""
    empty = Catalogue(locale=tag)
    return {
        f"{slug}.po": dump_po(update_catalogue(empty, template))
        for slug, template in _templates(root).items()
    }


def _update_local(root: Path) -> list[str]:
    """Bring the localisations' own messages up to date; overrides of shared messages stay.

    What they share with the course takes its translation from there, and keeps it when the course changes.
    """
    changed = []
    for name in localisation_ids(root):
        localisation, problems = read_localisation(root, name)
        raise_if_any(problems)
        own = localisation.own
        template = extract_local_messages(own)
        for tag, old in own.messages.items():
            if tag == own.authored or not template.messages:
                continue
            merged = update_catalogue(old, template)
            kept = {key: m for key, m in old.messages.items() if m.text and key not in merged.messages}
            shared = read_language(root, tag)[0].values() if own.pages else ()
            filled = {key: _fill(message, shared) for key, message in merged.messages.items()}
            messages = {**filled, **kept}
            obsolete = {key: message for key, message in old.obsolete.items() if key not in messages}
            new = Catalogue(locale=tag, messages=messages, obsolete=obsolete)
            changed += _write(root, f"{own.folder}/messages/{tag}.po", new)
    return changed


def _fill(message: Message, shared: Iterable[Catalogue]) -> Message:
    """Return a message with a translation that the language has, if it has none of its own."""
    found = [known for catalogue in shared if (known := catalogue.find(message.id))]
    if message.text or not found:
        return message
    return replace(message, text=found[0].text, comments=found[0].comments)


def _write(root: Path, path: str, catalogue: Catalogue) -> list[str]:
    content = dump_po(catalogue).encode()
    if (root / path).exists() and (root / path).read_bytes() == content:
        return []
    write_file(content, root / path)
    return [path]


def choose_languages(wanted: Sequence[str], known: Sequence[str]) -> Sequence[str]:
    """Return the wanted languages, each once; all known ones if none is wanted.

    :raises UsageError: for a language that is not known
    """
    for tag in wanted:
        if tag not in known:
            raise UsageError(f"no catalogues in {tag!r}; {did_you_mean(tag, known)}")
    return tuple(dict.fromkeys(wanted)) or known


def catalogue_status(root: Path, languages: Sequence[str] = ()) -> tuple[CatalogueStatus, ...]:
    """Return how far each folder is translated, then each country's own messages.

    Only what readers get counts.

    :raises UsageError: for a language without catalogues
    """
    chosen = choose_languages(languages, languages_of(root))
    templates = _templates(root)
    found = []
    countries = [read_localisation(root, name)[0] for name in localisation_ids(root)]
    for tag in chosen:
        catalogues, problems = read_language(root, tag)
        raise_if_any(problems)
        for slug, template in sorted(templates.items()):
            catalogue = catalogues.get(slug, Catalogue(locale=tag))
            found.append(
                CatalogueStatus(language=tag, slug=slug, progress=_count(template.messages, catalogue))
            )
        found += _own_status(tag, countries, {key for slug in templates for key in templates[slug].messages})
    return tuple(found)


def _own_status(
    tag: str, countries: Sequence[Localisation], shared: Collection[str]
) -> Iterator[CatalogueStatus]:
    """Yield how far the countries' own messages are translated, and how many override shared ones."""
    for country in countries:
        own = country.messages.get(tag)
        if own is None or not own.messages:
            continue
        progress = _count(own.messages, own)
        overridden = sum(own.find(key) is not None for key in own.messages if key in shared)
        progress = replace(progress, overridden=overridden)
        yield CatalogueStatus(language=tag, slug=f"{COUNTRIES}/{country.id}", progress=progress)


def _count(ids: Iterable[str], catalogue: Catalogue) -> Progress:
    wanted = tuple(ids)
    usable = [message for key in wanted if (message := catalogue.find(key))]
    return Progress(
        total=len(wanted), translated=len(usable), drafts=sum(message.draft for message in usable)
    )

"""Catalogues out to an agency and back, as one XLIFF file for each language."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from totkit.catalogue import CatalogueSyntaxError, dump_po
from totkit.catalogue.xliff import DONE, XliffFile, dump_xliff, parse_xliff, state_of, unit_id
from totkit.check import check_local_messages, check_translations
from totkit.errors import Code, ContentError, Place, Problem, UsageError, raise_if_any
from totkit.model import DRAFT, Catalogue
from totkit.read import read_course, read_localisation
from totkit.run import write_file
from totkit.workflow.catalogue import COUNTRIES, choose_languages, languages_of
from totkit.workflow.review import catalogue_path, choose_catalogues, read_catalogues

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from totkit.catalogue.xliff import ReturnedUnit
    from totkit.model import Course, Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of the units of a PO file.

    :ivar changed: messages that got another translation or state
    :ivar drafts: those of them that wait for a person's review
    :ivar same: units that came back as they went out
    :ivar gone: units whose source is not in the PO file any more
    """

    file: str
    changed: int
    drafts: int
    same: int
    gone: int


def export_xliff(root: Path, language: str, file: Path, slugs: Sequence[str] = ()) -> tuple[int, int]:
    """Write catalogues of a language as one XLIFF file; return how many catalogues and messages.

    :param slugs: catalogues, ``countries/<id>`` for a country's own messages; none: all
    :raises UsageError: for a language or catalogue that does not exist, or without the extra ``xliff``
    :raises ContentError: if a PO file cannot be read
    """
    choose_languages((language,), languages_of(root))
    catalogues = read_catalogues(root, language)
    chosen = choose_catalogues(catalogues, slugs or tuple(catalogues))
    course, problems = read_course(root)
    raise_if_any(problems)
    files = [
        XliffFile(
            original=catalogue_path(slug, language),
            source=_source_language(root, course, slug),
            target=language,
            messages=tuple(catalogue.messages.values()),
        )
        for slug, catalogue in chosen.items()
    ]
    with _needs_extra():
        content = dump_xliff(files)
    write_file(content, file)
    return len(files), sum(len(item.messages) for item in files)


def _source_language(root: Path, course: Course, slug: str) -> str:
    if not slug.startswith(f"{COUNTRIES}/"):
        return course.source_language
    localisation, _problems = read_localisation(root, slug.partition("/")[2])
    return localisation.authored or course.source_language


@contextmanager
def _needs_extra() -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        raise UsageError(
            "XLIFF needs translate-toolkit, which is not installed: pip install 'totkit[xliff]'"
        ) from error


def import_xliff(
    root: Path, file: Path, *, draft: bool = False, dry_run: bool = False
) -> tuple[Imported, ...]:
    """Take over what changed in an XLIFF file: all of it, or nothing if anything is wrong.

    An empty target deletes nothing. A target in a state that nobody stands for becomes a draft.

    :param draft: mark all that changed as drafts, whatever their state
    :param dry_run: check and count only
    :raises UsageError: if its language is not one of the course, or without the extra ``xliff``
    :raises ContentError: with every translation that lost something or would change the blocks of a page
    """
    units = _read_units(file)
    course, problems = read_course(root)
    raise_if_any(problems)
    found: list[Imported] = []
    written: dict[str, bytes] = {}
    for language in dict.fromkeys(unit.language for unit in units):
        choose_languages((language,), languages_of(root))
        for slug, catalogue in read_catalogues(root, language).items():
            path = catalogue_path(slug, language)
            own = [unit for unit in units if (unit.original, unit.language) == (path, language)]
            if not own:
                continue
            changed, counts = _take(path, catalogue, own, draft=draft)
            problems += _check(root, course, slug, changed)
            found.append(counts)
            if changed.messages:
                new = replace(catalogue, messages={**catalogue.messages, **changed.messages})
                written[path] = dump_po(new).encode()
    known = {item.file for item in found}
    problems += [_unknown_file(file, name) for name in {unit.original for unit in units} - known]
    raise_if_any(problems)
    for path, content in {} if dry_run else written.items():
        write_file(content, root / path)
    return tuple(found)


def _read_units(file: Path) -> tuple[ReturnedUnit, ...]:
    try:
        with _needs_extra():
            return parse_xliff(file.read_bytes())
    except CatalogueSyntaxError as error:
        where = Place(file=file.name, line=error.lineno)
        hint = "ask for the file as XLIFF 1.2, as it was sent"
        problem = Problem(where=where, code=Code.BAD_CATALOGUE, message=str(error), hint=hint)
        raise ContentError([problem]) from error


def _unknown_file(file: Path, original: str) -> Problem:
    return Problem(
        where=Place(file=file.name),
        code=Code.BAD_CATALOGUE,
        message=f"names the file {original!r}, which this course does not have",
        hint="the original of each file is a PO file of the language, as in what was sent",
    )


def _take(
    path: str, catalogue: Catalogue, units: Sequence[ReturnedUnit], *, draft: bool
) -> tuple[Catalogue, Imported]:
    """Return the messages that changed, and the counts."""
    messages = {unit_id(message): message for message in catalogue.messages.values()}
    changed: dict[str, Message] = {}
    for unit in units:
        if unit.id in messages and (new := _changed(messages[unit.id], unit, draft=draft)):
            changed[new.id] = new
    gone = sum(unit.id not in messages for unit in units)
    counts = Imported(
        file=path,
        changed=len(changed),
        drafts=sum(message.draft for message in changed.values()),
        same=len(units) - gone - len(changed),
        gone=gone,
    )
    return Catalogue(locale=catalogue.locale, messages=changed), counts


def _changed(message: Message, unit: ReturnedUnit, *, draft: bool) -> Message | None:
    """Return the message as it came back; None if it came back as it went out."""
    state = unit.state or state_of(message)
    if not unit.text.strip() or (unit.text, state) == (message.text, state_of(message)):
        return None
    done = (unit.state in DONE or not unit.state) and not draft
    others = tuple(comment for comment in message.comments if comment != DRAFT)
    comments = others if done else (*others, DRAFT)
    new = replace(message, text=unit.text, fuzzy=False, previous=(), comments=comments)
    return None if (new.text, new.fuzzy, new.draft) == (message.text, message.fuzzy, message.draft) else new


def _check(root: Path, course: Course, slug: str, changed: Catalogue) -> list[Problem]:
    if not slug.startswith(f"{COUNTRIES}/"):
        catalogues: Mapping[str, Catalogue] = {slug: changed}
        return check_translations(course, catalogues)
    localisation, _problems = read_localisation(root, slug.partition("/")[2])
    own = replace(localisation, messages={changed.locale: changed})
    return check_local_messages(course, own, changed.locale)

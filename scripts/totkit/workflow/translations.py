"""Check what translators work with, and only that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from totkit.catalogue import CatalogueSyntaxError, dump_po, parse_po
from totkit.check import check_glossary, check_local_messages, check_translations
from totkit.errors import Code, Place, Problem, raise_if_any
from totkit.localise import INTERFACE, check_edition, extract_templates
from totkit.read import (
    localisation_ids,
    locate_problems,
    read_course,
    read_glossary,
    read_language,
    read_localisation,
)
from totkit.workflow.catalogue import TEMPLATES, choose_languages, languages_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from totkit.model import Catalogue, Course


def check_catalogues(root: Path, languages: Sequence[str] = ()) -> list[Problem]:
    """Return what is wrong with templates and translations, sorted by place.

    The terms of a glossary are of the course's source language: a localisation's own messages are held to
    them if it is authored in that language.

    :param languages: none: all that have catalogues or a localisation
    :raises UsageError: for a language that has neither
    :raises ContentError: if the course itself cannot be read
    """
    course, problems = read_course(root)
    raise_if_any(problems)
    found = check_templates(root, course)
    read = [read_localisation(root, name) for name in localisation_ids(root)]
    known = {*languages_of(root), *(tag for localisation, _ in read for tag in localisation.languages)}
    for tag in choose_languages(languages, sorted(known)):
        catalogues, unread = read_language(root, tag)
        terms, misread = read_glossary(root, tag)
        own_messages = [
            item.own.messages[tag]
            for item, _ in read
            if tag in item.own.messages and item.authored in {"", course.source_language}
        ]
        found += [*unread, *misread, *check_translations(course, catalogues)]
        found += check_glossary(terms, [*catalogues.values(), *own_messages])
        for localisation, others in read:
            own = f"{localisation.folder}/messages/{tag}.po"
            found += [problem for problem in others if problem.where.file == own]
            found += check_local_messages(course, localisation, tag)
            if localisation.iso and tag in localisation.languages:
                values = check_edition(course, localisation, tag, catalogues)
                found += [problem for problem in values if problem.where.file.endswith(".po")]
    return sorted(set(locate_problems(root, found)))


def check_templates(root: Path, course: Course) -> list[Problem]:
    """Return the templates that ``extract`` would write anew, and one of totkit's words that is not PO."""
    stale = [
        Problem(
            where=Place(file=f"{TEMPLATES}/{slug}.pot"),
            code=Code.STALE_TEMPLATE,
            message=message,
            hint="run 'totkit catalogue extract', then 'totkit catalogue update'",
        )
        for slug, template in extract_templates(course).items()
        if (message := _staleness(root / TEMPLATES / f"{slug}.pot", template))
    ]
    return [*stale, *_check_interface(root)]


def _staleness(path: Path, template: Catalogue) -> str:
    """Return how a template differs from what the course gives; empty if it does not."""
    if not path.is_file():
        return "the template is missing"
    content = path.read_bytes()
    if content == dump_po(template).encode():
        return ""
    try:
        old = parse_po(content.decode("utf-8"), "").messages
    except ValueError:
        return "the template is not PO"
    new, gone = len(template.messages.keys() - old.keys()), len(old.keys() - template.messages.keys())
    if new or gone:
        return f"the template is older than the course: {new} new, {gone} gone"
    return "the template is older than the course: the places or notes of its messages changed"


def _check_interface(root: Path) -> list[Problem]:
    path = root / TEMPLATES / f"{INTERFACE}.pot"
    try:
        if path.is_file():
            parse_po(path.read_text(encoding="utf-8"), "")
    except CatalogueSyntaxError as error:
        where = Place(file=path.relative_to(root).as_posix(), line=error.lineno)
        hint = "open it in a PO editor"
        return [Problem(where=where, code=Code.BAD_CATALOGUE, message=str(error), hint=hint)]
    return []

"""Country values, and grammatical forms of them, that texts ask for and a country does not give."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from totkit.errors import Code, Place, Problem
from totkit.localise.extract import exercise_items, page_items
from totkit.localise.facts import find_placeholders
from totkit.localise.page import missing_parameters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from totkit.localise.extract import Item
    from totkit.localise.facts import FactBook, Missing
    from totkit.localise.translate import Translator
    from totkit.model import Catalogue, Course

Forms = dict[str, dict[str, tuple[str, ...]]]
"""Names of forms, by key of the value and by language."""


def missing_facts(path: str, text: str, facts: FactBook) -> list[Problem]:
    """Return the country values that a text uses and that are not given."""
    country = facts.localisation.id
    add = f"add it to {facts.localisation.folder}/facts.yml with type, value, source and year"
    problems = []
    for missing in (*facts.missing(text), *missing_parameters(text, facts.literals)):
        if missing.form and missing.key in facts.keys:
            problems.append(
                form_problem(Place(file=path, line=missing.line, key=missing.key), missing, facts)
            )
            continue
        near = get_close_matches(missing.key, sorted({*facts.keys, *facts.literals}), n=1, cutoff=0.8)
        hint = f"did you mean {near[0]!r}? if not, {add}" if near else add
        where = Place(file=path, line=missing.line, key=missing.key)
        message = f"the value {missing.key!r} is not given for {country}"
        problems.append(Problem(where=where, code=Code.MISSING_FACT, message=message, hint=hint))
    return problems


def missing_forms(items: Iterable[Item], translator: Translator, facts: FactBook) -> list[Problem]:
    """Return the forms that translations ask for and the country does not give in the reader's language.

    :param items: the messages of a page, an exercise or a block
    """
    problems = []
    for key, file, line, _notes in items:
        text = translator.shown(key)
        if text is None:
            continue
        place = translator.catalogue.messages[key].place
        problems += [
            form_problem(Place(file=place[0], line=place[1]), found, facts, f", in {file}:{line}")
            for found in find_placeholders(text)
            if found.form and found.form not in facts.forms(found.key)
        ]
    return problems


def form_problem(where: Place, missing: Missing, facts: FactBook, page: str = "") -> Problem:
    """Return the problem of a form that is not given."""
    there = ", ".join(sorted(facts.forms(missing.key))) or "none"
    country = facts.localisation
    what = f"the value {missing.key!r} has no form {missing.form!r} in {facts.language}"
    return Problem(
        where=where,
        code=Code.MISSING_FACT,
        message=f"{what} for {country.id}{page}",
        hint=f"forms there are: {there}; write one of them, or add it to {country.folder}/facts.yml",
    )


def needed_forms(course: Course, catalogues: Mapping[str, Iterable[Catalogue]]) -> Forms:
    """Return the forms that texts of a course and its translations ask for, in order of first use.

    :param catalogues: of the languages that matter, by language
    """
    texts = {tag: [m.text for c in found for m in c.messages.values()] for tag, found in catalogues.items()}
    own = [item[0] for page in course.all_pages for item in page_items(page)]
    own += [item[0] for module in course.modules if module.deck for item in page_items(module.deck)]
    own += [item[0] for exercise in course.exercises for item in exercise_items(exercise)]
    texts[course.source_language] = [*texts.get(course.source_language, ()), *own]
    needed: Forms = {}
    for tag, some in texts.items():
        for found in (found for text in some for found in find_placeholders(text) if found.form):
            known = needed.setdefault(found.key, {})
            known[tag] = tuple(dict.fromkeys((*known.get(tag, ()), found.form)))
    return needed

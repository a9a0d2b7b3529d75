"""A course for one country, one language and one audience."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from totkit.errors import ContentError
from totkit.localise.compose import compose_course
from totkit.localise.desk import Desk, language_link
from totkit.localise.extract import COURSE
from totkit.localise.facts import FactBook
from totkit.localise.links import target_map
from totkit.localise.page import localise_page
from totkit.localise.secrets import split_texts, telling_forms
from totkit.localise.select import select_modules
from totkit.model import (
    Catalogue,
    Edition,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from totkit.errors import Problem
    from totkit.model import (
        Audience,
        Course,
        Localisation,
    )


def localise_edition(
    course: Course,
    localisation: Localisation,
    language: str,
    catalogues: Mapping[str, Catalogue],
    audience: Audience = "learner",
) -> Edition:
    """Return the edition of a course for a country, a language and an audience.

    :param catalogues: of the language, by slug; a language without any gets the source text, marked
    :raises ContentError: TOT-E301 for every country value that is used and not given
    """
    desk = _make_desk(compose_course(course, localisation), localisation, language, catalogues, audience)
    desk.check_facts()
    modules = desk.modules()
    private, public = split_texts(course, localisation, catalogues)
    private = tuple(sorted({form for text in private for form in telling_forms(text, desk.facts.fill)}))
    public = tuple(sorted({*public, *map(desk.facts.fill, public)}))
    head = desk.context(COURSE).translator
    return Edition(
        course=course.id,
        release=course.release,
        country=localisation.id,
        country_name=place_name(desk.facts),
        publisher=desk.facts.choose(localisation.publisher)[1],
        language=language,
        direction=desk.facts.direction,
        source_language=language_link(course.source_language),
        audience=audience,
        title=head.text(course.title),
        toc=desk.toc(head),
        languages=tuple(map(language_link, localisation.languages)),
        pages=desk.pages(),
        exercises=tuple(desk.exercise(exercise) for exercise in desk.exercises()),
        modules=tuple(desk.module(module, head) for module in modules),
        files=desk.files(),
        sources=desk.sources(),
        interface=desk.interface,
        private=private if audience == "learner" else (),
        public=public,
    )


def preview_page(text: str, docname: str, course: Course, localisation: Localisation) -> str:
    """Return a page for its author: in the source language, facilitator text shown, values filled."""
    whole = replace(localisation, modules=None, leave_out=(), messages={})
    desk = _make_desk(course, whole, course.source_language, {}, "trainer")
    return localise_page(text, docname, desk.context(COURSE))[0]


def check_edition(
    course: Course, localisation: Localisation, language: str, catalogues: Mapping[str, Catalogue]
) -> list[Problem]:
    """Return the country values that the texts of an edition, slides too, use and that are not given."""
    desk = _make_desk(compose_course(course, localisation), localisation, language, catalogues, "trainer")
    try:
        desk.check_facts()
    except ContentError as error:
        return list(error.problems)
    return []


def _make_desk(
    course: Course,
    localisation: Localisation,
    language: str,
    catalogues: Mapping[str, Catalogue],
    audience: Audience,
) -> Desk:
    return Desk(
        course=course,
        localisation=localisation,
        language=language,
        catalogues=catalogues,
        audience=audience,
        selection=select_modules(course, localisation),
        facts=fact_book(course, localisation, language),
        targets=target_map(course),
    )


def fact_book(course: Course, localisation: Localisation, language: str) -> FactBook:
    """Return the country's values for a language."""
    import pycountry

    return FactBook(
        localisation=localisation,
        reference=course.reference.get(localisation.iso, {}),
        alpha_2=str(pycountry.countries.get(alpha_3=localisation.iso).alpha_2),
        language=language,
        source_language=course.source_language,
    )


def place_name(facts: FactBook) -> str:
    """Return what an edition is called after: the region, where the localisation names one."""
    return facts.choose(facts.localisation.name)[1] or facts.computed["country.name"]

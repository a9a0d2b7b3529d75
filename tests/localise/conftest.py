from __future__ import annotations

from dataclasses import replace

import pycountry
import pytest
from totkit.localise import FactBook, Translator
from totkit.localise.page import PageContext
from totkit.model import Catalogue, Localisation, Message


@pytest.fixture(scope="session")
def make_catalogue():
    """Return a function that makes a catalogue of plain translations and whole messages."""

    def make(locale, *messages, **texts):
        found = {message.id: message for message in messages}
        found |= {key: Message(id=key, text=text) for key, text in texts.items()}
        return Catalogue(locale=locale, messages=found)

    return make


@pytest.fixture(scope="session")
def make_book():
    """Return a function that makes the values of a country for a language."""

    def make(language="en", country="LK", reference=None, **facts):
        iso = pycountry.countries.get(alpha_2=country).alpha_3
        localisation = Localisation(
            id=country.lower(),
            iso=iso,
            languages=(language,),
            publisher="Nobody",
            authored="en",
            modules=None,
            leave_out=(),
            facts={
                key.replace("__", "."): replace(fact, key=key.replace("__", "."))
                for key, fact in facts.items()
            },
            blocks={},
        )
        return FactBook(
            localisation=localisation,
            reference=reference or {},
            alpha_2=country,
            language=language,
            source_language="en",
        )

    return make


@pytest.fixture(scope="session")
def make_context(make_book, make_catalogue):
    """Return a function that makes what the pages of an edition share."""

    def make(language="si", *, catalogue=None, local=None, book=None, authored="en", **changes):
        empty = make_catalogue(language)
        context = PageContext(
            translator=Translator(catalogue=catalogue or empty, source="en", target=language),
            local=Translator(catalogue=local or empty, source=authored, target=language),
            facts=book or make_book(language),
            blocks={},
            audience="learner",
            targets={},
            left_out=frozenset(),
            interface={},
        )
        return replace(context, **changes)

    return make

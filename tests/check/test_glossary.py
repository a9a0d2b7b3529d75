from __future__ import annotations

import pytest
from totkit.check import check_glossary
from totkit.errors import Code, Place, Problem
from totkit.model import Catalogue, Message, Term
from totkit.read import read_glossary

DATA = Term(text="Open data", forms=("données ouvertes", "open data"), note="never libres")
STRATEGY = Term(text="strategy", forms=("stratégi",))
GOVERNMENT = Term(text="government", forms=("gouvernement",))
DIGITAL = Term(text="digital government", forms=("administration numérique",))


def check(terms, source, translation, **more):
    message = Message(id=source, text=translation, place=("fr/book.po", 7), **more)
    return check_glossary(terms, [Catalogue(locale="fr", messages={source: message})])


def test_translation_without_the_word_is_a_problem():
    assert check((DATA,), "We publish open data.", "Nous publions des données libres.") == [
        Problem(
            where=Place(file="fr/book.po", line=7),
            code=Code.UNUSED_TERM,
            message="the translation of 'We publish open data.' has no word of the glossary for 'Open data'",
            hint="write 'données ouvertes' or 'open data'; never libres",
        )
    ]


@pytest.mark.parametrize(
    ("source", "translation", "found"),
    [
        ("OPEN DATA", "DONNÉES OUVERTES", 0),
        ("open data", "les donne\u0301es ouvertes", 0),
        ("open\tdata", "x", 1),
        ("**open data**, _open data_", "x", 1),
        ("opened data", "x", 0),
        ("open database", "x", 0),
        ("reopen data", "x", 0),
        ("{{ open data }} and `open data`", "x", 0),
        ("[text](open data) and [^open data]", "x", 0),
        ("[open data](page.md)", "x", 1),
        ("", "", 0),
    ],
)
def test_term_is_whole_words_of_the_text_in_any_case(source, translation, found):
    assert len(check((DATA,), source, translation)) == found


@pytest.mark.parametrize(
    ("source", "translation", "found"),
    [
        ("strategy", "stratégique", 0),
        ("Two strategys", "x", 1),
        ("strategic", "x", 0),
    ],
)
def test_plural_s_counts_and_forms_may_be_inflected(source, translation, found):
    assert len(check((STRATEGY,), source, translation)) == found


def test_longer_term_hides_the_shorter_one_inside():
    both = (GOVERNMENT, DIGITAL)
    assert check(both, "Digital government", "Administration numérique") == []
    found = check(both, "Digital government and governments", "Administration numérique")
    assert [problem.hint for problem in found] == ["write 'gouvernement'"]


def test_only_translations_that_readers_get_are_looked_at():
    assert check((DATA,), "open data", "x", fuzzy=True) == []
    assert check((DATA,), "open data", "") == []
    assert check((), "open data", "x") == []


def write(root, text):
    path = root / "localisations/languages/fr/glossary.csv"
    path.parent.mkdir(parents=True)
    path.write_bytes(text.encode())
    return root


def test_glossary_is_read_in_its_order(tmp_path):
    root = write(
        tmp_path,
        "\ufeffterm,translation,note\r\nOpen data,données ouvertes | open data,never libres\r\n\r\n"
        'undecided,,\r\n"a, b",c,"two\nlines"\r\n',
    )
    assert read_glossary(root, "fr") == ((DATA, Term(text="a, b", forms=("c",), note="two lines")), [])
    assert read_glossary(root, "si") == ((), [])


@pytest.mark.parametrize(
    ("text", "line", "code", "message"),
    [
        ("", 1, Code.BAD_VALUE, "the columns are missing"),
        ("term,translation\na,b\n", 1, Code.BAD_VALUE, "the columns are term,translation"),
        (
            'term,translation,note\na,b,"x\ny"\na,b\n',
            4,
            Code.BAD_VALUE,
            "a line is not term,translation,note",
        ),
        ("term,translation,note\n,b,\n", 2, Code.BAD_VALUE, "a line is not term,translation,note"),
        ("term,translation,note\na,b,\nA,c,\n", 3, Code.DUPLICATE_ID, "the term 'A' stands here twice"),
    ],
)
def test_faults_of_the_file_have_their_lines(text, line, code, message, tmp_path):
    (problem,) = read_glossary(write(tmp_path, text), "fr")[1]
    assert (problem.where.line, problem.code, problem.message) == (line, code, message)
    assert problem.where.file == "localisations/languages/fr/glossary.csv"
    assert problem.hint

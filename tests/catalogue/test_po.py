from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from totkit.catalogue import CatalogueSyntaxError, dump_po, parse_po
from totkit.model import DRAFT, Catalogue, Message

ROOT = Path(__file__).parents[2]
FILES = sorted(
    path.relative_to(ROOT)
    for folder in ("localisations", "tests/courses/tiny/localisations")
    for path in (ROOT / folder).rglob("*.po*")
)
LONG = " ".join(["A comment longer than any line of a file that a person reads."] * 4)
MESSAGES = (
    Message(
        id="A 5% increase of it",
        text="Une hausse",
        comments=(DRAFT, LONG, "", "three"),
        notes=(LONG, "note"),
        locations=(("book/a b.md", 3), ("course.yml", 0)),
        place=("x.po", 15),
    ),
    Message(
        id='tab\there \\ "q" 🙂 e\u0301\nnew',
        text="\tt\n",
        fuzzy=True,
        previous=("the old\nid " * 20,),
        place=("x.po", 42),
    ),
    Message(id=" leading and trailing ", place=("x.po", 47)),
    Message(id="{n} countries of \u2028 the world " * 8, text="ශ්‍රී " * 40, place=("x.po", 51)),
)
OBSOLETE = (
    Message(id="gone", text="parti", comments=(DRAFT,), place=("x.po", 62)),
    Message(id="gone too " * 20, text="x " * 90, fuzzy=True, previous=("older",), place=("x.po", 67)),
)
CATALOGUE = Catalogue(
    locale="fr",
    messages={message.id: message for message in MESSAGES},
    obsolete={message.id: message for message in OBSOLETE},
)


def without_places(messages):
    return [dataclasses.replace(message, place=("", 0)) for message in messages.values()]


def test_everything_comes_back_from_a_file():
    found = parse_po(dump_po(CATALOGUE), "fr", "x.po")
    assert found.locale == "fr"
    assert without_places(found.messages) == without_places(CATALOGUE.messages)
    assert without_places(found.obsolete) == without_places(CATALOGUE.obsolete)


def test_text_comes_back_to_the_byte():
    text = dump_po(CATALOGUE)
    assert dump_po(parse_po(text, "fr")) == text


def test_places_are_the_lines_of_the_messages():
    text = dump_po(CATALOGUE)
    lines = text.split("\n")
    found = parse_po(text, "fr", "x.po")
    for message in (*found.messages.values(), *found.obsolete.values()):
        file, line = message.place
        assert file == "x.po"
        assert lines[line - 1].removeprefix("#~ ").startswith("msgid ")
        assert any(word in "".join(lines[line - 1 : line + 2]) for word in message.id.split()[:1])


@pytest.mark.parametrize("path", FILES, ids=str)
def test_files_of_translators_come_back_to_the_byte(path):
    locale = (
        "" if path.suffix == ".pot" else path.stem if path.parent.name == "messages" else path.parent.name
    )
    text = (ROOT / path).read_text(encoding="utf-8")
    assert dump_po(parse_po(text, locale)) == text


def test_header_has_no_time():
    assert dump_po(Catalogue(locale="pt-BR")) == (
        'msgid ""\nmsgstr ""\n"Project-Id-Version: totkit\\n"\n"Language: pt_BR\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
    )


@pytest.mark.parametrize(
    ("message_id", "flags"),
    [("A 5% increase", []), ("{n} people", ["#, python-brace-format"]), ("{{ a.b }} people", [])],
)
def test_flags_say_what_must_stay_and_nothing_else(message_id, flags):
    text = dump_po(Catalogue(locale="fr", messages={message_id: Message(id=message_id)}))
    assert [line for line in text.split("\n") if line.startswith("#,")] == flags


def test_draft_and_fuzzy_and_empty_messages_are_told_apart():
    found = parse_po(dump_po(CATALOGUE), "fr")
    states = [(message.usable, message.draft) for message in found.messages.values()]
    assert states == [(True, True), (False, False), (False, False), (True, False)]


def test_file_of_another_editor():
    text = (
        '\ufeff# Translators: A\r\nmsgid ""\r\nmsgstr ""\r\n"Language: fr\\n"\r\n\r\n'
        '#: a.md:1 b.md:22\r\n#, fuzzy, no-wrap\r\n#| msgid "O"\r\n#| "ld"\r\nmsgid "New"\r\n'
        'msgstr ""\r\n"Neuf"\r\n'
        '#~ msgid "Gone"\r\n#~ msgstr "Parti"\r\n'
    )
    found = parse_po(text, "fr")
    (message,) = found.messages.values()
    assert (message.id, message.text, message.fuzzy, message.previous) == ("New", "Neuf", True, ("Old",))
    assert message.locations == (("a.md", 1), ("b.md", 22))
    assert [(gone.id, gone.text) for gone in found.obsolete.values()] == [("Gone", "Parti")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("words\n", 1),
        ('msgid "a\nmsgstr "b"\n', 1),
        ('msgid "a"\nmsgstr "b\n', 2),
        ('msgid "a"\nmsgstr "b" c\n', 2),
        ('msgid "a"\n\nmsgid "b"\nmsgstr ""\n', 3),
        ('msgstr "b"\n', 1),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "c"\n', 4),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', 4),
        ('msgid "a"\nmsgid_plural "as"\nmsgstr[0] ""\n', 2),
        ('msgctxt "x"\nmsgid "a"\nmsgstr ""\n', 1),
    ],
)
def test_what_is_not_po_is_refused_with_its_line(text, line):
    with pytest.raises(CatalogueSyntaxError, match="is not PO") as caught:
        parse_po(text, "fr")
    assert caught.value.lineno == line

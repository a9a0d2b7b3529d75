"""XLIFF 1.2: what an agency gets, and what comes back from its tools."""

from __future__ import annotations

import pytest
from totkit.catalogue import CatalogueSyntaxError
from totkit.catalogue.xliff import XliffFile, dump_xliff, parse_xliff, unit_id
from totkit.model import DRAFT, Message

etree = pytest.importorskip("lxml.etree")
NAMES = {"x": "urn:oasis:names:tc:xliff:document:1.2"}

SOURCE = (
    "In {{ country.name }} see [the *numbers*](numbers.md), {ref}`that case <case-one>` and {term}`gap`,"
    " `code {n}`, a note[^n], $a < b$, <br> and {count} & more."
)
PROTECTED = [
    "{{ country.name }}", "](numbers.md)", "{ref}`", " <case-one>`", "{term}`gap`", "`code {n}`", "[^n]",
    "$a < b$", "<br>", "{count}",
]  # fmt: skip


def dump(*messages):
    return dump_xliff([XliffFile(original="a/fr.po", source="en", target="fr", messages=messages)])


def units(content):
    return etree.fromstring(content).findall(".//x:trans-unit", NAMES)


def test_states_notes_and_places_go_out():
    content = dump(
        Message(id="Open", notes=("a hint",), locations=(("book/a.md", 3), ("course.yml", 0))),
        Message(id="Old", text="Vieux", fuzzy=True, previous=("Older",), comments=("mine",)),
        Message(id="Draft", text="Brouillon", comments=(DRAFT,)),
        Message(id="Done", text="Fini"),
    )
    found = units(content)
    states = [unit.find("x:target", NAMES).get("state") for unit in found]
    assert states == ["needs-translation", "needs-translation", "needs-review-translation", "translated"]
    assert [unit.find("x:target", NAMES).text or "" for unit in found] == ["", "Vieux", "Brouillon", "Fini"]
    places = [(node.get("context-type"), node.text) for node in found[0].findall(".//x:context", NAMES)]
    assert places == [("sourcefile", "book/a.md"), ("linenumber", "3"), ("sourcefile", "course.yml")]
    notes = [[(note.get("from"), note.text) for note in unit.findall("x:note", NAMES)] for unit in found]
    assert notes == [
        [("developer", "a hint")],
        [("translator", "mine"), ("developer", "This was translated from: Older")],
        [],
        [],
    ]
    root = etree.fromstring(content)
    assert (root.tag, root.get("version")) == (f"{{{NAMES['x']}}}xliff", "1.2")
    head = root.find("x:file", NAMES)
    assert {name: head.get(name) for name in ("original", "source-language", "target-language")} == {
        "original": "a/fr.po",
        "source-language": "en",
        "target-language": "fr",
    }
    assert dump(Message(id="Done", text="Fini")) == dump(Message(id="Done", text="Fini"))


def test_what_must_stay_is_an_inline_element_and_comes_back():
    text = SOURCE.replace("In", "Dans").replace("more", "plus")
    content = dump(Message(id=SOURCE, text=text))
    (unit,) = units(content)
    for name in ("source", "target"):
        assert [node.text for node in unit.findall(f"x:{name}/x:ph", NAMES)] == PROTECTED
    (back,) = parse_xliff(content)
    assert (back.original, back.language, back.state) == ("a/fr.po", "fr", "translated")
    assert (back.id, back.text) == (unit_id(Message(id=SOURCE)), text)


def test_same_part_has_the_same_number_wherever_word_order_puts_it():
    (unit,) = units(dump(Message(id="`a` of `b`", text="`b` : `a`")))
    ids = [
        [node.get("id") for node in unit.findall(f"x:{name}/x:ph", NAMES)] for name in ("source", "target")
    ]
    assert ids == [["1", "2"], ["2", "1"]]


def test_inline_elements_that_come_back_empty_are_those_of_the_source():
    content = dump(Message(id="Use `a` and [b](c.md).", text="x"))
    content = content.replace(
        b">x</target>", b'>[B<x id="2"/> et <mrk mtype="term"><ph id="1"/></mrk>.</target>'
    )
    assert parse_xliff(content)[0].text == "[B](c.md) et `a`."


def test_white_space_and_signs_survive():
    text = "  two\n lines\t< & > \u2068x\u2069 \u200d"
    assert parse_xliff(dump(Message(id=text, text=text)))[0].text == text


@pytest.mark.parametrize(
    ("content", "said", "line"),
    [
        (b"<xliff", "is not XLIFF: ", 1),
        (b"<?xml version='1.0'?>\n<tmx version='1.4'><body/></tmx>", "is not XLIFF 1.2", 0),
        (
            b"<xliff version='2.0' xmlns='urn:oasis:names:tc:xliff:document:2.0' srcLang='en'></xliff>",
            "is not XLIFF 1.2",
            0,
        ),
        (dump(Message(id="A", text="B"), Message(id="A", text="C")), "has the unit ", 9),
    ],
    ids=["broken", "tmx", "2.0", "twice"],
)
def test_what_is_no_xliff_of_ours_is_refused_with_its_line(content, said, line):
    with pytest.raises(CatalogueSyntaxError) as caught:
        parse_xliff(content)
    assert str(caught.value).startswith(said)
    assert caught.value.lineno == line


def test_entities_of_other_files_are_not_read(tmp_path):
    (tmp_path / "secret").write_text("hidden", encoding="utf-8")
    head = f'<!DOCTYPE xliff [<!ENTITY s SYSTEM "file://{tmp_path}/secret">]>\n<xliff'.encode()
    content = dump(Message(id="A", text="B")).replace(b"<xliff", head).replace(b">B<", b">&s;<")
    try:
        texts = [unit.text for unit in parse_xliff(content)]
    except CatalogueSyntaxError:
        texts = []
    assert not any("hidden" in text for text in texts)

"""Each guard is shown to speak when its protection is taken away, and to be silent on what is sound."""

from __future__ import annotations

import html
import io
import json
import re
import time
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from totkit.assemble import Guard, assemble_tree, make_guard
from totkit.errors import Code, ContentError
from totkit.read import edition_names
from totkit.workflow.load import Library, release_all

ROOT = Path(__file__).parents[2]
SECRET = "The registrar keeps a second list of names in her green drawer."


@pytest.fixture
def library(tiny):
    return Library.read(tiny, edition_names(tiny, ()))


def found(problems):
    return sorted({(problem.where.file, str(problem.code)) for problem in problems})


def packed(name, content):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def escaped(text):
    return "".join(f"\\u{ord(letter):04x}" for letter in text)


NOTEBOOK = {"cells": [{"cell_type": "code", "source": "x", "outputs": [], "metadata": {}}], "metadata": {}}


def notebook(**changes):
    return json.dumps({**NOTEBOOK, "cells": [{**NOTEBOOK["cells"][0], **changes}]}).encode()


HIDING_PLACES = {
    "page.md": SECRET.encode(),
    "wrapped.md": SECRET.replace(" ", "\n> ").encode(),
    "stressed.md": SECRET.replace("second list", "**second** *list*").encode(),
    "upper.txt": SECRET.upper().encode(),
    "table.csv": f"a;{SECRET};b".encode(),
    "page.html": f"<p>{SECRET}</p>".encode(),
    "tags.html": SECRET.replace(" ", "</b> <b>").encode(),
    "split.html": SECRET.replace("registrar", "regi<b>strar</b>").replace("green", "gr<i></i>een").encode(),
    "entities.html": "".join(f"&#{ord(letter)};" for letter in SECRET).encode(),
    "soft.html": SECRET.replace("registrar", "regi&shy;strar").replace("names", "na\u200bmes").encode(),
    "attribute.html": f'<img alt="{SECRET}">'.encode(),
    "data-attribute.html": f"<p data-note='{html.escape(SECRET)}'>x</p>".encode(),
    "aria.html": f'<p aria-label="{"".join(f"&#x{ord(c):x};" for c in SECRET)}">x</p>'.encode(),
    "comment.html": f"<p>x</p><!-- {SECRET} -->".encode(),
    "script.html": f'<script>var a = "{escaped(SECRET)}"</script>'.encode(),
    "picture.svg": f"<svg><title>{SECRET}</title></svg>".encode(),
    "searchindex.js": f'Search.setIndex({{"titles":["x","{escaped(SECRET)}"]}})'.encode(),
    "plain.js": f'var a = ["{SECRET}"]'.encode(),
    "objects.inv": b"# a\n# b\n# c\n# d\n" + zlib.compress(f"x std:label -1 a.html {SECRET}".encode()),
    "source.ipynb": notebook(source=["# x\n", SECRET]),
    "metadata.ipynb": notebook(metadata={"note": {"deep": [SECRET]}}),
    "key.ipynb": notebook(metadata={SECRET: 1}),
    "output.ipynb": notebook(outputs=[{"data": {"text/html": f"<b>{SECRET.replace(' ', '</b> <b>')}</b>"}}]),
    "entities.ipynb": notebook(source="".join(f"&#{ord(letter)};" for letter in SECRET)),
    "broken.ipynb": f'{{"cells": "{SECRET}'.encode(),
    "escaped.json": f'{{"a": "{escaped(SECRET)}"}}'.encode(),
    "json-in-json.json": json.dumps({"a": json.dumps({"b": escaped(SECRET)})}).encode(),
    "a.zip": packed("in/page.md", SECRET),
    "zip-in.zip": packed("b.zip", packed("c.ipynb", notebook(source=SECRET))),
}


@pytest.mark.parametrize("path", HIDING_PLACES)
def test_private_text_is_found_wherever_it_hides(path):
    problems = Guard.of([SECRET]).scan({path: HIDING_PLACES[path]})
    assert [str(problem.code) for problem in problems] == ["TOT-E501"]
    assert problems[0].where.file.startswith(path)
    assert SECRET[:60] in problems[0].message
    assert Guard.of([SECRET[::-1]]).scan({path: HIDING_PLACES[path]}) == []


def test_place_in_a_zip_names_the_file_inside():
    (problem,) = Guard.of([SECRET]).scan({"a.zip": HIDING_PLACES["a.zip"]})
    assert problem.where.file == "a.zip!in/page.md"


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("### BEGIN SOLUTION", "BEGIN SOLUTION"),
        ("### END HIDDEN TESTS", "END HIDDEN TESTS"),
        ("BEGIN MARK SCHEME", "BEGIN MARK SCHEME"),
        ("> :::{facilitator}", "{facilitator}"),
        ('<div class="admonition tk-facilitator">', "tk-facilitator"),
        ("<p class='tk-facilitator x'>", "tk-facilitator"),
        ("totkit-canary-x1", "totkit-canary-x1"),
    ],
)
def test_marks_of_private_text_are_found_without_knowing_the_text(text, mark):
    for path in ("a.html", "a.md", "a.ipynb"):
        content = notebook(source=text) if path == "a.ipynb" else text.encode()
        (problem,) = Guard.of([]).scan({path: content})
        assert problem.message.endswith(repr(mark))


def test_styles_for_trainers_and_pictures_are_no_find():
    files = {"a.css": b".tk-facilitator { color: red } .tk-facilitator > p {}", "a.png": SECRET.encode()}
    assert Guard.of([SECRET]).scan(files) == []


def test_part_of_a_private_text_is_found_and_a_common_phrase_is_not():
    part = " ".join(SECRET.split()[2:10])
    assert Guard.of([SECRET]).scan({"a.md": part.encode()}) != []
    assert Guard.of([SECRET]).scan({"a.md": " ".join(SECRET.split()[:4]).encode()}) == []
    assert Guard.of(["four words only here"]).scan({"a.md": b"four words only here"}) == []
    assert Guard.of(["five words are only here"]).scan({"a.md": b"five words are only here"}) != []


def test_text_that_everybody_sees_is_no_find_even_if_it_is_private_elsewhere():
    assert Guard.of([SECRET], [f"x {SECRET} y"]).scan({"a.md": SECRET.encode()}) == []
    longer = f"{SECRET} And nobody but her may ever open it."
    assert Guard.of([longer], [SECRET]).scan({"a.md": longer.encode()}) != []


def test_text_in_scripts_with_combining_marks_is_found():
    secret = "පුහුණුකරු පමණක් දන්නා රහස් ලැයිස්තුව මෙහි ඇත"
    assert Guard.of([secret]).scan({"a.js": escaped(secret).encode()}) != []
    assert Guard.of([secret]).scan({"a.md": secret.replace("\u200d", "").encode()}) != []


@pytest.mark.parametrize("name", [("lk", "en"), ("lk", "si"), ("ma", "ar")], ids="/".join)
def test_sound_editions_of_the_tiny_course_give_no_alarm(library, name):
    edition = library.edition(*name)
    tree = assemble_tree(edition, release_all(edition))
    assert make_guard(edition).runs
    assert make_guard(edition).scan(tree.files) == []


def scan(edition):
    return make_guard(edition).scan(assemble_tree(edition, release_all(edition)).files)


@pytest.mark.parametrize("name", [("lk", "en"), ("lk", "si"), ("ma", "ar")], ids="/".join)
def test_facilitator_text_that_is_not_dropped_is_found(library, name, monkeypatch):
    monkeypatch.setattr("totkit.localise.page.drop_facilitator", lambda text: text)
    assert ("book/01-start/index.md", "TOT-E501") in found(scan(library.edition(*name)))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (("lk", "en"), "stands only in this private note for trainers"),
        (("ma", "ar"), "إلا في هذه الملاحظة الخاصة بالمدربين"),
    ],
)
def test_facilitator_text_without_any_mark_is_found_in_its_language(library, name, words, monkeypatch):
    def bare(text):
        return re.sub(r":::\{facilitator\}\n(.*?)\n:::", r"\1", text, flags=re.DOTALL)

    monkeypatch.setattr("totkit.localise.page.drop_facilitator", bare)
    monkeypatch.setattr("totkit.assemble.guard._MARKS", re.compile("(?!)"))
    edition = library.edition(*name)
    leaked = next(page.text for page in edition.pages if page.docname == "book/01-start/index")
    assert words in leaked
    assert ("book/01-start/index.md", "TOT-E501") in found(scan(edition))
    assert found(scan(replace(edition, private=()))) == []


def leaky_releases(edition, monkeypatch):
    monkeypatch.setattr("totkit.release.learner._preprocess", lambda _exercise, notebook, _stub: notebook)
    return release_all(edition)


def test_release_without_nbgraders_steps_is_refused_by_the_release_itself(library, monkeypatch):
    with pytest.raises(ContentError) as caught:
        leaky_releases(library.edition("lk", "en"), monkeypatch)
    assert {str(problem.code) for problem in caught.value.problems} == {"TOT-E501"}


def test_release_without_nbgraders_steps_is_found_in_the_tree_too(library, monkeypatch):
    edition = library.edition("lk", "en")
    monkeypatch.setattr("totkit.release.learner.leak_problems", lambda *_arguments: [])
    problems = make_guard(edition).scan(assemble_tree(edition, leaky_releases(edition, monkeypatch)).files)
    folder = "exercises/count-people/count-people"
    assert found(problems) == [
        (f"{folder}.ipynb", "TOT-E501"),
        (f"{folder}.zip!count-people/count-people.ipynb", "TOT-E501"),
    ]
    said = "\n".join(problem.message for problem in problems)
    for words in ("canary-solution", "canary-hidden", "BEGIN SOLUTION", "canary-scheme", "canary-model"):
        assert words in said


PASTED = {
    "solution": "# each name once, however often it stands on the list",
    "hidden test": 'assert count_people(["Amal", "Bina", "Amal"]) == 2',
    "mark scheme": "1 point for a step, 1 point for its owner, 1 point for its date",
    "model answer": "The registrar visits the totkit-canary-model village before the first of May.",
    "slide": "Give everybody two minutes of silence to write.",
}


@pytest.mark.parametrize("kind", PASTED)
def test_private_text_pasted_into_a_page_is_found(library, kind):
    edition = library.edition("lk", "en")
    first, *rest = edition.pages
    pasted = replace(first, text=f"{first.text}\n\n```\n{PASTED[kind]}\n```\n")
    assert found(scan(replace(edition, pages=(pasted, *rest)))) == [("book/index.md", "TOT-E501")]


def test_private_text_in_a_data_file_is_found(library):
    edition = library.edition("lk", "en")
    (exercise,) = edition.exercises
    files = tuple(replace(file, content=PASTED["mark scheme"].encode()) for file in exercise.files)
    leaked = replace(edition, exercises=(replace(exercise, files=files),))
    assert found(scan(leaked)) == [
        ("exercises/count-people/count-people.zip!count-people/data/people.csv", "TOT-E501")
    ]


def test_guard_of_trainers_does_not_look_for_their_own_text(library):
    edition = library.edition("lk", "en", "trainer")
    assert not any("canary-facilitator" in text for text in make_guard(edition).runs.values())


@pytest.mark.slow
@pytest.mark.parametrize("name", edition_names(ROOT, ()), ids="/".join)
def test_editions_of_the_course_give_no_alarm_and_little_wait(name):
    edition = Library.read(ROOT, [name]).edition(*name)
    tree = assemble_tree(edition, release_all(edition))
    guard = make_guard(edition)
    assert len(guard.runs) > 1000
    start = time.perf_counter()
    assert guard.scan(tree.files) == []
    assert time.perf_counter() - start < 20


def test_khmer_is_compared_by_letters_and_not_cut_at_its_signs():
    private = "សូមសួរអ្នកចូលរួមថាតើនរណាត្រូវបានទុកចោល"
    guard = Guard.of([private], ["សកម្មភាព អ្នកទទួលខុសត្រូវ កាលបរិច្ឆេទ ធនធាន"])
    shown = f"<p>ដំបូង{private}បន្ទាប់</p>".encode()
    assert [problem.code for problem in guard.scan({"page.html": shown})] == [Code.PRIVATE_TEXT]
    assert guard.scan({"page.html": "<p>សកម្មភាព អ្នកទទួលខុសត្រូវ ថាតើនរណា</p>".encode()}) == []

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from totkit.assemble import assemble_tree
from totkit.assemble.tree import check_allowed, mark_for_sphinx
from totkit.errors import ContentError
from totkit.model import SourceFile
from totkit.workflow.load import Library, release_all

GOLDEN = Path(__file__).parents[1] / "golden"
NAMES = [("lk", "en"), ("lk", "si"), ("ma", "ar")]


def assemble(root, name, audience="learner"):
    edition = Library.read(root, [name]).edition(*name, audience)
    return assemble_tree(edition, release_all(edition))


def own_files(tree):
    """Return the files of a tree with their content; of the Sphinx extension only that they are there."""
    return {path: b"" if path.startswith("_ext/") else content for path, content in tree.files.items()}


@pytest.mark.parametrize("name", NAMES, ids="/".join)
def test_tree_is_the_reviewed_one_to_the_byte(tiny, name):
    """Compare a whole tree; ``UPDATE_GOLDEN=1 pytest tests/assemble`` writes it anew; review the diff."""
    files = own_files(assemble(tiny, name))
    folder = GOLDEN / "-".join(name)
    if os.environ.get("UPDATE_GOLDEN"):
        shutil.rmtree(folder, ignore_errors=True)
        for path, content in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    reviewed = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    assert sorted(files) == sorted(reviewed)
    assert [path for path in files if files[path] != reviewed[path]] == []


@pytest.mark.parametrize("audience", ["learner", "trainer"])
def test_assembling_twice_is_identical(tiny, audience):
    first, second = assemble(tiny, ("ma", "ar"), audience), assemble(tiny, ("ma", "ar"), audience)
    assert first == second
    assert list(first.files) == sorted(first.files)


def test_editions_of_one_country_differ_only_in_language(tiny):
    english, sinhala = assemble(tiny, ("lk", "en")).files, assemble(tiny, ("lk", "si")).files
    assert sorted(english) == sorted(sinhala)
    assert english["book/index.md"] != sinhala["book/index.md"]
    pictures = [path for path in english if path.endswith((".svg", ".css", ".js"))]
    assert all(english[path] == sinhala[path] for path in pictures)


@pytest.mark.parametrize(
    "path",
    [
        "rubric.yml",
        "exercises/a/rubric.yml",
        "exercises/a/questions.yml",
        "exercises/a/b.ipynb",
        "exercises/a/a.md",
        "book/a/module.yml",
        "book/a/figures/a.ipynb",
        "book/a/data/a.py",
        "book/a/figures/../../../x.svg",
        "book/../exercises/a.md",
        "localisations/countries/lk/facts.yml",
        "_static/a.js",
        "a.md",
    ],
)
def test_file_that_is_not_on_the_list_is_refused(path):
    (problem,) = check_allowed({path: b""})
    assert (problem.where.file, str(problem.code)) == (path, "TOT-E502")


def test_edition_with_an_unexpected_file_is_not_assembled(tiny):
    edition = Library.read(tiny, [("lk", "en")]).edition("lk", "en")
    extra = SourceFile(path="book/01-start/data/notes.docx", content=b"")
    with pytest.raises(ContentError, match="TOT-E502"):
        assemble_tree(replace(edition, files=(*edition.files, extra)), release_all(edition))


def test_marks_of_languages_become_spans_outside_code_only():
    mark = '<span lang="en" dir="ltr">a</span>'
    text = f"# {mark}\n\n```{{code-cell}} ipython3\nx = '{mark}'\n```\n\n:::{{note}}\n{mark}\n:::\n"
    span = "[a]{.tk-lang-en}"
    assert mark_for_sphinx(text) == (
        f"# {span}\n\n```{{code-cell}} ipython3\nx = '{mark}'\n```\n\n:::{{note}}\n{span}\n:::\n"
    )


def test_site_notebook_is_not_executed_and_has_no_metadata_of_grading(tiny):
    content = assemble(tiny, ("lk", "si")).files["exercises/count-people/count-people.ipynb"]
    notebook = json.loads(content)
    assert notebook["metadata"]["mystnb"] == {"execution_mode": "off"}
    assert not any("nbgrader" in cell["metadata"] for cell in notebook["cells"])


def test_what_a_localisation_writes_is_inert_on_the_page_about_it(tiny):
    edition = Library.read(tiny, [("lk", "en")]).edition("lk", "en")
    sources = (("law.example", "Act", "<b>a</b> | [x](y) *z*", 2026),)
    hostile = replace(edition, publisher="<script>x</script>", sources=sources)
    page = assemble_tree(hostile, release_all(edition)).files["about.md"].decode()
    assert ": \\<script\\>x\\</script\\>" in page
    assert "| Act | \\<b\\>a\\</b\\> \\| \\[x\\](y) \\*z\\* | 2026 |" in page

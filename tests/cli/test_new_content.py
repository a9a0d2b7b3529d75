"""``totkit new module`` and ``totkit new exercise``: sound at once, in place, and never over anything."""

from __future__ import annotations

import nbformat
import pytest
from ruamel.yaml import YAML

TOC = "_toc.yml"


def everything(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "_build" not in path.parts
    }


def chapters(root):
    return YAML(typ="safe").load((root / TOC).read_text(encoding="utf-8"))["parts"][-1]["chapters"]


def test_new_module_is_sound_and_is_the_last_chapter(tiny, run_totkit):
    before = everything(tiny)
    ran = run_totkit("new", "module", "road-works", "--title", 'Roads: a "start"', "-C", tiny)
    assert ran.code == 0
    made = ran.stdout.splitlines()
    assert made == [f"modules/road-works/{name}" for name in (
        "module.yml", "index.md", "readings.md", "self-assessment.md", "application.md", "cases.md",
        "priorities.md", "action-plan.md", "deck.md",
    )]  # fmt: skip
    after = everything(tiny)
    assert set(after) == {*before, *made}
    assert {name for name in before if after[name] != before[name]} == {TOC}
    old, new = before[TOC].decode(), after[TOC].decode()
    assert new.startswith(old.rstrip("\n"))
    assert [chapter["file"] for chapter in chapters(tiny)][-1] == "modules/road-works/index"
    checked = run_totkit("check", "-C", tiny, "--no-execute")
    assert (checked.code, checked.stdout) == (0, "")


def test_new_exercise_is_the_last_section_of_its_module(tiny, run_totkit):
    text = (tiny / TOC).read_text(encoding="utf-8")
    (tiny / TOC).write_text(f"# order of the course\n{text}# the end\n", encoding="utf-8")
    assert run_totkit("new", "module", "road-works", "-C", tiny).code == 0
    assert run_totkit("new", "exercise", "count-roads", "--module", "01-start", "-C", tiny).code == 2
    module = YAML(typ="safe").load((tiny / "book/01-start/module.yml").read_text(encoding="utf-8"))["id"]
    ran = run_totkit("new", "exercise", "count-roads", "--module", module, "-C", tiny)
    assert ran.code == 0
    assert ran.stdout.splitlines() == [
        "exercises/count-roads/exercise.yml",
        "exercises/count-roads/count-roads.md",
        "exercises/count-roads/questions.yml",
        "exercises/count-roads/rubric.yml",
    ]
    first, second = chapters(tiny)
    assert first["sections"][-1] == {"file": "exercises/count-roads/count-roads"}
    assert len(second["sections"]) == 6
    toc = (tiny / TOC).read_text(encoding="utf-8")
    assert toc.startswith("# order of the course\n")
    assert "# the end" in toc
    checked = run_totkit("check", "-C", tiny, "--no-execute")
    assert (checked.code, checked.stdout) == (0, "")


@pytest.mark.slow
def test_new_module_with_an_exercise_runs_and_is_assembled(tiny, run_totkit):
    assert run_totkit("new", "module", "road-works", "-C", tiny).code == 0
    assert run_totkit("new", "exercise", "count-roads", "--module", "road-works", "-C", tiny).code == 0
    checked = run_totkit("check", "-C", tiny)
    assert (checked.code, checked.stdout) == (0, "")
    ran = run_totkit("assemble", "-q", "-e", "lk/en", "-C", tiny)
    assert ran.code == 0
    tree = tiny / "_build/editions/lk/en"
    assert (tree / "modules/road-works/readings.md").is_file()
    released = nbformat.read(tree / "exercises/count-roads/count-roads.ipynb", as_version=4)
    text = "\n".join(cell.source for cell in released.cells)
    assert "raise NotImplementedError()" in text
    assert "sum(numbers)" not in text
    assert "total([4, 5, 6])" not in text
    private = "Write what the trainer says here."
    assert private not in "".join(path.read_text(encoding="utf-8") for path in tree.rglob("*.md"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("module", "start"), "has a module 'start' already"),
        (("module", "Road Works"), "is not an id"),
        (("exercise", "count-people", "--module", "start"), "exercises/count-people/ is already there"),
        (("exercise", "count-roads", "--module", "strat"), "did you mean 'start'?"),
        (("exercise", "count-roads"), "--module"),
        (("exercise", "-x-", "--module", "start"), "No such option"),
    ],
)
def test_new_refuses_and_changes_nothing(tiny, run_totkit, words, said):
    before = everything(tiny)
    ran = run_totkit("new", *words, "-C", tiny)
    assert ran.code == 2
    assert said in ran.stderr
    assert everything(tiny) == before


def test_new_dry_run_makes_nothing(tiny, run_totkit):
    before = everything(tiny)
    ran = run_totkit("new", "exercise", "count-roads", "--module", "start", "--dry-run", "-C", tiny)
    assert (ran.code, len(ran.stdout.splitlines())) == (0, 4)
    assert everything(tiny) == before


def test_new_leaves_a_table_of_contents_alone_that_it_cannot_add_to(tiny, run_totkit):
    toc = YAML(typ="safe").load((tiny / TOC).read_text(encoding="utf-8"))
    import json

    (tiny / TOC).write_text(json.dumps(toc), encoding="utf-8")
    before = everything(tiny)
    ran = run_totkit("new", "module", "road-works", "-C", tiny)
    assert (ran.code, everything(tiny)) == (2, before)
    assert "add 'file: modules/road-works/index' by hand" in ran.stderr

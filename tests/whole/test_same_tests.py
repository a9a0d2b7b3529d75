"""Every exercise of the course tests the same in every edition: only the words in ``_("…")`` differ.

The hash of each code cell's syntax tree, with those literals blanked, is that of the authored cell: in the
source that grades (solutions and hidden tests included) and in what learners get.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
from functools import cache
from pathlib import Path

import pytest
from totkit.notebook import read_notebook, segment
from totkit.read import edition_names
from totkit.release import release_exercise, source_files
from totkit.workflow.load import Library

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("course")]

ROOT = Path(__file__).parents[2]
EDITIONS = list(edition_names(ROOT))
BLANK = "blanked"


@cache
def library():
    return Library.read(ROOT, EDITIONS)


@cache
def edition_of(country, language):
    return library().edition(country, language)


class Unwrapped(ast.NodeTransformer):
    """Puts a blank in the place of each ``_("…")``; ``texts`` are those that stood there."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def visit_Call(self, node):
        if isinstance(node.func, ast.Name) and node.func.id == "_":
            self.texts.append(node.args[0].value)
            return ast.Constant(BLANK)
        return self.generic_visit(node)


class Blanked(ast.NodeTransformer):
    """Puts a blank in the place of some texts."""

    def __init__(self, texts) -> None:
        self.texts = texts

    def visit_Constant(self, node):
        return ast.Constant(BLANK) if node.value in self.texts else node


def digest(tree) -> str:
    return hashlib.sha256(ast.dump(tree).encode()).hexdigest()


def code_cells(notebook):
    """Return the code of each cell that has a grade_id; of parameters, which are a country's, the names."""
    found = {}
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if cell["cell_type"] == "code" and name:
            code = "".join(cell["source"])
            parameters = "parameters" in cell["metadata"].get("tags", ())
            found[name] = re.sub(r"(?m)^(\w+) = .*", r"\1 = 0", code) if parameters else code
    return found


def authored_digests(exercise):
    """Return the digest of each authored cell by its id, and the texts of ``_()`` of the exercise."""
    found, texts = {}, []
    for name, code in code_cells(read_notebook(exercise.text)).items():
        unwrapped = Unwrapped()
        found[name] = digest(unwrapped.visit(ast.parse(code)))
        texts += unwrapped.texts
    return found, texts


def made(edition, exercise, part):
    """Return the notebook of an exercise of an edition: the one that grades, or the one for learners."""
    said = {"language": edition.language, "direction": edition.direction, "strings": edition.interface}
    files = source_files(exercise, **said) if part == "source" else release_exercise(exercise, **said).files
    return json.loads(files[f"{exercise.id}.ipynb"])


def digests(country, language, exercise_id, part):
    """Return the digest of each cell of an exercise of an edition, its words blanked."""
    edition = edition_of(country, language)
    exercise = next(item for item in edition.exercises if item.id == exercise_id)
    (authored,) = (item for item in library().course.exercises if item.id == exercise_id)
    texts = set(authored_digests(authored)[1])
    catalogue = library().catalogues[language].get(f"exercises-{exercise_id}")
    if catalogue:
        texts |= {message.text for key in texts if (message := catalogue.find(key))}
    cells = code_cells(made(edition, exercise, part))
    return {key: digest(Blanked(texts).visit(ast.parse(code))) for key, code in cells.items()}


def test_every_language_shipped_is_compared():
    assert {language for _country, language in EDITIONS} == {"ar", "en", "fr", "km", "si", "ta", "ur"}


@pytest.mark.parametrize(("country", "language"), EDITIONS, ids=map("/".join, EDITIONS))
def test_cells_are_the_authored_ones_but_for_their_words(country, language):
    authored = {exercise.id: exercise for exercise in library().course.exercises}
    names = [exercise.id for exercise in edition_of(country, language).exercises]
    assert len(names) >= 3
    for name in names:
        for part in ("source", "release"):
            assert digests(country, language, name, part) == digests("lk", "en", name, part), (name, part)
        wanted = authored_digests(authored[name])[0]
        found = digests(country, language, name, "source")
        assert {key: found[key] for key in wanted} == wanted


def test_words_in_code_are_those_that_translators_get():
    for exercise in library().course.exercises:
        units = [unit.id for unit in segment(exercise.text).units if unit.kind == "python"]
        assert authored_digests(exercise)[1] == units


def test_changed_test_is_noticed():
    def blanked(code):
        return digest(Blanked({"Voyez."}).visit(ast.parse(code)))

    assert blanked('assert f(1) == 2, "Voyez."') != blanked('assert f(1) == 3, "Voyez."')
    authored = Unwrapped().visit(ast.parse('assert f(1) == 2, _("See.")'))
    assert blanked('assert f(1) == 2, "Voyez."') == digest(authored)

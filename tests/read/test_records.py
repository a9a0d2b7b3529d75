"""The strict loader: every value is checked, every problem has its line."""

from __future__ import annotations

import pytest
from totkit.read.files import Reader
from totkit.read.records import Field, parse_yaml

FIELDS = {
    "id": Field(slug=True, help="an id"),
    "minutes": Field(type=int, required=False, minimum=1),
    "share": Field(type=float, required=False),
    "level": Field(required=False, choices=("high", "low")),
    "names": Field(type=list, required=False),
    "kernel": Field(type=dict, required=False),
    "any": Field(type=object, required=False),
}
DEFAULTS = {"id": "", "minutes": None, "share": None, "level": None, "names": (), "kernel": None, "any": None}


def load(text, offset=0):
    reader = Reader.__new__(Reader)
    reader.problems = []
    table = parse_yaml(reader, "a.yml", text, offset)
    values = None if table is None else table.fields(FIELDS)
    return values, [str(problem) for problem in reader.problems]


def test_good_values_have_their_types():
    values, problems = load(
        "id: a-1\nminutes: 3\nshare: 1\nlevel: low\nnames: [b, c]\nkernel: {name: x}\nany: 2\n"
    )
    assert problems == []
    assert values == {
        "id": "a-1", "minutes": 3, "share": 1.0, "level": "low", "names": ("b", "c"), "kernel": {"name": "x"}, "any": 2,  # noqa: E501
    }  # fmt: skip
    assert type(values["share"]) is float


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("id: A\n", "a.yml:1: TOT-E103 id: 'A' is not an id (use a-z, 0-9 and single hyphens)"),
        ("id: a--b\n", "a.yml:1: TOT-E103 id: 'a--b' is not an id (use a-z, 0-9 and single hyphens)"),
        ("id: 5\n", "a.yml:1: TOT-E103 id: 5 is not a text (write a text)"),
        ("id: a\nminutes: 0\n", "a.yml:2: TOT-E103 minutes: 0 is too small (at least 1)"),
        ("id: a\nminutes: true\n", "a.yml:2: TOT-E103 minutes: True is not a whole number (write a whole number)"),  # noqa: E501
        ("id: a\nminutes: 1.5\n", "a.yml:2: TOT-E103 minutes: 1.5 is not a whole number (write a whole number)"),  # noqa: E501
        ("id: a\nshare: half\n", "a.yml:2: TOT-E103 share: 'half' is not a number (write a number)"),
        ("id: a\nlevel: hihg\n", "a.yml:2: TOT-E103 level: 'hihg' is not allowed (did you mean 'high'?)"),
        ("id: a\nnames: b\n", "a.yml:2: TOT-E103 names: 'b' is not a list (write a list)"),
        ("id: a\nnames: [1]\n", "a.yml:2: TOT-E103 names: has an item that is not a text (put numbers in quotes: \"1\")"),  # noqa: E501
        ("id: a\nkernel: b\n", "a.yml:2: TOT-E103 kernel: 'b' is not a mapping (write a mapping)"),
        ("minutes: 2\n", "a.yml:1: TOT-E102 the key 'id' is missing (add 'id:', an id)"),
        ("id: a\n\n\nmintes: 2\n", "a.yml:4: TOT-E101 unknown key 'mintes' (did you mean 'minutes'?)"),
    ],
)  # fmt: skip
def test_wrong_value_is_one_problem_and_its_default(text, problem):
    values, problems = load(text)
    assert problems == [problem]
    good = {"id": "a"} if text.startswith("id: a\n") else {"minutes": 2} if text == "minutes: 2\n" else {}
    assert values == DEFAULTS | good


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- a\n", "a.yml:1: TOT-E103 is not a mapping (write 'key: value' lines)"),
        ("just text\n", "a.yml:1: TOT-E103 is not a mapping (write 'key: value' lines)"),
    ],
)
def test_no_mapping_is_no_table(text, problem):
    assert load(text) == (None, [problem])


@pytest.mark.parametrize(
    "text", ["a: [1\n", "a: b: c\n", "\ta: 1\n", "a: 1\na: 2\n", "a: *b\n", "a: !!python/object:x {}\n"]
)
def test_bad_yaml_is_one_problem_with_a_line(text):
    values, problems = load(text)
    if values is None:
        assert len(problems) == 1
        assert problems[0].startswith("a.yml:")
        assert " TOT-E104 is not YAML: " in problems[0]
    else:  # an unknown tag is inert text, never an object
        assert [problem for problem in problems if "TOT-E10" not in problem] == []
        assert text.startswith("a: !!python")


def test_lines_count_from_the_beginning_of_the_file():
    _, problems = load("id: a\nlevel: x\n", offset=10)
    assert problems == ["a.yml:12: TOT-E103 level: 'x' is not allowed (allowed: high, low)"]


def test_empty_file_is_an_empty_mapping():
    assert load("") == (DEFAULTS, ["a.yml:1: TOT-E102 the key 'id' is missing (add 'id:', an id)"])

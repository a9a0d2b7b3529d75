from __future__ import annotations

import pytest
from totkit.check import read_sentences
from totkit.check.sentences import BANNED, LONGEST_SENTENCE, check_prose


def told(text):
    found = check_prose("p.md", text)
    return [(str(problem.code)[4:], problem.where.line, problem.message) for problem in found]


def sentence(words):
    return "Word " + "word " * (words - 2) + "word."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("One two. Three four five.", [2, 3]),
        ("One two.\nThree.", [2, 1]),
        ("In {{ country.name }} two of `three four` count.", [6]),
        ("See [this page](a/long/path.md) now.", [4]),
        ("A note.[^first] Then more.", [2, 2]),
        ("Act No. 9 of 2022 is in force.", [8]),
        ("They ask (why?) and go on.", [6]),
        ("> Quoted words here.\n> And more.", [3, 2]),
        ("{ref}`the text <target>` is text.", [3]),
        ("| a b c | d |\n| --- | --- |\n| e | f |", []),
        ("```python\nx = 1\n```", []),
        ("- One item.\n- Two items here.", [2, 3]),
        ("e-government isn't two words", [4]),
    ],
)
def test_sentences_and_their_words(text, words):
    assert [found.words for found in read_sentences(f"# Title\n\n{text}\n")] == words


def test_a_sentence_knows_its_line():
    text = "# Title\n\nFirst one.\nSecond one.\n\n:::{note}\nThird\none.\n:::\n"
    assert [(found.line, found.text) for found in read_sentences(text)] == [
        (3, "First one."),
        (4, "Second one."),
        (7, "Third one."),
    ]


def test_a_long_sentence_is_named_with_its_line():
    text = f"# Title\n\nShort.\n{sentence(LONGEST_SENTENCE + 1)}\nShort. Short. Short.\n"
    assert told(text) == [("E701", 4, f"a sentence of {LONGEST_SENTENCE + 1} words")]
    assert told(f"# Title\n\nShort.\n{sentence(LONGEST_SENTENCE)}\n") == []


def test_an_average_is_of_the_page():
    assert told(f"# Title\n\n{sentence(21)}\n{sentence(21)}\n") == [
        ("E701", 0, "its sentences have 21.0 words on average")
    ]


@pytest.mark.parametrize("phrase", sorted(BANNED))
def test_a_banned_phrase_is_named_in_text_headings_and_tables(phrase):
    text = f"# Title\n\n## We {phrase}\n\n| {phrase.upper()} |\n| --- |\n| cell |\n"
    assert [(code, line) for code, line, _ in told(text)] == [("E702", 3), ("E702", 5)]


@pytest.mark.parametrize("text", ["`leverage`", "[a](harness.md)", "unlocked", "{{ harness }}", "delve-in"])
def test_code_targets_and_other_words_are_free(text):
    assert told(f"# Title\n\n{text}\n") == []


@pytest.mark.parametrize("figure", ["0.6382", "12,472", "1,234,567", "1,234.5", "10.5"])
def test_a_typed_figure_is_named(figure):
    assert told(f"# Title\n\nThe value\nis {figure} now.\n") == [("E703", 4, f"{figure} is typed as digits")]


@pytest.mark.parametrize(
    "text",
    [
        "{{ num(0.6382, 4) }}",
        "`0.6382`",
        "2024",
        "45 per cent",
        "1.2.3",
        "24/7",
        "items 1, 2 and 3",
        "SDG 16, target 16.9: legal identity",
        'the report "Civil Servant 2.0" says',
        "On 30 May 2023, 147 answered.",
    ],
)
def test_years_small_numbers_versions_and_titles_are_free(text):
    assert told(f"# Title\n\n{text}\n") == []


def test_the_hint_gives_the_text_to_write():
    (problem,) = check_prose("p.md", "# Title\n\nIt is 12,472.50 now.\n")
    assert problem.hint.startswith("write {{ num(12472.50, 2) }}")

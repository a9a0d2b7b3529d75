"""``totkit seen``: a person compared; the letter then knows what changed."""

from __future__ import annotations

import json

import pytest
from totkit.localise import fingerprint, write_based_on

COUNTRY = "localisations/countries/lk"
BLOCK = f"{COUNTRY}/blocks/opening-case.md"
INDEX = "book/01-start/index.md"
CASES = "book/01-start/cases.md"
PAGE = f"{COUNTRY}/pages/{CASES}"


def edit(root, old, new, file=INDEX):
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def seen(tiny, run_totkit):
    """Return the tiny course after a person compared everything of Sri Lanka, a replaced page too."""
    page = tiny / COUNTRY / "pages" / CASES
    page.parent.mkdir(parents=True)
    page.write_text("---\nminutes: 5\noutcomes: []\n---\n# Our cases\n", encoding="utf-8")
    files = (BLOCK, f"{COUNTRY}/facts.yml", PAGE)
    ran = run_totkit("seen", "-C", tiny, *files)
    assert (ran.code, ran.stdout.splitlines()) == (
        0,
        [BLOCK, PAGE, f"{COUNTRY}/seen.json"],
    )
    return tiny


def letter(run_totkit, root, *options):
    return run_totkit("check", "-C", root, "--drift", "-e", "lk", *options).stdout


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A block.\n", '---\nbased_on: "x"\n---\nA block.\n'),
        ("---\nminutes: 5\n---\nText\n", '---\nbased_on: "x"\nminutes: 5\n---\nText\n'),
        (
            '---\nminutes: 5\nbased_on: "y"\n---\nbased_on:\n',
            '---\nminutes: 5\nbased_on: "x"\n---\nbased_on:\n',
        ),
    ],
)
def test_based_on_is_all_that_changes_in_a_file(text, expected):
    assert write_based_on(text, "x") == expected


def test_letter_is_empty_and_check_clean_after_it(seen, run_totkit):
    assert letter(run_totkit, seen) == "nothing to do\n"
    assert run_totkit("check", "-C", seen, "--no-execute", "-q").stdout == ""
    again = run_totkit("seen", "-C", seen, BLOCK)
    assert (again.code, again.stdout, again.stderr) == (0, "", "0 files changed\n")


def test_letter_has_what_the_course_said_and_says(seen, run_totkit):
    edit(seen, "counts its boats", "counts its nets")
    edit(seen, "The rule is {{ law.example }}", "The law is {{ law.example }}")
    edit(seen, "The office went there", "The office drove there", CASES)
    block, page, fact = json.loads(letter(run_totkit, seen, "--json"))
    assert ("boats" in block["then"], "nets" in block["now"]) == (True, True)
    assert (block["command"], block["message"]) == (
        f"totkit seen {BLOCK}",
        f"the default of slot 'opening-case' changed at {INDEX}:17",
    )
    assert page["message"] == f"the page that this one replaces changed at {CASES}"
    assert ("went" in page["then"], "drove" in page["now"]) == (True, True)
    assert fact["message"] == f"the text around the fact 'law.example' changed at {INDEX}:9"
    assert ("The rule is" in fact["then"], "The law is" in fact["now"]) == (True, True)
    run_totkit("seen", "-C", seen, f"{COUNTRY}/facts.yml")
    assert [found["where"]["file"] for found in json.loads(letter(run_totkit, seen, "--json"))] == [
        BLOCK,
        PAGE,
    ]


def test_old_text_is_not_shown_if_somebody_wrote_another_fingerprint(seen, run_totkit):
    text = (seen / BLOCK).read_text(encoding="utf-8")
    (seen / BLOCK).write_text(write_based_on(text, fingerprint("Something else")), encoding="utf-8")
    (block,) = json.loads(letter(run_totkit, seen, "--json"))
    assert (block["then"], "boats" in block["now"]) == ("", True)


def test_page_for_a_publisher(seen, run_totkit, tmp_path):
    edit(seen, "counts its boats", "counts its <nets>")
    file = tmp_path / "letter.html"
    ran = run_totkit("check", "-C", seen, "--drift", "--html", file)
    assert (ran.code, ran.stdout, ran.stderr) == (0, "", f"wrote {file}\n")
    html = file.read_text(encoding="utf-8")
    assert "<h2>Sri Lanka (lk)</h2>" in html
    assert "<h2>Morocco (ma)</h2>" in html
    assert "<del>boats.</del>" in html
    assert "<ins>&lt;nets&gt;.</ins>" in html
    assert f"compare the two, then run: totkit seen {BLOCK}</code>" in html


def test_page_is_for_the_letter_alone(seen, run_totkit, tmp_path):
    ran = run_totkit("check", "-C", seen, "--html", tmp_path / "letter.html")
    assert (ran.code, "--html is for --drift" in ran.stderr) == (2, True)


def test_places_that_are_gone_are_in_the_letter(seen, run_totkit):
    (seen / CASES).unlink()
    edit(seen, "          - file: book/01-start/cases\n", "", "_toc.yml")
    edit(seen, "{local} opening-case", "{local} opening-story")
    edit(seen, "Read [the cases](cases.md) and ", "Read ")
    found = letter(run_totkit, seen).splitlines()
    assert [line.partition(" (")[0] for line in found] == [
        f"{BLOCK}:1: no page offers the slot 'opening-case' any more: no reader gets this block",
        f"{PAGE}:1: the course has no page 'book/01-start/cases' any more: no reader gets this page",
    ]


@pytest.mark.parametrize(
    "name", ["README.md", f"{COUNTRY}/localisation.yml", "localisations/countries/lkk/facts.yml"]
)
def test_what_is_no_piece_is_usage(seen, run_totkit, name):
    before = (seen / COUNTRY / "seen.json").read_bytes()
    ran = run_totkit("seen", "-C", seen, BLOCK, name)
    assert (ran.code, ran.stdout) == (2, "")
    assert (seen / COUNTRY / "seen.json").read_bytes() == before


def test_seen_json_that_nobody_can_read_is_a_problem(seen, run_totkit):
    (seen / COUNTRY / "seen.json").write_text("[]", encoding="utf-8")
    ran = run_totkit("check", "-C", seen, "-q", "--no-execute")
    assert ran.code == 1
    assert ran.stdout == (
        f"{COUNTRY}/seen.json: TOT-E103 is not what 'totkit seen' writes "
        "('totkit seen' writes this file: delete it, then compare the pieces again)\n"
    )

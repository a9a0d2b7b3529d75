from __future__ import annotations

import json

from totkit.localise import fingerprint


def test_check_tiny_is_clean_and_says_what_to_compare(tiny, run_totkit):
    ran = run_totkit("check", "-C", tiny, "--no-execute")
    compare = "compare 1 piece of its own with the course (totkit check --drift)\n"
    said = f"lk: {compare}ma: {compare}3 editions checked: no problems\n"
    assert (ran.code, ran.stdout, ran.stderr) == (0, "", said)


DEFAULT = ":::{note} The default story is about a small island that counts its boats. :::"
LETTER = [
    f"localisations/countries/{country}/blocks/opening-case.md:1: "
    "it is not said which version of the default of slot 'opening-case' this was written from, "
    "book/01-start/index.md:17 (compare the two, then run: "
    f"totkit seen localisations/countries/{country}/blocks/opening-case.md)"
    for country in ("lk", "ma")
]


def test_drift_is_a_letter_and_no_problem(tiny, run_totkit):
    ran = run_totkit("check", "-C", tiny, "--drift")
    assert (ran.code, ran.stdout.splitlines(), ran.stderr) == (0, LETTER, "")
    assert run_totkit("check", "-C", tiny, "--drift", "-e", "ma").stdout.splitlines() == LETTER[1:]


def test_drift_as_json(tiny, run_totkit):
    ran = run_totkit("check", "-C", tiny, "--drift", "-e", "ma/ar", "--json")
    (found,) = json.loads(ran.stdout)
    file = "localisations/countries/ma/blocks/opening-case.md"
    assert (ran.code, found["country"], found["where"]) == (0, "ma", {"file": file, "line": 1, "key": ""})
    assert f"{file}:1: {found['message']} ({found['hint']})" == LETTER[1]


def test_drift_has_nothing_to_say_once_the_block_says_what_it_is_based_on(tiny, run_totkit):
    path = tiny / "localisations/countries/lk/blocks/opening-case.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(f'---\nbased_on: "{fingerprint(DEFAULT)}"\n---\n{text}', encoding="utf-8")
    ran = run_totkit("check", "-C", tiny, "--drift", "-e", "lk")
    assert (ran.code, ran.stdout, ran.stderr) == (0, "nothing to do\n", "")
    ran = run_totkit("check", "-C", tiny, "--no-execute", "-e", "lk")
    assert (ran.code, ran.stderr) == (0, "2 editions checked: no problems\n")


def test_drift_of_files_that_cannot_be_read_is_a_problem(tiny, run_totkit):
    (tiny / "localisations/countries/lk/messages/si.po").write_text("nonsense\n", encoding="utf-8")
    ran = run_totkit("check", "-C", tiny, "--drift")
    assert (ran.code, "TOT-E305" in ran.stdout) == (1, True)

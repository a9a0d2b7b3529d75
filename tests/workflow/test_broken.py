"""Every folder of ``tests/broken`` is one mistake of an author: what totkit says, to the letter."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from totkit.errors import Code

BROKEN = Path(__file__).parent.parent / "broken"
CASES = sorted(path.name for path in BROKEN.iterdir() if path.is_dir())
RUNS_CODE = "E406"
NOT_ABOUT_SOURCES = {
    Code.BROKEN_STRUCTURE: "localise writes translations so that no text changes its page's blocks: a safety net",  # noqa: E501
    Code.STALE_TEMPLATE: "tests/cli/test_catalogue_command.py: for `totkit catalogue check` alone",
    Code.UNUSED_TERM: "tests/cli/test_catalogue_command.py: for `totkit catalogue check` alone",
    Code.PRIVATE_TEXT: "tests/assemble",
    Code.UNEXPECTED_FILE: "tests/assemble",
    Code.FAILED_TOOL: "tests/publish",
    Code.BAD_SUBMISSION: "tests/grade",
    **dict.fromkeys(
        (Code.LONG_SENTENCE, Code.BANNED_PHRASE, Code.TYPED_FIGURE),
        "tests/check/test_sentences.py: the tiny course does not ask for rules of writing",
    ),
    **dict.fromkeys(
        (Code.MISSING_SECTION, Code.BAD_DECK, Code.UNSERVED_OUTCOME, Code.MISSING_CASE),
        "tests/check/test_teaching.py: the tiny course does not ask for rules of writing",
    ),
}


def break_course(course: Path, case: str) -> str:
    """Lay the files of a case over a course; return what totkit must say."""
    folder = BROKEN / case
    shutil.copytree(
        folder, course, dirs_exist_ok=True, ignore=shutil.ignore_patterns("delete.txt", "expected.txt")
    )
    deleted = folder / "delete.txt"
    for name in deleted.read_text(encoding="utf-8").split() if deleted.exists() else ():
        (course / name).unlink()
    return (folder / "expected.txt").read_text(encoding="utf-8")


def read_all(folder: Path) -> dict[str, bytes]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.parametrize(
    "case", [pytest.param(name, marks=[pytest.mark.slow] if RUNS_CODE in name else []) for name in CASES]
)
def test_check_names_the_mistake_and_writes_nothing(case, tiny, run_totkit):
    expected = break_course(tiny, case)
    before = read_all(tiny)
    quick = () if RUNS_CODE in case else ("--no-execute",)

    ran = run_totkit("check", "-C", tiny, "-q", *quick)

    assert (ran.stdout, ran.code) == (expected, 1)
    after = read_all(tiny)
    assert {name for name in after if not name.startswith("_build/cache/executed")} == set(before)
    assert {name: after[name] for name in before} == before


@pytest.mark.parametrize("case", ["E201-missing-page", "E302-unknown-first-locale"])
def test_build_says_the_same_and_leaves_the_earlier_site(case, tiny, run_totkit):
    expected = break_course(tiny, case)
    for name in ("index.html", "lk/en/index.html"):
        (tiny / "_build/site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tiny / "_build/site" / name).write_text("earlier", encoding="utf-8")
    before = read_all(tiny)

    ran = run_totkit("build", "-C", tiny, "-j", "1")

    assert ran.code == 1
    assert [line for line in ran.stderr.splitlines() if " TOT-" in line] == expected.splitlines()
    assert read_all(tiny) == before


@pytest.mark.parametrize("case", CASES)
def test_expected_lines_name_file_code_and_what_to_do(case):
    """The form of the lines: ``file[:line]: CODE message (hint)``, the case's own code among them."""
    lines = (BROKEN / case / "expected.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        assert re.fullmatch(r"[\w./-]+\.(yml|md|po|svg)(:\d+)?: TOT-E\d{3} .+ \(.+\)", line), line
    assert any(f" TOT-{case[:4]} " in line for line in lines)


def test_every_code_of_authored_content_has_a_case():
    shown = {f"TOT-{case[:4]}" for case in CASES}
    assert {code for code in Code if code not in shown} == set(NOT_ABOUT_SOURCES)


@pytest.mark.slow
def test_tiny_runs_its_notebooks_once(tiny, run_totkit):
    first = run_totkit("check", "-C", tiny)
    second = run_totkit("check", "-C", tiny)
    assert (first.code, second.code) == (0, 0)
    assert "running 2 notebooks with their solutions" in first.stderr
    assert "running" not in second.stderr
    assert second.stderr.endswith("\n3 editions checked: no problems\n")


def test_translation_that_looks_like_a_block_stays_one_text(tiny, run_totkit):
    """What a translator types cannot open a comment, a list or a directive on the page."""
    po = tiny / "localisations/languages/ar/book-01-start.po"
    text = po.read_text(encoding="utf-8")
    assert text.count('msgstr "نعد الناس لا الآلات."') == 1
    for opening in ("<!--", ":::{note}", "```", "$$", "1."):
        changed = text.replace('msgstr "نعد الناس', f'msgstr "{opening} نعد الناس')
        po.write_text(changed, encoding="utf-8")
        ran = run_totkit("check", "-C", tiny, "--no-execute", "-e", "ma/ar")
        assert (ran.code, ran.stdout) == (0, "")

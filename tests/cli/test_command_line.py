from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module

import click
import pytest
from totkit.cli.main import COMMANDS
from totkit.cli.main import totkit as top
from totkit.errors import ToolError

HEAVY = (
    "IPython",
    "babel",
    "jupyter_book",
    "myst_parser",
    "nbclient",
    "nbformat",
    "nbgrader",
    "pandas",
    "sphinx",
)


def all_commands():
    """Yield the words of every command that does something, groups left out."""
    for name, (module, _) in COMMANDS.items():
        command = getattr(import_module(module), name)
        if isinstance(command, click.Group):
            yield from ((name, verb) for verb in command.commands)
        else:
            yield (name,)


COMMAND_LINES = sorted(all_commands())


def test_a_place_that_cannot_be_written_is_a_message(tiny, run_totkit):
    ran = run_totkit("check", "-C", tiny, "--drift", "--html", tiny / "course.yml" / "letter.html")
    assert ran.code == 2
    assert ran.stderr.startswith("totkit: ")
    assert "course.yml" in ran.stderr


@pytest.mark.parametrize("words", COMMAND_LINES, ids=" ".join)
def test_help_has_an_example_of_this_very_command(words, run_totkit):
    ran = run_totkit(*words, "--help")
    example = ran.stdout.replace("\n", " ").split("Example: ", 1)
    assert ran.code == 0
    assert f"totkit {' '.join(words)}" in " ".join(example[1].split())


def test_help_lists_every_command_with_its_sentence(run_totkit):
    ran = run_totkit("--help")
    assert ran.code == 0
    for name, (_, sentence) in COMMANDS.items():
        assert f"  {name} " in ran.stdout
        assert sentence.rstrip(".") in " ".join(ran.stdout.split())


def test_commands_are_where_the_table_says():
    for name in COMMANDS:
        command = top.get_command(click.Context(top), name)
        assert command is not None
        assert command.name == name
    assert top.get_command(click.Context(top), "bild") is None


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["--version"]])
def test_help_imports_nothing_heavy(arguments):
    """Help must be there at once: on two slow cores, too. Imports are counted; time only guards the order."""
    code = (
        "import sys, time; start = time.perf_counter()\n"
        "from totkit.cli import main\n"
        f"try: main({arguments!r})\n"
        "except SystemExit: pass\n"
        "print(time.process_time(), sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"  # noqa: E501
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seconds, _, modules = ran.stderr.partition(" ")
    assert [name for name in HEAVY if f"'{name}'" in modules] == []
    assert "'totkit'" in modules
    assert float(seconds) < 0.5


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["check", "--no-execute", "-e", "lk/si"], 0, "1 edition checked: no problems"),
        (["check", "--no-execute", "-e", "LKA"], 0, "2 editions checked: no problems"),
        (["check", "--no-execute", "-e", "MA", "-e", "ma/ar"], 0, "1 edition checked: no problems"),
        (["check", "-e", "lka"], 0, "2 editions checked: no problems"),
        (["check", "-e", "lkk"], 2, "totkit: no localisation 'lkk'; did you mean 'lk'?"),
        (["check", "-e", "lk/sii"], 2, "totkit: lk has no edition in 'sii'; did you mean 'si'?"),
        (["assemble", "-e", "zz"], 2, "totkit: no localisation 'zz'; allowed: lk, ma"),
        (["build", "-e", "ma/fr"], 2, "totkit: ma has no edition in 'fr'; allowed: ar"),
        (["catalogue", "status", "arr"], 2, "totkit: no catalogues in 'arr'; did you mean 'ar'?"),
        (
            ["grade", "autograde", "count-peple"],
            2,
            "there is no assignment 'count-peple'; did you mean 'count-people'?",
        ),
        (["bild"], 2, "No such command 'bild'"),
        (["check", "--fast"], 2, "No such option"),
        (["build", "-j", "0"], 2, "0 is not in the range"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_exit_code_and_message(arguments, code, said, tiny, run_totkit):
    if arguments == ["check", "-e", "lka"]:
        arguments = [*arguments, "--no-execute"]
    ran = run_totkit(*arguments, cwd=tiny)
    assert (ran.code, ran.stdout) == (code, "")
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


def test_outside_a_course_is_usage(tmp_path, run_totkit):
    ran = run_totkit("check", "-C", tmp_path)
    assert (ran.code, ran.stdout) == (2, "")
    assert (
        ran.stderr == f"totkit: {tmp_path} is not inside a course: no course.yml here or above; use -C DIR\n"
    )


def test_course_is_found_from_a_folder_inside(tiny, run_totkit):
    ran = run_totkit("check", "--no-execute", "-q", cwd=tiny / "book/01-start")
    assert (ran.code, ran.stdout, ran.stderr) == (0, "", "")


def test_content_problems_are_exit_1_on_stdout_and_as_json(tiny, run_totkit):
    page = tiny / "book/01-start/cases.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace("component: cases", "component: case"), encoding="utf-8"
    )
    arguments = ("check", "-C", tiny, "--no-execute")
    plain, data = run_totkit(*arguments), run_totkit(*arguments, "--json")
    problems = json.loads(data.stdout)
    assert (plain.code, data.code) == (1, 1)
    assert problems[0] == {
        "where": {"file": "book/01-start/cases.md", "line": 4, "key": "component"},
        "code": "TOT-E103",
        "message": "component: 'case' is not allowed",
        "hint": "did you mean 'cases'?",
    }
    assert plain.stdout.splitlines()[0] == (
        "book/01-start/cases.md:4: TOT-E103 component: 'case' is not allowed (did you mean 'cases'?)"
    )
    assert len(problems) == len(plain.stdout.splitlines())
    assert plain.stderr == f"3 editions checked: {len(problems)} problems\n"


def test_unreadable_localisation_is_json_too(tiny, run_totkit):
    (tiny / "localisations/countries/lk/localisation.yml").write_text("id: [", encoding="utf-8")
    ran = run_totkit("check", "-C", tiny, "--json")
    assert ran.code == 1
    assert [problem["code"] for problem in json.loads(ran.stdout)] == ["TOT-E104"]


def test_clean_check_as_json_is_an_empty_list(tiny, run_totkit):
    ran = run_totkit("check", "-C", tiny, "--no-execute", "--json", "--quiet")
    assert (ran.code, json.loads(ran.stdout), ran.stderr) == (0, [], "")


def test_catalogue_status_as_table_and_json(tiny, run_totkit):
    data = run_totkit("catalogue", "status", "-C", tiny, "si", "--json")
    rows = {row["slug"]: row["progress"] for row in json.loads(data.stdout)}
    none = {"drafts": 0, "outdated": 0, "overridden": 0}
    assert rows["book"] == {"total": 2, "translated": 2, **none}
    assert rows["interface"] == {"total": 3, "translated": 1, **none}
    table = run_totkit("catalogue", "status", "-C", tiny, "si").stdout.splitlines()
    counts = ["translated", "of", "share", "drafts", "outdated", "overridden"]
    assert table[0].split() == ["language", "catalogue", *counts]
    assert table[1].split() == ["si", "book", "2", "2", "100%", "0", "0", "0"]


def test_catalogue_extract_and_update_have_nothing_to_do(tiny, run_totkit):
    """The templates and catalogues of the tiny course are up to date, and doing it twice changes nothing."""
    for verb in ("extract", "update"):
        ran = run_totkit("catalogue", verb, "-C", tiny)
        assert (ran.code, ran.stdout, ran.stderr) == (0, "", "0 files changed\n")


def test_failed_tool_is_exit_3_with_its_log(tiny, run_totkit, monkeypatch):
    def fail(*_args, **_keywords):
        raise ToolError("Sphinx failed", "line of the log")

    monkeypatch.setattr("totkit.workflow.build.assemble_editions", fail)
    ran = run_totkit("assemble", "-C", tiny)
    assert (ran.code, ran.stdout, ran.stderr) == (3, "", "totkit: Sphinx failed\nline of the log\n")


def test_interrupt_is_not_a_traceback(tiny, run_totkit, monkeypatch):
    def stop(*_args, **_keywords):
        raise KeyboardInterrupt

    monkeypatch.setattr("totkit.workflow.build.assemble_editions", stop)
    ran = run_totkit("assemble", "-C", tiny)
    assert (ran.code, ran.stderr.strip()) == (130, "stopped")

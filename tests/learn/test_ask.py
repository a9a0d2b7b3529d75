from __future__ import annotations

from typing import TYPE_CHECKING, Any

import IPython.display
import pytest
from totkit.learn import notebook
from totkit.learn.notebook import ask, mark

if TYPE_CHECKING:
    from totkit.learn.sheet import Sheet


@pytest.fixture
def beside(sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> Sheet:
    """Let the helper stand beside the test's questions."""
    monkeypatch.setattr(notebook, "HERE", sheet.folder)
    return sheet


@pytest.fixture
def displayed(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    shown: list[dict[str, Any]] = []
    monkeypatch.setattr(IPython.display, "display", lambda bundle, *, raw: shown.append(bundle))
    return shown


def test_ask_shows_a_widget_and_tells_those_without_widgets_to_run_the_cell(
    beside: Sheet, displayed: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    ask("one")
    assert [sorted(bundle) for bundle in displayed] == [
        ["text/html", "text/plain"],
        ["application/vnd.jupyter.widget-view+json", "text/html", "text/plain"],
    ]
    assert displayed[1]["text/plain"] == "Run this cell to see the question."


def test_a_saved_notebook_says_that_answers_are_kept_where_its_question_is_gone(
    beside: Sheet, displayed: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    ask("one")
    assert "Your answers are kept." in displayed[0]["text/html"]


def test_ask_without_ipywidgets_says_what_to_install(
    beside: Sheet, displayed: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.setattr(notebook, "find_spec", lambda _name: None)
    ask("one")
    assert "python -m pip install ipywidgets" in displayed[0]["text/plain"]
    assert displayed[1]["text/plain"].startswith("Which one?")


def test_ask_shows_the_saved_answer_where_nobody_can_click(
    beside: Sheet, displayed: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    (beside.folder / "answers.json").write_text('{"one": "owner"}')
    ask("one")
    assert [bundle["text/plain"] for bundle in displayed] == [
        "Which one?\nSaved answer:\n  An owner & a <date>"
    ]


def test_ask_of_an_unknown_question_names_the_known(beside: Sheet) -> None:
    with pytest.raises(LookupError, match="questions: count, essay, grid"):
        ask("nothing")


@pytest.mark.parametrize(
    ("saved", "points"),
    [
        ('{"many": ["budget", "owner"]}', 2.0),
        ('{"many": ["budget"]}', 1.0),
        ('{"many": ["stranger"]}', 0.0),
        ("{}", 0.0),
    ],
)
def test_mark_reads_the_saved_answer(beside: Sheet, saved: str, points: float) -> None:
    (beside.folder / "answers.json").write_text(saved)
    assert mark("many", 2, ["budget", "owner"]) == points


def test_mark_rounds_and_takes_a_tolerance(beside: Sheet) -> None:
    (beside.folder / "answers.json").write_text('{"many": ["budget"], "count": "9,5"}')
    assert [mark("many", 1, ["budget", "owner", "launch"]), mark("count", 3, 10, 0.5)] == [0.33, 3.0]


def test_mark_without_a_file_is_zero(beside: Sheet) -> None:
    assert mark("one", 2, "owner") == 0.0


def test_mark_of_a_damaged_file_says_so_on_stdout_and_leaves_it(
    beside: Sheet, capsys: pytest.CaptureFixture[str]
) -> None:
    (beside.folder / "answers.json").write_text("[]")
    points = mark("one", 2, "owner")
    said = capsys.readouterr()
    assert (points, said.out, said.err) == (0.0, "answers.json: not a JSON object\n", "")
    assert (beside.folder / "answers.json").read_text() == "[]"

"""The portfolio: found beside the notebook, shown, and written as a document that a reader opens again."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import IPython.display
import pytest
from docx import Document
from totkit.learn import bundle, notebook
from totkit.learn.document import write_portfolio
from totkit.learn.notebook import portfolio, save_portfolio
from totkit.learn.portfolio import KEEP_TOGETHER, PORTFOLIO, gather_portfolio, portfolio_text
from totkit.learn.sheet import read_sheet
from totkit.model import PORTFOLIO_PARTS

if TYPE_CHECKING:
    from pathlib import Path

VISION = {"id": "we", "kind": "long-text", "use": "open", "prompt": "Our *vision*", "portfolio": "vision"}
PLAN = {
    "id": "plan",
    "kind": "table",
    "use": "graded",
    "prompt": "Actions",
    "points": 2,
    "portfolio": "action-plan",
    "columns": [{"id": "what", "text": "What"}, {"id": "who", "text": "Who"}],
    "count": 2,
}
PRIVATE = {"id": "mine", "kind": "long-text", "use": "open", "prompt": "Only for me"}


def make_exercise(
    root: Path, name: str, questions: list[dict[str, Any]], answers: str = "{}", **more: object
) -> Path:
    folder = root / name
    folder.mkdir()
    content = {"language": "en", "direction": "ltr", "strings": {}, "questions": questions, **more}
    (folder / "questions.json").write_text(json.dumps(content), encoding="utf-8")
    (folder / "answers.json").write_text(answers, encoding="utf-8")
    return folder


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of an exercise with an action plan; a vision was written in the one beside it."""
    written = json.dumps({"we": "Nobody waits.\n<b>Ever</b>", "mine": "a secret"})
    make_exercise(tmp_path, "our-vision", [VISION, PRIVATE], written)
    filled = json.dumps({"plan": {"1": {"what": "Open at noon", "who": "Head of counter"}}})
    folder = make_exercise(tmp_path, "our-plan", [PLAN], filled)
    monkeypatch.setattr(notebook, "HERE", folder)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    return folder


@pytest.fixture
def displayed(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    shown: list[dict[str, Any]] = []
    monkeypatch.setattr(IPython.display, "display", lambda bundle, *, raw: shown.append(bundle))
    return shown


def text_of(folder: Path) -> list[str]:
    document = Document(str(folder / "portfolio.docx"))
    return [paragraph.text for paragraph in document.paragraphs]


def test_parts_of_the_helper_are_those_of_the_model() -> None:
    assert tuple(PORTFOLIO) == PORTFOLIO_PARTS


def test_portfolio_is_found_beside_the_notebook_and_holds_only_what_belongs_to_it(here: Path) -> None:
    found = gather_portfolio(here)
    asked = [(part, entry.question["id"]) for part, entries in found.parts.items() for entry in entries]
    assert asked == [("vision", "we"), ("action-plan", "plan")]
    assert "secret" not in portfolio_text(read_sheet(here), found, list(PORTFOLIO))


@pytest.mark.parametrize("unpacked", ["our-plan", "our-plan (1)"])
def test_portfolio_is_found_where_each_folder_was_unpacked_into_another_of_its_name(
    tmp_path: Path, unpacked: str
) -> None:
    for outer, name in (("our-vision", "our-vision"), (unpacked, "our-plan"), ("our-notes-2", "our-notes")):
        (tmp_path / outer).mkdir()
        make_exercise(tmp_path / outer, name, [VISION], '{"we": "' + name + '"}')
    make_exercise(tmp_path, "plain", [VISION], '{"we": "plain"}')
    found = gather_portfolio(tmp_path / unpacked / "our-plan")
    assert [entry.answer for entry in found.parts["vision"]] == ["our-plan", "our-vision", "plain"]


def test_one_part_is_shown_as_text_without_markup_of_the_learner(
    here: Path, displayed: list[dict[str, Any]]
) -> None:
    portfolio("vision")
    assert here.name == "our-plan"
    assert "<b>" not in displayed[0]["text/html"]
    assert "&lt;b&gt;Ever" in displayed[0]["text/html"]
    assert displayed[0]["text/plain"].startswith("Vision\n\nOur vision\nSaved answer:\n  Nobody waits.")


def test_a_part_without_exercises_says_what_to_do(here: Path, displayed: list[dict[str, Any]]) -> None:
    portfolio("road-map")
    assert displayed[0]["text/plain"] == f"Road map\n\n{KEEP_TOGETHER}"
    assert gather_portfolio(here).unreadable == []


def test_an_unknown_part_names_the_known(here: Path) -> None:
    with pytest.raises(LookupError, match=r"'visions'; its parts: situation-analysis, vision"):
        portfolio("visions")
    assert here.is_dir()


@pytest.mark.parametrize("damage", ["[]", "no json", '{"questions": [1]}'])
def test_a_damaged_neighbour_is_named_and_does_not_hide_the_others(here: Path, damage: str) -> None:
    (here.parent / "our-vision" / "questions.json").write_text(damage, encoding="utf-8")
    found = gather_portfolio(here)
    assert found.unreadable == ["our-vision"]
    assert [entry.question["id"] for entry in found.parts["action-plan"]] == ["plan"]


def test_nothing_is_shown_or_written_while_work_is_marked(
    here: Path, displayed: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    portfolio()
    save_portfolio()
    assert (displayed, sorted(path.name for path in here.iterdir())) == (
        [],
        ["answers.json", "questions.json"],
    )


def test_the_document_opens_again_with_headings_answers_and_table(
    here: Path, displayed: list[dict[str, Any]]
) -> None:
    save_portfolio()
    assert displayed[0]["text/plain"] == "Open portfolio.docx"
    assert text_of(here) == [
        "My portfolio",
        *("Situation analysis", "Not answered yet"),
        *("Vision", "Our vision", "Nobody waits.\n<b>Ever</b>"),
        *("Road map", "Not answered yet", "Indicators", "Not answered yet"),
        *("Action plan", "Actions"),
    ]
    (table,) = Document(str(here / "portfolio.docx")).tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells == [["What", "Who"], ["Open at noon", "Head of counter"], ["", ""]]


def test_the_document_is_a4_and_in_the_language_of_the_learner(here: Path) -> None:
    make_exercise(here.parent, "plan-fr", [PLAN], language="fr")
    folder = here.parent / "plan-fr"
    write_portfolio(folder, read_sheet(folder), gather_portfolio(folder))
    document = Document(str(folder / "portfolio.docx"))
    (section,) = document.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert set(document.styles.element.xpath("//w:lang/@w:val")) == {"fr"}


def test_a_document_from_right_to_left_turns_paragraphs_and_tables(here: Path) -> None:
    make_exercise(here.parent, "rtl", [PLAN], '{"plan": {"1": {"what": "x"}}}', direction="rtl")
    folder = here.parent / "rtl"
    write_portfolio(folder, read_sheet(folder), gather_portfolio(folder))
    body = Document(str(folder / "portfolio.docx")).element.body
    paragraphs, turned = body.xpath("//w:p"), body.xpath("//w:p[w:pPr/w:bidi]")
    assert len(paragraphs) == len(turned) > 0
    assert len(body.xpath("//w:tbl")) == len(body.xpath("//w:tbl[w:tblPr/w:bidiVisual]")) > 0


def test_without_python_docx_it_is_a_page_that_word_opens(
    here: Path, displayed: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    monkeypatch.setattr("totkit.learn.document.find_spec", lambda _name: None)
    save_portfolio()
    page = (here / "portfolio.html").read_text(encoding="utf-8")
    assert displayed[0]["text/plain"] == "Open portfolio.html"
    assert "Nobody waits." in page
    assert "<b>" not in page


def test_a_folder_that_cannot_be_written_is_said_on_stdout(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> str:
        raise PermissionError("read-only")

    monkeypatch.setattr(notebook, "write_portfolio", refuse)
    save_portfolio()
    assert capsys.readouterr().out == "Your portfolio cannot be written: read-only\n"
    assert here.is_dir()


def test_the_bundle_writes_the_document_without_totkit(here: Path) -> None:
    (here / "totkit_learn.py").write_text(bundle(), encoding="utf-8")
    namespace: dict[str, Any] = {"__file__": str(here / "totkit_learn.py"), "__name__": "totkit_learn"}
    sys.modules["totkit_learn"] = type(sys)("totkit_learn")
    try:
        exec(compile(bundle(), "totkit_learn.py", "exec"), namespace)
    finally:
        del sys.modules["totkit_learn"]
    found = namespace["gather_portfolio"](here)
    assert namespace["write_portfolio"](here, namespace["read_sheet"](here), found) == "portfolio.docx"
    assert "Nobody waits.\n<b>Ever</b>" in text_of(here)

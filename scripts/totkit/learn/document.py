"""The portfolio as one file to hand in or print: a Word document, or HTML where python-docx is missing."""

from __future__ import annotations

from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING, Any

from totkit.learn.plain import LONGEST_SHOWN, answer_lines
from totkit.learn.portfolio import PORTFOLIO, portfolio_html, remarks
from totkit.learn.sheet import texts_by_id
from totkit.learn.storage import write_whole
from totkit.learn.text import to_plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from totkit.learn.portfolio import Entry, Portfolio
    from totkit.learn.sheet import Sheet

TITLE = "My portfolio"
MOST_WIDE_COLUMNS = 4
"""A table with more columns is set in smaller letters, so that its words are not broken on A4."""


def write_portfolio(folder: Path, sheet: Sheet, portfolio: Portfolio) -> str:
    """Write the portfolio into ``folder`` and return the file's name.

    :returns: ``portfolio.docx``, or ``portfolio.html`` (which Word opens too) if python-docx is not installed
    :raises OSError: the file cannot be written
    """
    if find_spec("docx") is None:
        shown = portfolio_html(sheet, portfolio, list(PORTFOLIO))
        page = f'<!doctype html><meta charset="utf-8"><title>{sheet.say(TITLE)}</title>{shown}\n'
        write_whole(folder, "portfolio.html", page.encode())
        return "portfolio.html"
    write_whole(folder, "portfolio.docx", _docx(sheet, portfolio))
    return "portfolio.docx"


def _docx(sheet: Sheet, portfolio: Portfolio) -> bytes:
    from docx import Document

    document = Document()
    document.core_properties.title = sheet.say(TITLE)
    document.core_properties.author = ""
    _set_page(document, sheet.language)
    document.add_heading(sheet.say(TITLE), level=0)
    for remark in remarks(sheet, portfolio):
        document.add_paragraph(remark)
    for part, entries in portfolio.parts.items():
        document.add_heading(sheet.say(PORTFOLIO[part]), level=1)
        for entry in entries:
            _add_entry(document, entry)
        if not entries:
            document.add_paragraph(sheet.say("Not answered yet"))
    if sheet.direction == "rtl":
        _turn(document)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _set_page(document: Any, language: str) -> None:
    """Take A4, and the language in which Word checks the spelling."""
    from docx.oxml.ns import qn
    from docx.shared import Mm

    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(20)
    for spoken in document.styles.element.iter(qn("w:lang")):
        for side in ("w:val", "w:bidi"):
            spoken.set(qn(side), language)


def _add_entry(document: Any, entry: Entry) -> None:
    document.add_heading(to_plain(entry.question["prompt"]), level=2)
    cells = table_cells(entry.question, entry.answer)
    if cells:
        _add_table(document, cells)
        return
    lines = answer_lines(entry.question, entry.answer) if entry.answer is not None else []
    if not lines:
        document.add_paragraph(
            entry.sheet.say("The saved answer cannot be read." if lines is None else "Not answered yet")
        )
    for label, text in lines or []:
        document.add_paragraph(f"{label}: {text}" if label else text)


def table_cells(question: Mapping[str, Any], answer: Any) -> list[list[str]]:
    """Return a filled table as rows of texts, its heading first; nothing for another kind or no answer."""
    if question["kind"] != "table" or not answer or answer_lines(question, answer) is None:
        return []
    columns = {name: to_plain(text) for name, text in texts_by_id(question.get("columns")).items()}
    named = texts_by_id(question.get("rows"))
    rows = named or {str(number): "" for number in range(1, question.get("count", 0) + 1)}
    lead = [""] if named else []
    body = [
        [*([to_plain(text)] if named else []), *(_cell(answer, row, column) for column in columns)]
        for row, text in rows.items()
    ]
    return [[*lead, *columns.values()], *body]


def _cell(answer: Mapping[str, Mapping[str, Any]], row: str, column: str) -> str:
    text = answer.get(row, {}).get(column, "")
    return text[:LONGEST_SHOWN] if isinstance(text, str) else ""


def _add_table(document: Any, cells: list[list[str]]) -> None:
    from docx.shared import Pt

    table = document.add_table(rows=len(cells), cols=len(cells[0]), style="Table Grid")
    for number, (line, texts) in enumerate(zip(table.rows, cells, strict=True)):
        for cell, text in zip(line.cells, texts, strict=True):
            cell.text = text
            for run in cell.paragraphs[0].runs:
                run.bold = number == 0 or None
                run.font.size = Pt(9) if len(texts) > MOST_WIDE_COLUMNS else None


def _turn(document: Any) -> None:
    """Let paragraphs, their letters and tables run from right to left."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    body = document.element.body
    for paragraph in body.iter(qn("w:p")):
        paragraph.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for run in body.iter(qn("w:r")):
        run.get_or_add_rPr().append(OxmlElement("w:rtl"))
    for table in body.iter(qn("w:tbl")):
        table.tblPr.append(OxmlElement("w:bidiVisual"))

"""Read a language's glossary: the words that its translators agreed on."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from totkit.errors import Code, Problem
from totkit.model import Term
from totkit.read.files import Reader
from totkit.read.localisation import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = ("term", "translation", "note")


def read_glossary(root: Path, tag: str) -> tuple[tuple[Term, ...], list[Problem]]:
    """Read ``glossary.csv`` of a language: its terms in their order, and every problem met.

    A term without a translation is not decided yet; it is left out. No file: no terms.
    """
    reader = Reader(root)
    file = f"{LANGUAGES}/{tag}/glossary.csv"
    text = reader.text(file) if reader.exists(file) else None
    return _parse(reader, file, text) if text is not None else (), reader.problems


def _parse(reader: Reader, file: str, text: str) -> tuple[Term, ...]:
    rows = csv.reader(io.StringIO(text, newline=""))
    head = tuple(cell.strip() for cell in next(rows, []))
    if head != COLUMNS:
        hint = f"write {','.join(COLUMNS)} into the first line"
        reader.add(Code.BAD_VALUE, file, f"the columns are {','.join(head) or 'missing'}", line=1, hint=hint)
        return ()
    found: dict[str, Term] = {}
    line = rows.line_num + 1
    for row in rows:
        here, line = line, rows.line_num + 1
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(COLUMNS) or not row[0].strip():
            hint = "put texts that hold a comma in quotes"
            reader.add(Code.BAD_VALUE, file, "a line is not term,translation,note", line=here, hint=hint)
            continue
        term, translation, note = (" ".join(cell.split()) for cell in row)
        if term.casefold() in found:
            hint = "keep one line, with the forms of the translation parted by |"
            reader.add(Code.DUPLICATE_ID, file, f"the term {term!r} stands here twice", line=here, hint=hint)
            continue
        forms = tuple(form.strip() for form in translation.split("|") if form.strip())
        found[term.casefold()] = Term(text=term, forms=forms, note=note)
    return tuple(term for term in found.values() if term.forms)

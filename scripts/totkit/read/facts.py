"""Read the sourced figures of all countries."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from totkit.model import Figure
from totkit.read.files import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = "localisations/reference/countries.csv"


def read_reference(reader: Reader) -> Mapping[str, Mapping[str, float]]:
    """Return the numbers of ``countries.csv`` by alpha-3 code, then by fact key.

    A key is ``<indicator>.<year>``; ``<indicator>.latest`` and ``<indicator>.latest_year`` give the
    newest figure and its year.
    """
    text = reader.text(FILE) if reader.exists(FILE) else ""
    return parse_reference(text or "")


def parse_reference(text: str) -> dict[str, dict[str, float]]:
    """Parse the text of ``countries.csv`` (columns iso3, indicator, year, type, value, …)."""
    countries: dict[str, dict[str, float]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        if row["type"] not in ("number", "integer"):
            continue
        figures = countries.setdefault(row["iso3"], {})
        year, value = int(row["year"]), float(row["value"])
        figures[f"{row['indicator']}.{year}"] = value
        if year >= figures.get(f"{row['indicator']}.latest_year", 0):
            figures[f"{row['indicator']}.latest_year"] = year
            figures[f"{row['indicator']}.latest"] = value
    return countries


def read_figures(root: Path, iso: str) -> tuple[Figure, ...]:
    """Return everything that ``countries.csv`` says of a country, texts too, in the table's order."""
    reader = Reader(root)
    text = reader.text(FILE) if reader.exists(FILE) else ""
    return tuple(
        Figure(
            indicator=row["indicator"],
            year=int(row["year"]),
            value=row["value"],
            source=row.get("source") or "",
        )
        for row in csv.DictReader(io.StringIO(text or ""))
        if row["iso3"] == iso
    )

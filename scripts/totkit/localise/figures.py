"""Figures with words, in the reader's language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from totkit.notebook import segment_figure, translate_figure, turn_figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from totkit.localise.translate import Translator
    from totkit.model import SourceFile
    from totkit.notebook import Unit

FIGURES = "/figures/"
NOTE = "a label in a figure: keep it short"


def figure_folder(file: SourceFile) -> str:
    """Return the folder whose catalogue has the words of a figure; empty for a file that has none."""
    folder, found, _name = file.path.rpartition(FIGURES)
    return folder if found and file.path.endswith(".svg") else ""


def figure_units(file: SourceFile) -> tuple[Unit, ...]:
    """Return the labels of a figure; none of a file that is no SVG."""
    return segment_figure(file.content.decode(errors="replace")).units if figure_folder(file) else ()


def figure_items(files: Iterable[SourceFile]) -> Iterator[tuple[str, tuple[str, str, int, tuple[str, ...]]]]:
    """Yield the messages of figures: the folder, then id, file, line and notes."""
    for file in files:
        for unit in figure_units(file):
            yield figure_folder(file), (unit.id, file.path, unit.line, (NOTE,))


def localise_figure(file: SourceFile, translator: Translator, direction: str) -> SourceFile:
    """Return a figure with its labels translated, laid out for the reader's direction.

    A label without a translation stays and is marked with its language. The drawing itself is not mirrored:
    labels keep their places whatever the direction.
    """
    text = file.content.decode()

    def lookup(unit: Unit) -> str | None:
        message = translator.catalogue.find(unit.id)
        return message.text if message else unit.id if translator.source == translator.target else None

    text = translate_figure(text, lookup, source=translator.source)
    if direction != translator.source_direction:
        text = turn_figure(text, direction)
    return replace(file, content=text.encode())

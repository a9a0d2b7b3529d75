"""MyST text: its blocks, its messages, its cells; and the words of figures.

In: the text of a page or notebook. Out: units to translate, the text with translations in place,
nbformat notebooks. The one Markdown parser of ours. Next: ``read``, ``check``, ``localise``, ``release``.
"""

from totkit.notebook.blocks import FencedBlock, find_blocks, front_matter_lines, replace_blocks
from totkit.notebook.cells import read_notebook
from totkit.notebook.emit import (
    mark_language,
    mark_outdated,
    marks_to_spans,
    options_end,
    skeleton,
    translate,
    unwrap_strings,
)
from totkit.notebook.figure import segment_figure, translate_figure, turn_figure
from totkit.notebook.literals import replace_parameters
from totkit.notebook.markdown import EXTENSIONS
from totkit.notebook.roundtrip import Roundtrip, check_roundtrip
from totkit.notebook.segment import Segmentation, Unit, segment

__all__ = [
    "EXTENSIONS",
    "FencedBlock",
    "Roundtrip",
    "Segmentation",
    "Unit",
    "check_roundtrip",
    "find_blocks",
    "front_matter_lines",
    "mark_language",
    "mark_outdated",
    "marks_to_spans",
    "options_end",
    "read_notebook",
    "replace_blocks",
    "replace_parameters",
    "segment",
    "segment_figure",
    "skeleton",
    "translate",
    "translate_figure",
    "turn_figure",
    "unwrap_strings",
]

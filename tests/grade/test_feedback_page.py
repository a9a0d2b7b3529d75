"""What HTML survives in feedback: tables and directions do, scripts do not."""

from __future__ import annotations

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from totkit.grade.hidden import hide_private


def test_tables_and_directions_stay_and_scripts_go():
    from nbconvert.preprocessors.sanitize import SanitizeHTML
    from totkit.grade.seams import HTML_ATTRIBUTES, HTML_TAGS

    table = (
        "<div><style scoped>.dataframe {vertical-align: top}</style>"
        '<table border="1" class="dataframe"><thead><tr><th>osi</th></tr></thead>'
        "<tbody><tr><td>0.5</td></tr></tbody></table><script>alert(1)</script></div>"
    )
    notebook = new_notebook(
        cells=[
            new_markdown_cell('<div dir="rtl">\n\nمرحبا\n\n</div>'),
            new_code_cell("profiles", outputs=[new_output("display_data", data={"text/html": table})]),
        ]
    )
    hide_private(notebook, frozenset(), failed="", left_out="")
    step = SanitizeHTML(tags=list(HTML_TAGS), attributes=HTML_ATTRIBUTES)
    step.enabled = True
    cleaned, _ = step.preprocess(notebook, {})
    assert cleaned.cells[0].source == '<div dir="rtl">\n\nمرحبا\n\n</div>'
    assert cleaned.cells[1].outputs[0].data["text/html"] == (
        '<div><table class="dataframe"><thead><tr><th>osi</th></tr></thead>'
        "<tbody><tr><td>0.5</td></tr></tbody></table>&lt;script&gt;alert(1)&lt;/script&gt;</div>"
    )

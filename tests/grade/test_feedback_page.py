"""What HTML survives in feedback: tables and directions do, scripts and style sheets do not."""

from __future__ import annotations

from nbformat.v4 import new_code_cell, new_notebook, new_output
from totkit.grade.clean import clean_html
from totkit.grade.hidden import hide_private


def test_tables_and_directions_stay_and_scripts_go():
    table = (
        '<div dir="rtl"><style scoped>.dataframe {vertical-align: top}</style>'
        '<table border="1" class="dataframe"><thead><tr><th>osi</th></tr></thead>'
        '<tbody><tr><td onclick="steal()">0.5</td></tr></tbody></table><script>alert(1)</script></div>'
    )
    output = new_output("display_data", data={"text/html": table})
    notebook = new_notebook(cells=[new_code_cell("profiles", outputs=[output])])
    hide_private(notebook, frozenset(), failed="", left_out="")
    assert clean_html(notebook.cells[0].outputs[0].data["text/html"]) == (
        '<div dir="rtl"><table class="dataframe"><thead><tr><th>osi</th></tr></thead>'
        "<tbody><tr><td>0.5</td></tr></tbody></table>&lt;script&gt;alert(1)&lt;/script&gt;</div>"
    )

"""The steps that nbgrader takes with a notebook, as its own settings: the one place to change them.

Named by import path, so that nothing heavy is imported here and the generated ``nbgrader_config.py``
gives stock nbgrader and its formgrader the same steps.
"""

from __future__ import annotations

SANITIZE = (
    "nbgrader.preprocessors.ClearOutput",
    "totkit.grade.preprocessors.DropDuplicates",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
)
"""Before running: stock nbgrader, but for duplicated cells."""
AUTOGRADE = (
    "nbgrader.preprocessors.Execute",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
)
"""Running and marking: stock nbgrader. An executor of our own takes the place of ``Execute`` here."""
FEEDBACK = (
    "nbgrader.preprocessors.GetGrades",
    "totkit.grade.preprocessors.HidePrivateText",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
)
"""From graded notebook to HTML: stock nbgrader, but without hidden tests and mark schemes."""
CLEAN_HTML = "totkit.grade.clean.clean_html"
"""What nbconvert's template does with the HTML of an output."""

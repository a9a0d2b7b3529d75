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
HTML_TAGS = tuple(
    (
        "a abbr b blockquote br caption code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img kbd "
        "li ol p pre s samp small span strong sub summary sup table tbody td tfoot th thead tr ul "
    ).split()  # noqa: SIM905 - read as a list of words
)
"""What HTML in texts and outputs may hold in feedback: nothing that runs, loads or covers the page."""
HTML_ATTRIBUTES = {
    "*": ["class", "dir", "lang", "scope", "colspan", "rowspan", "title"],
    "a": ["href"],
    "img": ["alt", "src"],
}

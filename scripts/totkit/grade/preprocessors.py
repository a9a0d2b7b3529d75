"""Steps of our own among nbgrader's; imported by their names in ``seams`` only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbgrader.api import Gradebook
from nbgrader.preprocessors import DeduplicateIds, NbGraderPreprocessor
from traitlets import Unicode

from totkit.grade.hidden import HIDDEN_TEST_FAILED, OUTPUT_LEFT_OUT, hide_private, private_text

if TYPE_CHECKING:
    from nbformat import NotebookNode


class DropDuplicates(DeduplicateIds):  # type: ignore[misc]
    """Take nbgrader's mark off a duplicated cell, so that one copy-paste does not stop the whole batch.

    nbgrader leaves an empty mark behind, which it later takes for a format too old to grade.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: Any, cell_index: int
    ) -> tuple[NotebookNode, Any]:
        """Drop the empty mark that nbgrader leaves."""
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        if cell.metadata.get("nbgrader", None) == {}:
            del cell.metadata["nbgrader"]
        return cell, resources


class HidePrivateText(NbGraderPreprocessor):  # type: ignore[misc]
    """Take hidden tests and mark schemes out of a graded notebook, from what its cells printed too."""

    hidden_test_failed = Unicode(HIDDEN_TEST_FAILED, help="Shown where a hidden test failed").tag(config=True)
    output_left_out = Unicode(OUTPUT_LEFT_OUT, help="Shown in the place of an output").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Return the notebook as a learner may see it."""
        names = resources["nbgrader"]
        with Gradebook(names["db_url"]) as gradebook:
            notebook = gradebook.find_notebook(names["notebook"], names["assignment"])
            private = private_text([cell.source for cell in notebook.source_cells])
        hide_private(nb, private, failed=self.hidden_test_failed, left_out=self.output_left_out)
        return nb, resources

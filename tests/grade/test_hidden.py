"""Taking private text out of notebooks, and reading nbgrader's log: no nbgrader runs."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from totkit.grade.door import raised_in
from totkit.grade.hidden import hide_private, private_text, split_regions

TEST = """assert f(1) == 1
### BEGIN HIDDEN TESTS
assert f(2) == 4, 'four'
x = 1
### END HIDDEN TESTS
assert f(0) == 0"""
PRIVATE = frozenset({"assert f(2) == 4, 'four'"})


def error(line: int, message: str = "m") -> object:
    trace = [
        "\x1b[31mAssertionError\x1b[39m",
        f"\x1b[32m----> {line}\x1b[39m \x1b[33massert\x1b[39m f(2) == 4, 'four'",
    ]
    return new_output("error", ename="AssertionError", evalue=message, traceback=trace)


def cleared(*outputs: object, source: str = TEST) -> tuple[str, list[object]]:
    notebook = new_notebook(cells=[new_code_cell(source, outputs=list(outputs))])
    hide_private(notebook, PRIVATE, failed="FAILED", left_out="LEFT OUT")
    cell = notebook.cells[0]
    return cell.source, [output.get("traceback", output.get("text")) for output in cell.outputs]


def test_private_text_is_what_only_hidden_regions_have() -> None:
    assert private_text([TEST, "x = 1"]) == PRIVATE
    assert private_text(["a\n### BEGIN MARK SCHEME\nan unclosed region"]) == {"an unclosed region"}
    assert private_text([TEST, "assert f(2) == 4, 'four'"]) == frozenset()


def test_regions_are_cut_with_their_marks() -> None:
    assert split_regions(TEST) == (
        ["assert f(1) == 1", "assert f(0) == 0"],
        ["assert f(2) == 4, 'four'", "x = 1"],
        frozenset({2, 3, 4, 5}),
    )


@pytest.mark.parametrize(
    ("output", "shown"),
    [
        (error(3), ["FAILED"]),
        (error(1), ["assert f(1) == 1", "AssertionError: m"]),
        (error(6), ["assert f(0) == 0", "AssertionError: m"]),
        (error(99), ["FAILED"]),
        (new_output("error", ename="E", evalue="v", traceback=["no arrow"]), ["FAILED"]),
        (error(1, "f is: assert f(2) == 4, 'four'"), "LEFT OUT\n"),
    ],
)
def test_traceback_of_a_test_shows_no_hidden_line(output: object, shown: object) -> None:
    assert cleared(output) == ("assert f(1) == 1\nassert f(0) == 0", [shown])


@pytest.mark.parametrize(
    "output",
    [
        new_output("stream", name="stdout", text="assert \x1b[1mf(2)\x1b[0m == 4, 'four'"),
        new_output("execute_result", data={"text/html": "<b>assert</b> f(2) == 4, &#x27;four&#x27;"}),
        new_output("display_data", data={"application/json": {"a": ["### BEGIN HIDDEN TESTS"]}}),
    ],
)
def test_output_of_any_cell_that_shows_private_text_is_left_out(output: object) -> None:
    assert cleared(output, source="print(In)") == ("print(In)", ["LEFT OUT\n"])


def test_honest_notebook_stays_as_it_is() -> None:
    outputs = [new_output("stream", name="stdout", text="x = 1"), error(1)]
    cells = [new_markdown_cell("four"), new_code_cell("f(2)", outputs=outputs[:1])]
    notebook = new_notebook(cells=cells)
    before = notebook.copy()
    hide_private(notebook, PRIVATE, failed="FAILED", left_out="LEFT OUT")
    assert notebook == before


def test_log_names_what_was_raised_first() -> None:
    log = "[ERROR] Traceback:\n      raise X\n    nbclient.exceptions.DeadKernelError: Kernel died\n"
    error_text = "nbgrader.converters.base.NbGraderException: Please see the above"
    assert raised_in({"log": log, "error": error_text}) == ("DeadKernelError", "Kernel died")
    assert raised_in({"error": "something else\n"}) == ("", "something else")


def test_control_c_that_nbgrader_swallows_is_raised_again() -> None:
    with pytest.raises(KeyboardInterrupt):
        raised_in({"log": "[ERROR] Canceled", "error": "Traceback\n  File x\nKeyboardInterrupt\n"})

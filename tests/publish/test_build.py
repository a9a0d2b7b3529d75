"""The direct build: the same as stock Jupyter Book, whole or not at all."""

from __future__ import annotations

import re
import sys

import pytest
from totkit.errors import Code, ContentError, Place, Problem, ToolError
from totkit.publish import build_site
from totkit.publish.build import collect_warnings, hash_data
from totkit.run import hash_folder, run_tool, write_tree
from trees import make_tree

slow = pytest.mark.slow
TEXT = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)


def read_pages(folder):
    return {path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*.html"))}


def small_tree(**changes):
    files = {
        name: content
        for name, content in make_tree("ar").items()
        if not name.startswith(("book/chapter", "exercises"))
    }
    return files | {"_toc.yml": b"format: jb-book\nroot: book/index\n"} | changes


@slow
def test_build_equals_stock_jupyter_book(built, tmp_path):
    tree = tmp_path / "tree"
    write_tree(make_tree("ar"), tree)
    code = "import sys; from jupyter_book.cli.main import main; main(sys.argv[1:])"
    run_tool([sys.executable, "-c", code, "build", "-W", "--keep-going", str(tree)], cwd=tmp_path)
    stock, ours = read_pages(tree / "_build/html"), read_pages(built / "site/lk/ar")
    assert list(ours) == list(stock)
    assert {name: TEXT.sub("", text) for name, text in ours.items()} == {
        name: TEXT.sub("", text) for name, text in stock.items()
    }
    assert 'url=book/index.html"' in ours["index.html"]


@slow
def test_build_twice_is_identical(built, tmp_path):
    before = hash_folder(built / "site/lk/si")
    result = build_site(built / "editions/lk/si", tmp_path / "si", cache=built / "cache/lk/si")
    assert result.succeeded
    assert hash_folder(tmp_path / "si") == before
    fresh = build_site(built / "editions/lk/si", tmp_path / "fresh", cache=tmp_path / "cache")
    assert fresh.succeeded
    assert hash_folder(tmp_path / "fresh") == before


@slow
def test_build_carries_nothing_that_is_not_for_readers(built):
    names = {path.name for path in (built / "site/lk/en").rglob("*")}
    assert names.isdisjoint({"_sources", ".buildinfo", "objects.inv", "fontawesome.js", "jupyter_execute"})
    assert not [path for path in (built / "site").rglob("*") if path.suffix in {".map", ".ipynb", ".woff2"}]


@slow
def test_build_with_warnings_leaves_the_site_as_it_was(tmp_path):
    tree, site, cache = tmp_path / "tree", tmp_path / "site", tmp_path / "cache"
    write_tree(small_tree(), tree)
    assert build_site(tree, site, cache=cache).succeeded
    before = hash_folder(site)
    bad = b"# A\n\n[x](missing.md)\n\n```{nothing}\n```\n\n$$ \\nosuch $$\n"
    write_tree(small_tree(**{"book/index.md": bad}), tree)
    result = build_site(tree, site, cache=cache)
    assert [warning.split(": ")[0].split(":")[0] for warning in result.warnings] == ["book/index.md"] * 3
    assert not result.succeeded
    assert hash_folder(site) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "site", "tree"]


@slow
def test_build_asks_the_inspector_before_the_site_is_there(tmp_path):
    write_tree(small_tree(), tmp_path / "tree")
    problem = Problem(where=Place(file="book/index.html"), code=Code.PRIVATE_TEXT, message="is private")
    looked = []

    def inspect(folder):
        looked.append((folder / "book/index.html").is_file() and not (tmp_path / "site").exists())
        return [problem]

    with pytest.raises(ContentError) as caught:
        build_site(tmp_path / "tree", tmp_path / "site", cache=tmp_path / "cache", inspect=inspect)
    assert (looked, caught.value.problems, (tmp_path / "site").exists()) == ([True], [problem], False)


@slow
def test_build_that_breaks_off_says_why(tmp_path):
    files = small_tree(**{"_ext/totkit_tree/__init__.py": b"raise RuntimeError('broken on purpose')"})
    write_tree(files, tmp_path / "tree")
    with pytest.raises(ToolError) as caught:
        build_site(tmp_path / "tree", tmp_path / "site", cache=tmp_path / "cache")
    assert "broken on purpose" in caught.value.log


def test_hash_data_sees_data_and_not_pages(tmp_path):
    base = {"book/a.md": b"1", "_config.yml": b"1", "data/x.csv": b"1"}
    digests = []
    for changes in ({}, {"book/a.md": b"2", "_config.yml": b"2"}, {"data/x.csv": b"2"}):
        write_tree(base | changes, tmp_path / "tree")
        digests.append(hash_data(tmp_path / "tree"))
    assert digests[0] == digests[1] != digests[2]


def test_collect_warnings_makes_places_relative(tmp_path):
    text = f"\x1b[91m{tmp_path}/book/a.md:3: WARNING: no such target\x1b[39m\nreading\nWARNING: global\n"
    assert collect_warnings(text, tmp_path) == ("book/a.md:3: WARNING: no such target", "WARNING: global")

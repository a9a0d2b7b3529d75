"""``totkit catalogue export-xliff`` and ``import-xliff``."""

from __future__ import annotations

import json
import re
import sys

import pytest

pytest.importorskip("translate.storage.xliff")
AR = "localisations/languages/ar"


@pytest.fixture
def sent(tiny, tmp_path, run_totkit):
    """Return the Arabic catalogues of the tiny course as they went out."""
    file = tmp_path / "ar.xlf"
    ran = run_totkit("catalogue", "export-xliff", "-C", tiny, "ar", "-o", file)
    assert (ran.code, ran.stdout) == (0, f"{file}\n")
    assert re.fullmatch(r"5 catalogues, \d+ messages\n", ran.stderr)
    return file


def files(root):
    return {path: path.read_bytes() for path in sorted(root.rglob("*.po"))}


def edit(file, old, new, count=1):
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == count, text.count(old)
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_what_comes_back_as_it_went_out_changes_no_byte(tiny, sent, run_totkit):
    before = files(tiny)
    ran = run_totkit("catalogue", "import-xliff", "-C", tiny, sent)
    assert (ran.code, ran.stderr) == (0, "0 translations imported\n")
    assert f"{AR}/book.po: 0 imported, 0 of them drafts, " in ran.stdout
    assert files(tiny) == before


OLD = '<target state="needs-review-translation">كيف نعد</target>'


def test_only_what_changed_is_imported_and_a_done_state_ends_the_draft(tiny, sent, run_totkit):
    edit(sent, OLD, '<target state="translated">كيف نحصي</target>')
    before = files(tiny)
    ran = run_totkit("catalogue", "import-xliff", "-C", tiny, sent, "--json")
    counts = {
        item["file"]: (item["changed"], item["drafts"], item["gone"]) for item in json.loads(ran.stdout)
    }
    assert counts.pop(f"{AR}/book-01-start.po") == (1, 0, 0)
    assert set(counts.values()) == {(0, 0, 0)}
    after = files(tiny)
    changed = [path for path in before if before[path] != after[path]]
    assert [path.name for path in changed] == ["book-01-start.po"]
    old, new = (set(text[changed[0]].decode().split("\n\n")) for text in (before, after))
    (was,), (now,) = old - new, new - old
    assert now == was.replace("كيف نعد", "كيف نحصي").replace("# totkit: draft\n", "")


@pytest.mark.parametrize("state", [' state="needs-review-translation"', ' state="translated"'])
def test_import_as_draft_keeps_or_sets_the_mark(state, tiny, sent, run_totkit):
    edit(sent, OLD, f"<target{state}>كيف نحصي</target>")
    run_totkit("catalogue", "import-xliff", "-C", tiny, sent, "--draft")
    text = (tiny / AR / "book-01-start.po").read_text(encoding="utf-8")
    (entry,) = (entry for entry in text.split("\n\n") if "كيف نحصي" in entry)
    assert entry.startswith("# totkit: draft\n")


def test_approval_of_the_same_words_lifts_the_mark_and_dry_run_writes_nothing(tiny, sent, run_totkit):
    edit(sent, OLD, OLD.replace("needs-review-translation", "final"))
    before = files(tiny)
    ran = run_totkit("catalogue", "import-xliff", "-C", tiny, sent, "--dry-run")
    assert (ran.code, ran.stderr) == (0, "1 translation would be imported\n")
    assert files(tiny) == before
    run_totkit("catalogue", "import-xliff", "-C", tiny, sent)
    text = (tiny / AR / "book-01-start.po").read_text(encoding="utf-8")
    (entry,) = (entry for entry in text.split("\n\n") if 'msgstr "كيف نعد"' in entry)
    assert "draft" not in entry


def test_all_that_is_broken_is_named_and_nothing_is_written(tiny, sent, run_totkit):
    edit(sent, OLD, '<target state="translated">كيف نحصي</target>')
    text = sent.read_text(encoding="utf-8")
    targets = re.findall(r"<target [^>]*>[^<]*<ph[^>]*>.*?</target>", text)
    for target in targets[:2]:
        text = text.replace(target, '<target state="translated">كلمات</target>')
    sent.write_text(text, encoding="utf-8")
    before = files(tiny)
    ran = run_totkit("catalogue", "import-xliff", "-C", tiny, sent)
    assert (ran.code, ran.stdout) == (1, "")
    lines = ran.stderr.splitlines()
    assert len([line for line in lines if re.match(rf"{AR}/[\w-]+\.po:\d+: TOT-E303 the \w+", line)]) >= 2
    assert files(tiny) == before


def test_source_that_is_gone_is_left_out_and_counted(tiny, sent, run_totkit):
    edit(sent, OLD, '<target state="translated">كيف نحصي</target>')
    path = tiny / AR / "book-01-start.po"
    path.write_text(path.read_text(encoding="utf-8").replace('"How to count"', '"How we count"'), "utf-8")
    ran = run_totkit("catalogue", "import-xliff", "-C", tiny, sent)
    assert ran.stderr == (
        f"{AR}/book-01-start.po: 1 unit left out: the source is not in the catalogue any more\n"
        "0 translations imported\n"
    )


def test_one_catalogue_and_a_country_s_own_messages(tiny, tmp_path, run_totkit):
    file = tmp_path / "si.xlf"
    run_totkit("catalogue", "export-xliff", "-C", tiny, "si", "countries/lk", "-o", file)
    edit(file, " හි ලිපි", " තුළ ලිපි")
    ran = run_totkit("catalogue", "import-xliff", "-C", tiny, file)
    own = "localisations/countries/lk/messages/si.po"
    assert (ran.code, ran.stdout) == (0, f"{own}: 1 imported, 0 of them drafts, 0 as before\n")
    assert "}} තුළ ලිපි" in (tiny / own).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (
            ('target-language="ar"', 'target-language="fa"'),
            2,
            "totkit: no catalogues in 'fa'; allowed: ar, si\n",
        ),
        (
            ("/ar/book.po", "/ar/bok.po"),
            1,
            f"ar.xlf: TOT-E305 names the file '{AR}/bok.po', which this course",
        ),
        (("</xliff>", ""), 1, "ar.xlf:"),
    ],
    ids=["language", "file", "syntax"],
)
def test_file_that_does_not_fit_is_refused(change, code, said, tiny, sent, run_totkit):
    sent.write_text(sent.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    ran = run_totkit("catalogue", "import-xliff", "-C", tiny, sent)
    assert (ran.code, ran.stdout) == (code, "")
    assert ran.stderr.startswith(said)


def test_without_the_extra_one_line_names_it(tiny, sent, run_totkit, monkeypatch):
    monkeypatch.setitem(sys.modules, "translate.storage.xliff", None)
    for arguments in (("export-xliff", "ar", "-o", sent), ("import-xliff", sent)):
        ran = run_totkit("catalogue", arguments[0], "-C", tiny, *arguments[1:])
        assert (ran.code, ran.stdout) == (2, "")
        assert ran.stderr == (
            "totkit: XLIFF needs translate-toolkit, which is not installed: pip install 'totkit[xliff]'\n"
        )

"""``totkit catalogue``: what translators' people see."""

from __future__ import annotations

import json

import pytest
from totkit.catalogue import lift_drafts
from totkit.errors import Code

AR = "localisations/languages/ar"


def replace(path, old, new, count=1):
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= count
    path.write_text(text.replace(old, new, count), encoding="utf-8")


def test_roundtrip_of_a_page_outside_any_course(tmp_path, run_totkit):
    (tmp_path / "a.md").write_bytes(b"# Title\r\n\r\nTwo\r\nlines.\r\n")
    (tmp_path / "b.md").write_text("# B\n\n:::{aside}\nText\n:::\n", encoding="utf-8")
    ran = run_totkit("catalogue", "roundtrip", "a.md", "b.md", cwd=tmp_path)
    assert (ran.code, ran.stderr) == (0, "")
    assert ran.stdout == (
        "a.md: 2 units, survives\nb.md: 1 unit, survives\nb.md:3: not translated: unknown directive {aside}\n"
    )


def test_roundtrip_fails_for_what_is_lost_and_as_json(tmp_path, run_totkit, monkeypatch):
    from totkit.notebook import Segmentation, roundtrip

    fault = (Code.BROKEN_STRUCTURE, 2, "cannot find 'x' in the source", "write it in a plainer way")
    monkeypatch.setattr(roundtrip, "segment", lambda _text: Segmentation(units=(), faults=(fault,)))
    (tmp_path / "a.md").write_text("x\n", encoding="utf-8")
    (tmp_path / "b.md").write_bytes(b"\xff\xfe")
    ran = run_totkit("catalogue", "roundtrip", "a.md", "b.md", cwd=tmp_path)
    assert (ran.code, ran.stdout.splitlines()[0]) == (1, "a.md: 0 units, does not survive")
    assert ran.stdout.splitlines()[1] == "a.md:2: lost: cannot find 'x' in the source"
    assert ran.stdout.splitlines()[2] == "b.md: is not UTF-8 text"
    data = run_totkit("catalogue", "roundtrip", "b.md", "--json", cwd=tmp_path)
    assert (data.code, json.loads(data.stdout)) == (
        1,
        [{"file": "b.md", "survives": False, "error": "is not UTF-8 text", "result": None}],
    )


def test_roundtrip_shows_the_first_line_that_differs(tmp_path, run_totkit, monkeypatch):
    from totkit.notebook import roundtrip

    monkeypatch.setattr(roundtrip, "translate", lambda text, _lookup: text.replace("One", "Two"))
    (tmp_path / "a.md").write_text("# T\n\nOne\n", encoding="utf-8")
    ran = run_totkit("catalogue", "roundtrip", "a.md", cwd=tmp_path)
    assert (ran.code, ran.stdout) == (
        1,
        "a.md: 2 units, does not survive\na.md:3: differs\n  - One\n  + Two\n",
    )


def test_roundtrip_of_a_file_that_is_not_there_is_usage(tmp_path, run_totkit):
    assert run_totkit("catalogue", "roundtrip", "a.md", cwd=tmp_path).code == 2


def test_check_of_a_sound_course_says_so(tiny, run_totkit):
    ran = run_totkit("catalogue", "check", "-C", tiny)
    assert (ran.code, ran.stdout, ran.stderr) == (0, "", "no problems\n")


def test_check_finds_templates_that_are_older_than_the_course(tiny, run_totkit):
    replace(tiny / "book/01-start/index.md", "Count people, not machines.", "Count all people.")
    (tiny / "localisations/templates/book.pot").unlink()
    ran = run_totkit("catalogue", "check", "-C", tiny)
    older = "the template is older than the course"
    hint = "(run 'totkit catalogue extract', then 'totkit catalogue update')"
    assert (ran.code, ran.stdout.splitlines()) == (
        1,
        [
            f"localisations/templates/book-01-start.pot: TOT-E307 {older}: 1 new, 1 gone {hint}",
            f"localisations/templates/book.pot: TOT-E307 the template is missing {hint}",
        ],
    )
    run_totkit("catalogue", "extract", "-C", tiny)
    assert run_totkit("catalogue", "check", "-C", tiny).code == 0


def test_check_finds_lines_that_moved_and_templates_that_are_not_po(tiny, run_totkit):
    page = tiny / "book/01-start/index.md"
    page.write_text(page.read_text(encoding="utf-8").replace("# A start", "\n# A start"), encoding="utf-8")
    (tiny / "localisations/templates/course.pot").write_text("nonsense", encoding="utf-8")
    (tiny / "localisations/templates/interface.pot").write_text("\nmsgid nonsense", encoding="utf-8")
    ran = run_totkit("catalogue", "check", "-C", tiny, "--json")
    found = [(item["where"]["file"], item["code"], item["message"]) for item in json.loads(ran.stdout)]
    assert (ran.code, [name.rpartition("/")[2] for name, _, _ in found]) == (
        1,
        ["book-01-start.pot", "course.pot", "interface.pot"],
    )
    assert [code for _, code, _ in found] == ["TOT-E307", "TOT-E307", "TOT-E305"]
    assert found[0][2] == "the template is older than the course: the places or notes of its messages changed"
    assert found[1][2] == "the template is not PO"


def test_check_looks_only_at_the_languages_that_are_asked(tiny, run_totkit):
    replace(tiny / AR / "book-01-start.po", "مؤشر {{ country.name }}", "مؤشر {{ country }}")
    replace(tiny / "localisations/languages/si/book.po", 'msgstr "', "msgstr ", 2)
    replace(tiny / "localisations/countries/lk/messages/si.po", 'msgid "', "msgid ", 2)
    arabic = run_totkit("catalogue", "check", "-C", tiny, "ar")
    sinhala = run_totkit("catalogue", "check", "-C", tiny, "si")
    everything = run_totkit("catalogue", "check", "-C", tiny)
    assert (arabic.code, sinhala.code, everything.code) == (1, 1, 1)
    assert {line.split()[1] for line in arabic.stdout.splitlines()} == {"TOT-E303"}
    assert [
        line.split()[0].rpartition(":")[0].rpartition(":")[0] for line in sinhala.stdout.splitlines()
    ] == [
        "localisations/countries/lk/messages/si.po",
        "localisations/languages/si/book.po",
    ]
    assert {line.split()[1] for line in sinhala.stdout.splitlines()} == {"TOT-E305"}
    assert sorted(everything.stdout.splitlines()) == sorted(
        arabic.stdout.splitlines() + sinhala.stdout.splitlines()
    )


def test_check_of_an_unknown_language_is_usage(tiny, run_totkit):
    ran = run_totkit("catalogue", "check", "-C", tiny, "arr")
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr == "totkit: no catalogues in 'arr'; did you mean 'ar'?\n"


def test_check_of_the_translations_does_not_look_at_the_rest(tiny, run_totkit):
    """A broken link is for ``totkit check``."""
    page = tiny / "book/01-start/cases.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[1](gone.md)\n", encoding="utf-8")
    ran = run_totkit("catalogue", "check", "-C", tiny)
    assert [line.split()[1] for line in ran.stdout.splitlines()] in ([], ["TOT-E307"])


def test_review_of_a_whole_file_takes_only_the_marks(tiny, run_totkit):
    path = tiny / AR / "book-01-start.po"
    before = path.read_text(encoding="utf-8")
    drafts = before.count("# totkit: draft\n")
    dry = run_totkit("catalogue", "review", "-C", tiny, "ar", "book-01-start", "--dry-run")
    assert path.read_text(encoding="utf-8") == before
    ran = run_totkit("catalogue", "review", "-C", tiny, "ar", "book-01-start")
    assert path.read_text(encoding="utf-8") == before.replace("# totkit: draft\n", "")
    line = f"{AR}/book-01-start.po: {drafts} reviewed, 0 still drafts\n"
    assert (dry.code, dry.stdout) == (ran.code, ran.stdout) == (0, line)
    assert dry.stderr == f"{drafts} drafts would be marked as reviewed\n"
    assert ran.stderr == f"{drafts} drafts marked as reviewed\n"
    rows = json.loads(run_totkit("catalogue", "status", "-C", tiny, "ar", "--json").stdout)
    assert {row["slug"]: row["progress"]["drafts"] for row in rows}["book-01-start"] == 0


def test_review_leaves_fuzzy_messages_and_says_so(tiny, run_totkit):
    path = tiny / AR / "book-01-start.po"
    replace(path, "#: book/01-start/index.md:6\nmsgid", "#: book/01-start/index.md:6\n#, fuzzy\nmsgid")
    before = path.read_text(encoding="utf-8")
    ran = run_totkit("catalogue", "review", "-C", tiny, "ar", "--message", "A start")
    assert (ran.code, path.read_text(encoding="utf-8")) == (0, before)
    assert (
        f"{AR}/book-01-start.po: 1 fuzzy draft left as they are: translate first, then review" in ran.stderr
    )
    run_totkit("catalogue", "review", "-C", tiny, "ar", "book-01-start")
    after = path.read_text(encoding="utf-8")
    assert after.count("# totkit: draft") == 1
    assert "# totkit: draft\n#: book/01-start/index.md:6\n#, fuzzy\n" in after


@pytest.mark.parametrize("text", ["Count people, not machines.", "Count people, not"])
def test_review_of_one_message_by_its_id_or_its_beginning(text, tiny, run_totkit):
    path = tiny / AR / "book-01-start.po"
    before = path.read_text(encoding="utf-8")
    left = before.count("# totkit: draft") - 1
    ran = run_totkit("catalogue", "review", "-C", tiny, "ar", "--message", text)
    assert ran.stdout == f"{AR}/book-01-start.po: 1 reviewed, {left} still drafts\n"
    assert path.read_text(encoding="utf-8") == before.replace(
        "# totkit: draft\n#: book/01-start/index.md:27\n", "#: book/01-start/index.md:27\n"
    )


def test_review_of_a_country_s_own_messages(tiny, run_totkit):
    path = tiny / "localisations/countries/lk/messages/si.po"
    replace(path, "\n#: ", "\n# totkit: draft\n#: ")
    before = path.read_text(encoding="utf-8")
    ran = run_totkit("catalogue", "review", "-C", tiny, "si", "countries/lk")
    assert ran.stdout == "localisations/countries/lk/messages/si.po: 1 reviewed, 0 still drafts\n"
    assert path.read_text(encoding="utf-8") == before.replace("# totkit: draft\n", "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["ar"],
            "say what was reviewed: catalogues, or messages with --message; catalogues: book-01-start, ",
        ),
        (["arr", "book"], "no catalogues in 'arr'; did you mean 'ar'?"),
        (["ar", "bok"], "no catalogue 'bok'; did you mean 'book'?"),
        (["ar", "--message", "Nowhere"], "no message begins with 'Nowhere'"),
        (["ar", "--message", ""], "no message begins with ''"),
        (["ar", "--message", "**Say:**"], "3 messages begin with '**Say:**', write more of it: "),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_review_refuses_what_it_cannot_know(arguments, said, tiny, run_totkit):
    before = {path: path.read_bytes() for path in (tiny / AR).iterdir()}
    ran = run_totkit("catalogue", "review", "-C", tiny, *arguments)
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr.startswith(f"totkit: {said}")
    assert {path: path.read_bytes() for path in (tiny / AR).iterdir()} == before


def test_mark_is_lifted_among_other_comments_and_not_from_neighbours():
    text = (
        '# totkit: draft\n#~ msgid "old"\n#~ msgstr "alt"\n'
        '# a word\n#totkit: draft\n# another\n#, python-format\n#| msgid "x"\nmsgid "a"\nmsgstr "b"\r\n'
        '# totkit: draft\nmsgid "c"\nmsgstr "# totkit: draft"\n'
    )
    assert lift_drafts(text, [9]) == text.replace("#totkit: draft\n", "")
    assert lift_drafts(text, [12]) == text.replace("\r\n# totkit: draft\n", "\r\n")
    assert lift_drafts(text, []) == text


def test_status_by_edition_counts_what_its_readers_get(tiny, run_totkit):
    ran = run_totkit("catalogue", "status", "-C", tiny, "--by", "edition", "--json")
    found = {item["edition"]: item["progress"] for item in json.loads(ran.stdout)}
    assert list(found) == ["lk/en", "lk/si", "ma/ar"]
    assert set(found["lk/en"].values()) == {0}
    assert 0 < found["lk/si"]["translated"] < found["lk/si"]["total"]
    # Morocco leaves the cases out and speaks of its own opening case in Arabic; slides are for trainers.
    assert found["ma/ar"]["translated"] == found["ma/ar"]["total"] < found["lk/si"]["total"]


def test_status_by_page_adds_up_to_the_edition(tiny, run_totkit):
    pages = json.loads(
        run_totkit("catalogue", "status", "-C", tiny, "--by", "page", "-e", "lk/si", "--json").stdout
    )
    (edition,) = json.loads(run_totkit("catalogue", "status", "-C", tiny, "-e", "lk/si", "--json").stdout)
    assert {page["edition"] for page in pages} == {"lk/si"}
    assert [page["docname"] for page in pages][-1] == "exercises/count-people/count-people"
    assert not [page for page in pages if page["docname"].endswith("deck")]
    for key in ("total", "translated", "drafts"):
        assert sum(page["progress"][key] for page in pages) == edition["progress"][key]


def test_status_tables_name_what_they_count(tiny, run_totkit):
    by_edition = run_totkit("catalogue", "status", "-C", tiny, "--by", "edition", "ar").stdout.splitlines()
    counts = ["translated", "of", "share", "drafts", "outdated", "overridden"]
    assert by_edition[0].split() == ["edition", "language", *counts]
    assert [line.split()[:2] for line in by_edition[1:]] == [["ma/ar", "ar"]]
    by_page = run_totkit("catalogue", "status", "-C", tiny, "--by", "page", "-e", "ma").stdout.splitlines()
    assert by_page[0].split()[:2] == ["edition", "page"]
    assert by_page[-1].split()[:2] == ["ma/ar", "(all)"]
    assert by_page[-1].split()[2:] == by_edition[1].split()[2:]


def override(root, text):
    """Let Sri Lanka say a title of the course in its own Sinhala words."""
    path = root / "localisations/countries/lk/messages/si.po"
    with path.open("a", encoding="utf-8") as file:
        file.write(f'\nmsgid "A start"\nmsgstr "{text}"\n')


def test_status_counts_what_a_country_overrides(tiny, run_totkit):
    override(tiny, "රටේ ආරම්භය")
    (edition,) = json.loads(run_totkit("catalogue", "status", "-C", tiny, "-e", "lk/si", "--json").stdout)
    assert (edition["progress"]["overridden"], edition["progress"]["outdated"]) == (1, 0)
    rows = json.loads(run_totkit("catalogue", "status", "-C", tiny, "si", "--json").stdout)
    assert {row["slug"]: row["progress"]["overridden"] for row in rows}["book-01-start"] == 0
    assert rows[-1]["slug"] == "countries/lk"
    own = {"total": 2, "translated": 2, "drafts": 0, "outdated": 0, "overridden": 1}
    assert rows[-1]["progress"] == own
    run_totkit("catalogue", "update", "-C", tiny, "si")
    assert json.loads(run_totkit("catalogue", "status", "-C", tiny, "si", "--json").stdout)[-1] == rows[-1]


def test_override_is_checked_like_every_translation(tiny, run_totkit, monkeypatch):
    override(tiny, "රටේ [ආරම්භය](a.md)")
    ran = run_totkit("catalogue", "check", "-C", tiny, "si")
    assert ran.stdout.startswith(
        "localisations/countries/lk/messages/si.po:15: TOT-E303 the link a.md is not"
    )
    monkeypatch.setattr("totkit.notebook.emit._escape_leading", lambda text: text)
    override(tiny, "")
    path = tiny / "localisations/countries/lk/messages/si.po"
    replace(path, '"රටේ [ආරම්භය](a.md)"\n\nmsgid "A start"\nmsgstr ""\n', '"රටේ"\n')
    with path.open("a", encoding="utf-8") as file:
        file.write('\nmsgid "Ask who is counted, and who is not."\nmsgstr "- අසන්න"\n')
    ran = run_totkit("catalogue", "check", "-C", tiny, "si")
    assert ran.stdout.startswith(
        "localisations/countries/lk/messages/si.po:18: TOT-E304 the translation would"
    )


def test_older_translations_are_shown_and_counted_if_the_country_says_so(tiny, run_totkit):
    country = tiny / "localisations/countries/ma/localisation.yml"
    replace(country, "authored: ar", "authored: ar\nfallback: previous")
    replace(tiny / "book/01-start/numbers.md", "Ask who is counted, and", "Ask first who is counted, and")
    before = json.loads(run_totkit("catalogue", "status", "-C", tiny, "-e", "ma", "--json").stdout)
    run_totkit("catalogue", "extract", "-C", tiny)
    run_totkit("catalogue", "update", "-C", tiny, "ar")
    (edition,) = json.loads(run_totkit("catalogue", "status", "-C", tiny, "-e", "ma", "--json").stdout)
    assert (before[0]["progress"]["outdated"], edition["progress"]["outdated"]) == (0, 1)
    assert edition["progress"]["translated"] == edition["progress"]["total"] - 1
    assert run_totkit("assemble", "-C", tiny, "-e", "ma/ar").code == 0
    page = (tiny / "_build/editions/ma/ar/book/01-start/numbers.md").read_text(encoding="utf-8")
    assert page.count("]{.tk-outdated}") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--by", "catalogue", "-e", "lk"], "catalogues belong to languages, not to editions"),
        (["--by", "edition", "fr"], "no catalogues in 'fr'; allowed: ar, en, si"),
        (["--by", "page", "-e", "zz"], "no localisation 'zz'; allowed: lk, ma"),
    ],
    ids=" ".join,
)
def test_status_of_what_is_not_there_is_usage(arguments, said, tiny, run_totkit):
    ran = run_totkit("catalogue", "status", "-C", tiny, *arguments)
    assert (ran.code, ran.stdout) == (2, "")
    assert said in ran.stderr


def test_status_page_says_in_numbers_what_its_bars_show(tiny, tmp_path, run_totkit):
    file = tmp_path / "status.html"
    ran = run_totkit("catalogue", "status", "-C", tiny, "--html", file)
    assert (ran.code, ran.stdout) == (0, f"{file}\n")
    html = file.read_text(encoding="utf-8")
    rows = json.loads(run_totkit("catalogue", "status", "-C", tiny, "ar", "--json").stdout)
    total, done, drafts = (
        sum(row["progress"][key] for row in rows) for key in ("total", "translated", "drafts")
    )
    numbers = (total, done - drafts, drafts, total - done, f"{done * 100 // total} %")
    cells = "".join(f'<td class="n">{number}</td>' for number in numbers)
    arabic = '<span lang="ar" dir="rtl">العربية</span>'
    assert f'<th scope="row">ar {arabic}</th>{cells}' in html
    assert f'<th scope="row">ma/ar {arabic}</th>' in html
    assert '<th scope="row">lk/en <span lang="en" dir="ltr">English</span></th><td colspan="6">' in html
    again = tmp_path / "again.html"
    run_totkit("catalogue", "status", "-C", tiny, "--html", again)
    assert again.read_text(encoding="utf-8") == html


def test_status_page_of_one_edition_has_only_its_language(tiny, tmp_path, run_totkit):
    file = tmp_path / "status.html"
    run_totkit("catalogue", "status", "-C", tiny, "-e", "lk/si", "--html", file)
    html = file.read_text(encoding="utf-8")
    assert 'lang="si"' in html
    assert 'lang="ar"' not in html
    assert "ma/ar" not in html


def test_update_of_the_language_of_the_course_makes_no_catalogues(tiny, run_totkit):
    assert run_totkit("catalogue", "update", "-C", tiny, "en").code == 0
    assert not (tiny / "localisations/languages/en").exists()


def test_glossary_holds_own_messages_only_if_they_are_written_in_the_language_of_its_terms(tiny, run_totkit):
    glossary = tiny / "localisations/languages/si/glossary.csv"
    glossary.write_text("term,translation,note\npost office,කාර්යාලයේ තැපැල,\n", encoding="utf-8")

    def found():
        lines = run_totkit("catalogue", "check", "-C", tiny, "si").stdout.splitlines()
        return [line for line in lines if line.startswith("localisations/countries/lk/messages/si.po:")]

    assert "TOT-E308" in found()[0]
    meta = tiny / "localisations/countries/lk/localisation.yml"
    meta.write_text(
        meta.read_text(encoding="utf-8").replace("authored: en", "authored: si"), encoding="utf-8"
    )
    assert not [line for line in found() if "TOT-E308" in line]


def test_check_reads_a_glossary_if_there_is_one(tiny, run_totkit):
    path = tiny / AR / "glossary.csv"
    path.write_text("term,translation,note\nnumber,رقم|أرقام|بالأرقام,\npriority,أولوية,\n", encoding="utf-8")
    assert run_totkit("check", "-C", tiny, "--no-execute").code == 0
    assert run_totkit("catalogue", "check", "-C", tiny, "si").code == 0
    ran = run_totkit("catalogue", "check", "-C", tiny, "ar")
    assert {line.split()[1] for line in ran.stdout.splitlines()} <= {"TOT-E308"}
    path.write_text("term,translation,note\nindex,مقياس,\n", encoding="utf-8")
    ran = run_totkit("catalogue", "check", "-C", tiny, "ar")
    assert ran.code == 1
    assert ran.stdout.splitlines()[0] == (
        f"{AR}/book-01-start.po:66: TOT-E308 the translation of 'The index of {{{{ country.name }}}} is "
        "{{ egdi.2024 }}.' has no word of the glossary for 'index' (write 'مقياس')"
    )
    path.write_text("term\n", encoding="utf-8")
    ran = run_totkit("catalogue", "check", "-C", tiny)
    assert [line.split()[:2] for line in ran.stdout.splitlines()] == [[f"{AR}/glossary.csv:1:", "TOT-E103"]]

"""``totkit new``: what it makes, what it leaves alone, and that what it makes is sound."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
KINDS = {
    "VUT": ("en", "fr"),  # an official language without data in CLDR
    "PRK": ("ko", "en"),  # no internet series
    "PLW": ("en",),  # no internet series, one language
    "AFG": ("fa", "ps", "en"),  # right to left, and left to right
    "ISR": ("he", "ar", "en"),  # right to left
    "CHN": ("zh", "en"),
    "BTN": ("dz", "en"),  # digits of its own
    "BIH": ("bs-Cyrl", "bs", "hr", "sr-Latn", "sr", "en"),  # one language, two scripts
    "BRA": ("pt", "en"),
    "NOR": ("no", "nb", "nn", "en"),  # its code and a language are a truth value in YAML 1.1
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Return a copy of the course with no localisation in it."""
    root = tmp_path_factory.mktemp("course")
    for name in ("course.yml", "_toc.yml"):
        shutil.copy(ROOT / name, root / name)
    for name in ("book", "modules", "exercises", "localisations/reference"):
        shutil.copytree(ROOT / name, root / name)
    return root


@pytest.fixture
def vanuatu(tiny):
    """Return the tiny course with Vanuatu in its table."""
    table = tiny / "localisations" / "reference" / "countries.csv"
    rows = (ROOT / "localisations" / "reference" / "countries.csv").read_text(encoding="utf-8").splitlines()
    own = "\n".join(row for row in rows if row.startswith("VUT,"))
    table.write_text(table.read_text(encoding="utf-8") + own + "\n", encoding="utf-8")
    return tiny


def files(folder: Path) -> dict[str, bytes | None]:
    """Return everything below a folder; None for a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def test_new_localisation_makes_a_folder_and_says_what_is_next(vanuatu, run_totkit):
    ran = run_totkit("new", "localisation", "VUT", "-C", vanuatu)
    assert ran.code == 0
    made = "localisations/countries/vu"
    assert ran.stdout.splitlines() == [
        f"{made}/localisation.yml",
        f"{made}/facts.yml",
        f"{made}/blocks/",
        f"{made}/messages/",
    ]
    assert ran.stderr.splitlines() == [
        "next:",
        f"  1. fill in {made}/facts.yml and the publisher in localisation.yml",
        "  2. make catalogues for translators: totkit new language fr",
        "  3. check it: totkit check -e vu --no-execute",
        "  4. build it: totkit build -e vu  (en, fr)",
    ]
    found = files(vanuatu / made)
    assert {name: content is None for name, content in found.items()} == {
        "blocks": True,
        "facts.yml": False,
        "localisation.yml": False,
        "messages": True,
    }
    assert not [path for path in (vanuatu / made).parent.iterdir() if path.name.startswith(".")]


def test_dry_run_prints_and_makes_nothing(vanuatu, run_totkit):
    before = files(vanuatu)
    place = run_totkit("new", "localisation", "vu", "--dry-run", "-C", vanuatu)
    tongue = run_totkit("new", "language", "pt-BR", "--dry-run", "-C", vanuatu)
    assert (place.code, tongue.code) == (0, 0)
    assert "localisations/countries/vu/facts.yml" in place.stdout
    assert "localisations/languages/pt-BR/course.po" in tongue.stdout
    assert place.stderr == tongue.stderr == "nothing made: --dry-run\n"
    assert files(vanuatu) == before


def test_options_decide(vanuatu, run_totkit):
    options = (
        "--lang",
        "fr",
        "--lang",
        "ar",
        "--lang",
        "fr",
        "--id",
        "vu-islands",
        "--publisher",
        "Our school",
    )
    assert run_totkit("new", "localisation", "VU", *options, "-C", vanuatu).code == 0
    text = (vanuatu / "localisations/countries/vu-islands/localisation.yml").read_text(encoding="utf-8")
    assert YAML(typ="safe").load(text) == {
        "id": "vu-islands",
        "iso": "VUT",
        "languages": ["fr", "ar"],
        "publisher": "Our school",
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("localisation", "MAR"), "localisations/countries/ma/ is already there and stays as it is"),
        (("localisation", "VUT", "--id", "lk"), "localisations/countries/lk/ is already there"),
        (("localisation", "VUX"), "'VUX' is no country of ISO 3166; did you mean 'VUT'?"),
        (("localisation", "Vanuatu"), "did you mean 'VUT'?"),
        (("localisation", "VUT", "--lang", "bi"), "the language 'bi' does not exist"),
        (("localisation", "VUT", "--lang", "pt_BR"), "write 'pt-BR'"),
        (("localisation", "VUT", "--id", "../vu"), "'../vu' is not an id"),
        (("localisation", "PLW"), "no edition of this course can be made for PLW"),
        (("language", "si"), "bring it up to date with: totkit catalogue update si"),
        (("language", "en"), "the course is written in 'en'"),
        (("language", "xx"), "the language 'xx' does not exist"),
    ],
)
def test_error_is_clear_and_changes_nothing(vanuatu, run_totkit, arguments, message):
    before = files(vanuatu)
    ran = run_totkit("new", *arguments, "-C", vanuatu)
    assert (ran.code, ran.stdout) == (2, "")
    assert message in ran.stderr
    assert files(vanuatu) == before


def test_stopped_half_way_nothing_is_there(vanuatu, run_totkit, monkeypatch):
    before = files(vanuatu)
    write = Path.write_text

    def fail(path, text, **options):
        if path.name == "facts.yml":
            raise KeyboardInterrupt
        return write(path, text, **options)

    monkeypatch.setattr(Path, "write_text", fail)
    assert run_totkit("new", "localisation", "VUT", "-C", vanuatu).code == 130
    assert files(vanuatu) == before


def test_folder_that_appears_meanwhile_is_not_replaced(vanuatu, run_totkit, monkeypatch):
    from totkit.workflow import scaffold

    theirs = vanuatu / "localisations/countries/vu/facts.yml"

    def meanwhile(root, iso):
        theirs.parent.mkdir()
        theirs.write_text("theirs", encoding="utf-8")
        return ()

    monkeypatch.setattr(scaffold, "read_figures", meanwhile)
    ran = run_totkit("new", "localisation", "VUT", "-C", vanuatu)
    assert ran.code == 2
    assert "localisations/countries/vu/ cannot be made" in ran.stderr
    assert files(theirs.parent) == {"facts.yml": b"theirs"}


def test_new_language_is_what_catalogue_update_makes(vanuatu, run_totkit):
    assert run_totkit("new", "localisation", "VUT", "-C", vanuatu).code == 0
    ran = run_totkit("new", "language", "fr", "-C", vanuatu)
    folder = vanuatu / "localisations" / "languages" / "fr"
    made = files(folder)
    assert ran.code == 0
    assert ran.stdout.splitlines() == [f"localisations/languages/fr/{name}" for name in ran_order(ran.stdout)]
    assert sorted(ran_order(ran.stdout)) == sorted(made)
    shutil.rmtree(folder)
    assert run_totkit("catalogue", "update", "fr", "-C", vanuatu).code == 0
    assert files(folder) == made
    assert run_totkit("check", "--no-execute", "-C", vanuatu).code == 0


def ran_order(printed: str) -> list[str]:
    return [line.rpartition("/")[2] for line in printed.splitlines()]


@pytest.mark.parametrize("iso", KINDS)
def test_new_country_is_sound_at_once(whole, run_totkit, iso):
    made = run_totkit("new", "localisation", iso, "-C", whole)
    assert made.code == 0, made.stderr
    name = made.stdout.splitlines()[0].split("/")[2]
    ran = run_totkit("check", "--no-execute", "-e", name, "-C", whole)
    counted = "1 edition" if len(KINDS[iso]) == 1 else f"{len(KINDS[iso])} editions"
    assert (ran.code, ran.stdout, ran.stderr) == (0, "", f"{counted} checked: no problems\n")
    text = (whole / "localisations/countries" / name / "localisation.yml").read_text(encoding="utf-8")
    assert tuple(YAML(typ="safe").load(text)["languages"]) == KINDS[iso]


@pytest.mark.slow
def test_new_country_builds_at_once(vanuatu, run_totkit):
    assert run_totkit("new", "localisation", "VUT", "-C", vanuatu).code == 0
    ran = run_totkit("build", "-q", "-j", "1", "-e", "vu", "-C", vanuatu)
    assert (ran.code, ran.stderr) == (0, "")
    site = vanuatu / "_build" / "site" / "vu"
    for language, name in (("en", "Vanuatu"), ("fr", "Vanuatu")):
        pages = "".join(page.read_text(encoding="utf-8") for page in (site / language).rglob("*.html"))
        assert name in pages
        assert "[national example law: to be filled in]" in pages
        assert "[publisher: to be replaced]" in pages

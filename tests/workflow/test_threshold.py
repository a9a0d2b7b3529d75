"""An edition of which too little is translated is not published, and stops no other."""

from __future__ import annotations

import pytest
from totkit.model import Progress

LK = "localisations/countries/lk/localisation.yml"
MA = "localisations/countries/ma/localisation.yml"


@pytest.fixture
def quick(monkeypatch):
    """Build without notebooks and Jupyter Book; the builds themselves are forked and copied as ever."""

    def publish(job, _tree, _guard):
        from totkit.workflow.build import home

        site = home(job.library.root, job.audience) / "site" / job.country / job.language
        site.mkdir(parents=True, exist_ok=True)
        (site / "index.html").write_text("built", encoding="utf-8")
        return ()

    monkeypatch.setattr("totkit.workflow.check.execute_sources", lambda *_args, **_keywords: [])
    monkeypatch.setattr("totkit.publish.prepare_imports", lambda: None)
    monkeypatch.setattr("totkit.workflow.build.publish_one", publish)


def write_threshold(root, name, threshold):
    path = root / name
    path.write_text(path.read_text(encoding="utf-8") + f"threshold: {threshold}\n", encoding="utf-8")


def build(root):
    from totkit.workflow.build import build_editions

    return {result.edition: result for result in build_editions(root)}


def progress(root):
    from totkit.workflow.load import Library

    return Library.read(root, (("lk", "si"),)).edition("lk", "si").progress


def test_edition_below_is_refused_and_others_go_on(tiny, quick):
    found = progress(tiny)
    assert 0 < found.percent < 100
    write_threshold(tiny, LK, found.percent + 1)
    write_threshold(tiny, MA, 100)
    results = build(tiny)
    assert {name: result.status for name, result in results.items()} == {
        "lk/en": "built",
        "lk/si": "failed",
        "ma/ar": "built",
    }
    assert results["lk/si"].reason == (
        f"{found.translated} of {found.total} passages are translated, {found.percent} %, and the threshold "
        f"is {found.percent + 1} %: translate more (totkit catalogue status --by page -e lk/si), or lower "
        "threshold: in localisations/countries/lk/localisation.yml"
    )
    assert not (tiny / "_build/site/lk/si").exists()
    assert 'href="lk/si/' not in (tiny / "_build/site/index.html").read_text(encoding="utf-8")


def test_edition_in_the_language_of_the_course_is_always_whole(tiny, quick):
    """Also where the pieces of a country stand in another language."""
    path = tiny / LK
    text = path.read_text(encoding="utf-8").replace("authored: en", "authored: si")
    path.write_text(f"{text}threshold: 100\n", encoding="utf-8")
    assert build(tiny)["lk/en"].status == "built"


def test_share_that_is_as_high_is_enough(tiny, quick):
    write_threshold(tiny, LK, progress(tiny).percent)
    assert {result.status for result in build(tiny).values()} == {"built"}


def test_refused_edition_is_tried_again_when_the_threshold_falls(tiny, quick):
    path = tiny / LK
    before = path.read_text(encoding="utf-8")
    write_threshold(tiny, LK, 100)
    assert build(tiny)["lk/si"].status == "failed"
    path.write_text(before, encoding="utf-8")
    assert build(tiny)["lk/si"].status == "built"


def test_command_says_why_and_leaves_with_1(tiny, quick, run_totkit):
    write_threshold(tiny, LK, 100)
    ran = run_totkit("build", "-C", tiny, "-j", "1")
    assert ran.code == 1
    assert "2 built, 0 unchanged, 1 failed" in ran.stderr
    assert "and the threshold is 100 %: translate more" in ran.stderr


@pytest.mark.parametrize(
    ("translated", "total", "percent"), [(0, 0, 100), (0, 3, 0), (2, 3, 66), (299, 300, 99), (3, 3, 100)]
)
def test_per_cent_is_rounded_down(translated, total, percent):
    assert Progress(total=total, translated=translated).percent == percent


@pytest.mark.parametrize(("percent", "refused"), [(66, False), (67, True)])
def test_threshold_compares_the_share_itself(percent, refused, tiny):
    from dataclasses import replace

    from totkit.workflow.build import refuse_unfinished
    from totkit.workflow.load import Library

    edition = Library.read(tiny, (("lk", "si"),)).edition("lk", "si")
    page = replace(edition.pages[0], progress=Progress(total=3, translated=2))
    edition = replace(edition, pages=(page,), exercises=())
    assert bool(refuse_unfinished(edition, percent)) is refused

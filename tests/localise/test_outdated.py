"""``fallback: previous``: an older translation stands where the source changed, marked and not counted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from totkit.assemble.about import about_page
from totkit.assemble.config import describe
from totkit.assemble.tree import mark_for_sphinx
from totkit.localise import localise_edition
from totkit.localise.page import localise_page
from totkit.model import Catalogue, Message, Progress
from totkit.workflow.load import Library


def fuzzy(source, text, *previous):
    return Message(id=source, text=text, fuzzy=True, previous=previous)


def shown(make_context, make_catalogue, page, *messages):
    context = make_context("ar", catalogue=make_catalogue("ar", *messages))
    context = replace(context, translator=replace(context.translator, previous=True))
    return localise_page(page, "a", context)


def test_older_translation_is_shown_marked_and_counted_as_untranslated(make_context, make_catalogue):
    message = fuzzy("We count all people.", "نعد الناس.", "We count people.")
    text, progress = shown(
        make_context, make_catalogue, "# New\n\nWe count\nall people.\n", message, Message(id="New", text="ج")
    )
    assert text == '# ج\n\n<span class="tk-outdated">نعد الناس.</span>\n'
    assert progress == Progress(total=2, translated=1, outdated=1)
    assert mark_for_sphinx(text) == "# ج\n\n[نعد الناس.]{.tk-outdated}\n"


def test_source_is_shown_where_nobody_asked_for_older_translations(make_context, make_catalogue):
    catalogue = make_catalogue("ar", fuzzy("New words", "قديم", "Old words"))
    text, progress = localise_page("New words\n", "a", make_context("ar", catalogue=catalogue))
    assert text == '<span lang="en" dir="ltr">New words</span>\n'
    assert progress == Progress(total=1)


@pytest.mark.parametrize(
    ("source", "old", "previous"),
    [
        ("New words", "قديم", ()),
        ("New words", "", ("Old words",)),
        ("New [words](a.md)", "قديم", ("Old [words](a.md)",)),
        ("New words", "[قديم](a.md)", ("Old [words](a.md)",)),
        ("New [words](b.md)", "[قديم](a.md)", ("Old [words](a.md)",)),
        ("New {{ egdi.2024 }}", "قديم {{ egdi.2022 }}", ("Old {{ egdi.2022 }}",)),
        ("New words[^a]", "قديم", ("Old words",)),
        ("New words {n}", "قديم {m}", ("Old words {m}",)),
    ],
)
def test_older_translation_that_cannot_stand_any_more_is_not_shown(
    source, old, previous, make_context, make_catalogue
):
    text, progress = shown(make_context, make_catalogue, f"{source}\n", fuzzy(source, old, *previous))
    assert text.startswith('<span lang="en" dir="ltr">New ')
    assert progress == Progress(total=1)


def test_what_was_dropped_from_the_older_source_may_be_missing(make_context, make_catalogue):
    message = fuzzy("New [words](a.md) and `code`", "قديم [كلمات](a.md)", "Old [words](a.md)")
    text, _ = shown(make_context, make_catalogue, "New [words](a.md) and `code`\n", message)
    assert text == '<span class="tk-outdated">قديم [كلمات](a.md)</span>\n'


def test_code_and_alternative_texts_stay_in_the_source_language(make_context, make_catalogue):
    page = ':::{figure} a.svg\n:alt: New words\n:::\n\n```{code-cell} ipython3\nprint(_("New words"))\n```\n'
    text, progress = shown(make_context, make_catalogue, page, fuzzy("New words", "قديم", "Old words"))
    assert text == page.replace('_("New words")', '"New words"')
    assert progress == Progress(total=2)


@pytest.fixture
def library(tiny):
    return Library.read(tiny, [("ma", "ar")])


def outdated_edition(library):
    """Return an edition all of whose translations are of older sources."""
    catalogues = {
        slug: Catalogue(
            locale="ar",
            messages={
                key: replace(message, fuzzy=True, previous=(key,))
                for key, message in catalogue.messages.items()
            },
        )
        for slug, catalogue in library.catalogues["ar"].items()
        if slug != "interface"
    }
    country = replace(library.localisations["ma"], fallback="previous")
    return localise_edition(library.course, country, "ar", catalogues)


def test_exercises_never_show_older_translations(library):
    edition = outdated_edition(library)
    assert all("tk-outdated" in page.text for page in edition.pages)
    assert all(page.progress.outdated > 0 for page in edition.pages)
    (exercise,) = edition.exercises
    assert exercise.progress == Progress(total=exercise.progress.total)
    private = [exercise.text, *(key.mark_scheme + key.model_answer for key in exercise.keys)]
    asked = [str(question) for question in exercise.questions]
    assert not [text for text in (*private, *asked) if "tk-outdated" in text or "الناس" in text]
    assert "You count the people on a list." in exercise.text
    assert "What do we count in this course?" in exercise.questions[0].prompt


def test_every_figure_counts_them_as_untranslated(library):
    edition = outdated_edition(library)
    assert edition.progress.percent < 10
    known = describe(edition)["pages"]["book/01-start/priorities"]
    assert known["outdated"] > 0
    assert known["translated"] + known["outdated"] == known["total"]
    assert "outdated" not in describe(edition)["pages"]["exercises/count-people/count-people"]
    assert f"marked as outdated: {edition.progress.outdated}." in about_page(edition).decode()
    assert b"outdated" not in about_page(library.edition("ma", "ar"))

from __future__ import annotations

import ast
import dataclasses

import pytest
from totkit.localise.page import localise_page
from totkit.model import DRAFT, Block, Fact, Message, Progress
from totkit.notebook import read_notebook


def block(text):
    return {"case": Block(slot="case", path="b.md", text=text)}


SLOT = "Before\n:::{local} case\nDefault\n:::\nAfter\n"


def test_slot_without_a_block_shows_its_default(make_context):
    text, _ = localise_page(SLOT, "a", make_context("en"))
    assert text == "Before\n\nDefault\n\nAfter\n"


def test_slot_with_a_block_shows_the_block(make_context):
    text, _ = localise_page(SLOT, "a", make_context("en", blocks=block("Local *story*\n\nMore\n")))
    assert text == "Before\n\nLocal *story*\n\nMore\n\nAfter\n"


def test_default_of_a_slot_is_translated_with_the_page(make_context, make_catalogue):
    shared = make_catalogue("si", Before="B", Default="D", After="A")
    text, progress = localise_page(SLOT, "a", make_context("si", catalogue=shared))
    assert (text, progress) == ("B\n\nD\n\nA\n", Progress(total=3, translated=3))


def test_block_is_translated_from_its_own_language_by_the_countrys_messages(make_context, make_catalogue):
    shared, own = make_catalogue("si", Before="B", After="A", Local="wrong"), make_catalogue("si", Local="L")
    context = make_context("si", catalogue=shared, local=own, blocks=block("Local\n\nBare\n"), authored="ta")
    text, progress = localise_page(SLOT, "a", context)
    assert text == 'B\n\nL\n\n<span lang="ta" dir="ltr">Bare</span>\n\nA\n'
    assert progress == Progress(total=4, translated=3)


PRIVATE = "One\n:::{facilitator}\nSecret words\n:::\nTwo\n"


def test_facilitator_text_is_dropped_for_learners(make_context, make_catalogue):
    shared = make_catalogue("si", One="1", Two="2", **{"Secret words": "රහස"})
    text, progress = localise_page(PRIVATE, "a", make_context("si", catalogue=shared))
    assert (text, progress) == ("1\n\n2\n", Progress(total=2, translated=2))


def test_facilitator_text_is_shown_to_trainers_in_their_language(make_context, make_catalogue):
    shared = make_catalogue("si", **{"Secret words": "රහස"})
    context = make_context("si", catalogue=shared, audience="trainer", interface={"Facilitator": "පුහුණුකරු"})
    text, _ = localise_page(PRIVATE, "a", context)
    assert ":::{admonition} පුහුණුකරු\n:class: tk-facilitator\nරහස\n:::" in text


def test_facilitator_text_of_a_block_is_dropped_for_learners_only(make_context):
    blocks = block("Story\n\n:::{facilitator}\nSecret\n:::\n")
    text, _ = localise_page(SLOT, "a", make_context("en", blocks=blocks))
    assert text == "Before\n\nStory\n\nAfter\n"
    text, _ = localise_page(SLOT, "a", make_context("en", blocks=blocks, audience="trainer"))
    assert ":class: tk-facilitator\nSecret\n:::" in text


def test_untranslated_units_are_marked_and_counted(make_context, make_catalogue):
    shared = make_catalogue(
        "ar",
        Message(id="Full", text="كامل"),
        Message(id="Draft", text="مسودة", comments=(DRAFT,)),
        Message(id="Fuzzy", text="قديم", fuzzy=True),
        Message(id="Empty"),
    )
    page = "# Full\n\nDraft\n\nFuzzy\n\n| Empty | 12 |\n| --- | --- |\n| New | $x$ |\n"
    text, progress = localise_page(page, "a", make_context("ar", catalogue=shared))

    def marked(word):
        return f'<span lang="en" dir="ltr">{word}</span>'

    assert text == (
        f"# كامل\n\nمسودة\n\n{marked('Fuzzy')}\n\n"
        f"| {marked('Empty')} | 12 |\n| --- | --- |\n| {marked('New')} | $x$ |\n"
    )
    assert progress == Progress(total=5, translated=2, drafts=1)


def test_source_language_is_not_counted_as_translated(make_context):
    text, progress = localise_page(PRIVATE, "a", make_context("en"))
    assert (text, progress) == ("One\n\nTwo\n", Progress())


def test_alternative_texts_and_strings_in_code_are_counted_but_not_marked(make_context):
    page = ':::{figure} a.svg\n:alt: Words\n:::\n\n```{code-cell} ipython3\nprint(_("Words too"))\n```\n'
    text, progress = localise_page(page, "a", make_context("si"))
    assert text == page.replace('_("Words too")', '"Words too"')
    assert progress == Progress(total=2)


LINKS = """See [the *cases*](cases.md), [it](cases.md#part), [there](#case-one), {doc}`cases`,
{doc}`Cases <cases>`, {ref}`Case one <case-one>`, [titled](cases.md "A title"), [angled](<cases.md>), but
[kept](kept.md) and
`[code](cases.md)` and [out](https://example.org/cases.md).

```
[code](cases.md)
```
"""


def test_links_to_what_is_left_out_become_text_that_says_so(make_context):
    context = make_context(
        "en",
        left_out=frozenset({"book/cases"}),
        targets={"case-one": "book/cases"},
        interface={"not in this edition": "gone"},
    )
    text, _ = localise_page(LINKS, "book/page", context)
    assert text == (
        "See the *cases* (gone), it (gone), there (gone), cases (gone),\n"
        "Cases (gone), Case one (gone), titled (gone), angled (gone), but\n"
        "[kept](kept.md) and\n"
        "`[code](cases.md)` and [out](https://example.org/cases.md).\n\n```\n[code](cases.md)\n```\n"
    )


NOTEBOOK = """---
file_format: mystnb
kernelspec: {name: python3, display_name: Python 3}
---
# Title

```{code-cell} ipython3
:tags: [parameters]

country_name = "Sri Lanka"
egdi_2024 = 0.5
```

```{code-cell} ipython3
---
nbgrader: {grade: true}
---
rows = {_("First"): 1, _("second "
  "part"): 2}
assert f(1) == 1, _("Say \\"{n}\\"").format(n=1)
```
"""


def code_of(text, blank):
    cells = [cell.source for cell in read_notebook(text).cells if cell.cell_type == "code"]
    trees = [ast.parse(cell) for cell in cells[1:]]
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and node.value in blank:
                node.value = ""
    return cells[0], [ast.dump(tree) for tree in trees]


def test_code_differs_between_languages_only_in_its_strings(make_context, make_catalogue, make_book):
    words = {"First": "පළමු", "second part": 'දෙ"වන', 'Say "{n}"': "කියන්න {n}"}
    shared = make_catalogue("si", **words)
    reference = {"egdi.2024": 0.6667}
    english, _ = localise_page(NOTEBOOK, "a", make_context("en", book=make_book("en", "LK", reference)))
    book = make_book("si", "LK", reference)
    sinhala, _ = localise_page(NOTEBOOK, "a", make_context("si", catalogue=shared, book=book))
    for text in (english, sinhala):
        assert "_(" not in text
    blank = {*words, *words.values()}
    first, code = code_of(english, blank)
    other, translated = code_of(sinhala, blank)
    assert code == translated
    assert first == 'country_name = "Sri Lanka"\negdi_2024 = 0.6667'
    assert other == 'country_name = "ශ්‍රී ලංකාව"\negdi_2024 = 0.6667'
    assert code_of(english, set())[1] != code_of(sinhala, set())[1]


def test_text_of_a_third_language_inside_an_untranslated_text_keeps_its_own_mark(make_context, make_book):
    law = Fact(key="", type="law", value={"fr": "Loi *x*"}, source="s", year=2020)
    text, _ = localise_page("The {{ law }} rules.\n", "a", make_context("si", book=make_book("si", law=law)))
    inner = '<span lang="fr" dir="ltr">Loi \\*x\\*</span>'
    assert text == f'<span lang="en" dir="ltr">The {inner} rules.</span>\n'


def test_facts_come_after_the_translation_and_are_never_part_of_a_message(make_context, make_catalogue):
    shared = make_catalogue("si", **{"In {{ country.name }}.": "{{ country.name }} හි."})
    text, progress = localise_page("In {{ country.name }}.\n", "a", make_context("si", catalogue=shared))
    assert (text, progress) == ("ශ්‍රී ලංකාව හි.\n", Progress(total=1, translated=1))


@pytest.mark.parametrize(
    "hidden", ["> :::{facilitator}\n> Secret\n> :::\n", "- :::{facilitator}\n  Secret\n  :::\n"]
)
def test_facilitator_text_where_it_cannot_be_dropped_keeps_the_mark_that_the_guard_finds(
    make_context, hidden
):
    text, _ = localise_page(hidden, "a", make_context("en"))
    assert "Secret" not in text or "{facilitator}" in text


def test_context_is_a_value(make_context):
    with pytest.raises(dataclasses.FrozenInstanceError):
        make_context("en").audience = "trainer"

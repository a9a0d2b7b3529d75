"""Properties that hold for any MyST, not only for what we thought of."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from totkit.notebook import segment, skeleton, translate, unwrap_strings

WORD = st.text(alphabet="abcdefgхыسلමිé1-*_`#:|>.,!?()[]+=~%$\\", min_size=1, max_size=8)
PLAIN = st.text(alphabet="abcdefgхыسلමෙé", min_size=1, max_size=8)
SENTENCE = st.lists(PLAIN, min_size=1, max_size=6).map(" ".join)
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=3).map("\n".join)
STRING = st.text(alphabet="ab {}é\"'\\\n", min_size=1, max_size=8)


def indent(text, prefix):
    return "\n".join(f"{prefix}{line}" if line else line for line in text.split("\n"))


def depth(text):
    return max(
        (len(line) - len(line.lstrip(":")) for line in text.split("\n") if line.startswith(":")), default=2
    )


def fence(name, title, body):
    colons = ":" * (depth(body) + 1)
    return f"{colons}{{{name}}} {title}".rstrip() + f"\n\n{body}\n{colons}"


def list_of(items, mark):
    return "\n\n".join(f"{mark}{indent(item, ' ' * len(mark))[len(mark) :]}" for item in items)


def table(rows):
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "| --- | --- |", *lines[1:]])


def cell(strings):
    calls = "\n".join(f"print(_({text!r}))" for text in strings)
    return f"```{{code-cell}} ipython3\n{calls}\n```"


LEAF = st.one_of(
    PARAGRAPH,
    SENTENCE.map("## {}".format),
    st.lists(st.tuples(SENTENCE, SENTENCE), min_size=1, max_size=3).map(table),
    st.lists(STRING, min_size=1, max_size=2).map(cell),
    st.tuples(SENTENCE, SENTENCE).map("\n: ".join),
    st.just("+++"),
    SENTENCE.map("% {}".format),
)
BLOCK = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.lists(inner.filter(lambda text: text != "+++"), min_size=1, max_size=3).map(
            lambda found: list_of(found, "- ")
        ),
        inner.filter(lambda text: text != "+++").map(lambda text: indent(text, "> ")),
        st.builds(fence, st.sampled_from(["admonition", "dropdown"]), SENTENCE, inner),
        st.builds(fence, st.sampled_from(["note", "facilitator"]), st.just(""), inner),
    ),
    max_leaves=6,
)
PAGE = st.lists(BLOCK, min_size=1, max_size=5).map(lambda found: "\n\n".join(found) + "\n")
CALM = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@CALM
@given(PAGE, st.booleans())
def test_any_page_comes_through_unchanged(page, windows):
    text = page.replace("\n", "\r\n") if windows else page
    assert segment(text).faults == ()
    assert translate(text, lambda unit: None) == text
    assert translate(text, lambda unit: unit.id) == text


@CALM
@given(PAGE)
def test_any_page_written_anew_keeps_blocks_and_messages_and_is_settled(page):
    once = translate(page, lambda unit: f"{unit.id} ")
    assert skeleton(once) == skeleton(page)
    assert [unit.id.strip() for unit in segment(once).units] == [
        unit.id.strip() for unit in segment(page).units
    ]
    assert unwrap_strings(unwrap_strings(once)) == unwrap_strings(once)


@CALM
@given(PAGE, st.lists(WORD, min_size=1, max_size=4).map(" ".join))
def test_any_translation_keeps_the_blocks_of_any_page(page, hostile):
    assert skeleton(translate(page, lambda unit: hostile)) == skeleton(page)

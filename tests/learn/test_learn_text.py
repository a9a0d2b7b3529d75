from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from totkit.learn.text import to_html, to_plain

ALLOWED = re.compile(
    r"</?(?:p|ul|ol|li|strong|em|span)>|<code dir=\"ltr\">|</code>|</a>"
    r"|<span lang=\"[A-Za-z0-9-]+\" dir=\"(?:ltr|rtl)\">"
    r"|<a href=\"https?://[^\s()<>\"]+\" target=\"_blank\" rel=\"noopener\">"
)


@pytest.mark.parametrize(
    ("markdown", "html", "plain"),
    [
        (
            "Which *one* is **best**?",
            "<p>Which <em>one</em> is <strong>best</strong>?</p>",
            "Which one is best?",
        ),
        (
            "a < b & <script>x</script>",
            "<p>a &lt; b &amp; &lt;script&gt;x&lt;/script&gt;</p>",
            "a < b & <script>x</script>",
        ),
        ("Use `f(*x*)`.", '<p>Use <code dir="ltr">f(*x*)</code>.</p>', "Use f(*x*)."),
        (r"5 \* 3 \<b\>", "<p>5 * 3 &lt;b&gt;</p>", "5 * 3 <b>"),
        ("snake_case_name 2*3*4", "<p>snake_case_name 2*3*4</p>", "snake_case_name 2*3*4"),
        ("R&amp;D", "<p>R&amp;D</p>", "R&D"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>", "- a - b"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>", "1. a 2. b"),
        ("one\n\ntwo", "<p>one</p><p>two</p>", "one two"),
        (
            "[UN](https://un.org/?a=1&b=2)",
            '<p><a href="https://un.org/?a=1&amp;b=2" target="_blank" rel="noopener">UN</a></p>',
            "UN",
        ),
        ("[x](javascript:alert)", "<p>[x](javascript:alert)</p>", "[x](javascript:alert)"),
        (
            '<span lang="en" dir="ltr">Budget *law*</span>',
            '<p><span lang="en" dir="ltr">Budget <em>law</em></span></p>',
            "Budget law",
        ),
        (
            '<span lang="en" onclick="x">a</span>',
            "<p>&lt;span lang=&quot;en&quot; onclick=&quot;x&quot;&gt;a&lt;/span&gt;</p>",
            '<span lang="en" onclick="x">a',
        ),
    ],
)
def test_markdown_becomes_html_and_plain_text(markdown: str, html: str, plain: str) -> None:
    assert (to_html(markdown), to_plain(markdown)) == (html, plain)


@given(st.text(alphabet="<>&\"'`*_[]()\\ \n-1.ahtps:/#;\ue000\ue0010", max_size=60))
def test_to_html_of_anything_has_no_tags_but_ours(markdown: str) -> None:
    rest = ALLOWED.sub("", to_html(markdown))
    assert ("<" in rest, ">" in rest) == (False, False)

"""What a reader gets, in a browser: languages, directions, weight, no other host."""

from __future__ import annotations

import gzip
import re
import shutil
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from totkit.publish import build_site
from trees import LANGUAGES, PAGES, ROOT, read_strings

pytestmark = pytest.mark.slow

# Shorter ones stand in code or in text in English; the others may not be seen in another language.
SHARED_WITH_FRENCH = {"Attention", "Danger", "Important", "Section %s", "Fig. %s", "Points: {points}"}
ALL_PAGES = [(language, page) for language in LANGUAGES for page in (*PAGES, "search")]


@pytest.fixture
def opened(browser, site):
    """Return a function that opens a page and collects what it asks for and what goes wrong."""
    contexts = []

    def open_page(path, width=1280, height=900, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.requests, page.faults = [], []
        page.on("request", lambda request: page.requests.append(request.url))
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("requestfailed", lambda request: page.faults.append(request.url))
        page.goto((site / path).as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("language", "name"), ALL_PAGES)
def test_page_asks_nothing_of_other_hosts_and_has_no_faults(opened, site, language, name):
    page = opened(f"lk/{language}/{name}.html")
    assert page.faults == []
    assert [url for url in page.requests if not url.startswith((site.as_uri(), "data:"))] == []
    assert len([url for url in page.requests if url.startswith("file:")]) <= (12 if name == "search" else 6)


def test_page_source_names_no_other_host_to_load_from(site):
    loads = re.compile(r"""<(?:script|link|img|iframe|source)\b[^>]*\b(?:src|href)=["'](?:https?:)?//""")
    texts = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    assert len(texts) > 20
    assert [path for path, text in texts.items() if loads.search(text) or "thebe" in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_states_its_language_and_direction(opened, language):
    page = opened(f"lk/{language}/book/chapter/index.html")
    direction = "rtl" if language == "ar" else "ltr"
    root = page.locator("html")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == (language, direction)
    block = page.locator("p.tk-lang-en")
    assert (block.get_attribute("lang"), block.get_attribute("dir")) == ("en", "ltr")


@pytest.mark.parametrize("name", [*PAGES, "search"])
def test_language_switch_lands_on_the_same_page(opened, site, name):
    page = opened(f"lk/en/{name}.html")
    for language, own_name in (("ar", "العربية"), ("si", "සිංහල"), ("en", "English")):
        page.get_by_role("link", name=own_name, exact=True).click()
        page.wait_for_url((site / f"lk/{language}/{name}.html").as_uri())
        assert page.locator("html").get_attribute("lang") == language


def test_language_switch_is_marked_for_machines(opened, site):
    page = opened("lk/en/book/chapter/index.html")
    links = page.locator("link[rel=alternate]").evaluate_all("all => all.map(a => [a.hreflang, a.href])")
    assert links == [
        [tag, (site / f"lk/{tag}/book/chapter/index.html").as_uri()] for tag in LANGUAGES if tag != "en"
    ]
    switch = page.locator(".tk-languages a").evaluate_all("all => all.map(a => [a.lang, a.hreflang, a.dir])")
    assert switch == [[tag, tag, "rtl" if tag == "ar" else "ltr"] for tag in LANGUAGES]


@pytest.mark.parametrize(("language", "name"), ALL_PAGES)
def test_phone_page_does_not_scroll_sideways(opened, language, name):
    page = opened(f"lk/{language}/{name}.html", width=360, height=740)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.locator(".tk-menu").click()
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_phone_wide_tables_scroll_inside_themselves(opened):
    page = opened("lk/ar/book/chapter/index.html", width=360, height=740)
    boxes = page.locator(".pst-scrollable-table-container").evaluate_all(
        "all => all.map(a => [a.scrollWidth > a.clientWidth, a.tabIndex, a.getAttribute('aria-label')])"
    )
    label = read_strings("ar")["Wide content: scroll sideways"]
    assert boxes == [[True, 0, label], [True, 0, label]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_phone_controls_can_be_hit(opened, language):
    page = opened(f"lk/{language}/book/chapter/numbers.html", width=360, height=740)
    page.locator(".tk-menu").click()
    script = """all => all.map(a => a.getBoundingClientRect())
        .filter(box => box.height && (box.height < 24 || box.width < 24)).length"""
    controls = page.locator("header a, header button, .tk-side a, .tk-side button, summary")
    assert controls.evaluate_all(script) == 0


def test_contents_list_chapters_and_the_pages_of_the_one_that_is_read(opened):
    def shown(name):
        links = opened(f"lk/en/{name}.html").locator(".tk-contents a")
        return links.evaluate_all("all => all.map(a => [a.textContent, a.getAttribute('aria-current')])")

    assert shown("book/index") == [["Start page", None], ["Situation analysis", None]]
    assert shown("book/chapter/numbers") == [
        ["Start page", None],
        ["Situation analysis", None],
        ["Reading the numbers", "page"],
        ["First exercise", None],
    ]
    page = opened("lk/en/exercises/one/one.html")
    page.get_by_role("link", name="Reading the numbers").first.click()
    assert page.title() == "Reading the numbers · Leading digital government"


def test_contents_are_those_that_sphinx_writes(built, site, tmp_path):
    """A layout of Sphinx's own contents gives the same list, entry by entry."""
    tree = tmp_path / "tree"
    shutil.copytree(built / "editions/lk/en", tree)
    layout = tree / "_ext/templates/layout.html"
    own = "{{ toctree(collapse=True, maxdepth=4, titles_only=True, includehidden=True) }}"
    text = layout.read_text(encoding="utf-8")
    assert "{{ tk_contents }}" in text
    layout.write_text(text.replace("{{ tk_contents }}", own), encoding="utf-8")
    assert build_site(tree, tmp_path / "site", cache=tmp_path / "cache").warnings == ()
    for name in PAGES:
        stock, ours = (
            (folder / f"{name}.html").read_text() for folder in (tmp_path / "site", site / "lk/en")
        )
        assert _entries(stock) == _entries(ours) != []


def _entries(text):
    contents = re.search(r'(?s)<nav class="tk-contents".*?</nav>', text)[0]
    found = re.findall(r'<li class="([^"]*)"><a class="([^"]*)" href="([^"]*)"[^>]*>(.*?)</a>', contents)
    return [(item, sorted(link.split()), href, title) for item, link, href, title in found]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_contents_stand_on_the_side_where_reading_begins(opened, language):
    page = opened(f"lk/{language}/book/chapter/index.html")
    contents = page.locator(".tk-side").bounding_box()["x"]
    article = page.locator("article").bounding_box()["x"]
    on_page = page.locator(".tk-onpage-side").bounding_box()["x"]
    assert (contents > article > on_page) if language == "ar" else (contents < article < on_page)


def test_minus_stands_before_its_number_in_a_right_to_left_table(opened):
    page = opened("lk/ar/book/chapter/numbers.html")
    script = """cell => {
        const text = cell.firstChild, range = document.createRange();
        const place = at => {
            range.setStart(text, at);
            range.setEnd(text, at + 1);
            return range.getBoundingClientRect().x;
        };
        return [text.data, place(0) < place(1)];
    }"""
    assert page.locator("table.dataframe td", has_text="-0.7936").evaluate(script) == ["-0.7936", True]


def test_code_and_formulas_stay_left_to_right(opened):
    page = opened("lk/ar/book/chapter/index.html")
    script = "all => [...new Set(all.map(a => getComputedStyle(a).direction))]"
    assert page.locator("article pre, article code, article math").evaluate_all(script) == ["ltr"]
    assert page.locator("article math").count() == 2


@pytest.mark.parametrize("language", [tag for tag in LANGUAGES if tag != "en"])
def test_no_english_interface_string_is_left(opened, language):
    messages = read_strings(language)
    english = {text for text in messages if messages[text] != text} - SHARED_WITH_FRENCH
    seen = set()
    script = """() => {
        const found = [document.title];
        const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            if (!walker.currentNode.parentElement.closest('script, style, pre, code, [lang=en]'))
                found.push(walker.currentNode.data.trim());
        }
        for (const element of document.querySelectorAll('*')) for (const attribute of element.attributes)
            if (/^(title|alt|placeholder|aria-label|value|data-tk-.*)$/.test(attribute.name))
                found.push(attribute.value);
        return found;
    }"""
    for name in (*PAGES, "search"):
        page = opened(f"lk/{language}/{name}.html")
        if name == "search":
            page.locator("main input").fill("xyzzy")
            page.locator("main form button").click()
            page.wait_for_function("document.querySelector('.search-summary')?.innerText")
        found = set(page.evaluate(script))
        assert english & found == set(), name
        latin = {text for text in found if re.search(r"[A-Za-z]{4}", text)}
        seen |= latin
    if language != "fr":  # What is left in Latin letters is content: names and English that says so.
        allowed = {"English", "Français", "Demonstration edition", "JavaScript", "EGDI", "Rank"}
        assert {text for text in seen if not any(word in text for word in allowed)} == set()


def test_every_message_of_the_template_is_translated():
    template = (ROOT / "localisations/templates/interface.pot").read_text(encoding="utf-8")
    for language in ("fr", "ar", "si", "ta"):
        messages = read_strings(language)
        assert all(messages.values())
        assert len(messages) == template.count("\nmsgid ") - 1 + template.startswith("msgid")


def test_translation_note_counts_in_the_readers_digits(opened):
    page = opened("lk/ar/book/chapter/index.html")
    note = page.locator(".tk-note")
    assert "٩ من ١٢" in note.inner_text()
    assert (
        read_strings("ar")["This translation is a draft. No person has reviewed it yet."] in note.inner_text()
    )
    assert opened("lk/en/book/chapter/index.html").locator(".tk-note").count() == 0


def test_search_finds_words_of_the_language(opened):
    page = opened("lk/si/search.html")
    page.locator("main input").fill("පුද්ගලයෙකුගෙන්")
    page.locator("main form button").click()
    page.wait_for_function("document.querySelectorAll('#search-results li').length == 3")


def test_skip_link_is_first_and_moves_the_focus(opened):
    page = opened("lk/ar/book/chapter/index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "tk-skip"
    assert page.locator(".tk-skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "tk-main"


@pytest.fixture
def served(site):
    """Return the address of the site on a server of this machine."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_words):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_dark_colours_follow_the_system_and_the_button(opened, served):
    page = opened("lk/en/book/index.html", color_scheme="dark")
    page.goto(f"{served}/lk/en/book/index.html")  # Chromium does not promise to keep what file:// stores
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.locator(".tk-theme").click()
    assert page.locator("html").get_attribute("data-theme") == "light"
    page.reload()
    assert page.locator(".tk-theme").get_attribute("aria-pressed") == "false"


def test_page_can_be_read_without_scripts(opened):
    page = opened("lk/en/book/chapter/index.html", width=360, height=740, java_script_enabled=False)
    assert page.locator(".tk-contents a").count() == 4
    assert page.locator(".tk-contents").is_visible()
    assert not page.locator(".tk-menu").is_visible()


def test_trainer_edition_says_so_on_each_page(opened):
    assert opened("lk/ta/book/index.html").locator(".tk-badge").inner_text() == "பயிற்றுநர் பதிப்பு"
    assert opened("lk/si/book/index.html").locator(".tk-badge").count() == 0


def test_first_load_is_light(opened):
    page = opened("lk/ar/book/chapter/index.html")
    files = [url.removeprefix("file://").split("?")[0] for url in page.requests if url.startswith("file:")]
    weight = sum(len(gzip.compress(Path(name).read_bytes())) for name in files)
    assert weight < 40_000

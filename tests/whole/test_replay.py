"""A made-up upstream release over the real course and all its localisations: nothing local is lost."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from totkit.assemble import assemble_tree
from totkit.localise import fact_book, replace_links
from totkit.localise.page import drop_facilitator
from totkit.notebook import segment
from totkit.read import edition_names, read_course, read_language
from totkit.workflow.catalogue import extract_catalogues, languages_of, update_catalogues
from totkit.workflow.check import check_library
from totkit.workflow.drift import find_library_drift
from totkit.workflow.load import Library, release_all
from totkit.workflow.seen import mark_seen

ROOT = Path(__file__).parents[2]
COUNTRIES = "localisations/countries"
LK = f"{COUNTRIES}/lk"
CHAPTER = "book/03-situation-analysis"
FRONT = "---\nminutes: 5\noutcomes: []\n{more}\n---\n# {title}\n\n{title} says this here.\n"
KEPT, CHANGED, NEW = "Key messages", "Priorities for the next year", "Priorities for next year"
TARGET = "\n(sa-choosing-a-tool)=\n## Choosing\n"
COMPONENTS = ("readings", "self-assessment", "application", "priorities", "cases", "action-plan")
MODULE = "id: {id}\ntitle: {title}\nsummary: You know {id}.\nlevel: leader\nprerequisites: []\n"

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("course")]


def write(root, path, text):
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def edit(root, path, old, new):
    text = (root / path).read_text(encoding="utf-8")
    assert old in text, (path, old)
    write(root, path, text.replace(old, new))


def page(title, more):
    return FRONT.format(title=title, more=more)


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """Return the course after the release, with what was there before it."""
    root = tmp_path_factory.mktemp("replay") / "course"
    for name in ("book", "modules", "exercises", "localisations"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("course.yml", "_toc.yml"):
        shutil.copy(ROOT / name, root / name)
    write_local_pieces(root)
    before = {"files": local_files(root), "languages": read_languages(root)}
    assert check_library(Library.read(root, edition_names(root))) == []
    assert find_library_drift(root, edition_names(root)) == ()
    release(root)
    extract_catalogues(root)
    update_catalogues(root)
    return root, before


def write_local_pieces(root):
    """Add every kind of local piece that no shipped localisation has, then record all as compared."""
    pages = f"{LK}/pages"
    write(root, f"{pages}/{CHAPTER}/tools.md", page("Our tools", 'based_on: "000000000000"') + TARGET)
    slot = "\n(sa-nine-pillars)=\n## Pillars\n\n:::{local} who-is-left-behind\nNobody.\n:::\n"
    write(root, f"{pages}/{CHAPTER}/priorities.md", page("Our priorities", 'based_on: "000000000000"') + slot)
    write(root, f"{pages}/{CHAPTER}/near-tools.md", page("Our page", f"after: {CHAPTER}/tools"))
    write(root, f"{pages}/{CHAPTER}/near-cases.md", page("Our example", f"after: {CHAPTER}/cases"))
    write(root, f"{pages}/modules/ours/module.yml", MODULE.format(id="ours", title="Our module"))
    write(root, f"{pages}/modules/ours/index.md", page("Our own module", "component: overview"))
    po = (root / LK / "messages/si.po").read_text(encoding="utf-8")
    own = f'\nmsgid "{KEPT}"\nmsgstr "අපේ පණිවිඩ"\n\nmsgid "{CHANGED}"\nmsgstr "කේත නැත."\n'
    write(root, f"{LK}/messages/si.po", po + own)
    for path in sorted((root / COUNTRIES).glob("*/blocks/*.md")):
        mark_seen(root, [path])
    mark_seen(root, [root / pages / CHAPTER / name for name in ("tools.md", "priorities.md")])
    mark_seen(root, sorted((root / COUNTRIES).glob("*/facts.yml")))
    update_catalogues(root)


def release(root):
    """Edit the course as a new release might."""
    edit(root, "book/index.md", "You need a real service in mind", "You need one real service in mind")
    edit(root, f"{CHAPTER}/cases.md", "Bring one real case", "Bring two real cases")
    edit(root, f"{CHAPTER}/priorities.md", "{local} who-is-left-behind", "{local} who-is-not-reached")
    edit(root, "exercises/next-year-priorities/next-year-priorities.md", CHANGED, NEW)
    edit(root, "_toc.yml", f"          - file: {CHAPTER}/tools\n", f"          - file: {CHAPTER}/methods\n")
    write(root, f"{CHAPTER}/methods.md", page("Methods", "component: readings") + TARGET)
    remove_page(root, f"{CHAPTER}/tools")
    write(root, "modules/newest/module.yml", MODULE.format(id="newest", title="Newest"))
    write(root, "modules/newest/index.md", page("The newest module", "component: overview"))
    for component in COMPONENTS:
        write(root, f"modules/newest/{component}.md", page(f"About {component}", f"component: {component}"))
    sections = "".join(f"          - file: modules/newest/{name}\n" for name in COMPONENTS)
    toc = (root / "_toc.yml").read_text(encoding="utf-8").rstrip("\n")
    write(root, "_toc.yml", f"{toc}\n      - file: modules/newest/index\n        sections:\n{sections}")
    for file in sorted(root.glob("book/**/*.md")):
        text = file.read_text(encoding="utf-8")
        file.write_text(
            text.replace("one body leads digital", "a single body leads digital"), encoding="utf-8"
        )


def remove_page(root, docname):
    """Take a page out, with the links to it."""
    (root / f"{docname}.md").unlink()
    for file in sorted(
        path for name in ("book", "modules", "exercises") for path in root.glob(f"{name}/**/*.md")
    ):
        own = file.relative_to(root).as_posix().removesuffix(".md")
        text = file.read_text(encoding="utf-8")
        new = replace_links(text, own, {}, lambda link: link.text if link.docname == docname else None)
        file.write_text(new, encoding="utf-8")


def local_files(root):
    folder = root / COUNTRIES
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def read_languages(root):
    return {tag: read_language(root, tag)[0] for tag in languages_of(root)}


def tree_text(library, country, language):
    edition = library.edition(country, language)
    files = assemble_tree(edition, release_all(edition)).files
    texts = [content.decode() for path, content in files.items() if path.endswith((".md", ".ipynb", ".yml"))]
    return plain("\n".join(texts))


def plain(text):
    """Return a text on one line, without marks of language, isolates and JSON's escapes."""
    text = re.sub(r"\{\.tk-lang-[\w-]+\}|[\u2068\u2069\\]|<span [^>]*>|</span>", "", text)
    return " ".join(text.replace("[", "").replace("]", "").split())


def passages(text, catalogue):
    """Return what a learner must find of a local text: the country's translation, else the source."""
    found = []
    for unit in segment(drop_facilitator(text)).units:
        message = catalogue.find(unit.id) if catalogue else None
        shown = message.text if message else unit.id
        if not re.search(r"\{\{|\]\(|`|:::", shown):
            found.append(plain(shown))
    return found


def test_no_local_file_is_touched(released):
    root, before = released
    assert local_files(root) == before["files"]


def test_no_translation_is_lost_and_valid_ones_are_used(released):
    root, before = released
    _, problems = read_course(root)
    assert problems == []
    after = read_languages(root)
    for tag, catalogues in before["languages"].items():
        for slug, old in catalogues.items():
            new = after[tag].get(slug, old)
            texts = {m.text for m in (*new.messages.values(), *new.obsolete.values())}
            usable = {key: message.text for key, message in old.messages.items() if message.usable}
            assert set(usable.values()) - texts == set(), (tag, slug)
            kept = {key: text for key, text in usable.items() if key in new.messages}
            assert {key: new.find(key) and new.find(key).text for key in kept} == kept, (tag, slug)
    assert len({key for key in after["fr"]["book"].messages if "one real service" in key}) == 1


def test_every_piece_with_a_place_is_in_its_editions(released):
    root, _ = released
    names = edition_names(root)
    library = Library.read(root, names)
    assert library.problems == ()
    gone = {
        drift.where.file
        for drift in find_library_drift(root, names)
        if "any more: no reader" in drift.message
    }
    for country, language in names:
        localisation = library.localisations[country]
        shown = tree_text(library, country, language)
        book = fact_book(library.course, localisation, language)
        own = localisation.messages.get(language)
        texts = {block.path: block.text for block in localisation.blocks.values()}
        texts |= {local.page.path: local.page.text for local in localisation.pages.values()}
        texts = {path: text for path, text in texts.items() if path not in gone}
        wanted = [found for text in texts.values() for found in passages(text, own)]
        wanted += [plain(book.text(key)) for key in localisation.facts]
        assert [text for text in wanted if text not in shown] == [], (country, language)
        assert ("අපේ පණිවිඩ" in shown) == ((country, language) == ("lk", "si"))
        assert "The newest module" in shown or language != "en"


def test_letter_names_what_changed_and_what_has_no_place(released):
    root, _ = released
    found = find_library_drift(root, edition_names(root))
    national = ("kh", "lk", "ma", "pk", "sn")
    expected = {f"{COUNTRIES}/{country}/blocks/situation-case.md" for country in national}
    expected |= {f"{COUNTRIES}/{country}/facts.yml" for country in national}
    expected |= {f"{LK}/pages/{CHAPTER}/{name}.md" for name in ("tools", "priorities", "near-tools")}
    expected |= {
        f"{LK}/messages/si.po",
        f"{COUNTRIES}/ma/localisation.yml",
        f"{COUNTRIES}/pk-rural/blocks/who-is-left-behind.md",
    }
    assert {drift.where.file for drift in found} == expected
    assert all(
        drift.then for drift in found if drift.where.file.endswith(("/situation-case.md", "/priorities.md"))
    )
    (override,) = [drift for drift in found if drift.where.file.endswith(".po")]
    assert (override.then, override.now) == (CHANGED, NEW)


def test_check_names_what_has_no_place_and_what_the_letter_says_puts_it_right(released, tmp_path):
    root = Path(shutil.copytree(released[0], tmp_path / "course"))
    names = edition_names(root)
    problems = check_library(Library.read(root, names))
    assert {(problem.code, problem.where.file) for problem in problems} == {
        ("TOT-E306", f"{COUNTRIES}/pk-rural/blocks/who-is-left-behind.md"),
        ("TOT-E203", f"{COUNTRIES}/ma/localisation.yml"),
        ("TOT-E201", f"{LK}/pages/{CHAPTER}/tools.md"),
        ("TOT-E201", f"{LK}/pages/{CHAPTER}/near-tools.md"),
    }
    block = root / COUNTRIES / "pk-rural/blocks/who-is-left-behind.md"
    block.rename(block.with_name("who-is-not-reached.md"))
    edit(root, f"{COUNTRIES}/ma/localisation.yml", f"{CHAPTER}/tools, ", "")
    (root / LK / f"pages/{CHAPTER}/tools.md").rename(root / LK / f"pages/{CHAPTER}/methods.md")
    edit(
        root,
        f"{LK}/pages/{CHAPTER}/near-tools.md",
        "after: book/03-situation-analysis/tools",
        f"after: {CHAPTER}/methods",
    )
    edit(root, f"{LK}/messages/si.po", CHANGED, NEW)
    pieces = [*(root / COUNTRIES).glob("*/blocks/*.md"), *(root / COUNTRIES).glob("*/facts.yml")]
    pages = [root / LK / f"pages/{CHAPTER}/{name}.md" for name in ("methods", "priorities")]
    mark_seen(root, [*sorted(pieces), *pages])
    assert check_library(Library.read(root, names)) == []
    assert find_library_drift(root, names) == ()

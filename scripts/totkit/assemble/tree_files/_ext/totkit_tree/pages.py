"""What each page carries and loads: its languages, how far it is translated, no byte that it does not use."""

from __future__ import annotations

import json
import re
import shutil
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.locale import _

from totkit_tree.colours import write_accent
from totkit_tree.contents import write_contents
from totkit_tree.language import direction_of
from totkit_tree.strings import SEARCH_STRINGS, localise_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.config import Config

EXT = Path(__file__).resolve().parent.parent
LEVELS = {
    "case-introductory": "Introductory",
    "case-practitioner": "Practitioner",
    "case-leader": "Leader",
}
# What Jupyter Book puts on every page, and the text of a page without which it is no use there;
# an empty text: our own templates, style sheet and script do its work everywhere.
OPTIONAL = {
    "sphinx-design": "sd-",
    "design-tabs": "data-sync-id",
    "togglebutton": "dropdown admonition",
    "pygments": "highlight",
    "styles/": "",
    "scripts/": "",
    "basic": "",
    "mystnb": "",
    "copybutton": "",
    "clipboard": "",
    "sphinx-thebe": "",
    "doctools": "",
    "documentation_options": "",
    "sphinx_highlight": "",
    "translations": "",
}
INLINE_SCRIPTS = {"THEBE": "", "DOCUMENTATION_OPTIONS": "", "oggle": "dropdown admonition"}
HIDDEN_TITLE = re.compile(r'(<p class="(?:collapsed|expanded) admonition-title">)([^<]*)(</p>)')
PARTLY_TRANSLATED = (
    "Translated on this page: {translated} of {total} passages. The others stand in {language}."
)
PARTLY_OUTDATED = (
    "Translated on this page: {translated} of {total} passages. "
    "Older translations, marked as outdated: {outdated}. Passages in {language}: {missing}."
)
THEME_PARTS = ("_start", "_center", "_end", "_persistent", "_items")
"""How the names of the themes' lists of parts end."""
MIRRORED = ("sphinx-design.min.css", "togglebutton.css")
# Parts of Sphinx's themes that no page of ours refers to.
UNUSED = (
    "basic.css",
    "check-solid.svg",
    "clipboard.min.js",
    "copy-button.svg",
    "copybutton.css",
    "copybutton.js",
    "copybutton_funcs.js",
    "file.png",
    "images",
    "locales",
    "minus.png",
    "mystnb*.css",
    "play-solid.svg",
    "plus.png",
    "sbt-webpack-macros.html",
    "scripts",
    "sphinx-thebe.*",
    "styles",
    "vendor",
    "webpack-macros.html",
)


def direction_of_edition(edition: Mapping[str, Any]) -> str:
    """Return the direction that the edition states, else that of its language."""
    return str(edition.get("direction") or direction_of(str(edition.get("language", "en"))))


def switch_links(edition: Mapping[str, Any], pagename: str) -> list[dict[str, Any]]:
    """Return the edition's languages, each with the address of the same page in it.

    Relative to the page, because a site may be opened from a disk or stand anywhere on a server.
    """
    up = "../" * (pagename.count("/") + 1)
    return [
        {
            **language,
            "current": language["tag"] == edition.get("language"),
            "href": f"{up}{language['tag']}/{pagename}.html",
        }
        for language in edition.get("languages", ())
    ]


def translation_notes(edition: Mapping[str, Any], pagename: str) -> list[str]:
    """Say honestly how far a page is translated and what of it nobody has reviewed."""
    page = edition.get("pages", {}).get(pagename)
    if not page or not page["total"]:
        return []
    total, translated, drafts = page["total"], page["translated"], page["drafts"]
    outdated = page.get("outdated", 0)
    strings = edition.get("strings", {})
    counts = {**page, "outdated": outdated, "missing": total - translated - outdated}
    numbers = {name: localise_number(count, strings) for name, count in counts.items()}
    source = _source_name(edition)
    notes = []
    if outdated:
        notes.append(_say(PARTLY_OUTDATED).format(language=source, **numbers))
    elif not translated:
        text = _say("This page is not translated yet. It stands in {language}.")
        notes.append(text.format(language=source))
    elif translated < total:
        text = _say(PARTLY_TRANSLATED)
        notes.append(text.format(language=source, **numbers))
    if translated and drafts >= translated:
        notes.append(_say("This translation is a draft. No person has reviewed it yet."))
    elif drafts:
        text = _say("Drafts on this page that no person has reviewed yet: {drafts} of {translated} passages.")
        notes.append(text.format(**numbers))
    return notes


def _say(message: str) -> str:
    return escape(_(message), quote=False)


def _source_name(edition: Mapping[str, Any]) -> str:
    tag = edition.get("source_language", "en")
    names = {language["tag"]: language["name"] for language in edition.get("languages", ())}
    name = edition.get("source_language_name") or names.get(tag, tag)
    return f'<span lang="{tag}" dir="{direction_of(tag)}">{escape(name)}</span>'


def is_needed(asset: Any, body: str) -> bool:
    """Tell whether a page with this body uses a style sheet or script that Jupyter Book offers it."""
    script = (getattr(asset, "attributes", None) or {}).get("body") or ""
    for part, mark in INLINE_SCRIPTS.items():
        if part in script:
            return bool(mark) and mark in body
    name = str(getattr(asset, "filename", asset)).removeprefix("_static/")
    for start, mark in OPTIONAL.items():
        if name.startswith(start):
            return bool(mark) and mark in body
    return True


def mirror(asset: Any) -> Any:
    """Return the right-to-left form of a style sheet that has one, else the style sheet."""
    name = str(asset.filename).removeprefix("_static/")
    return type(asset)(f"_static/rtl/{name}", priority=asset.priority) if name in MIRRORED else asset


def repair_outputs(body: str) -> str:
    """Give MyST-NB's hidden cells our words, without the English label that covers them for some readers.

    The empty corner of a pandas table heads nothing, so it is no heading.
    """
    body = body.replace("<th></th>", "<td></td>").replace(
        '<summary aria-label="Toggle hidden content">', "<summary>"
    )
    return HIDDEN_TITLE.sub(lambda found: found[1] + escape(_(found[2])) + found[3], body)


def _skip_theme_parts(
    _app: Sphinx,
    _pagename: str,
    _templatename: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Empty the lists of the themes' own parts, which no page of ours has.

    The themes would render each part for each page, the contents twice, only to see whether it is empty.
    """
    for name in context:
        if name == "sidebars" or (name.startswith("theme_") and name.endswith(THEME_PARTS)):
            context[name] = []


def _add_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    edition = app.config.totkit_edition
    builder = cast("StandaloneHTMLBuilder", app.builder)  # Only such a builder has pages with a context.
    body = context.get("body") or ""
    if body:
        context["body"] = repair_outputs(body)
    direction = direction_of_edition(edition)
    styles = [asset for asset in context["css_files"] if is_needed(asset, body)]
    context.update(
        css_files=[mirror(asset) for asset in styles] if direction == "rtl" else styles,
        script_files=[asset for asset in context["script_files"] if is_needed(asset, body)],
        tk=edition,
        tk_language=edition.get("language") or context.get("language") or "en",
        tk_direction=direction,
        tk_links=switch_links(edition, pagename),
        tk_notes=translation_notes(edition, pagename),
        tk_contents=write_contents(builder, pagename),
        tk_accent=write_accent(edition.get("accent")),
    )
    if templatename == "search.html":
        strings = {text: _(text) for text in SEARCH_STRINGS}
        context["tk_search"] = json.dumps(strings, ensure_ascii=False).replace("</", "<\\/")


def _label_cases(_app: Sphinx, doctree: nodes.document) -> None:
    """Write the level of a case beside its title: a colour alone tells nothing in print."""
    case: Any
    for case in doctree.findall(nodes.admonition):
        level = next((LEVELS[name] for name in case["classes"] if name in LEVELS), None)
        if level and case.children:
            case[0] += [nodes.Text(" "), nodes.inline("", _(level), classes=["tk-level"])]


def _remove_thebe(_app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    """Take out the scripts that sphinx-thebe puts into every page for a service that we do not use."""
    for script in list(doctree.findall(nodes.raw)):
        if "thebe" in script.astext() or script.astext().strip().startswith("<script>kernelName"):
            script.parent.remove(script)


def _configure(_app: Sphinx, config: Config) -> None:
    config.templates_path = [str(EXT / "templates"), *config.templates_path]
    config.html_permalinks_icon = "#"


def _add_static(app: Sphinx) -> None:
    if app.builder.format == "html":
        app.config.html_static_path.append(str(EXT / "static"))  # only now: Jupyter Book links what it finds
        app.add_css_file("totkit.css", priority=700)
        app.add_js_file("totkit.js", priority=700, loading_method="defer")


def _label_toggles(app: Sphinx, error: Exception | None) -> None:
    """Give the buttons that sphinx-togglebutton makes in the browser its own hint for their English label."""
    path = Path(app.outdir) / "_static" / "togglebutton.js"
    if not error and app.builder.format == "html" and path.exists():
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("Toggle hidden content", "${toggleHintShow}"), encoding="utf-8")


def _remove_unused(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    other = () if direction_of_edition(app.config.totkit_edition) == "rtl" else ("rtl",)
    for path in [*(path for name in (*UNUSED, *other) for path in static.glob(name)), *static.rglob("*.map")]:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Connect what decides about a page's content, and what about its weight."""
    app.connect("config-inited", _configure)
    app.connect("builder-inited", _add_static)
    app.connect("doctree-read", _label_cases)
    app.connect("doctree-resolved", _remove_thebe, priority=900)
    app.connect("html-page-context", _skip_theme_parts, priority=100)
    app.connect("html-page-context", _add_context, priority=900)
    app.connect("build-finished", _label_toggles, priority=900)
    app.connect("build-finished", _remove_unused, priority=900)

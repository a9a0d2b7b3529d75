"""The ``_config.yml`` and ``_toc.yml`` of a tree."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from totkit.assemble.about import ABOUT
from totkit.notebook import EXTENSIONS

if TYPE_CHECKING:
    from totkit.model import Edition, TocEntry


def config_file(edition: Edition) -> bytes:
    """Return Jupyter Book's configuration of an edition."""
    return _dump(
        {
            "title": edition.title,
            "author": edition.publisher,
            "logo": "",
            "copyright": "",
            "only_build_toc_files": True,
            "exclude_patterns": ["_ext/**"],
            "execute": {"execute_notebooks": "cache", "timeout": 120, "stderr_output": "error"},
            "parse": {"myst_enable_extensions": list(EXTENSIONS)},
            "repository": {"url": ""},
            "html": {
                "use_issues_button": False,
                "use_repository_button": False,
                "use_edit_page_button": False,
                "use_multitoc_numbering": False,
                "extra_footer": "",
            },
            "latex": {"use_jupyterbook_latex": False},
            "launch_buttons": {"notebook_interface": "classic", "thebe": False},
            "sphinx": {"local_extensions": {"totkit_tree": "_ext"}, "config": _sphinx(edition)},
        }
    )


def _sphinx(edition: Edition) -> dict[str, Any]:
    return {
        "language": edition.language.replace("-", "_"),
        "smartquotes": False,
        "numfig": True,
        "myst_links_external_new_tab": False,
        "nb_execution_raise_on_error": True,
        "nb_merge_streams": True,
        "html_copy_source": False,
        "html_show_sourcelink": False,
        "html_show_copyright": False,
        "html_show_search_summary": False,
        "html_use_index": False,
        "html_domain_indices": False,
        "nb_ipywidgets_js": {},
        "html_last_updated_fmt": None,
        "html_theme_options": {"use_download_button": False, "use_fullscreen_button": False},
        "suppress_warnings": ["myst.header"],
        "totkit_edition": describe(edition),
    }


def describe(edition: Edition) -> dict[str, Any]:
    """Return what the tree's Sphinx extension knows of the edition."""
    return {
        "title": edition.title,
        "country": edition.country,
        "country_name": edition.country_name,
        "publisher": edition.publisher,
        "release": edition.release,
        "audience": edition.audience,
        "language": edition.language,
        "direction": edition.direction,
        "source_language": edition.source_language.tag,
        "source_language_name": edition.source_language.name,
        "languages": [
            {"tag": link.tag, "name": link.name, "direction": link.direction} for link in edition.languages
        ],
        "pages": {
            part.docname: {
                "total": part.progress.total,
                "translated": part.progress.translated,
                "drafts": part.progress.drafts,
                **({"outdated": part.progress.outdated} if part.progress.outdated else {}),
            }
            for part in edition.parts
        },
        "strings": dict(sorted(edition.interface.items())),
    }


def toc_file(edition: Edition) -> bytes:
    """Return the table of contents of an edition, the page about it last."""
    parts = [
        {"caption": part.caption, "chapters": [_entry(entry) for entry in part.entries]}
        for part in edition.toc.parts
    ]
    about = {"caption": edition.interface.get("This edition", "This edition"), "chapters": [{"file": ABOUT}]}
    return _dump({"format": "jb-book", "root": edition.toc.root, "parts": [*parts, about]})


def _entry(entry: TocEntry) -> dict[str, Any]:
    below = [_entry(child) for child in entry.children]
    return {"file": entry.docname, **({"sections": below} if below else {})}


def _dump(value: dict[str, Any]) -> bytes:
    from ruamel.yaml import YAML

    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    yaml.width = 1000
    stream = io.BytesIO()
    yaml.dump(value, stream)
    return stream.getvalue()

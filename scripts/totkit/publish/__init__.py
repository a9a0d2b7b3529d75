"""Tree -> site: an assembled edition on disk becomes web pages, and the pages that list the editions.

A tree's folder comes in; a folder of static files goes out, the same that stock ``jupyter-book build``
makes, for any web server or a USB stick.
"""

from totkit.publish.build import SiteResult, build_site, prepare_imports
from totkit.publish.index import SiteEdition, write_indexes
from totkit.publish.letter import Finding, render_letter
from totkit.publish.serve import serve_site
from totkit.publish.status import StatusRow, render_status

__all__ = [
    "Finding",
    "SiteEdition",
    "SiteResult",
    "StatusRow",
    "build_site",
    "prepare_imports",
    "render_letter",
    "render_status",
    "serve_site",
    "write_indexes",
]

"""One site of five languages, built once for all tests of this folder."""

from __future__ import annotations

import pytest
from totkit.publish import SiteEdition, build_site, write_indexes
from totkit.run import write_tree
from trees import LANGUAGES, make_tree


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """Return the folder with ``editions``, ``cache`` and ``site``, every edition built without a warning."""
    base = tmp_path_factory.mktemp("publish")
    for language in LANGUAGES:
        tree = base / "editions/lk" / language
        write_tree(make_tree(language, "trainer" if language == "ta" else "learner"), tree)
        result = build_site(tree, base / "site/lk" / language, cache=base / "cache/lk" / language)
        assert result.warnings == ()
    editions = [
        SiteEdition(
            country="lk",
            country_name="Sri Lanka",
            publisher="A & B",
            language=tag,
            language_name=name,
            direction="rtl" if tag == "ar" else "ltr",
            title="Leading",
        )
        for tag, name in LANGUAGES.items()
    ]
    write_indexes(base / "site", editions, title="Editions")
    return base


@pytest.fixture(scope="session")
def site(built):
    return built / "site"

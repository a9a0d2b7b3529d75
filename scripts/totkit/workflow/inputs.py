"""What an edition is made from, as digests: the reason for building it again, or none.

Nothing heavy is imported, so that a build with nothing to do is quick.
"""

from __future__ import annotations

import json
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from totkit.read import ancestor_ids
from totkit.run import hash_bytes, hash_file, hash_files, hash_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from totkit.model import Audience

REASONS = {
    "course": "the course changed",
    "country": "the localisation changed",
    "language": "the translation changed",
    "figures": "the reference figures changed",
    "tool": "totkit or a library changed",
}
_LIBRARIES = (
    "jupyter-book",
    "myst-nb",
    "nbgrader",
    "pandas",
    "pydata-sphinx-theme",
    "sphinx",
    "sphinx-book-theme",
)


class Inputs:
    """Digests of a course's parts, each made once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._made: dict[str, str] = {}

    def of(self, country: str, language: str) -> Mapping[str, str]:
        """Return the digest of each part that an edition depends on."""
        return {
            "course": self._once("course", self._course),
            "country": self._once(f"country {country}", lambda: self._country(country)),
            "language": self._folder(f"localisations/languages/{language}"),
            "figures": self._folder("localisations/reference"),
            "tool": self._once("tool", _tool),
        }

    def _once(self, name: str, make: object) -> str:
        if name not in self._made:
            self._made[name] = make()  # type: ignore[operator]
        return self._made[name]

    def _country(self, country: str) -> str:
        """Return the digest of a country's folder, or of this and of all that it extends."""
        folders = [f"localisations/countries/{name}" for name in (country, *ancestor_ids(self.root, country))]
        digests = {folder: self._folder(folder) for folder in folders}
        return hash_files(digests) if len(digests) > 1 else digests[folders[0]]

    def _folder(self, path: str) -> str:
        folder = self.root / path
        return self._once(path, lambda: hash_folder(folder) if folder.is_dir() else "")

    def _course(self) -> str:
        files = {name: self.root / name for name in ("course.yml", "_toc.yml")}
        digests = {name: hash_file(path) for name, path in files.items() if path.is_file()}
        for name in ("book", "modules", "exercises"):
            if (self.root / name).is_dir():
                digests[name] = hash_folder(self.root / name)
        return hash_files(digests)


def _tool() -> str:
    import totkit

    versions = {name: _version(name) for name in _LIBRARIES}
    own = hash_folder(Path(next(iter(totkit.__path__))))
    return hash_bytes(json.dumps([own, versions, sys.version_info[:3]]).encode())


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def record_path(root: Path, country: str, language: str, audience: Audience) -> Path:
    """Return where the record of the last good build of an edition stands."""
    return root / "_build" / "cache" / "editions" / audience / f"{country}-{language}.json"


def read_record(record: Path) -> dict[str, Any] | None:
    """Return what is known about the last good build, None if that is nothing.

    ``inputs`` holds digests, ``title`` and ``release`` name the course, ``site`` is the edition's entry in
    the list of editions.
    """
    try:
        known: dict[str, Any] = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return known if known.keys() >= {"inputs", "title", "release", "site"} else None


def find_reason(record: Path, site: Path, inputs: Mapping[str, str]) -> str | None:
    """Return why an edition must be built, in words; None if it stands as it should."""
    if not (site / "index.html").is_file():
        return "it is not built yet"
    known = read_record(record)
    if known is None:
        return "nothing is known about the last build"
    changed = [REASONS[name] for name, digest in inputs.items() if known["inputs"].get(name) != digest]
    return "; ".join(changed) or None

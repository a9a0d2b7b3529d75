"""Record that a person compared a country's piece with what the course says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from totkit.errors import UsageError, did_you_mean, raise_if_any
from totkit.localise import find_pieces, fingerprint, write_based_on
from totkit.read import localisation_ids, read_course, read_localisation, read_text
from totkit.run import write_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from totkit.localise import Piece
    from totkit.model import Course, Localisation

COUNTRIES = "localisations/countries"
SEEN = "seen.json"


def mark_seen(root: Path, files: Sequence[Path]) -> tuple[str, ...]:
    """Record that the pieces in some files were compared with the course of now.

    A block or page gets the fingerprint of what it replaces; what that says is kept in ``seen.json``, so
    that the next change letter can show what changed. ``facts.yml`` stands for all facts in it.

    :returns: what was written, relative to the course
    :raises UsageError: for a file that is no block, page or ``facts.yml``, or that has no place in the course
    :raises ContentError: if the course or a localisation cannot be read well
    """
    course, problems = read_course(root)
    raise_if_any(problems)
    wanted: dict[str, list[str]] = {}
    for file in files:
        country, name = _split(root, file)
        wanted.setdefault(country, []).append(name)
    changed: list[str] = []
    for country, names in wanted.items():
        localisation, problems = read_localisation(root, country)
        raise_if_any(problems)
        pieces = _choose(course, localisation, names)
        for piece in pieces:
            if piece.kind != "fact":
                text = read_text(root / piece.where.file)
                new = write_based_on(text, fingerprint(piece.now))
                changed += _write(root, piece.where.file, new)
        changed += _write(root, f"{localisation.folder}/{SEEN}", _dump(localisation.own.seen, pieces))
    return tuple(changed)


def _split(root: Path, file: Path) -> tuple[str, str]:
    """Return the localisation that a file belongs to and its name there."""
    path = root / file if (root / file).exists() else file
    try:
        inside = path.resolve().relative_to((root / COUNTRIES).resolve())
    except ValueError:
        inside = Path()
    country, *rest = inside.parts or ("",)
    if country not in localisation_ids(root) or not rest:
        raise UsageError(f"{file} is no file of a localisation; give a block, a page or a facts.yml")
    return country, "/".join(rest)


def _choose(course: Course, localisation: Localisation, names: Sequence[str]) -> list[Piece]:
    pieces = find_pieces(course, localisation)
    known = {piece.name.partition("#")[0] for piece in pieces}
    for name in names:
        if name not in known:
            path, hint = f"{localisation.folder}/{name}", did_you_mean(name, known)
            raise UsageError(f"{path} replaces nothing that the course has; {hint}")
    return [piece for piece in pieces if piece.name.partition("#")[0] in names]


def _dump(seen: Mapping[str, str], pieces: Sequence[Piece]) -> str:
    texts = {**seen, **{piece.name: piece.now for piece in pieces}}
    lines = {name: text.split("\n") for name, text in texts.items()}
    return json.dumps(lines, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _write(root: Path, path: str, text: str) -> list[str]:
    content = text.encode()
    if (root / path).exists() and (root / path).read_bytes() == content:
        return []
    write_file(content, root / path)
    return [path]

"""Read what a country authors: ``localisation.yml``, facts, local blocks, own messages."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from totkit.catalogue import parse_po
from totkit.errors import Code, ContentError, Place, Problem, did_you_mean
from totkit.model import FACT_TYPES, FALLBACKS, Block, Catalogue, Fact, Localisation
from totkit.notebook import front_matter_lines
from totkit.read.files import Reader
from totkit.read.local_pages import FINGERPRINT, read_local_modules, read_local_pages, read_seen
from totkit.read.records import Field, Table, parse_yaml, read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

COUNTRIES = "localisations/countries"
LANGUAGES = "localisations/languages"
LOCALISATION_FIELDS = {
    "id": Field(slug=True, help="equal to the folder's name"),
    "iso": Field(help="ISO 3166 code of the country, 2 or 3 letters"),
    "languages": Field(type=list, help="BCP 47 tags; the first is the default"),
    "publisher": Field(type=object, help="who publishes: a text, or a mapping language -> text"),
    "extends": Field(required=False, slug=True, help="id of the localisation whose pieces this one inherits"),
    "name": Field(type=object, required=False, help="name of the region: a text, or by language"),
    "authored": Field(required=False, help="language of the local blocks and pages"),
    "modules": Field(type=list, required=False, default=None, help="ids of the modules taken (default: all)"),
    "leave_out": Field(type=list, required=False, help="docnames of pages and ids of exercises left out"),
    "threshold": Field(
        type=int,
        required=False,
        default=0,
        minimum=0,
        maximum=100,
        help="per cent of translated passages below which an edition is not published",
    ),
    "fallback": Field(
        required=False,
        default="source",
        choices=FALLBACKS,
        help="what readers get of a passage whose source changed after it was translated",
    ),
}
FACT_FIELDS = {
    "type": Field(choices=FACT_TYPES, help="kind of value"),
    "value": Field(type=object, help="a text, a mapping language -> text, a number or a date"),
    "source": Field(help="where the value stands"),
    "year": Field(type=int, minimum=1900, help="year of the source"),
    "currency": Field(required=False, help="ISO 4217, for money"),
    "decimals": Field(type=int, required=False, minimum=0, help="digits after the point"),
    "forms": Field(type=dict, required=False, help="a mapping language -> name of the form -> text"),
}
BLOCK_FIELDS = {
    "based_on": Field(required=False, help="fingerprint of the default that the block was written from"),
}
_FORM = re.compile(r"[a-z][a-z0-9-]*")
_NUMBERS = ("number", "money", "percentage")


def localisation_ids(root: Path) -> tuple[str, ...]:
    """Return the ids of all localisations, sorted."""
    return tuple(folder.rpartition("/")[2] for folder in Reader(root).folders(COUNTRIES))


def read_localisation(root: Path, localisation_id: str) -> tuple[Localisation, list[Problem]]:
    """Read one localisation with all that it inherits, and every problem of its files.

    :raises ContentError: if its ``localisation.yml`` cannot be read
    """
    reader = Reader(root)
    tables = _read_chain(reader, localisation_id)
    if not tables:
        raise ContentError(reader.problems)
    found: Localisation | None = None
    for name, table in reversed(tables):
        own = _read_one(reader, table, name, found)
        found = own.over(found) if found else own
    assert found is not None
    return found, reader.problems


def ancestor_ids(root: Path, localisation_id: str) -> tuple[str, ...]:
    """Return the ids of the localisations that one extends, the nearest first."""
    return tuple(name for name, _ in _read_chain(Reader(root), localisation_id)[1:])


def _read_chain(reader: Reader, localisation_id: str) -> list[tuple[str, Table]]:
    """Return the ``localisation.yml`` of a localisation and of all that it extends, its own first."""
    chain: dict[str, Table] = {}
    name = localisation_id
    while name not in chain:
        table = read_yaml(reader, f"{COUNTRIES}/{name}/localisation.yml")
        if table is None:
            break
        chain[name] = table
        parent = table.data.get("extends")
        if not isinstance(parent, str) or not _check_parent(table, parent, (*chain,)):
            break
        name = parent
    return list(chain.items())


def _check_parent(table: Table, parent: str, chain: tuple[str, ...]) -> bool:
    """Return whether a localisation may extend another; note a problem if not."""
    ids = tuple(name for name in localisation_ids(table.reader.root) if name not in chain)
    if parent in ids:
        return True
    message, hint = f"extends: there is no localisation {parent!r}", did_you_mean(parent, ids)
    if parent in chain:
        circle = " → ".join((*chain[chain.index(parent) :], parent))
        message = f"extends: goes in a circle, {circle}"
        hint = "take 'extends' out of the one that stands on its own"
    table.problem(Code.BAD_PARENT, message, key="extends", hint=hint)
    return False


def _read_one(reader: Reader, table: Table, name: str, parent: Localisation | None) -> Localisation:
    """Return a localisation's own pieces, with the settings that it gives or inherits."""
    values = _read_head(table, name)
    folder = f"{COUNTRIES}/{name}"
    languages = tuple(tag for tag in values["languages"] if _check_locale(table, tag, "languages"))
    authored = values["authored"] or ""
    settings: dict[str, Any] = {
        "iso": _check_country(table, values["iso"] or ""),
        "languages": languages,
        "publisher": _read_texts(table, "publisher", values["publisher"]),
        "name": _read_texts(table, "name", values["name"]),
        "authored": authored if authored and _check_locale(table, authored, "authored") else "",
        "modules": None if values["modules"] is None or "modules" not in table.data else values["modules"],
        "leave_out": values["leave_out"],
        "threshold": values["threshold"],
        "fallback": values["fallback"],
    }
    inherited = [key for key in settings if key not in table.data] if parent else []
    if parent:
        _check_authored(table, settings["authored"], parent.authored)
        settings |= {key: getattr(parent, key) for key in inherited}
    pages, files = read_local_pages(reader, folder)
    return Localisation(
        id=name,
        **settings,
        facts=_read_facts(reader, f"{folder}/facts.yml"),
        blocks=_read_blocks(reader, f"{folder}/blocks"),
        messages=_read_messages(reader, f"{folder}/messages", settings["languages"]),
        pages=pages,
        own_modules=read_local_modules(reader, folder),
        files=files,
        seen=read_seen(reader, folder),
        given={key: parent.file_of(key) for key in inherited} if parent else {},
    )


def _read_head(table: Table, name: str) -> dict[str, Any]:
    """Return the fields of ``localisation.yml``; with ``extends`` only the id must be there."""
    extends = "extends" in table.data
    fields = {
        key: replace(field, required=False) if extends and key != "id" else field
        for key, field in LOCALISATION_FIELDS.items()
    }
    values = table.fields(fields)
    if values["id"] and values["id"] != name:
        table.problem(
            Code.DUPLICATE_ID,
            f"id {values['id']!r} does not fit the folder",
            key="id",
            hint=f"write {name!r}",
        )
    return values


def _check_authored(table: Table, authored: str, inherited: str) -> None:
    if authored and authored != inherited:
        table.problem(
            Code.BAD_VALUE,
            f"authored: {authored!r} is not the language of the localisation that it extends",
            key="authored",
            hint="take the line out: both write in one language",
        )


def _check_country(table: Table, code: str) -> str:
    """Return the alpha-3 code of a country given by two or three letters."""
    import pycountry

    found = pycountry.countries.get(alpha_3=code.upper()) or pycountry.countries.get(alpha_2=code.upper())
    if found is None and code:
        table.problem(
            Code.UNKNOWN_LOCALE,
            f"{code!r} is no country of ISO 3166",
            key="iso",
            hint="write its two or three letters, for example LKA",
        )
    return str(found.alpha_3) if found is not None else ""


def _check_locale(table: Table, tag: str, key: str) -> bool:
    """Return whether CLDR knows a language; note a problem if it does not."""
    from babel import Locale, UnknownLocaleError

    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        table.problem(
            Code.UNKNOWN_LOCALE,
            f"the locale {tag!r} does not exist",
            key=key,
            hint="write a BCP 47 tag that CLDR knows, for example si, pt-BR or zh-Hant",
        )
        return False
    return True


def _read_facts(reader: Reader, file: str) -> Mapping[str, Fact]:
    table = read_yaml(reader, file) if reader.exists(file) else None
    if table is None:
        return {}
    facts = {}
    for key, value in table.data.items():
        if not isinstance(value, dict):
            table.problem(
                Code.BAD_VALUE, f"{key} is not a mapping", key=key, hint="give type, value, source, year"
            )
            continue
        facts[str(key)] = _read_fact(Table(reader, file, value), str(key), table.line(key))
    return facts


def _read_texts(table: Table, key: str, value: Any) -> Mapping[str, str]:
    """Return a text, or a mapping language -> text, as a mapping."""
    if isinstance(value, str):
        return {"": value}
    if isinstance(value, dict) and value and all(isinstance(text, str) for text in value.values()):
        return {str(tag): str(text) for tag, text in value.items()}
    if value is not None:
        table.problem(
            Code.BAD_VALUE,
            f"{key}: neither a text nor texts by language",
            key=key,
            hint="write a text, or one for each language",
        )
    return {}


def _read_fact(table: Table, key: str, line: int) -> Fact:
    if set(table.data) == {"forms"}:
        forms = _read_forms(table, key, table.data["forms"])
        return Fact(
            key=key, type="string", value={}, source="", year=0, file=table.file, line=line, forms=forms
        )
    values = table.fields(FACT_FIELDS)
    value = values["value"]
    if values["type"] in _NUMBERS and (isinstance(value, bool) or not isinstance(value, int | float)):
        _wrong_value(table, key, "a number")
        value = 0.0
    elif values["type"] == "date" and not isinstance(value, datetime.date):
        _wrong_value(table, key, "a date such as 2026-11-21")
        value = ""
    if values["type"] == "money" and not values["currency"]:
        table.problem(Code.MISSING_KEY, f"{key}: the key 'currency' is missing", hint="add its ISO 4217 code")
    return Fact(
        key=key,
        type=values["type"],
        value=_texts(value),
        source=values["source"],
        year=values["year"],
        currency=values["currency"] or "",
        decimals=values["decimals"],
        file=table.file,
        line=line,
        forms=_read_forms(table, key, values["forms"] or {}),
    )


def _read_forms(table: Table, key: str, value: Any) -> Mapping[str, Mapping[str, str]]:
    """Return the forms of a fact by language and name."""
    found: dict[str, dict[str, str]] = {}
    for tag, texts in value.items() if isinstance(value, dict) else [("", {"": ""})]:
        fits = isinstance(texts, dict) and all(
            _FORM.fullmatch(str(name)) and isinstance(text, str) and text.strip()
            for name, text in texts.items()
        )
        if not fits:
            table.problem(
                Code.BAD_VALUE,
                f"{key}: forms are not texts by language and name",
                key="forms",
                hint="write 'fr: {of: du Maroc}'; names of a-z, 0-9 and hyphens",
            )
        elif _check_locale(table, str(tag), "forms"):
            found[str(tag)] = {str(name): text for name, text in texts.items()}
    return found


def _wrong_value(table: Table, key: str, expected: str) -> None:
    table.problem(
        Code.BAD_VALUE, f"{key}: the value is not {expected}", key="value", hint=f"write {expected}"
    )


def _texts(value: Any) -> Mapping[str, str] | float | datetime.date:
    """Return a number or date as it is, a text as a mapping for every language."""
    if isinstance(value, dict):
        return {str(tag): str(text) for tag, text in value.items()}
    if isinstance(value, datetime.date):
        return value
    return float(value) if isinstance(value, int | float) else {"": str(value)}


def _read_blocks(reader: Reader, folder: str) -> Mapping[str, Block]:
    blocks = {}
    for file in reader.files(folder):
        if file.path.endswith(".md"):
            slot = file.path.rpartition("/")[2].removesuffix(".md")
            text = reader.text(file.path)
            if text is not None:
                blocks[slot] = _read_block(reader, file.path, slot, text)
    return blocks


def _read_block(reader: Reader, file: str, slot: str, text: str) -> Block:
    lines = text.split("\n")
    head = front_matter_lines(text)
    table = parse_yaml(reader, file, "\n".join(lines[1 : head - 1]), offset=1) if head else None
    based_on = str(table.fields(BLOCK_FIELDS)["based_on"] or "") if table is not None else ""
    if table is not None and based_on and not FINGERPRINT.fullmatch(based_on):
        table.problem(
            Code.BAD_VALUE,
            f"based_on: {based_on!r} is no fingerprint",
            key="based_on",
            hint="compare it, then run 'totkit seen' with this file",
        )
        based_on = ""
    return Block(slot=slot, path=file, text="\n".join([""] * head + lines[head:]), based_on=based_on)


def _read_messages(reader: Reader, folder: str, languages: tuple[str, ...]) -> Mapping[str, Catalogue]:
    return {tag: read_po(reader, f"{folder}/{tag}.po", tag) for tag in languages}


def read_po(reader: Reader, file: str, locale: str) -> Catalogue:
    """Read a PO file; an empty catalogue if there is none or it cannot be read."""
    text = reader.text(file) if reader.exists(file) else None
    if text is None:
        return Catalogue(locale=locale)
    try:
        return parse_po(text, locale, file)
    except ValueError as error:
        where = Place(file=file, line=getattr(error, "lineno", 0) or 0)
        hint = "open it in a PO editor, or compare it with the template"
        reader.problems.append(Problem(where=where, code=Code.BAD_CATALOGUE, message=str(error), hint=hint))
        return Catalogue(locale=locale)


def read_language(root: Path, tag: str) -> tuple[Mapping[str, Catalogue], list[Problem]]:
    """Read all catalogues of a language.

    :returns: catalogues by the slug of the folder they translate (``interface`` for totkit's own strings),
        and every problem met
    """
    reader = Reader(root)
    folder = root / LANGUAGES / tag
    names = sorted(path.name for path in folder.glob("*.po")) if folder.is_dir() else []
    found = {name.removesuffix(".po"): read_po(reader, f"{LANGUAGES}/{tag}/{name}", tag) for name in names}
    return found, reader.problems

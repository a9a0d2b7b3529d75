"""The one loader of our strict, flat YAML: text -> mapping with lines -> checked fields."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from totkit.errors import Code, did_you_mean

if TYPE_CHECKING:
    from totkit.read.files import Reader

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NAMES: Mapping[type, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list",
    dict: "a mapping",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What one key of a YAML file may hold.

    :ivar type: ``str``, ``int``, ``float``, ``list`` (of texts), ``dict``, or ``object`` (anything)
    :ivar choices: the allowed values, if they are a closed choice
    :ivar slug: whether the value is an id
    :ivar minimum: of a number; ``maximum`` likewise
    :ivar help: one line for the reference pages
    """

    type: type = str
    required: bool = True
    default: Any = None
    choices: Sequence[str] = ()
    slug: bool = False
    minimum: float | None = None
    maximum: float | None = None
    help: str = ""


class Table:
    """A YAML mapping whose keys know their lines."""

    def __init__(self, reader: Reader, file: str, data: Mapping[str, Any], offset: int = 0) -> None:
        self.reader = reader
        self.file = file
        self.data = data
        self.offset = offset

    def line(self, key: str | None = None) -> int:
        """Return the line of a key, or of the mapping's first key; from 1."""
        marks = getattr(self.data, "lc", None)
        if marks is None:
            return self.offset + 1
        if key is None or marks.data is None or key not in marks.data:
            return int(marks.line or 0) + self.offset + 1
        return int(marks.data[key][0]) + self.offset + 1

    def problem(self, code: Code, message: str, *, key: str | None = None, hint: str = "") -> None:
        """Note a problem at a key's line."""
        self.reader.add(code, self.file, message, line=self.line(key), key=key or "", hint=hint)

    def fields(self, fields: Mapping[str, Field]) -> dict[str, Any]:
        """Return the value of every field, checked; the default for those absent or wrong."""
        for key in self.data:
            if key not in fields:
                hint = did_you_mean(str(key), fields)
                self.problem(Code.UNKNOWN_KEY, f"unknown key {key!r}", key=str(key), hint=hint)
        return {name: self._value(name, field) for name, field in fields.items()}

    def _value(self, name: str, field: Field) -> Any:
        if name not in self.data:
            if field.required:
                self.problem(
                    Code.MISSING_KEY, f"the key {name!r} is missing", hint=f"add '{name}:', {field.help}"
                )
            return _default(field)
        value = self.data[name]
        wrong = _wrong(value, field)
        if wrong:
            self.problem(Code.BAD_VALUE, f"{name}: {wrong[0]}", key=name, hint=wrong[1])
            return _default(field)
        if field.type is list:
            return tuple(value)
        return float(value) if field.type is float else value

    def rows(self, name: str) -> list[Table]:
        """Return the list of mappings under a key."""
        value = self.data.get(name, [])
        if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
            self.problem(
                Code.BAD_VALUE, f"{name} is not a list of mappings", key=name, hint="begin each with '- '"
            )
            return []
        return [Table(self.reader, self.file, row, self.offset) for row in value]


def _default(field: Field) -> Any:
    if field.default is not None or field.type is object:
        return field.default
    if field.type is list:
        return ()
    return None if not field.required else field.type()


def _wrong(value: Any, field: Field) -> tuple[str, str] | None:
    """Return what is wrong with a value and a hint, or None."""
    expected: Any = (int, float) if field.type is float else field.type
    if not isinstance(value, expected) or (isinstance(value, bool) and field.type not in (bool, object)):
        return f"{value!r} is not {_NAMES[field.type]}", f"write {_NAMES[field.type]}"
    if field.type is list and not all(isinstance(item, str) for item in value):
        return "has an item that is not a text", 'put numbers in quotes: "1"'
    if field.choices and value not in field.choices:
        return f"{value!r} is not allowed", did_you_mean(str(value), field.choices)
    if field.slug and not SLUG.fullmatch(value):
        return f"{value!r} is not an id", "use a-z, 0-9 and single hyphens"
    if field.minimum is not None and value < field.minimum:
        return f"{value!r} is too small", f"at least {field.minimum:g}"
    if field.maximum is not None and value > field.maximum:
        return f"{value!r} is too large", f"at most {field.maximum:g}"
    return None


def parse_yaml(reader: Reader, file: str, text: str, offset: int = 0) -> Table | None:
    """Parse YAML text that must be a mapping.

    :param offset: lines of the file before the text
    :returns: None, with a problem noted, if it is not a mapping
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        data = YAML(typ="rt", pure=True).load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + offset + 1
        reader.add(
            Code.BAD_YAML,
            file,
            f"is not YAML: {error.problem or error.context}",
            line=line,
            hint="check indentation, quotes and colons on this line and before it",
        )
        return None
    except YAMLError as error:
        reader.add(Code.BAD_YAML, file, f"is not YAML: {error}", line=offset + 1, hint="check the file")
        return None
    if data is None:
        data = {}
    if not isinstance(data, Mapping):
        reader.add(Code.BAD_VALUE, file, "is not a mapping", line=offset + 1, hint="write 'key: value' lines")
        return None
    return Table(reader, file, data, offset)


def read_yaml(reader: Reader, file: str) -> Table | None:
    """Read a YAML file that must be a mapping."""
    text = reader.text(file)
    return None if text is None else parse_yaml(reader, file, text)

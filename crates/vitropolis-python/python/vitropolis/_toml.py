"""A file as a person would write it, from the dict that was read from one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .errors import refused

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def dumps(document: Mapping[str, Any]) -> str:
    """TOML that reads back as the same dict.

    Numbers with a source or a range (`{value, source}`, `{value, low, high}`) stay on one line; everything else that
    is a dict becomes a section, and a list of dicts becomes `[[…]]`.
    """
    return "\n".join(_section([], document)) + "\n"


def _section(path: list[str], table: Mapping[str, Any]) -> list[str]:
    lines = [f"{_key(name)} = {_value(value)}" for name, value in table.items() if not _is_section(value)]
    for name, value in table.items():
        below = [*path, str(name)]
        header = ".".join(_key(part) for part in below)
        if isinstance(value, Mapping) and _is_section(value):
            lines += ["", f"[{header}]", *_section(below, value)]
        elif _is_section(value):
            for row in value:
                lines += ["", f"[[{header}]]", *_section(below, row)]
    return lines


def _is_section(value: Any) -> bool:
    if isinstance(value, Mapping):
        return not is_number(value)
    return isinstance(value, (list, tuple)) and any(isinstance(row, Mapping) for row in value)


def is_number(value: Mapping[str, Any]) -> bool:
    """A number with its source, or with the range over which it is swept."""
    return "value" in value and set(value) <= {"value", "source", "low", "high"}


def _key(name: object) -> str:
    text = str(name)
    return text if _BARE.fullmatch(text) else _text(text)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_value(entry) for entry in value) + "]"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(name)} = {_value(entry)}" for name, entry in value.items()) + " }"
    item = getattr(value, "item", None)
    if callable(item):  # a number of NumPy
        return _value(item())
    raise refused(f"a value of the type {type(value).__name__}", "a text, a number, True or False, or a list of texts")


def _text(text: str) -> str:
    marks = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    plain = "".join(marks.get(letter, letter) for letter in text)
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04X}" for c in plain) + '"'

"""A file that a person wrote, or the change of one that stands in no file yet.

Nothing here is judged: keys, ranges and names are checked where every surface has them checked, when the file is used.
"""

from __future__ import annotations

import copy
import hashlib
import html
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from . import _toml
from .errors import FileError, refused
from .shipped import find


class Written:
    """Common to `City`, `Regime` and `Experiment`; immutable and picklable."""

    _FOLDER = ""
    #: Keys that name another file, from beside this one.
    _NAMES_FILES: tuple[str, ...] = ()

    def __init__(self, document: Mapping[str, Any], path: str | os.PathLike[str], *, changed: bool = True) -> None:
        self._document: dict[str, Any] = copy.deepcopy(dict(document))
        self._base = Path(path)
        self._changed = changed

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Reads a file, or one that ships with the package by its name.

        Args:
            path: a TOML file, or a name without `.toml` that `vitropolis.shipped()` lists.

        Raises:
            FileError: there is no such file, or it is no TOML. What its keys say is judged when it is used.
        """
        found = find(path, cls._FOLDER)
        try:
            text = found.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as why:
            hint = "the path of a TOML file, or a name that vitropolis.shipped() lists"
            message = f"`{path}` cannot be read: {why}"
            raise FileError(f"error: {message}\n  = allowed: {hint}", [(str(path), 0, 0, message, hint)]) from None
        try:
            return cls(tomllib.loads(text), found, changed=False)
        except tomllib.TOMLDecodeError as why:
            line, column = getattr(why, "lineno", 0), getattr(why, "colno", 0)
            message, hint = f"this is not TOML: {why}", "`key = value` or `[section]`, a text in quotation marks"
            told = f"error: {message}\n --> {found}:{line}:{column}\n  = allowed: {hint}"
            raise FileError(told, [(str(found), line, column, message, hint)]) from None

    @property
    def path(self) -> Path:
        """Where it stands; for one that stands in no file, the name under which messages call it."""
        if not self._changed:
            return self._base
        fingerprint = hashlib.blake2b(_toml.dumps(self._document).encode(), digest_size=4).hexdigest()
        return self._base.absolute().with_name(f"{self._base.stem}-unsaved-{fingerprint}.toml")

    @property
    def name(self) -> str:
        """The name that the file gives itself."""
        return str(self._document.get("name", self._base.stem))

    @property
    def title(self) -> str:
        """The title that the file gives itself, or its name."""
        return str(self._document.get("title", self.name))

    def to_dict(self) -> dict[str, Any]:
        """What is written, key by key; defaults and what it extends are not filled in."""
        return copy.deepcopy(self._document)

    def to_toml(self) -> str:
        """What is written, as a file. A file of your own keeps its comments only on the disk."""
        return self._base.read_text(encoding="utf-8") if not self._changed else _toml.dumps(self._document)

    def save(self, path: str | os.PathLike[str]) -> Self:
        """Writes it to a new file and returns it from there.

        Raises:
            RefusedError: something is there already.
        """
        target = Path(path)
        if target.exists():
            raise refused(f"{target}: there is something already", "a file that does not exist yet")
        if target.parent.absolute() == self._base.parent.absolute():
            target.write_text(self.to_toml(), encoding="utf-8")
        else:
            target.write_text(_toml.dumps(self._with_whole_paths()), encoding="utf-8")
        return type(self).load(target)

    def _with_whole_paths(self) -> dict[str, Any]:
        """The document with paths that can be followed from anywhere."""
        folder = self._base.parent.absolute()
        beside = {key: str(folder / self._document[key]) for key in self._NAMES_FILES if key in self._document}
        return {**self._document, **beside}

    def get(self, key: str) -> Any:
        """The value that is written for a key (`channel.camera.sensitivity`), or None where the file is silent."""
        value: Any = self._document
        for part in key.split("."):
            if not isinstance(value, Mapping) or part not in value:
                return None
            value = value[part]
        return value["value"] if isinstance(value, Mapping) and _toml.is_number(value) else copy.deepcopy(value)

    def set(self, changes: Mapping[str, Any] | str, value: Any = None) -> Self:
        """The same with some keys changed: `set("appeal.enabled", True)` or `set({"appeal.enabled": True, …})`.

        The file on the disk stays as it is. `vitropolis.explain(key)` says what a key means, its unit and its range.
        """
        wanted: Mapping[str, Any] = {changes: value} if isinstance(changes, str) else changes
        document = copy.deepcopy(self._document)
        for key, new in wanted.items():
            _place(document, key, new)
        return type(self)(document, self._base)

    def _unsaved(self) -> dict[str, str]:
        """Texts that stand in no file, by the path under which they are named."""
        return {str(self.path): _toml.dumps(self._document)} if self._changed else {}

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and (self.path, self._document) == (other.path, other._document)

    def __hash__(self) -> int:
        return hash((type(self).__name__, self.path))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}: {self.title}>"

    def _repr_html_(self) -> str:
        from ._native import SYNTHETIC

        facts = "".join(
            f"<tr><th style='text-align:left'>{html.escape(name)}</th><td>{html.escape(str(value))}</td></tr>"
            for name, value in self._facts()
        )
        head = f"<b>{html.escape(self.title)}</b> <code>{html.escape(self.name)}</code>"
        return f"<div>{head}<table>{facts}</table><small>{SYNTHETIC}</small></div>"

    def _facts(self) -> list[tuple[str, object]]:
        keys = ("question", "source", "date", "stylised", "extends")
        facts: list[tuple[str, object]] = [(key, self._document[key]) for key in keys if key in self._document]
        return [*facts, ("missing", "; ".join(self._document["missing"]))] if self._document.get("missing") else facts


def _place(document: dict[str, Any], key: str, value: Any) -> None:
    *above, last = key.split(".")
    table = document
    for part in above:
        inner = table.setdefault(part, {})
        if not isinstance(inner, dict):
            raise refused(f"`{key}`", f"`{part}` is a value in this file and has no keys below it")
        table = inner
    table[last] = value

"""A scoring regime: what is watched, what a mark costs, who is refused what, and what can be contested."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import _native
from ._written import Written
from .findings import Amendment, Amendments, Findings


class Regime(Written):
    """The policy of one world, as its author wrote it.

    A regime can be read, changed and tried on a synthetic city. It can be turned into nothing that could be run on
    people, and its file promises no execution outside this laboratory.
    """

    _FOLDER = "regimes"
    _NAMES_FILES = ("extends",)

    def __init__(
        self, document: Mapping[str, Any], path: str | os.PathLike[str] = "regime.toml", *, changed: bool = True
    ) -> None:
        super().__init__(document, path, changed=changed)

    def extend(self, name: str, title: str, changes: Mapping[str, Any] | None = None) -> Regime:
        """A regime of its own name that overrides some keys of this one and may add channels, bands and gates.

        Args:
            name: at most 40 lowercase letters, digits and `-`.
            title: a line for readers.
            changes: keys and values, as for `set`.
        """
        document = {**self.to_dict(), "name": name, "title": title}
        extended = Regime(document, self._base.with_name(f"{name}.toml"))
        return extended.set(changes) if changes else extended

    def lint(self, *, as_of: str | None = None, city: str | os.PathLike[str] | None = None) -> Findings:
        """Red flags of the regime's structure, each with its rule, its lines and its source; nothing is run.

        Args:
            as_of: the day whose law is meant, `YYYY-MM-DD`; left out: today.
            city: a city file whose catalogue says in which context each act arises; left out: the one that ships.

        Raises:
            FileError: the regime has mistakes.
            RefusedError: `as_of` is no day.
        """
        return Findings(_native.lint(self.path, self._unsaved(), None if city is None else Path(city), as_of))

    def diff(self, other: Regime) -> Amendments:
        """What another regime does otherwise than this one, in plain language.

        Raises:
            FileError: one of them has mistakes.
        """
        unsaved = {**self._unsaved(), **other._unsaved()}
        return Amendments(Amendment(*found) for found in _native.diff(self.path, other.path, unsaved))

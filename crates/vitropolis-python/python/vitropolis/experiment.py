"""An experiment: one synthetic city, and the worlds that are compared on it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from . import _native
from ._written import Written
from .city import City
from .errors import refused
from .regime import Regime


class Experiment(Written):
    """City, arms, days and seeds, as a file or as a dict.

    In a dict, `city` may be a `City` and an arm's `regime` a `Regime`; a path starts beside `folder`, and a bare name
    is one that ships::

        Experiment({
            "name": "mine", "title": "A month in two worlds", "city": "beijing", "people": 20_000, "days": 30,
            "seeds": 2, "reference": "plain",
            "arm": [
                {"name": "scored", "regime": "beijing-as-reported-2018", "set": {"score.merged": False}},
                {"name": "plain", "regime": "ordinary-law"},
            ],
        })
    """

    _FOLDER = "experiments"

    def __init__(
        self,
        document: Mapping[str, Any],
        path: str | os.PathLike[str] | None = None,
        *,
        folder: str | os.PathLike[str] = ".",
        changed: bool = True,
    ) -> None:
        where = Path(folder) / f"{document.get('name', 'experiment')}.toml" if path is None else path
        self._others: dict[str, str] = {}
        super().__init__(self._with_paths(document) if changed else document, where, changed=changed)

    def _with_paths(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """The document with a path where an object or a shipped name stood; what is unsaved goes along."""
        named = {**document}
        if "city" in named:
            named["city"] = self._named(named["city"], City)
        arms = named.get("arm", [])
        if isinstance(arms, (list, tuple)) and all(isinstance(arm, Mapping) for arm in arms):
            with_regime = [
                {**arm, "regime": self._named(arm["regime"], Regime)} if "regime" in arm else {**arm} for arm in arms
            ]
            named["arm"] = with_regime
        return named

    def _named(self, given: Any, kind: type[City] | type[Regime]) -> Any:
        if isinstance(given, kind):
            self._others.update(given._unsaved())
            return str(given.path.absolute())
        if isinstance(given, str) and not given.endswith(".toml"):
            return str(kind.load(given).path.absolute())
        return given

    @property
    def arms(self) -> list[str]:
        """Names of the compared worlds, in the order of the file."""
        return [str(arm.get("name", "")) for arm in self._document.get("arm", [])]

    def regime(self, arm: str) -> Regime:
        """The regime file of an arm, without what the arm sets."""
        for written in self._document.get("arm", []):
            if written.get("name") == arm:
                return Regime.load(self._base.parent / written["regime"])
        raise refused(f"no arm `{arm}`", ", ".join(self.arms))

    def with_arm(self, name: str, regime: Regime | str, changes: Mapping[str, Any] | None = None) -> Self:
        """The same experiment with one more world.

        Args:
            name: at most 40 lowercase letters, digits and `-`; not one that is there.
            regime: a regime, a file, or the name of one that ships.
            changes: keys of the regime that this arm sets.
        """
        arm: dict[str, Any] = {"name": name, "regime": regime}
        if changes:
            arm["set"] = dict(changes)
        document = self.to_dict()
        document["arm"] = [*document.get("arm", []), arm]
        return self._copy(document)

    def with_city(self, city: City) -> Self:
        """The same experiment on another city, or on the same one with other margins or parameters."""
        return self._copy({**self.to_dict(), "city": city})

    def set(self, changes: Mapping[str, Any] | str, value: Any = None) -> Self:
        """The same with some of its own keys changed: `people`, `days`, `seeds`, `seed`, `title`, …"""
        changed = super().set(changes, value)
        return self._copy(changed.to_dict())

    def _copy(self, document: Mapping[str, Any]) -> Self:
        beside = {"city": self._beside(document.get("city"))}
        arms = [
            {**arm, "regime": self._beside(arm["regime"])} if "regime" in arm else {**arm}
            for arm in document.get("arm", [])
        ]
        copied = type(self)({**document, **beside, "arm": arms}, self._base)
        copied._others = {**self._others, **copied._others}
        return copied

    def _with_whole_paths(self) -> dict[str, Any]:
        return self._copy(self._document)._document

    def _beside(self, given: Any) -> Any:
        """A path that starts beside this file, from wherever it will be read."""
        if not isinstance(given, str) or given in self._others or not given.endswith(".toml"):
            return given
        return str((self._base.parent / given).absolute())

    def lock(self) -> str:
        """The experiment with everything resolved (defaults, `extends`, what each arm sets), as TOML.

        Raises:
            FileError: with every mistake of the experiment, its city and its regimes.
            RefusedError: a count out of range.
        """
        return _native.lock(self.path, self._unsaved())

    def _unsaved(self) -> dict[str, str]:
        return {**self._others, **super()._unsaved()}

    def _facts(self) -> list[tuple[str, object]]:
        keys = ("people", "days", "seeds", "reference")
        counts: list[tuple[str, object]] = [(key, self._document[key]) for key in keys if key in self._document]
        return [*super()._facts(), *counts, ("worlds", ", ".join(self.arms))]

"""A scoring regime: what is watched, what a mark costs, who is refused what, and what can be contested."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ._written import Written


class Regime(Written):
    """The policy of one world, as its author wrote it.

    A regime can be read, changed and tried on a synthetic city. It can be turned into nothing that could be run on
    people, and its file promises no execution outside this laboratory.
    """

    _KIND = "regime"
    _FOLDER = "regimes"

    def __init__(self, document: Mapping[str, Any], path: Any = "regime.toml", *, changed: bool = True) -> None:
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

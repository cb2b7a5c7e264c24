"""A city that does not exist, drawn from published margins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import _native
from ._written import Written


@dataclass(frozen=True)
class Margin:
    """One cell of a published margin beside what was drawn.

    Attributes:
        dimension: `age`, `sex`, `district`, …
        name: the cell.
        published: share of the people as published, from 0 to 1.
        drawn: synthetic people in the cell.
        error: drawn share ÷ published share − 1.
    """

    dimension: str
    name: str
    published: float
    drawn: int
    error: float


@dataclass(frozen=True)
class Drawn:
    """A drawn city in numbers.

    Attributes:
        people: synthetic people.
        seed: seed of the draw.
        margins: every published cell beside the drawn one.
        households: how many.
        mean_family_household: people ÷ households, dormitories apart.
        cells: cells of the abstract map.
    """

    title: str
    people: int
    seed: int
    margins: tuple[Margin, ...]
    households: int
    mean_family_household: float
    cells: int


class City(Written):
    """The margins, networks and ceilings of a synthetic city: aggregates only, over a closed list of dimensions.

    Cells of fewer than 10 people, other dimensions, a street map or a table of persons are refused with an error.
    """

    _FOLDER = "cities"
    _NAMES_FILES = ("catalogue",)

    def __init__(self, document: Mapping[str, Any], path: Any = "city.toml", *, changed: bool = True) -> None:
        super().__init__(document, path, changed=changed)

    def draw(self, people: int = 200_000, seed: int = 1, threads: int = 0) -> Drawn:
        """Draws the city and lays it beside the published margins.

        Args:
            people: from 10,000.
            seed: any whole number from 0.
            threads: 0 is one for each core; any number gives the same city.

        Raises:
            FileError: the file has mistakes.
            RefusedError: the city is too small, or too much alike.
        """
        table = _native.city(self.path, self._unsaved(), people, seed, threads)
        margins = tuple(Margin(*margin) for margin in table["margins"])
        return Drawn(
            title=table["title"],
            people=table["people"],
            seed=table["seed"],
            margins=margins,
            households=table["households"],
            mean_family_household=table["mean_family_household"],
            cells=table["cells"],
        )

"""What nobody has measured, and what protects people, varied by a design; what comes back are harms and nothing else.

The list of harms is closed. Deterrence, silence, tips and detections cannot be asked for: a sweep that returned them
could be turned into a search for obedience.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, Literal

from . import _native
from .errors import refused
from .progress import Callback, Follower
from .running import Wanted, experiment_of
from .table import Table

#: What a sweep returns: the closed list of harms, each with whether more of it is worse.
HARMS: dict[str, bool] = dict(_native.harms())

Design = Literal["grid", "lhs", "sobol", "morris"]


@dataclass(frozen=True)
class Dimension:
    """Something that a sweep may vary.

    Attributes:
        name: `city.…`, `catalogue.…` or `regime.…` with the path of a stylised number, or `safeguard.…`.
        written: the value in the file; for a safeguard 1 where it is in force.
        low, high: the stylised range; for a safeguard 0 (out of force) and 1 (in force).
        log: whether the range is walked on the log scale, because it spans a factor of ten or more.
    """

    name: str
    written: float
    low: float
    high: float
    log: bool

    def place(self, value: float) -> float:
        """Where a value lies in the range, from 0 to 1.

        Raises:
            RefusedError: it lies outside.
        """
        if not self.low <= value <= self.high:
            raise refused(f"{value} for `{self.name}`", f"from {self.low} to {self.high}")
        if self.log:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)


@dataclass(frozen=True)
class Sensitivity:
    """How much one dimension matters for one harm in one world.

    Attributes:
        dimension: its name.
        strength: Morris: μ*, the mean absolute elementary effect over the whole range. Sobol: the total share ST of the
            variance that would be left if all but this dimension were fixed.
        own: Morris: μ, with its sign. Sobol: S1, the share that the dimension explains alone.
        spread: Morris: σ; large beside μ* where the effect depends on the other dimensions. Sobol: ST − S1.
        strength_error: half width of the 95 % interval of `strength`, over trajectories or resamples.
    """

    dimension: str
    strength: float
    own: float
    spread: float
    strength_error: float


class Sweep:
    """A finished sweep.

    Attributes:
        dimensions: what was varied.
        design: how.
        points: a Table with a row for each point and a column for each dimension: the values that were tried.
        harms: a Table with a row for each point, world and harm; a point that failed is one row with its reason.
    """

    def __init__(
        self,
        dimensions: Sequence[Dimension],
        design: Design,
        places: list[list[float]],
        bounds: list[tuple[float, float]],
        points: Table,
        harms: Table,
    ) -> None:
        self.dimensions = tuple(dimensions)
        self.design = design
        self.points = points
        self.harms = harms
        self._places = places
        self._bounds = bounds

    @property
    def failed(self) -> list[tuple[int, str]]:
        """Points that could not be lived, each with the reason."""
        rows = zip(self.harms.column("point"), self.harms.column("reason"), strict=True)
        return [(point, reason) for point, reason in rows if reason is not None]

    def values(self, harm: str, arm: str) -> list[float | None]:
        """One harm in one world, point by point.

        Raises:
            RefusedError: this is no harm of the closed list, or no world of the sweep.
        """
        if harm not in HARMS:
            raise refused(f"a sweep for `{harm}`", f"a harm of the closed list: {', '.join(HARMS)}")
        arms = [name for name in dict.fromkeys(self.harms.column("arm")) if name is not None]
        if arm not in arms:
            raise refused(f"the world `{arm}`", ", ".join(arms))
        found: list[float | None] = [None] * len(self.points)
        for row in self.harms.rows():
            if (row["arm"], row["harm"]) == (arm, harm):
                found[row["point"]] = row["value"]
        return found

    def sensitivity(self, harm: str, arm: str, *, seed: int = 1) -> list[Sensitivity]:
        """How much each dimension matters for a harm, the strongest first; by SALib.

        Only for the designs `morris` (Morris 1991; μ* after Campolongo, Cariboni and Saltelli 2007) and `sobol` (Sobol
        2001; estimators of Saltelli et al. 2010), and only where every point was lived.

        Raises:
            RefusedError: another design, a failed point, or a harm of which there was nothing to measure somewhere.
        """
        if self.design not in ("morris", "sobol"):
            raise refused(f"a ranking of the design `{self.design}`", "the designs morris and sobol")
        if self.failed:
            raise refused(f"a ranking: {len(self.failed)} points failed, the first: {self.failed[0][1]}", "other ranges")
        values = self.values(harm, arm)
        if any(value is None for value in values):
            raise refused(f"a ranking: at some points there is nothing to measure of `{harm}`", "more people or days")
        ranked = _ranked(self.design, _problem(self.dimensions, self._bounds), self._places, values, seed)
        return sorted(ranked, key=lambda one: -one.strength)

    def __repr__(self) -> str:
        failed = f", {len(self.failed)} failed" if self.failed else ""
        return (
            f"<Sweep of {len(self.points):,} points ({self.design}) over {len(self.dimensions)} dimensions{failed}; "
            f"{_native.SYNTHETIC}>"
        )


def dimensions(experiment: Wanted, arms: Iterable[str] = ()) -> list[Dimension]:
    """Everything that a sweep of this experiment may vary: stylised numbers with their ranges, declared safeguards.

    Raises:
        FileError: the experiment has mistakes.
    """
    wanted = experiment_of(experiment)
    return [Dimension(*found) for found in _native.dimensions(wanted.path, wanted._unsaved(), list(arms))]


def sweep(
    experiment: Wanted,
    space: Iterable[str] | Mapping[str, tuple[float, float] | None],
    *,
    design: Design = "lhs",
    n: int = 16,
    design_seed: int = 1,
    people: int | None = None,
    days: int | None = None,
    seeds: int | None = None,
    seed: int | None = None,
    arms: Iterable[str] = (),
    threads: int = 0,
    keep: str | os.PathLike[str] | None = None,
    progress: bool | Callback | None = None,
) -> Sweep:
    """Varies parameters of the world and safeguards, and returns harms.

    Every world of a point shares the parameters, the people and the draws; every point has the same seeds. Nothing is
    written to the disk, unless it is stopped and there is a file to `keep` the finished points in.

    Args:
        experiment: as for `run`.
        space: names of `dimensions(experiment)`; or a dict of names to a narrower range `(low, high)`, None for all of
            it. A safeguard is out of force or in force.
        design: `grid` (n levels of each dimension, every combination), `lhs` (n points of a Latin hypercube, scipy),
            `sobol` (n · (dimensions + 2) points, n a power of two) or `morris` (n · (dimensions + 1) points), by SALib.
        n: see `design`.
        design_seed: of the design; not of the cities.
        people, days, seeds, seed, arms, threads, progress: as for `run`.
        keep: a file for the finished points of a sweep that is stopped; where it is there, the same sweep goes on.

    Raises:
        RefusedError: a name that may not be varied, a range outside the stylised one, or too many points.
        FileError: the experiment has mistakes.
        KeyboardInterrupt: Ctrl-C, within a second.
    """
    wanted = experiment_of(experiment)
    chosen, bounds = _chosen(dimensions(wanted, arms), space)
    places = _places(design, chosen, bounds, n, design_seed)
    with Follower(progress) as follower:
        points, harms = _native.sweep(
            wanted.path,
            wanted._unsaved(),
            [dimension.name for dimension in chosen],
            places,
            people,
            days,
            list(arms),
            seeds,
            seed,
            threads,
            None if keep is None else Path(keep),
            follower,
        )
    return Sweep(chosen, design, places, bounds, Table("points", points), Table("harms", harms))


def _chosen(
    known: list[Dimension], space: Iterable[str] | Mapping[str, tuple[float, float] | None]
) -> tuple[list[Dimension], list[tuple[float, float]]]:
    """The dimensions, and between which places of each the design lies."""
    asked = space if isinstance(space, Mapping) else dict.fromkeys([space] if isinstance(space, str) else space)
    if not asked:
        raise refused("a sweep over nothing", "at least one name of vitropolis.dimensions(experiment)")
    by_name = {dimension.name: dimension for dimension in known}
    for name in asked:
        if name not in by_name:
            raise refused(f"a sweep over `{name}`", f"a stylised number or a declared safeguard: {', '.join(by_name)}")
    chosen = [by_name[name] for name in asked]
    ranges = [bounds or (one.low, one.high) for one, bounds in zip(chosen, asked.values(), strict=True)]
    return chosen, [(one.place(low), one.place(high)) for one, (low, high) in zip(chosen, ranges, strict=True)]


def _places(
    design: Design, chosen: list[Dimension], bounds: list[tuple[float, float]], n: int, seed: int
) -> list[list[float]]:
    """The points of a design, each place inside its bounds."""
    if n < 1:
        raise refused(f"n = {n}", "from 1")
    if design == "grid":
        levels = [[_between(bound, level / max(n - 1, 1)) for level in range(n)] for bound in bounds]
        return [list(point) for point in product(*levels)]
    if design == "lhs":
        from scipy.stats import qmc  # type: ignore[import-untyped,unused-ignore]

        units = qmc.LatinHypercube(d=len(chosen), rng=seed).random(n).tolist()
        return [[_between(bound, unit) for bound, unit in zip(bounds, point, strict=True)] for point in units]
    problem = _problem(chosen, bounds)
    if design == "sobol":
        from SALib.sample import sobol  # type: ignore[import-untyped,unused-ignore]

        if n & (n - 1):
            raise refused(f"n = {n} for the design sobol", "a power of two")
        drawn = sobol.sample(problem, n, calc_second_order=False, seed=seed)
    elif design == "morris":
        from SALib.sample import morris  # type: ignore[import-untyped,unused-ignore]

        drawn = morris.sample(problem, n, num_levels=4, seed=seed)
    else:
        raise refused(f"the design `{design}`", "grid, lhs, sobol or morris")
    return [[min(max(place, 0.0), 1.0) for place in point] for point in drawn.tolist()]


def _between(bound: tuple[float, float], unit: float) -> float:
    low, high = bound
    return low + (high - low) * unit


def _problem(chosen: Sequence[Dimension], bounds: list[tuple[float, float]]) -> dict[str, Any]:
    """What SALib wants to know."""
    names = [dimension.name for dimension in chosen]
    return {"num_vars": len(chosen), "names": names, "bounds": [list(bound) for bound in bounds]}


def _ranked(
    design: str, problem: dict[str, Any], places: list[list[float]], values: list[float | None], seed: int
) -> list[Sensitivity]:
    import numpy

    outcomes = numpy.array(values, dtype=float)
    if design == "morris":
        from SALib.analyze import morris  # type: ignore[import-untyped,unused-ignore]

        found = morris.analyze(problem, numpy.array(places), outcomes, num_levels=4, seed=seed)
        columns = (found["mu_star"], found["mu"], found["sigma"], found["mu_star_conf"])
    else:
        from SALib.analyze import sobol  # type: ignore[import-untyped,unused-ignore]

        found = sobol.analyze(problem, outcomes, calc_second_order=False, seed=seed)
        columns = (found["ST"], found["S1"], found["ST"] - found["S1"], found["ST_conf"])
    rows = zip(problem["names"], *([float(value) for value in column] for column in columns), strict=True)
    return [Sensitivity(*row) for row in rows]

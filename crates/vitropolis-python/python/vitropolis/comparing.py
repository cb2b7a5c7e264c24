"""Two runs side by side: where they first differ, and what that came to."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import Any

from . import _native
from .progress import Callback, Follower
from .result import Result


@dataclass(frozen=True)
class FirstDifference:
    """Where two runs part.

    Attributes:
        seed, arm, day: of the first digest that differs, lived again day by day.
        stage, column: of the day; None where lived again both give the same, so that another version made one of them.
    """

    seed: int
    arm: str
    day: int
    stage: str | None
    column: str | None


@dataclass(frozen=True)
class Compared:
    """One measure in a world of the one run beside a world of the other.

    Attributes:
        arm: world of the first run; `arm_b` of the second.
        unit: of all values.
        a, b: means over the seeds; None where nothing could be told.
        difference: b less a, seed by seed, then averaged; None where it cannot be told.
        low, high: its 95 % interval, noise of the simulation alone; None under 3 seeds.
    """

    arm: str
    arm_b: str
    measure: str
    unit: str
    a: float | None
    b: float | None
    difference: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Comparison:
    """What a comparison found.

    Attributes:
        first: where the two part; None where every digest that both have is the same.
        measures: every measure of everybody in the worlds that are laid beside one another.
    """

    first: FirstDifference | None
    measures: tuple[Compared, ...]


def compare(
    a: Result | str | os.PathLike[str],
    b: Result | str | os.PathLike[str],
    *,
    arms: tuple[str, str] | None = None,
    threads: int = 0,
    progress: bool | Callback | None = None,
) -> Comparison:
    """Lays two runs side by side, as `vitropolis compare` does, and finds where they part.

    Args:
        a, b: results or run folders of one version, on the same city, people, days and seeds.
        arms: a world of each; else worlds of the same name.
        threads: 0 is one for each core; changes no result.
        progress: as for `run`.

    Raises:
        RefusedError: one of them is no run folder, or they are not comparable; the message says why.
    """
    one, other = (run if isinstance(run, Result) else Result.load(run) for run in (a, b))
    found = json.loads(_native.beside(one.folder, other.folder, arms))
    measures = tuple(_compared(world, line) for world in found["worlds"] for line in world["measures"])
    first = None
    if any(world["a"] == world["b"] for world in found["worlds"]):
        with Follower(progress) as follower:
            first = _native.compare(one.folder, other.folder, threads, follower)
    return Comparison(None if first is None else FirstDifference(*first), measures)


def _compared(world: dict[str, Any], line: dict[str, Any]) -> Compared:
    paired = line["paired_difference"]
    means = (line["a"]["mean"], line["b"]["mean"], paired["mean"], paired["low"], paired["high"])
    return Compared(world["a"], world["b"], line["measure"], line["unit"], *means)

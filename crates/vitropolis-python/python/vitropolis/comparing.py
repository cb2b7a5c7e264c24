"""Two runs side by side: where they first differ, and what that came to."""

from __future__ import annotations

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
    """One measure in one world of both runs.

    Attributes:
        unit: of both values.
        a, b: means over the seeds; None where nothing could be told.
    """

    arm: str
    measure: str
    unit: str
    a: float | None
    b: float | None


@dataclass(frozen=True)
class Comparison:
    """What a comparison found.

    Attributes:
        first: where the two part; None where every digest that both have is the same.
        measures: every measure of the worlds that both have.
    """

    first: FirstDifference | None
    measures: tuple[Compared, ...]


def compare(
    a: Result | str | os.PathLike[str],
    b: Result | str | os.PathLike[str],
    *,
    threads: int = 0,
    progress: bool | Callback | None = None,
) -> Comparison:
    """Lays two runs side by side.

    Args:
        a, b: results or run folders with at least one seed and one arm in common.
        threads: 0 is one for each core; changes no result.
        progress: as for `run`.

    Raises:
        RefusedError: one of them is no run folder, or they have nothing in common.
    """
    one, other = (run if isinstance(run, Result) else Result.load(run) for run in (a, b))
    with Follower(progress) as follower:
        first = _native.compare(one.folder, other.folder, threads, follower)
    there = _means(other)
    both = [
        Compared(arm, line["measure"], line["unit"], line["mean"], there[arm, line["measure"]])
        for (arm, line) in _lines(one)
        if (arm, line["measure"]) in there
    ]
    return Comparison(None if first is None else FirstDifference(*first), tuple(both))


def _lines(result: Result) -> list[tuple[str, dict[str, Any]]]:
    return [(arm["name"], line) for arm in result.about["arms"] for line in arm["measures"]]


def _means(result: Result) -> dict[tuple[str, str], float | None]:
    return {(arm, line["measure"]): line["mean"] for arm, line in _lines(result)}

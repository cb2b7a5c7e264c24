"""Whether a result holds: when what nobody has measured is drawn anew, and when safeguards are added and left out."""

from __future__ import annotations

import html
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import _native
from ._native import SYNTHETIC
from .progress import Callback, Follower
from .running import Wanted, experiment_of, places


@dataclass(frozen=True)
class Spread:
    """A number over the draws.

    Attributes:
        as_written: with the files as they are.
        low, median, high: over the draws.
        draws: in which there was something to measure.
    """

    as_written: float | None
    low: float
    median: float
    high: float
    draws: int


@dataclass(frozen=True)
class HarmRange:
    """One measure in one world over the draws.

    Attributes:
        measure, arm: which.
        unit: of the numbers.
        level: the measure itself; None where only the paired difference is told.
        difference: against the reference, paired; None for the reference itself.
        sign_holds: share of the draws in which the difference has the sign that it has as written, from 0 to 1.
        robust: whether that is at least nine tenths; None where it cannot be told.
    """

    measure: str
    arm: str
    unit: str
    level: Spread | None
    difference: Spread | None
    sign_holds: float | None
    robust: bool | None


@dataclass(frozen=True)
class Robust:
    """A result over draws of every stylised number.

    Attributes:
        folder: with `what/robust.json`, `what/draws.csv` and `what/parameters.csv`.
        parameters: how many numbers were drawn.
        draws, done: asked for, and lived.
        failed: draws that could not be lived, each with the reason.
        ranges: every measure of the report in every world.
    """

    folder: Path
    parameters: int
    draws: int
    done: int
    failed: tuple[tuple[int, str], ...]
    ranges: tuple[HarmRange, ...]

    def __repr__(self) -> str:
        return (self.folder / "robust.txt").read_text(encoding="utf-8")

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(repr(self))}</pre>"


def robust(
    experiment: Wanted,
    *,
    draws: int = 64,
    people: int | None = None,
    days: int | None = None,
    arms: Iterable[str] = (),
    seed: int | None = None,
    threads: int = 0,
    out: str | os.PathLike[str] | None = None,
    resume: bool = False,
    progress: bool | Callback | None = None,
) -> Robust:
    """Draws every stylised number anew, many times, and says in which share of the draws a result holds.

    This, and not the noise of the seeds, is the headline interval of a report; it needs 64 draws.

    Args:
        experiment: as for `run`.
        draws: from 2; each is one city in all worlds under one point of a Latin hypercube.
        people: of each draw; left out: `robust_people` of the experiment.
        days, arms, seed, threads, progress: as for `run`; draw n has seed + n.
        out: a folder that does not exist yet; left out: the next number under `runs/<experiment>-robust`.
        resume: go on in `out`, where the same draws were stopped.

    Raises:
        FileError, RefusedError, DiskError: as `run`.
        KeyboardInterrupt: Ctrl-C; the finished draws are kept, and `resume=True` goes on with them.
    """
    wanted = experiment_of(experiment)
    with Follower(progress) as follower:
        folder = _native.robust(
            wanted.path,
            wanted._unsaved(),
            draws,
            people,
            days,
            list(arms),
            seed,
            threads,
            *places(out, resume),
            follower,
        )
    return _robust(Path(folder))


def _robust(folder: Path) -> Robust:
    told = _read(folder / "what" / "robust.json")
    ranges = tuple(_range(line, arm) for line in told["measures"] for arm in line["arms"])
    failed = tuple((draw["draw"], draw["reason"]) for draw in told["failed"])
    return Robust(folder, told["parameters"], told["draws"], told["done"], failed, ranges)


def _range(line: dict[str, Any], arm: dict[str, Any]) -> HarmRange:
    level, difference = (None if arm[key] is None else Spread(**arm[key]) for key in ("level", "difference"))
    return HarmRange(line["measure"], arm["arm"], line["unit"], level, difference, arm["sign_holds"], arm["robust"])


@dataclass(frozen=True)
class Change:
    """A change of a harm; negative is less harm.

    Attributes:
        mean: over the seeds.
        seeds_interval: 95 % over the seeds; None under three.
        draws_range: lowest and highest over draws of the stylised numbers; None where none were asked for.
    """

    mean: float
    seeds_interval: tuple[float, float] | None
    draws_range: tuple[float, float] | None


@dataclass(frozen=True)
class SafeguardEffect:
    """What one safeguard does to one harm.

    Attributes:
        safeguard, measure: which.
        alone: added to none.
        left_out: taken from all.
        shapley: the mean of what it adds over all orders in which the safeguards could come.
        verdict: `less harm`, `more harm`, `paper` (every whole interval near nought), `cannot tell` or `no such harm`.
    """

    safeguard: str
    measure: str
    alone: Change
    left_out: Change
    shapley: Change
    verdict: str


@dataclass(frozen=True)
class Ablation:
    """Which safeguard matters.

    Attributes:
        folder: with `what/ablate.json`.
        arm: whose regime declares the safeguards.
        verdicts: for each safeguard, over all harms.
        effects: each safeguard on each harm.
        exact: whether the Shapley shares are over all orders, or over sampled ones.
    """

    folder: Path
    arm: str
    verdicts: dict[str, str]
    effects: tuple[SafeguardEffect, ...]
    exact: bool

    def __repr__(self) -> str:
        return (self.folder / "ablate.txt").read_text(encoding="utf-8")

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{html.escape(name)}</td><td>{html.escape(verdict)}</td></tr>"
            for name, verdict in self.verdicts.items()
        )
        return f"<div><b>Safeguards of {html.escape(self.arm)}</b><table>{rows}</table><small>{SYNTHETIC}</small></div>"


def ablate(
    experiment: Wanted,
    *,
    arm: str | None = None,
    draws: int = 0,
    delta: float = 0.05,
    people: int | None = None,
    days: int | None = None,
    seeds: int | None = None,
    seed: int | None = None,
    threads: int = 0,
    out: str | os.PathLike[str] | None = None,
    resume: bool = False,
    progress: bool | Callback | None = None,
) -> Ablation:
    """Adds each declared safeguard alone, leaves each out, and takes its Shapley share.

    Args:
        experiment: as for `run`.
        arm: whose safeguards; left out: the first whose regime declares one.
        draws: of the stylised numbers; 0: the verdicts rest on the seeds alone.
        delta: what counts as near nought, as a share of the harm without any safeguard; between 0 and 1.
        people, days, seeds, seed, threads, progress: as for `run`.
        out: a folder that does not exist yet; left out: the next number under `runs/<experiment>-ablate`.
        resume: go on in `out`, where the same ablation was stopped.

    Raises:
        FileError, RefusedError, DiskError, KeyboardInterrupt: as `run`.
    """
    wanted = experiment_of(experiment)
    with Follower(progress) as follower:
        folder = _native.ablate(
            wanted.path,
            wanted._unsaved(),
            arm,
            draws,
            delta,
            people,
            days,
            seeds,
            seed,
            threads,
            *places(out, resume),
            follower,
        )
    return _ablation(Path(folder))


def _ablation(folder: Path) -> Ablation:
    told = _read(folder / "what" / "ablate.json")
    effects = tuple(_effect(line["measure"], effect) for line in told["measures"] for effect in line["safeguards"])
    return Ablation(folder, told["arm"], told["verdicts"], effects, told["exact"])


def _effect(measure: str, told: dict[str, Any]) -> SafeguardEffect:
    alone, left_out, shapley = (_change(told[key]) for key in ("alone", "left_out", "shapley"))
    return SafeguardEffect(told["safeguard"], measure, alone, left_out, shapley, told["verdict"])


def _change(told: dict[str, Any]) -> Change:
    seeds, draws = told["seeds_interval"], told["draws_range"]
    return Change(told["mean"], None if seeds is None else tuple(seeds), None if draws is None else tuple(draws))


def _read(path: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return told

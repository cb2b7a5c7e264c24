"""Published figures: beside simulated ones, and as what a parameter of the world may be set by.

Both tables are closed. What a figure has set is used up: that the model meets it then says only that it was set.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import Literal

from . import _native
from .errors import refused
from .progress import Callback, Follower

#: The published figures that a parameter may be calibrated to; the closed list.
Published = Literal["chaoyang-tips"]


@dataclass(frozen=True)
class Check:
    """A published figure beside a simulated one.

    Attributes:
        case: the published result that it belongs to.
        what: what is compared, with its unit.
        kind: `reproduction`, `calibration`, `validation` (out of sample) or `pattern`.
        published: the figure.
        simulated, low, high: the simulated value and its 95 % interval of simulation noise.
        tolerance: how far apart the two may lie; set before anything was simulated.
        holds: whether they lie so near.
        expected: whether they were expected to.
        why: the reason where they were not.
        source: key of the bibliography.
        seconds: of the whole case.
    """

    case: str
    what: str
    kind: str
    published: float
    simulated: float
    low: float
    high: float
    tolerance: str
    holds: bool
    expected: bool
    why: str
    source: str
    seconds: float


class Checks(tuple[Check, ...]):
    """The rows of the validation table."""

    def _repr_html_(self) -> str:
        head = "<tr>" + "".join(f"<th>{name}</th>" for name in ("case", "what", "published", "simulated", "holds")) + "</tr>"
        rows = "".join(
            f"<tr><td>{html.escape(row.case)}</td><td style='text-align:left'>{html.escape(row.what)}</td>"
            f"<td>{row.published:.4g}</td><td>{row.simulated:.4g} [{row.low:.4g}, {row.high:.4g}]</td>"
            f"<td>{'yes' if row.holds else 'no'}{'' if row.holds == row.expected else ', unexpectedly'}</td></tr>"
            for row in self
        )
        return f"<div><table>{head}{rows}</table><small>{_native.SYNTHETIC}</small></div>"


def validate(
    case: str | None = None,
    *,
    quick: bool = True,
    threads: int = 0,
    progress: bool | Callback | None = None,
) -> Checks:
    """Lays published figures beside simulated ones. Every case drives the mechanisms themselves.

    Args:
        case: the name of one case; left out: all of them.
        quick: without the cases that take minutes.
        threads: 0 is one for each core; changes no value.
        progress: as for `run`.

    Raises:
        RefusedError: no such case.
        KeyboardInterrupt: Ctrl-C.
    """
    if case is not None and case not in _native.cases():
        raise refused(f"the case `{case}`", ", ".join(_native.cases()))
    with Follower(progress) as follower:
        return Checks(Check(**row) for row in _native.validate(case, quick, threads, follower))


@dataclass(frozen=True)
class Tried:
    """A value that was tried, and the simulated figure with its 95 % interval over the seeds."""

    value: float
    simulated: float
    low: float
    high: float


@dataclass(frozen=True)
class Calibrated:
    """A parameter that nobody has measured, set by a published figure.

    Attributes:
        case: of the closed list.
        what: the figure, with its unit.
        source: key of the bibliography.
        published: the figure itself.
        parameter: path of the parameter in a city file.
        range: its stylised range, over which it was tried.
        value: what gives the figure; None where nothing in the range does.
        interval: the values that the noise of the simulation leaves, cut at the range.
        curve: what was tried.
        check: the figure simulated at `value` under seeds that it was not set by: value and interval.
    """

    case: str
    what: str
    source: str
    published: float
    parameter: str
    range: tuple[float, float]
    value: float | None
    interval: tuple[float, float]
    curve: tuple[Tried, ...]
    check: Tried | None


def calibrate(
    case: Published,
    *,
    people: int = 20_000,
    days: int = 180,
    seeds: int = 3,
    threads: int = 0,
    progress: bool | Callback | None = None,
) -> Calibrated:
    """Sets a parameter of the world from a published case of the closed list; a target of one's own is not taken.

    Args:
        case: `chaoyang-tips` sets `denunciation.sight` by the number of tips that the press reported.
        people: synthetic people, from 10,000.
        days: from 30.
        seeds: for each value that is tried, from 3.
        threads: 0 is one for each core; changes no value.
        progress: as for `run`.

    Raises:
        RefusedError: no such case, or a simulation that is too small.
        KeyboardInterrupt: Ctrl-C.
    """
    with Follower(progress) as follower:
        found = _native.calibrate(case, people, days, seeds, threads, follower)
    if found is None:
        raise refused(f"calibration to `{case}`", f"a published case of the closed list: {', '.join(_native.calibrations())}")
    check = None if found["value"] is None or found["check"] is None else Tried(found["value"], *found["check"])
    curve = tuple(Tried(*tried) for tried in found["curve"])
    return Calibrated(**{**found, "curve": curve, "check": check})

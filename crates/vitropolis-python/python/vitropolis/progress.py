"""How far a run is: a bar of tqdm in a terminal or a notebook, or whatever a callback makes of it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Protocol


@dataclass(frozen=True)
class Progress:
    """Where a run stands.

    Attributes:
        step: `building` a city, `living` its days, `drawing` what nobody has measured, or `writing` the report.
        done: world-days lived; a day of one arm under one seed is one. While `drawing`: draws.
        total: world-days in all.
        seed: seed at work, counted from 1, of `seeds`.
        day: day at work, counted from 1, of `days`.
        person_days: synthetic people × days lived so far.
        seconds: since the start.
    """

    step: Literal["building", "living", "drawing", "writing"]
    done: int
    total: int
    seed: int
    seeds: int
    day: int
    days: int
    person_days: int
    seconds: float


Callback = Callable[[Progress], object]


class _Bar(Protocol):
    """What is used of a bar of tqdm."""

    n: float
    total: float | None

    def set_description(self, desc: str) -> None: ...
    def refresh(self) -> object: ...
    def close(self) -> None: ...


class Follower:
    """Passes what the engine tells to a bar or to a callback; used as a context."""

    def __init__(self, wanted: bool | Callback | None) -> None:
        self._callback: Callback | None = wanted if callable(wanted) else None
        self._bar: _Bar | None = None
        self._wants_bar = _somebody_looks() if wanted is None else wanted is True

    def __enter__(self) -> Callable[..., None] | None:
        if self._callback is not None:
            return self._tell
        return self._draw if self._wants_bar else None

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def _tell(self, *event: Any) -> None:
        if self._callback is not None:
            self._callback(Progress(*event))

    def _draw(self, *event: Any) -> None:
        at = Progress(*event)
        bar = self._bar = self._bar or _new_bar(at.total)
        bar.total, bar.n = at.total, at.done
        bar.set_description(f"{at.step} city {at.seed}/{at.seeds} day {at.day}/{at.days}")
        bar.refresh()


def _new_bar(total: int) -> _Bar:
    from tqdm.auto import tqdm  # type: ignore[import-untyped,unused-ignore]

    bar: Any = tqdm(total=total, unit=" world-days", leave=False)
    return bar  # type: ignore[no-any-return]


def _somebody_looks() -> bool:
    """A terminal, or a notebook."""
    return sys.stderr.isatty() or "ipykernel" in sys.modules

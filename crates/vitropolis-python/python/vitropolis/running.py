"""Running an experiment: the interpreter stays free, and Ctrl-C is heard."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from . import _native
from .errors import refused
from .experiment import Experiment
from .progress import Callback, Follower
from .result import Result
from .table import Table

#: What stands for an experiment: a file, the name of one that ships, a dict, or an `Experiment`.
Wanted = str | os.PathLike[str] | Mapping[str, Any] | Experiment


def run(
    experiment: Wanted,
    *,
    people: int | None = None,
    days: int | None = None,
    seeds: int | None = None,
    seed: int | None = None,
    arms: Iterable[str] = (),
    threads: int = 0,
    out: str | os.PathLike[str] | None = None,
    resume: bool = False,
    checkpoint_days: int | None = None,
    memory: float | None = None,
    robust_draws: int | None = None,
    progress: bool | Callback | None = None,
) -> Result:
    """Lets a synthetic city live in several worlds and writes a run folder.

    What is left out is as the experiment says. Equal inputs give equal bytes in `result.what_dir`, whichever surface
    ran them and on however many threads.

    Args:
        experiment: a TOML file, the name of one that ships, a dict, or an `Experiment`.
        people: synthetic people, from 10,000.
        days: from 1 to 3,650.
        seeds: cities drawn, from 1; four and more give intervals.
        seed: the first seed, from 0.
        arms: names of worlds; none means all.
        threads: 0 is one for each core; changes no result.
        out: a folder that does not exist yet; left out: the next number under `runs/<experiment>`.
        resume: go on in `out`, where the same run was stopped or killed, to the bytes of a run that never was.
        checkpoint_days: keep where the run stands every so many days, 0 is never; left out: as often as it costs less
            than a thirtieth of the time.
        memory: GiB that the run may take; left out: what the machine has.
        robust_draws: draws of all stylised numbers after the days, for the headline range of the report: 0, or from
            64; left out: as the experiment says. They lie in `robust/` and change no table.
        progress: True for a bar of tqdm, False for silence, or a function that takes a `Progress`; left out: a bar in
            a terminal or a notebook. An exception that the function raises stops the run.

    Raises:
        FileError: mistakes in the experiment, its city or its regimes, all at once, with file, line and hint.
        RefusedError: something that is not allowed, such as a city of fewer than 10,000 people, or one that does not
            fit into memory.
        DiskError: the disk said no.
        KeyboardInterrupt: Ctrl-C, at the end of the day; its message names the folder in which the run goes on with
            `resume=True`. A second Ctrl-C does not wait.
    """
    wanted = experiment_of(experiment)
    with Follower(progress) as follower:
        made = _native.run(
            wanted.path,
            wanted._unsaved(),
            people,
            days,
            list(arms),
            seeds,
            seed,
            threads,
            *places(out, resume),
            checkpoint_days,
            memory,
            robust_draws,
            follower,
        )
    tables = {name: Table(name, columns) for name, columns in made["tables"].items()}
    return Result(made["folder"], tables)


def experiment_of(wanted: Wanted) -> Experiment:
    """Whatever stands for an experiment, as one."""
    if isinstance(wanted, Experiment):
        return wanted
    return Experiment(wanted) if isinstance(wanted, Mapping) else Experiment.load(wanted)


def places(out: str | os.PathLike[str] | None, resume: bool) -> tuple[Path | None, Path | None]:
    """The new folder, or the one to go on in."""
    if resume and out is None:
        raise refused("resume=True without out", "out=FOLDER, as the message of the stopped run names it")
    return (None, _path(out)) if resume else (_path(out), None)


def _path(out: str | os.PathLike[str] | None) -> Path | None:
    return None if out is None else Path(out)

"""What a run left behind: a folder, its tables in memory, and its pictures."""

from __future__ import annotations

import html
import json
import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import _stored
from ._native import SYNTHETIC
from .errors import refused
from .table import Table

if TYPE_CHECKING:
    from .plots import Plots


class Result:
    """A finished run.

    Attributes:
        folder: the run folder, with `report.html`, `how.json` and `what/`.
    """

    def __init__(self, folder: str | os.PathLike[str], tables: dict[str, Table] | None = None) -> None:
        self.folder = Path(folder)
        self._tables = tables

    @classmethod
    def load(cls, folder: str | os.PathLike[str]) -> Result:
        """A run that was made before, by whatever surface. Its tables are read with pyarrow when they are asked for.

        Raises:
            RefusedError: this is no run folder.
        """
        if not (Path(folder) / "what" / "summary.json").is_file():
            raise refused(f"{folder} is not a run folder", "a folder that a run has written")
        return cls(folder)

    @property
    def what_dir(self) -> Path:
        """The result itself: the same bytes for equal inputs, whichever surface, engine or machine made them."""
        return self.folder / "what"

    @property
    def report(self) -> Path:
        """The report: one HTML file without a network."""
        return self.folder / "report.html"

    @cached_property
    def tables(self) -> dict[str, Table]:
        """Every table by its name."""
        return _stored.tables(self.what_dir) if self._tables is None else self._tables

    @property
    def daily(self) -> Table:
        """A row for each seed, world, day and group; a column for each counter, with its unit."""
        return self.tables["daily"]

    @property
    def bands(self) -> Table:
        """A row for each seed, world, day, group and band: people; null under 10."""
        return self.tables["bands"]

    @property
    def effects(self) -> Table:
        """A row for each seed, world, stratum, class of conduct and outcome: people beside their own twins in the
        reference world, in cells of at least 10."""
        return self.tables["effects"]

    @property
    def measures(self) -> Table:
        """A row for each world, group and measure: mean, its 95 % interval (noise of the simulation alone), and the
        paired difference to the reference world; said to be too few to tell where it is."""
        return self.tables["measures"]

    @property
    def tallies(self) -> Table:
        """A row for each seed, world, tally, group and pair of whole numbers: how often it was found. What the measures
        are made of that no column of `daily` holds."""
        return self.tables["tallies"]

    @property
    def summary(self) -> Table:
        """A row for each world and measure: mean, its 95 % interval (noise of the simulation alone), and the paired
        difference to the reference world."""
        return self.tables["summary"]

    @property
    def digests(self) -> Table:
        """A row for each seed, world and month: a fingerprint of everything, to find where two runs part."""
        return self.tables["digests"]

    @cached_property
    def about(self) -> dict[str, Any]:
        """`summary.json`: version, hashes, seeds, people, days, worlds with their sources and what is missing."""
        about: dict[str, Any] = json.loads((self.what_dir / "summary.json").read_text(encoding="utf-8"))
        return about

    @cached_property
    def how(self) -> dict[str, Any]:
        """`how.json`: engine, threads, machine, seconds, memory; all that may differ between equal runs."""
        how: dict[str, Any] = json.loads((self.folder / "how.json").read_text(encoding="utf-8"))
        return how

    @property
    def arms(self) -> list[str]:
        """Names of the worlds, in the order of the experiment."""
        return [arm["name"] for arm in self.about["arms"]]

    @property
    def reference(self) -> str:
        """The world that the others are paired with."""
        return str(self.about["reference"])

    @property
    def plot(self) -> Plots:
        """Pictures with the names and colours of the report; needs matplotlib."""
        from .plots import Plots

        return Plots(self)

    def measure(self, key: str, arm: str) -> dict[str, Any]:
        """One measure in one world: the row of `summary` as a dict.

        Raises:
            RefusedError: no such measure or world.
        """
        for row in self.summary.rows():
            if (row["arm"], row["measure"]) == (arm, key):
                return row
        keys = ", ".join(dict.fromkeys(self.summary.column("measure")))
        raise refused(f"measure `{key}` of world `{arm}`", f"a world of {', '.join(self.arms)}; a measure of {keys}")

    def __reduce__(self) -> Any:
        return (Result.load, (str(self.folder.absolute()),))

    def __repr__(self) -> str:
        about = self.about
        lines = [f"{about['experiment']}: {about['people']:,} synthetic people, {about['days']} days, "
                 f"{len(about['seeds'])} seeds; {self.folder}"]
        lines += [f"  {' · '.join(cells)}" for cells in self._headline()]
        return "\n".join([*lines, SYNTHETIC])

    def _repr_html_(self) -> str:
        head, *rows = self._headline()
        ths = "".join(f"<th style='text-align:left'>{html.escape(cell)}</th>" for cell in head)
        trs = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
        about = self.about
        facts = f"{about['people']:,} synthetic people, {about['days']} days, {len(about['seeds'])} seeds"
        link = f"<a href='{html.escape(str(self.report))}'>report</a>"
        return (
            f"<div><b>{html.escape(about['experiment'])}</b>: {facts}; {link}<table><tr>{ths}</tr>{trs}</table>"
            f"<small>{html.escape(about['intervals'])}. {SYNTHETIC}</small></div>"
        )

    def _headline(self) -> list[list[str]]:
        """A row for each world: the three wrongs, always together, with whoever was sanctioned at all and silence."""
        keys = ("sanctioned", "erroneous", "rights_violating", "disproportionate", "silence")
        names = ("sanctioned", "erroneous", "rights-violating", "disproportionate", "silence")
        lines = {(arm["name"], line["measure"]): line for arm in self.about["arms"] for line in arm["measures"]}
        return [["world", *names], *([arm, *(_told(lines[arm, key]) for key in keys)] for arm in self.arms)]


def _told(line: dict[str, Any]) -> str:
    if line["told"] != "number":
        return str(line["told"])
    text = f"{100 * line['mean']:.3g} %"
    return text if line["low"] is None else f"{text} [{100 * line['low']:.3g}, {100 * line['high']:.3g}]"

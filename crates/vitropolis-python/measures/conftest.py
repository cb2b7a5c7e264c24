"""Two runs that every check reads: one long city, and six short ones for what needs seeds."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pandas
import pyarrow.parquet
import pytest

HERE = Path(__file__).parent


class Run:
    """The files of a run folder, as anybody can read them."""

    def __init__(self, folder: Path) -> None:
        self.what = folder / "what"
        self.summary: dict[str, Any] = json.loads((self.what / "summary.json").read_text(encoding="utf-8"))
        self.tallies = self.table("tallies")
        self.measures = self.table("measures")
        self.daily = self.table("daily")

    def table(self, name: str) -> pandas.DataFrame:
        return pyarrow.parquet.read_table(self.what / f"{name}.parquet").to_pandas()

    def figure(self, arm: str, measure: str, group: tuple[str, str] = ("all", "all")) -> float:
        rows = self.measures
        rows = rows[(rows.arm == arm) & (rows.measure == measure)]
        rows = rows[(rows.group_kind == group[0]) & (rows.group == group[1])]
        (row,) = rows.to_dict("records")
        assert row["told"] == "number", row
        return float(row["mean"])

    def tally(self, arm: str, name: str, group: tuple[str, str] = ("all", "all")) -> pandas.DataFrame:
        """Columns a, b and count."""
        rows = self.tallies
        rows = rows[(rows.arm == arm) & (rows.tally == name)]
        rows = rows[(rows.group_kind == group[0]) & (rows.group == group[1])]
        assert len(rows) > 0, (arm, name, group)
        return rows[["a", "b", "count"]]

    def expanded(self, arm: str, name: str, group: tuple[str, str] = ("all", "all")) -> pandas.DataFrame:
        """A row for each that was counted: a and b."""
        rows = self.tally(arm, name, group)
        return rows.loc[rows.index.repeat(rows["count"]), ["a", "b"]].reset_index(drop=True)

    def parity(self, arm: str, by: str) -> dict[str, Any]:
        (world,) = [world for world in self.summary["arms"] if world["name"] == arm]
        (line,) = [line for line in world["parity"] if line["by"] == by]
        found: dict[str, Any] = line
        return found


def lived(folder: Path, *words: str) -> Run:
    """A run of the program: the one in VITROPOLIS, else the one that is installed."""
    program = os.environ.get("VITROPOLIS", "vitropolis")
    subprocess.run([program, "run", *words, "--out", str(folder)], check=True, stdout=subprocess.DEVNULL)
    return Run(folder)


@pytest.fixture(scope="session")
def harsh(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return lived(tmp_path_factory.mktemp("harsh") / "run", str(HERE / "checked.toml"))


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Run:
    file = str(HERE / "checked.toml")
    return lived(tmp_path_factory.mktemp("seeds") / "run", file, "--days", "20", "--seeds", "6")

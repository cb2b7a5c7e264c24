"""The tables of a run folder on the disk, for a result that was made before or elsewhere.

Only what a run has written is read: each file must carry the mark that says whose numbers it does not hold.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from ._native import SYNTHETIC
from .errors import refused
from .table import Table


def tables(what: Path) -> dict[str, Table]:
    """Every table of a `what` folder; needs pyarrow."""
    found = {path.stem: _parquet(path) for path in sorted(what.glob("*.parquet"))}
    found["digests"] = _digests(what / "digests.csv")
    found["summary"] = _summary(what / "summary.json")
    return found


class _Stored:
    """A table of pyarrow with the manners of one in memory."""

    def __init__(self, table: Any) -> None:
        self._table = table

    @property
    def num_rows(self) -> int:
        return int(self._table.num_rows)

    @property
    def fields(self) -> list[tuple[str, str, str, str]]:
        def words(field: Any) -> tuple[str, str, str, str]:
            about = field.metadata or {}
            return (field.name, str(field.type), about.get(b"unit", b"").decode(), about.get(b"description", b"").decode())

        return [words(field) for field in self._table.schema]

    def column(self, name: str) -> list[Any]:
        values: list[Any] = self._table.column(name).to_pylist()
        return values

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)

    def __arrow_c_schema__(self) -> object:
        return self._table.schema.__arrow_c_schema__()


def _parquet(path: Path) -> Table:
    from pyarrow import parquet  # type: ignore[import-untyped,unused-ignore]

    metadata = parquet.read_metadata(path).metadata or {}
    if metadata.get(b"synthetic") != SYNTHETIC.encode():
        raise refused(f"{path} does not say that its people are synthetic", "a file that a run has written")
    return Table(path.stem, _Stored(parquet.read_table(path)))


def _digests(path: Path) -> Table:
    import pyarrow  # type: ignore[import-untyped,unused-ignore]

    numbers = [{**row, "seed": int(row["seed"]), "day": int(row["day"])} for row in _marked_rows(path)]
    return Table("digests", _Stored(pyarrow.Table.from_pylist(numbers)))


def _marked_rows(path: Path) -> csv.DictReader[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    if not any(SYNTHETIC in line for line in lines if line.startswith("#")):
        raise refused(f"{path} does not say that its people are synthetic", "a file that a run has written")
    return csv.DictReader(line for line in lines if not line.startswith("#"))


def _summary(path: Path) -> Table:
    import pyarrow

    summary = json.loads(path.read_text(encoding="utf-8"))
    if summary.get("synthetic") != SYNTHETIC:
        raise refused(f"{path} does not say that its people are synthetic", "a file that a run has written")
    rows = [
        _row(arm["name"], line) for arm in summary["arms"] for line in (*arm["measures"], *arm["beside_the_reference"])
    ]
    return Table("summary", _Stored(pyarrow.Table.from_pylist(rows)))


def _row(arm: str, line: dict[str, Any]) -> dict[str, Any]:
    # What two worlds say together is a difference already, and has none of its own.
    paired = line.get("paired_difference") or {}
    same = {key: line[key] for key in ("measure", "unit", "told", "seeds", "mean", "low", "high")}
    difference = {"difference": paired.get("mean"), "difference_low": paired.get("low")}
    return {"arm": arm, **same, **difference, "difference_high": paired.get("high")}

"""A table of a run: columns with units, read by Polars, pandas, DuckDB or pyarrow without a copy."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from ._native import SYNTHETIC


@dataclass(frozen=True)
class Field:
    """A column: its name, its Arrow type, its unit, and a sentence on what it holds."""

    name: str
    type: str
    unit: str
    description: str


class Columns(Protocol):
    """What a table stands on: columns of a run in memory, or of a run folder on the disk."""

    @property
    def num_rows(self) -> int: ...
    @property
    def fields(self) -> list[tuple[str, str, str, str]]: ...
    def column(self, name: str) -> list[Any]: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __arrow_c_schema__(self) -> object: ...


class Table:
    """Aggregates of synthetic people: a row for each seed, world, day, group, measure or band.

    It speaks the Arrow PyCapsule interface, so that others read the very same memory::

        polars.DataFrame(table)              pandas.DataFrame.from_arrow(table)
        pyarrow.table(table)                 duckdb.sql("select * from table")

    No row is about one person. A cell of fewer than 10 people is left out or null.
    """

    def __init__(self, name: str, columns: Columns) -> None:
        self.name = name
        self._columns = columns

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._columns.__arrow_c_stream__(requested_schema)

    def __arrow_c_schema__(self) -> object:
        return self._columns.__arrow_c_schema__()

    def __len__(self) -> int:
        return self._columns.num_rows

    @property
    def fields(self) -> list[Field]:
        """Every column with its unit and a sentence."""
        return [Field(*field) for field in self._columns.fields]

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in their order."""
        return [field.name for field in self.fields]

    def column(self, name: str) -> list[Any]:
        """The values of a column, copied into a list of `len(table)`; what is suppressed or cannot be told is None.

        Raises:
            KeyError: there is no such column.
        """
        return self._columns.column(name)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Row by row, as dicts; meant for small tables."""
        names = self.columns
        for row in zip(*(self.column(name) for name in names), strict=True):
            yield dict(zip(names, row, strict=True))

    def __repr__(self) -> str:
        return f"<Table {self.name}: {len(self):,} rows of {len(self.columns)} columns; {SYNTHETIC}>"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td><code>{html.escape(field.name)}</code></td><td>{html.escape(field.type)}</td>"
            f"<td>{html.escape(field.unit)}</td><td style='text-align:left'>{html.escape(field.description)}</td></tr>"
            for field in self.fields
        )
        head = "<tr><th>column</th><th>type</th><th>unit</th><th style='text-align:left'>what it holds</th></tr>"
        title = f"<b>{html.escape(self.name)}</b>: {len(self):,} rows"
        return f"<div>{title}<table>{head}{rows}</table><small>{SYNTHETIC}</small></div>"

    def __reduce__(self) -> Any:
        raise TypeError("a table is not pickled; pickle the result that it belongs to, which is its folder")

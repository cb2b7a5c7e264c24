"""Tables are Arrow, and others read the very same memory."""

from __future__ import annotations

import pickle
from pathlib import Path

import duckdb
import pandas
import polars
import pyarrow
import pytest
import vitropolis as vp

NAMES = ["bands", "daily", "digests", "effects", "measures", "summary", "tallies"]


@pytest.mark.parametrize("name", NAMES)
def test_every_library_reads_the_same_table(small: vp.Result, name: str) -> None:
    table = small.tables[name]
    read = pyarrow.table(table)
    assert (read.num_rows, read.column_names) == (len(table), table.columns)
    assert polars.DataFrame(table).shape == (len(table), len(table.columns))
    assert pandas.DataFrame.from_arrow(table).shape == (len(table), len(table.columns))
    assert duckdb.sql("select count(*) from read").limit(1).fetchall() == [(len(table),)]
    for column in table.columns:
        assert read.column(column).to_pylist() == table.column(column)


def test_nothing_is_copied_on_the_way_to_arrow(small: vp.Result) -> None:
    for column in ("seed", "people", "refusals"):
        chunks = pyarrow.table(small.daily).column(column).chunks
        ours = small.daily._columns.addresses(column)  # type: ignore[attr-defined]
        assert [chunk.buffers()[1].address for chunk in chunks] == ours


def test_nothing_is_copied_on_the_way_to_polars(small: vp.Result) -> None:
    shared = polars.DataFrame(small.daily)["refusals"].to_arrow().buffers()[1].address
    assert [shared] == small.daily._columns.addresses("refusals")  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", NAMES)
def test_every_column_has_a_unit_and_a_sentence(small: vp.Result, name: str) -> None:
    for field in small.tables[name].fields:
        assert field.unit and field.description, field


def test_a_result_from_the_disk_has_the_same_tables(small: vp.Result) -> None:
    stored = vp.Result.load(small.folder)
    for name in NAMES:
        assert list(stored.tables[name].rows()) == list(small.tables[name].rows()), name


def test_a_pickled_result_is_its_folder(small: vp.Result) -> None:
    again = pickle.loads(pickle.dumps(small))
    assert again.what_dir.samefile(small.what_dir)
    assert again.measure("erroneous", "as-reported") == small.measure("erroneous", "as-reported")


def test_a_file_without_the_mark_is_no_table_of_a_run(small: vp.Result, lab: Path) -> None:
    import shutil

    import pyarrow.parquet

    folder = lab / "unmarked"
    shutil.copytree(small.folder, folder)
    daily = folder / "what" / "daily.parquet"
    pyarrow.parquet.write_table(pyarrow.table({"name": ["somebody"], "score": [1]}), daily)
    with pytest.raises(vp.RefusedError, match="does not say that its people are synthetic"):
        _ = vp.Result.load(folder).daily


def test_an_unknown_column_is_named_with_the_known_ones(small: vp.Result) -> None:
    with pytest.raises(KeyError, match="there are seed, arm, day"):
        small.daily.column("name_of_the_person")


def test_an_unknown_measure_is_named_with_the_known_ones(small: vp.Result) -> None:
    with pytest.raises(vp.RefusedError, match="erroneous"):
        small.measure("obedience", "as-reported")


def test_results_and_tables_show_themselves(small: vp.Result) -> None:
    for shown in (small._repr_html_(), repr(small), small.daily._repr_html_(), repr(small.daily)):
        assert "synthetic people only" in shown
    assert "as-reported" in small._repr_html_()

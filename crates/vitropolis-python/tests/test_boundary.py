"""What the package cannot do: take people from outside, score somebody described, search for obedience, deploy."""

from __future__ import annotations

import inspect
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars
import pytest
import vitropolis as vp

AGREED = Path(__file__).parents[3] / "docs/public-api/python.txt"

#: Words of an argument that would describe a person, or hold many of them.
PERSONS = {
    "person", "persons", "individual", "individuals", "citizen", "citizens", "names", "record", "records", "rows",
    "table", "frame", "dataframe", "df", "data", "csv", "parquet", "image", "images", "photo", "face", "video", "audio",
    "text", "message", "messages", "latitude", "longitude", "address", "street", "gis", "shape",
}
#: Words of a function that would carry a regime out of the laboratory, or seek what an authority might want.
OUTWARD = (
    "export", "deploy", "serve", "sql", "service", "rules_engine", "api", "score_of", "predict", "classify", "identify_person",
    "optimise", "optimize", "maximise", "maximize", "minimise", "minimize", "fit",
)


def _members(name: str, thing: Any) -> Iterator[tuple[str, Any]]:
    yield name, thing
    if inspect.isclass(thing):
        for member in sorted(vars(thing)):
            if not member.startswith("_"):
                yield f"{name}.{member}", inspect.getattr_static(thing, member)
        inherited = {member for base in thing.__mro__[1:-1] if base.__module__.startswith("vitropolis") for member in vars(base)}
        for member in sorted(inherited - set(vars(thing))):
            if not member.startswith("_"):
                yield f"{name}.{member}", inspect.getattr_static(thing, member)


def _public() -> list[tuple[str, Any]]:
    found = [member for name in sorted(vp.__all__) for member in _members(name, getattr(vp, name))]
    from vitropolis.plots import Plots

    return [*found, *_members("Plots", Plots)]


def _line(name: str, thing: Any) -> str:
    plain = thing.__func__ if isinstance(thing, (staticmethod, classmethod)) else thing
    if inspect.isclass(plain):
        return f"class {name}"
    if isinstance(plain, property) or type(plain).__name__ == "cached_property":
        return f"property {name}"
    if inspect.isfunction(plain):
        return f"def {name}({', '.join(inspect.signature(plain).parameters)})"
    return f"value {name}"


def test_the_public_api_is_the_one_that_was_agreed() -> None:
    lines = "\n".join(dict.fromkeys(_line(name, thing) for name, thing in _public())) + "\n"
    if os.environ.get("UPDATE"):
        AGREED.write_text(lines)
    assert lines == AGREED.read_text(), "UPDATE=1 pytest writes it anew; read the difference before you agree"


def _functions() -> list[tuple[str, Any]]:
    plain = ((name, thing.__func__ if isinstance(thing, (staticmethod, classmethod)) else thing) for name, thing in _public())
    return [(name, thing) for name, thing in plain if inspect.isfunction(thing)]


def test_no_argument_describes_a_person_or_takes_a_table_of_them() -> None:
    found = [
        (name, argument)
        for name, function in _functions()
        for argument in inspect.signature(function).parameters
        if set(argument.lower().split("_")) & PERSONS
    ]
    assert found == []


def test_no_name_carries_a_regime_out_or_seeks_what_an_authority_wants() -> None:
    found = [name for name, _ in _public() if any(word in name.lower() for word in OUTWARD)]
    assert found == []


@pytest.mark.parametrize("call", [vp.run, vp.Experiment.load, vp.City.load, vp.Regime.load, vp.Result.load])
def test_a_table_of_persons_is_taken_by_nothing(call: Any) -> None:
    people = polars.DataFrame({"name": ["somebody"], "income": [1]})
    with pytest.raises((TypeError, vp.VitropolisError)):
        call(people)


def test_a_list_of_persons_in_a_city_is_refused() -> None:
    people = [{"name": "somebody", "age": 41}, {"name": "somebody else", "age": 42}]
    city = vp.City({**vp.City.load("beijing").to_dict(), "person": people}, vp.City.load("beijing").path)
    with pytest.raises(vp.FileError, match="no table of persons can be loaded"):
        city.draw(people=10_000)


def test_a_cell_of_fewer_than_ten_people_is_refused() -> None:
    with pytest.raises(vp.FileError) as told:
        vp.City.load("beijing").set("margin.district.huairou", 9).draw(people=10_000)
    assert "10" in told.value.hint


@pytest.mark.parametrize("dimension", ["religion", "ethnicity", "street", "surname"])
def test_a_dimension_beyond_the_list_is_refused(dimension: str) -> None:
    with pytest.raises(vp.FileError, match="there is no key"):
        vp.City.load("beijing").set({f"margin.{dimension}.one": 10_000_000}).draw(people=10_000)


def test_a_city_of_one_described_person_is_refused() -> None:
    with pytest.raises(vp.RefusedError, match="10000"):
        vp.City.load("beijing").draw(people=1)


def test_no_cell_of_a_table_holds_fewer_than_ten_people(small: vp.Result) -> None:
    daily = zip(small.daily.column("group_kind"), small.daily.column("people"), strict=True)
    assert all(people >= 10 for kind, people in daily if kind != "chat size")
    assert all(people is None or people >= 10 for people in small.bands.column("people"))
    assert all(people >= 10 for people in small.effects.column("people"))


def test_no_column_of_a_table_names_a_person(small: vp.Result) -> None:
    for table in small.tables.values():
        assert not set(table.columns) & {"person", "id", "name", "number", "syn"}
        for field in table.fields:
            if field.type == "Utf8":
                assert not any(str(value).startswith("SYN-") for value in table.column(field.name)[:1000])

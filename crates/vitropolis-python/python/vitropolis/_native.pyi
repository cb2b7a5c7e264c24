from collections.abc import Callable
from os import PathLike
from typing import Any, TypedDict

SYNTHETIC: str
VERSION: str

class Columns:
    @property
    def num_rows(self) -> int: ...
    @property
    def fields(self) -> list[tuple[str, str, str, str]]: ...
    def column(self, name: str) -> list[Any]: ...
    def addresses(self, name: str) -> list[int]: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __arrow_c_schema__(self) -> object: ...

class Finished(TypedDict):
    folder: str
    tables: dict[str, Columns]
    build_seconds: float
    run_seconds: float
    peak_memory_bytes: int

class DrawnCity(TypedDict):
    title: str
    people: int
    seed: int
    margins: list[tuple[str, str, float, int, float]]
    households: int
    mean_family_household: float
    cells: int

def command_line(words: list[str]) -> int: ...
def run(
    path: PathLike[str],
    unsaved: dict[str, str],
    people: int | None,
    days: int | None,
    arms: list[str],
    seeds: int | None,
    seed: int | None,
    threads: int,
    out: PathLike[str] | None,
    progress: Callable[..., object] | None,
) -> Finished: ...
def lock(path: PathLike[str], unsaved: dict[str, str]) -> str: ...
def city(path: PathLike[str], unsaved: dict[str, str], people: int, seed: int, threads: int) -> DrawnCity: ...
def explain(name: str) -> str | None: ...
def schema(kind: str) -> str: ...
def identify(
    gallery: int, fmr: float, tpir: float, searches: int, outranks: float | None, seed: int
) -> dict[str, Any]: ...
def watchlist(
    gallery: int, fmr: float, tpir: float, faces: int, prevalence: float, seed: int
) -> dict[str, Any]: ...

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
    resume: PathLike[str] | None,
    checkpoint_days: int | None,
    memory: float | None,
    robust_draws: int | None,
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
def beside(a: PathLike[str], b: PathLike[str], arms: tuple[str, str] | None) -> str: ...
def compare(
    a: PathLike[str], b: PathLike[str], threads: int, progress: Callable[..., object] | None
) -> tuple[int, str, int, str | None, str | None] | None: ...
def lint(
    regime: PathLike[str], unsaved: dict[str, str], city: PathLike[str] | None, as_of: str | None
) -> dict[str, str]: ...
def explain_rule(id: str) -> str: ...
def diff(
    before: PathLike[str], after: PathLike[str], unsaved: dict[str, str]
) -> list[tuple[str, str, str | None, str | None]]: ...
def cases() -> list[str]: ...
def calibrations() -> list[str]: ...
def validate(
    case: str | None, quick: bool, threads: int, progress: Callable[..., object] | None
) -> list[dict[str, Any]]: ...
def calibrate(
    case: str, people: int, days: int, seeds: int, threads: int, progress: Callable[..., object] | None
) -> dict[str, Any] | None: ...
def harms() -> list[tuple[str, bool]]: ...
def dimensions(
    path: PathLike[str], unsaved: dict[str, str], arms: list[str]
) -> list[tuple[str, float, float, float, bool]]: ...
def sweep(
    path: PathLike[str],
    unsaved: dict[str, str],
    dimensions: list[str],
    points: list[list[float]],
    people: int | None,
    days: int | None,
    arms: list[str],
    seeds: int | None,
    seed: int | None,
    threads: int,
    keep: PathLike[str] | None,
    progress: Callable[..., object] | None,
) -> tuple[Columns, Columns]: ...
def robust(
    path: PathLike[str],
    unsaved: dict[str, str],
    draws: int,
    people: int | None,
    days: int | None,
    arms: list[str],
    seed: int | None,
    threads: int,
    out: PathLike[str] | None,
    resume: PathLike[str] | None,
    progress: Callable[..., object] | None,
) -> str: ...
def ablate(
    path: PathLike[str],
    unsaved: dict[str, str],
    arm: str | None,
    draws: int,
    delta: float,
    people: int | None,
    days: int | None,
    seeds: int | None,
    seed: int | None,
    threads: int,
    out: PathLike[str] | None,
    resume: PathLike[str] | None,
    progress: Callable[..., object] | None,
) -> str: ...

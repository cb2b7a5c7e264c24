"""Vitropolis: a laboratory of social scoring, on a city that does not exist.

Synthetic people only: nothing here can take in, score or look up a real person, and no function takes a table of
persons. What goes in are margins, rates and rules; what comes out are aggregates of at least 10 people.
"""

from __future__ import annotations

import json
from typing import Any

from . import _native
from .city import City, Drawn, Margin
from .errors import DiskError, FileError, Mistake, RefusedError, StoppedError, VitropolisError
from .experiment import Experiment
from .faces import Identified, Range, TieRule, Watched, facecalc
from .progress import Progress
from .regime import Regime
from .result import Result
from .running import run
from .shipped import shipped
from .table import Field, Table

__version__ = _native.VERSION

#: The sentence that every file carries.
SYNTHETIC = _native.SYNTHETIC

__all__ = [
    "SYNTHETIC",
    "City",
    "DiskError",
    "Drawn",
    "Experiment",
    "Field",
    "FileError",
    "Identified",
    "Margin",
    "Mistake",
    "Progress",
    "Range",
    "RefusedError",
    "Regime",
    "Result",
    "StoppedError",
    "Table",
    "TieRule",
    "VitropolisError",
    "Watched",
    "explain",
    "facecalc",
    "run",
    "schema",
    "shipped",
]


def explain(name: str) -> str | None:
    """What a key of a file means: unit, range, default and source; None where nothing looks like the name."""
    return _native.explain(name)


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file: `city`, `catalogue`, `regime` or `experiment`.

    Raises:
        ValueError: no such kind.
    """
    read: dict[str, Any] = json.loads(_native.schema(kind))
    return read

"""Vitropolis: a laboratory of social scoring, on a city that does not exist.

Synthetic people only: nothing here can take in, score or look up a real person, and no function takes a table of
persons. What goes in are margins, rates and rules; what comes out are aggregates of at least 10 people.
"""

from __future__ import annotations

import json
from typing import Any

from . import _native
from .comparing import Compared, Comparison, FirstDifference, compare
from .city import City, Drawn, Margin
from .designs import HARMS, Dimension, Sensitivity, Sweep, dimensions, sweep
from .errors import DiskError, FileError, Mistake, RefusedError, StoppedError, VitropolisError
from .experiment import Experiment
from .faces import Identified, Range, TieRule, Watched, facecalc
from .findings import Amendment, Amendments, Finding, Findings, Line
from .progress import Progress
from .published import Calibrated, Check, Checks, Tried, calibrate, validate
from .regime import Regime
from .result import Result
from .running import run
from .shipped import shipped
from .tested import Ablation, Change, HarmRange, Robust, SafeguardEffect, Spread, ablate, robust
from .table import Field, Table

__version__ = _native.VERSION

#: The sentence that every file carries.
SYNTHETIC = _native.SYNTHETIC

__all__ = [
    "HARMS",
    "SYNTHETIC",
    "Ablation",
    "Amendment",
    "Amendments",
    "Calibrated",
    "Change",
    "Check",
    "Checks",
    "City",
    "Compared",
    "Comparison",
    "Dimension",
    "DiskError",
    "Drawn",
    "Experiment",
    "Field",
    "FileError",
    "Finding",
    "Findings",
    "FirstDifference",
    "HarmRange",
    "Identified",
    "Line",
    "Margin",
    "Mistake",
    "Progress",
    "Range",
    "RefusedError",
    "Regime",
    "Result",
    "Robust",
    "SafeguardEffect",
    "Sensitivity",
    "Spread",
    "StoppedError",
    "Sweep",
    "Table",
    "TieRule",
    "Tried",
    "VitropolisError",
    "Watched",
    "ablate",
    "calibrate",
    "compare",
    "dimensions",
    "explain",
    "explain_rule",
    "facecalc",
    "robust",
    "run",
    "schema",
    "shipped",
    "sweep",
    "validate",
]


def explain(name: str) -> str | None:
    """What a key of a file means: unit, range, default and source; None where nothing looks like the name."""
    return _native.explain(name)


def explain_rule(id: str) -> str:
    """A rule of the linter in words: what it looks for, and on which source it rests.

    Raises:
        RefusedError: no such rule.
    """
    return _native.explain_rule(id)


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file: `city`, `catalogue`, `regime` or `experiment`.

    Raises:
        ValueError: no such kind.
    """
    read: dict[str, Any] = json.loads(_native.schema(kind))
    return read

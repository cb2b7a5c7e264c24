"""What ships with the package: the cities, regimes and experiments of the laboratory."""

from __future__ import annotations

import os
from pathlib import Path

_ROOT = Path(__file__).parent / "files"


def shipped() -> dict[str, list[str]]:
    """Names of the experiments, regimes and cities that ship, each to be given where a file is asked for.

    Returns:
        `{"experiments": […], "regimes": […], "cities": […]}`.
    """
    kinds = ("experiments", "regimes", "cities")
    return {kind: sorted(path.stem for path in (_ROOT / kind).glob("*.toml")) for kind in kinds}


def find(path: str | os.PathLike[str], kind: str) -> Path:
    """A file of the user's, or else one that ships under this name."""
    given = Path(path)
    name = given.stem if given.suffix == ".toml" else given.name
    ours = _ROOT / kind / f"{name}.toml"
    bare = given.parent == Path(".") and given.suffix == ""
    return ours if bare and not given.exists() and ours.is_file() else given

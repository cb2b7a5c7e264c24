"""Recipes that the book gives for reading a run's tables: each is done as it stands there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import vitropolis as vp

PAGE = Path(__file__).parents[3] / "docs" / "how-to-read-the-tables.md"


def _blocks() -> list[str]:
    return re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.fixture(scope="module")
def folder(lab: Path) -> Path:
    """A folder that holds a run as `run`, as the page says."""
    home = lab / "recipes"
    home.mkdir()
    vp.run("tiny", days=3, seeds=1, threads=1, out=home / "run", progress=False)
    return home


def test_the_page_has_recipes_for_the_libraries_that_it_names() -> None:
    text = "\n".join(_blocks())
    for library in ("duckdb", "polars", "pandas", "pyarrow"):
        assert f"import {library}" in text


@pytest.mark.parametrize("block", _blocks(), ids=lambda block: block.split()[1])
def test_a_recipe_runs_and_says_something(block: str, folder: Path) -> None:
    ran = subprocess.run([sys.executable, "-c", block], cwd=folder, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip()

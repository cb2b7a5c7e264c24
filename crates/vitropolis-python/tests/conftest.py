"""One small run for every test that only looks at it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
import vitropolis as vp


@pytest.fixture(scope="session", autouse=True)
def ctrl_c_is_heard() -> None:
    """A shell that starts the tests in the background has them ignore Ctrl-C; they are about being stopped."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder of its own to work in, so that no test writes beside the sources."""
    folder = tmp_path_factory.mktemp("lab")
    before = Path.cwd()
    os.chdir(folder)
    yield folder
    os.chdir(before)


@pytest.fixture(scope="session")
def small(lab: Path) -> vp.Result:
    """Five worlds, twelve days, two of the smallest cities."""
    return vp.run("tiny", days=12, seeds=2, threads=1, out=lab / "small", progress=False)

"""Runs every notebook to its end in a kernel of its own, in a folder that vanishes, and says how long each took.

A notebook is kept as a script with `# %%` cells, so that changes can be read and no output is kept; `jupytext --to
notebook` makes the file that Jupyter opens.
"""

from __future__ import annotations

import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jupytext
from nbclient import NotebookClient

HERE = Path(__file__).parent
#: Cores are few where this is tried; each notebook asks for one thread.
AT_ONCE = 2


def run(path: Path) -> tuple[Path, float]:
    """Runs one notebook; raises what a cell of it raises."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        notebook = jupytext.read(path)
        NotebookClient(notebook, timeout=300, resources={"metadata": {"path": folder}}).execute()
    return path, time.monotonic() - began


def main(names: list[str]) -> None:
    """Runs the named notebooks, or all."""
    paths = [path for path in sorted(HERE.glob("[0-9]*.py")) if not names or path.stem in names]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for path, seconds in pool.map(run, paths):
            print(f"{path.stem:<44} {seconds:6.1f} s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])

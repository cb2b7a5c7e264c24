"""A run from Python is the run of the command line, bit for bit."""

from __future__ import annotations

import filecmp
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import vitropolis as vp

ASKED = ["--days", "12", "--seeds", "2", "--threads", "2"]


def _same_bytes(a: Path, b: Path) -> bool:
    names = sorted(path.name for path in a.iterdir())
    assert names == sorted(path.name for path in b.iterdir())
    assert len(names) >= 5
    _, different, unread = filecmp.cmpfiles(a, b, names, shallow=False)
    return not different and not unread


def _tiny() -> str:
    return str(vp.Experiment.load("tiny").path)


def test_what_dir_holds_the_bytes_of_the_command_line_in_the_package(small: vp.Result, lab: Path) -> None:
    out = lab / "by-module"
    words = [sys.executable, "-m", "vitropolis", "run", _tiny(), *ASKED, "--out", str(out), "--progress", "none"]
    subprocess.run(words, check=True, capture_output=True, timeout=300)
    assert _same_bytes(small.what_dir, out / "what")


@pytest.mark.skipif("VITROPOLIS" not in os.environ, reason="VITROPOLIS names the program that cargo built")
def test_what_dir_holds_the_bytes_of_the_program(small: vp.Result, lab: Path) -> None:
    out = lab / "by-program"
    words = [os.environ["VITROPOLIS"], "run", _tiny(), *ASKED, "--out", str(out), "--progress", "none"]
    subprocess.run(words, check=True, capture_output=True, timeout=300)
    assert _same_bytes(small.what_dir, out / "what")


def test_a_dict_runs_as_the_file_does(small: vp.Result, lab: Path) -> None:
    path = vp.Experiment.load("tiny").path
    document = tomllib.loads(path.read_text())
    document["city"] = "beijing"
    for arm in document["arm"]:
        arm["regime"] = Path(arm["regime"]).stem
    again = vp.run(document, days=12, seeds=2, threads=2, out=lab / "by-dict", progress=False)
    assert _same_bytes(small.what_dir, again.what_dir)


def test_arms_days_and_seeds_are_those_asked_for(lab: Path) -> None:
    result = vp.run("tiny", days=3, seeds=1, seed=7, arms=["unmerged", "ordinary-law"], out=lab / "few", progress=False)
    assert result.arms == ["unmerged", "ordinary-law"]
    assert result.about["seeds"] == [7]
    assert result.about["days"] == 3
    assert set(result.daily.column("day")) == {0, 1, 2}


def test_the_next_number_is_taken_where_no_folder_is_named(lab: Path) -> None:
    folders = [vp.run("tiny", days=1, seeds=1, arms=["ordinary-law"], progress=False).folder for _ in range(2)]
    assert folders == [Path("runs/tiny/1"), Path("runs/tiny/2")]


def test_the_command_line_answers_as_a_program(lab: Path) -> None:
    def asked(*words: str) -> tuple[int, str]:
        ran = subprocess.run([sys.executable, "-m", "vitropolis", *words], capture_output=True, text=True, timeout=60)
        return ran.returncode, ran.stdout + ran.stderr

    assert asked("--version") == (0, f"vitropolis {vp.__version__}\n")
    assert asked("run", "absent.toml")[0] == 2
    code, told = asked("run", "--people")
    assert code == 2
    assert "a value is required for '--people" in told

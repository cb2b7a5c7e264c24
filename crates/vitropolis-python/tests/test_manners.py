"""A run lets others work, tells how far it is, and stops when asked."""

from __future__ import annotations

import filecmp
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
import vitropolis as vp

LONG = """
import sys, threading, vitropolis as vp
def told(at):
    if at.step == "living":
        print("living", flush=True)
try:
    vp.run("tiny", people=50_000, days=3000, seeds=4, threads=1, out=sys.argv[1], progress=told)
except KeyboardInterrupt as stopped:
    print("interrupted", stopped, flush=True)
"""


def test_ctrl_c_is_heard_within_a_second_and_names_the_folder_to_go_on_in(lab: Path) -> None:
    out = lab / "interrupted"
    program = subprocess.Popen([sys.executable, "-c", LONG, str(out)], stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    assert program.stdout.readline() == "living\n"
    asked = time.monotonic()
    program.send_signal(signal.SIGINT)
    rest = program.stdout.read()
    waited = time.monotonic() - asked
    assert "interrupted" in rest
    assert program.wait(timeout=10) == 0
    assert waited < 1.5, f"{waited:.2f} s with the end of the interpreter"
    assert not out.exists()
    assert f"--resume {out}" in rest
    assert (lab / ".interrupted.partial" / "checkpoint" / "newest").exists()


def test_an_interrupted_run_goes_on_to_the_same_bytes(lab: Path) -> None:
    asked: dict[str, Any] = {"days": 240, "seeds": 2}
    whole = vp.run("tiny", **asked, out=lab / "whole", progress=False)

    def told(at: vp.Progress) -> None:
        if at.done >= 5:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt, match="--resume .*stopped"):
        vp.run("tiny", **asked, threads=1, people=10_000, out=lab / "stopped", progress=told)
    assert not (lab / "stopped").exists()
    with pytest.raises(vp.RefusedError, match="another experiment"):
        vp.run("tiny", **{**asked, "days": 241}, out=lab / "stopped", resume=True, progress=False)
    with pytest.raises(vp.RefusedError, match="without out"):
        vp.run("tiny", **asked, resume=True, progress=False)
    again = vp.run("tiny", **asked, out=lab / "stopped", resume=True, progress=False)
    names = sorted(path.name for path in whole.what_dir.iterdir())
    assert filecmp.cmpfiles(whole.what_dir, again.what_dir, names, shallow=False) == (names, [], [])
    assert list(again.daily.rows()) == list(whole.daily.rows()), "the tables in memory, too"


def test_a_stopped_sweep_keeps_its_points(lab: Path) -> None:
    name = vp.dimensions("tiny")[0].name
    asked: dict[str, Any] = {"design": "grid", "n": 6, "days": 2, "seeds": 1, "arms": ["as-reported", "ordinary-law"]}
    whole = vp.sweep("tiny", [name], **asked, progress=False)
    kept = lab / "kept.csv"

    def told(at: vp.Progress) -> None:
        if at.done >= 2:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt, match="points are kept in"):
        vp.sweep("tiny", [name], **asked, threads=1, keep=kept, progress=told)
    assert "synthetic people only" in kept.read_text()
    with pytest.raises(vp.RefusedError, match="was asked for there"):
        vp.sweep("tiny", [name], **{**asked, "n": 5}, keep=kept, progress=False)
    again = vp.sweep("tiny", [name], **asked, keep=kept, progress=False)
    assert list(again.harms.rows()) == list(whole.harms.rows())
    assert not kept.exists()


def test_a_city_that_does_not_fit_is_refused(lab: Path) -> None:
    with pytest.raises(vp.RefusedError, match="GiB are allowed"):
        vp.run("tiny", people=20_000_000, memory=1, out=lab / "large", progress=False)


def test_the_interpreter_is_free_while_the_city_lives(lab: Path) -> None:
    counted, stop = [0], threading.Event()

    def count() -> None:
        while not stop.is_set():
            counted[0] += 1
            time.sleep(0.001)

    thread = threading.Thread(target=count)
    thread.start()
    began = time.monotonic()
    vp.run("tiny", days=12, seeds=1, threads=1, out=lab / "free", progress=False)
    lasted = time.monotonic() - began
    stop.set()
    thread.join()
    assert counted[0] > 20 * lasted, "another thread of Python hardly ran"


def test_a_callback_hears_every_step_in_order(lab: Path) -> None:
    heard: list[vp.Progress] = []
    vp.run("tiny", days=5, seeds=1, out=lab / "heard", progress=heard.append)
    assert list(dict.fromkeys(at.step for at in heard)) == ["building", "living", "writing"]
    assert heard[-1].done == heard[-1].total == 5 * 5
    assert [at.done for at in heard] == sorted(at.done for at in heard)


def test_a_callback_that_raises_stops_the_run(lab: Path) -> None:
    def enough(at: vp.Progress) -> None:
        raise ZeroDivisionError("enough")

    with pytest.raises(ZeroDivisionError, match="enough"):
        vp.run("tiny", days=300, out=lab / "raised", progress=enough)
    assert not (lab / "raised").exists()


def test_a_bar_is_drawn_where_it_is_asked_for(lab: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vp.run("tiny", days=3, seeds=1, out=lab / "bar", progress=True)
    assert "world-days" in capsys.readouterr().err
    vp.run("tiny", days=3, seeds=1, out=lab / "no-bar", progress=False)
    assert capsys.readouterr() == ("", "")

"""A mistake says where, what, and what is allowed."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest
import vitropolis as vp

DOCUMENT: dict[str, Any] = {
    "name": "mine",
    "title": "Two worlds",
    "city": "beijing",
    "people": 10_000,
    "days": 2,
    "seeds": 1,
    "reference": "plain",
    "arm": [
        {"name": "scored", "regime": "beijing-as-reported-2018"},
        {"name": "plain", "regime": "ordinary-law"},
    ],
}


def test_a_wrong_value_is_told_with_file_line_and_hint(lab: Path) -> None:
    vp.Regime.load("nosedive").set("score.start", "high").save(lab / "mine.toml")
    document = {**DOCUMENT, "arm": [{"name": "plain", "regime": str(lab / "mine.toml")}]}
    with pytest.raises(vp.FileError) as told:
        vp.run(document, progress=False)
    assert told.value.file == str(lab / "mine.toml")
    line = (lab / "mine.toml").read_text().splitlines()[told.value.line - 1]
    assert line == 'start = "high"'
    assert told.value.hint.startswith("a number from")
    assert "mine.toml" in str(told.value)


def test_all_mistakes_are_told_at_once() -> None:
    arms = [{"name": "plain", "regime": "ordinary-law", "set": {"appeal.enabeld": True, "score.enabled": "yes"}}]
    with pytest.raises(vp.FileError) as told:
        vp.Experiment({**DOCUMENT, "arm": arms}).lock()
    assert len(told.value.mistakes) == 2
    assert any("did you mean `enabled`?" in mistake.hint for mistake in told.value.mistakes)
    assert Path(told.value.file).name.startswith("mine-unsaved-")


def test_an_absent_file_is_a_mistake_with_a_hint() -> None:
    with pytest.raises(vp.FileError) as told:
        vp.run("no-such-experiment", progress=False)
    assert told.value.line == 0
    assert "vitropolis.shipped()" in told.value.hint


def test_what_is_no_toml_is_told_with_its_line(lab: Path) -> None:
    (lab / "broken.toml").write_text('name = "broken"\ntitle = \n')
    with pytest.raises(vp.FileError) as told:
        vp.Regime.load(lab / "broken.toml")
    assert told.value.file.endswith("broken.toml")


def test_a_city_of_fewer_than_ten_thousand_is_refused() -> None:
    with pytest.raises(vp.RefusedError) as told:
        vp.run("tiny", people=9_999, progress=False)
    assert "10000" in told.value.hint


def test_an_unknown_arm_is_refused_with_the_known_ones() -> None:
    with pytest.raises(vp.RefusedError) as told:
        vp.run("tiny", arms=["utopia"], progress=False)
    assert "ordinary-law" in told.value.hint


def test_nothing_is_overwritten(small: vp.Result) -> None:
    with pytest.raises(vp.RefusedError, match="nothing is overwritten"):
        vp.run("tiny", days=1, seeds=1, out=small.folder, progress=False)


def test_a_disk_that_says_no_is_an_os_error() -> None:
    with pytest.raises(vp.DiskError) as told:
        vp.run("tiny", days=1, seeds=1, out="/proc/nowhere/run", progress=False)
    assert isinstance(told.value, OSError)
    assert told.value.errno


def test_errors_cross_to_another_process() -> None:
    for kind, call in [(vp.FileError, lambda: vp.run("absent")), (vp.RefusedError, lambda: vp.run("tiny", people=3))]:
        with pytest.raises(kind) as told:
            call()
        again = pickle.loads(pickle.dumps(told.value))
        assert (type(again), str(again), again.hint) == (kind, str(told.value), told.value.hint)

"""Pictures show what the tables hold, in the colours of the report, and say whose numbers they are not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import vitropolis as vp
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from vitropolis import plots

SHEET = Path(__file__).parents[3] / "crates/report/templates/report.css"
PICTURES = ["bands", "effects", "funnel", "decomposition", "silence", "map"]


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_is_drawn_and_carries_the_mark(small: vp.Result, lab: Path, name: str) -> None:
    figure = getattr(small.plot, name)()
    assert isinstance(figure, Figure)
    foot = figure.get_supxlabel()
    assert foot.startswith("synthetic people only")
    assert vp.__version__ in foot and small.about["experiment_hash"] in foot and "seeds 1 2" in foot
    figure.savefig(lab / f"{name}.png")
    assert (lab / f"{name}.png").stat().st_size > 10_000


def test_worlds_have_the_colours_of_the_report() -> None:
    sheet = SHEET.read_text()
    paper = dict(re.findall(r"--(\w+):(#[0-9a-f]{6})", sheet.splitlines()[0]))
    assert (plots.MAIN, plots.OTHER, plots.REFERENCE) == (paper["main"], paper["other"], paper["reference"])


def test_bands_go_from_rust_over_sand_to_blue() -> None:
    assert plots.band_colours(5) == ["#9e3410", "#d67538", "#d6cec0", "#7ea8cb", "#2c6298"]
    assert len(set(plots.band_colours(8))) == 8


def test_the_bars_of_silence_are_the_measure_of_the_summary(small: vp.Result) -> None:
    figure = small.plot.silence()
    scored = next(ax for ax in figure.axes if ax.get_title() == "as-reported")
    everywhere = scored.patches[0].get_width()
    assert everywhere == pytest.approx(small.measure("silence", "as-reported")["mean"], rel=0.02)
    assert to_hex(scored.patches[0].get_facecolor()) == plots.MAIN


def test_the_map_shows_harms_and_nothing_else(small: vp.Result) -> None:
    with pytest.raises(vp.RefusedError, match="disproportionate"):
        small.plot.map("obedience")


def test_a_run_without_a_score_has_no_picture_of_bands(lab: Path) -> None:
    plain = vp.run("tiny", days=2, seeds=1, arms=["ordinary-law"], out=lab / "plain", progress=False)
    with pytest.raises(vp.RefusedError, match="a world has a score"):
        plain.plot.bands()

"""A sweep varies what nobody has measured and safeguards; harms come back, and nothing else (boundary 7)."""

from __future__ import annotations

import inspect
import typing

import pyarrow
import pytest
import vitropolis as vp
from vitropolis import published

ARMS = ["as-reported", "ordinary-law"]
SIZE = {"people": 10_000, "days": 6, "seeds": 1, "arms": ARMS, "threads": 2, "progress": False}
SPACE = ["city.denunciation.sight", "safeguard.appeal"]


def test_the_harms_are_the_closed_list_that_was_agreed() -> None:
    assert vp.HARMS == {
        "sanctioned": True,
        "erroneous": True,
        "rights_violating": True,
        "disproportionate": True,
        "refused_bands": True,
        "refusal_rate": True,
        "false_marks": True,
        "employment": False,
    }


def test_what_may_be_varied_are_stylised_numbers_and_safeguards() -> None:
    found = vp.dimensions("tiny", arms=ARMS)
    assert {one.name.split(".")[0] for one in found} == {"city", "catalogue", "regime", "safeguard"}
    assert all(one.low < one.high for one in found)
    names = {one.name for one in found}
    assert "city.margin.district.haidian" not in names, "a published count is not varied"


@pytest.mark.parametrize(
    ("design", "n", "points"), [("grid", 3, 9), ("lhs", 5, 5), ("sobol", 2, 8), ("morris", 2, 6)]
)
def test_every_design_has_the_points_it_says(design: vp.designs.Design, n: int, points: int) -> None:
    sweep = vp.sweep("tiny", SPACE, design=design, n=n, **SIZE)
    assert len(sweep.points) == points
    assert sweep.failed == []
    low, high = next((one.low, one.high) for one in sweep.dimensions if one.name == SPACE[0])
    assert all(low <= value <= high for value in sweep.points.column(SPACE[0]))
    assert set(sweep.points.column("safeguard.appeal")) <= {0.0, 1.0}
    assert set(sweep.harms.column("harm")) == set(vp.HARMS)
    assert len(sweep.harms) == points * len(ARMS) * len(vp.HARMS)


def test_the_same_design_gives_the_same_harms_on_one_thread_and_on_two() -> None:
    one, two = (vp.sweep("tiny", SPACE, n=3, **{**SIZE, "threads": threads}) for threads in (1, 2))
    assert pyarrow.table(one.harms) == pyarrow.table(two.harms)
    assert pyarrow.table(one.points) == pyarrow.table(two.points)


def test_a_safeguard_in_force_changes_a_harm_and_the_reference_stays() -> None:
    sweep = vp.sweep("tiny", ["safeguard.unmerged"], design="grid", n=2, **{**SIZE, "days": 30})
    reported, plain = ([sweep.values(harm, arm) for harm in vp.HARMS] for arm in ARMS)
    assert any(out_of_force != in_force for out_of_force, in_force in reported)
    assert all(out_of_force == in_force for out_of_force, in_force in plain)


def test_morris_and_sobol_rank_and_others_do_not() -> None:
    for design, n in (("morris", 2), ("sobol", 2)):
        sweep = vp.sweep("tiny", SPACE, design=design, n=n, **SIZE)
        ranked = sweep.sensitivity("sanctioned", "as-reported")
        assert {one.dimension for one in ranked} == set(SPACE)
        assert [one.strength for one in ranked] == sorted((one.strength for one in ranked), reverse=True)
    with pytest.raises(vp.RefusedError, match="morris and sobol"):
        vp.sweep("tiny", SPACE, n=2, **SIZE).sensitivity("sanctioned", "as-reported")


@pytest.mark.parametrize("asked", ["silence", "offences", "look_ups", "deterrence", "belief_in_fairness", "reports"])
def test_what_an_authority_might_want_is_not_returned(asked: str) -> None:
    sweep = vp.sweep("tiny", ["safeguard.appeal"], design="grid", n=2, **SIZE)
    with pytest.raises(vp.RefusedError, match="closed list"):
        sweep.values(asked, "as-reported")


@pytest.mark.parametrize("name", ["regime.score.start", "regime.gate.bank.enabled", "city.people", "camera.reach"])
def test_a_key_of_the_policy_is_not_varied(name: str) -> None:
    with pytest.raises(vp.RefusedError, match="a stylised number or a declared safeguard"):
        vp.sweep("tiny", [name], n=2, **SIZE)


def test_a_range_beyond_the_stylised_one_is_refused() -> None:
    with pytest.raises(vp.RefusedError, match="from"):
        vp.sweep("tiny", {"city.denunciation.sight": (0.0, 1.0)}, n=2, **SIZE)
    narrow = vp.sweep("tiny", {"city.denunciation.sight": (0.05, 0.06)}, n=4, **SIZE)
    assert all(0.05 <= value <= 0.06 for value in narrow.points.column("city.denunciation.sight"))


def test_calibration_takes_a_published_case_and_nothing_else() -> None:
    assert typing.get_args(published.Published) == tuple(vp.published._native.calibrations()) == ("chaoyang-tips",)
    assert set(inspect.signature(vp.calibrate).parameters) & {"target", "value", "objective", "measure"} == set()
    with pytest.raises(vp.RefusedError, match="closed list"):
        vp.calibrate("obedience")  # type: ignore[arg-type]
    with pytest.raises(vp.RefusedError, match="10,000"):
        vp.calibrate("chaoyang-tips", people=100)


def test_calibration_meets_the_figure_it_was_set_by() -> None:
    found = vp.calibrate("chaoyang-tips", people=10_000, days=30, threads=2, progress=False)
    assert found.parameter == "denunciation.sight"
    assert found.value is not None and found.range[0] <= found.value <= found.range[1]
    assert found.interval[0] <= found.value <= found.interval[1]
    assert found.check is not None
    assert found.check.simulated == pytest.approx(found.published, rel=0.25)


def test_a_published_figure_stands_beside_a_simulated_one() -> None:
    (row, *_) = vp.validate("face-search", progress=False)
    assert (row.case, row.kind, row.holds) == ("face-search", "calibration", True)
    with pytest.raises(vp.RefusedError, match="face-search"):
        vp.validate("no-such-case")

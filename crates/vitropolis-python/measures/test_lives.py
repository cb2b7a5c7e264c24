"""Spells, moves, refusals, ranks and what explains a score, against lifelines, giddy, PySAL, scipy and SALib."""

from __future__ import annotations

import giddy.markov
import giddy.mobility
import inequality.gini
import inequality.theil
import lifelines
import numpy
import pytest
import SALib.analyze.sobol
import SALib.sample.sobol
import scipy.stats
from conftest import Run

ARM = "harsh"


def close(value: float) -> object:
    return pytest.approx(value, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("group", [("all", "all"), ("residence", "migrant"), ("sex", "female")])
def test_lifelines_draws_the_same_curve_of_corrections(harsh: Run, group: tuple[str, str]) -> None:
    rows = harsh.expanded(ARM, "correction", group)
    fitter = lifelines.KaplanMeierFitter().fit(rows.a, rows.b)
    for day in (30, 90):
        theirs = fitter.survival_function_at_times(day).iloc[0]
        assert harsh.figure(ARM, f"uncorrected_{day}_days", group) == close(theirs)


@pytest.mark.parametrize("tally", ["correction", "lowest_band"])
def test_lifelines_finds_every_point_of_the_published_curves(harsh: Run, tally: str) -> None:
    (world,) = [world for world in harsh.summary["arms"] if world["name"] == ARM]
    (curve,) = [curve for curve in world["survival"] if curve["of"] == tally]
    rows = harsh.expanded(ARM, tally)
    fitter = lifelines.KaplanMeierFitter().fit(rows.a, rows.b)
    assert len(curve["points"]) > 20
    for point in curve["points"]:
        assert point["lasting"] == close(fitter.survival_function_at_times(point["day"]).iloc[0])
        assert point["at_risk"] == fitter.event_table.at_risk[point["day"]]


def test_lifelines_finds_the_same_half_life(harsh: Run) -> None:
    rows = harsh.expanded(ARM, "lowest_band")
    fitter = lifelines.KaplanMeierFitter().fit(rows.a, rows.b)
    assert harsh.figure(ARM, "lowest_band_half_life_days") == fitter.median_survival_time_


@pytest.mark.parametrize("tally, measure", [("moves", "mobility"), ("moves_without_errors", "mobility_without_errors")])
def test_giddy_finds_the_same_mobility(harsh: Run, tally: str, measure: str) -> None:
    rows = harsh.expanded(ARM, tally)
    bands = numpy.unique(rows.to_numpy())
    markov = giddy.markov.Markov(rows.to_numpy(), classes=bands, summary=False)
    assert harsh.figure(ARM, measure) == close(giddy.mobility.markov_mobility(markov.p, measure="P"))


@pytest.mark.parametrize("group", [("all", "all"), ("income", "lowest"), ("residence", "local")])
def test_pysal_finds_the_same_inequality_of_refusals(harsh: Run, group: tuple[str, str]) -> None:
    refusals = harsh.expanded(ARM, "refusals", group).a.to_numpy(dtype=float)
    assert harsh.figure(ARM, "refusals_gini", group) == close(inequality.gini.Gini(refusals).g)
    theil = inequality.theil.Theil(refusals).T
    assert harsh.figure(ARM, "refusals_theil", group) == close(theil)


@pytest.mark.parametrize("group", [("all", "all"), ("residence", "migrant")])
def test_scipy_finds_the_same_rank_correlation(harsh: Run, group: tuple[str, str]) -> None:
    rows = harsh.expanded(ARM, "proportion", group)
    assert harsh.figure(ARM, "severity_rank_correlation", group) == close(scipy.stats.spearmanr(rows.a, rows.b).statistic)


def test_the_shares_of_a_score_sum_to_one_and_its_parts_to_the_score(harsh: Run) -> None:
    sums = harsh.tally(ARM, "score_parts").set_index(["a", "b"])["count"]
    for column in (0, 1):
        assert sum(sums[part, column] for part in range(10)) == sums[10, column]
    keys = harsh.measures[harsh.measures.measure.str.startswith("score_")].measure.unique()
    assert len(keys) == 10
    assert sum(harsh.figure(ARM, key) for key in keys) == close(1.0)


def test_salib_finds_the_same_shares_of_explained_variance(harsh: Run) -> None:
    """What each variable adds to those before it is independent of them; so its Sobol index is its share."""
    rows = harsh.tally(ARM, "validity").set_index(["a", "b"])["count"]
    people = rows[0, 0]
    means = numpy.array([rows[0, number] for number in range(1, 5)]) / people
    products = numpy.array([[rows[min(a, b), max(a, b)] for a in range(1, 5)] for b in range(1, 5)]) / people
    factors = numpy.linalg.cholesky(products - numpy.outer(means, means))[3]
    names = ["validity_conduct", "validity_exposure", "validity_error", "validity_others"]
    problem = {"num_vars": 4, "names": names, "bounds": [[0, 1]] * 4, "dists": ["norm"] * 4}
    sample = SALib.sample.sobol.sample(problem, 4096, calc_second_order=False, seed=1)
    indices = SALib.analyze.sobol.analyze(problem, sample @ factors, calc_second_order=False, seed=1)
    for name, share in zip(names, indices["S1"], strict=True):
        assert harsh.figure(ARM, name) == pytest.approx(share, abs=0.005)


def test_scipy_finds_the_same_intervals_over_seeds(seeds: Run) -> None:
    rows = seeds.daily[(seeds.daily.arm == ARM) & (seeds.daily.group_kind == "all")]
    by_seed = rows.groupby("seed")
    shares = (by_seed.newly_sanctioned.sum() / by_seed.people.last()).to_numpy()
    (line,) = [line for line in seeds.summary["arms"][0]["measures"] if line["measure"] == "sanctioned"]
    low, high = scipy.stats.t.interval(0.95, len(shares) - 1, loc=shares.mean(), scale=scipy.stats.sem(shares))
    assert (line["mean"], line["low"], line["high"]) == (close(shares.mean()), close(low), close(high))


@pytest.mark.parametrize("kind", ["sex", "residence", "income"])
def test_scipy_finds_the_same_bootstrap_of_the_adverse_ratio(seeds: Run, kind: str) -> None:
    line = seeds.parity(ARM, kind)
    rows = seeds.daily[(seeds.daily.arm == ARM) & (seeds.daily.group_kind == kind)]

    def shares(name: str) -> numpy.ndarray:
        by_seed = rows[rows.group == name].groupby("seed")
        return (by_seed.newly_sanctioned.sum() / by_seed.people.last()).to_numpy()

    logs = numpy.log(shares(line["most"]) / shares(line["least"]))
    assert line["adverse_ratio"]["mean"] == close(numpy.exp(logs.mean()))
    found = scipy.stats.bootstrap((logs,), numpy.mean, n_resamples=9_999, method="percentile", rng=1).confidence_interval
    low, high = (numpy.log(end) for end in line["adverse_ratio_bootstrap"])
    # Both draw ten thousand resamples of six seeds: their ends differ by the noise of a 2.5 % quantile.
    noise = 0.1 * logs.std()
    assert (low, high) == (pytest.approx(found.low, abs=noise), pytest.approx(found.high, abs=noise))


def test_deterrence_and_displacement_are_what_the_days_add_up_to(harsh: Run) -> None:
    rows = harsh.daily[harsh.daily.group_kind == "all"].groupby("arm")[["offences", "scored_acts", "hidden_acts"]].sum()
    here, there = rows.loc[ARM], rows.loc["ordinary-law"]
    (world,) = [world for world in harsh.summary["arms"] if world["name"] == ARM]
    told = {line["measure"]: line["mean"] for line in world["beside_the_reference"]}
    assert told["deterrence"] == close(1 - here.offences / there.offences)
    in_the_open = [row.offences + row.scored_acts - row.hidden_acts for row in (there, here)]
    assert told["displacement"] == close((here.hidden_acts - there.hidden_acts) / (in_the_open[0] - in_the_open[1]))

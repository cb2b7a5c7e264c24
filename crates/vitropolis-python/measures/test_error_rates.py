"""Error rates, parity and equalised odds, against Fairlearn, Aequitas and AIF360 on the same counts."""

from __future__ import annotations

import aequitas.bias
import aequitas.group
import aif360.datasets
import aif360.metrics
import fairlearn.metrics
import pandas
import pytest
from conftest import Run

ARM = "harsh"
KINDS = {"sex": ["female", "male"], "residence": ["local", "migrant"]}
RATES = {"false_positive_rate": "fpr", "false_negative_rate": "fnr", "false_discovery_rate": "fdr",
         "false_omission_rate": "for"}


def close(value: float) -> object:
    return pytest.approx(value, rel=1e-12, abs=1e-12)


def months(run: Run, kind: str) -> pandas.DataFrame:
    """A row for each person-month: group, did what is punished, was punished."""
    parts = [run.expanded(ARM, "months", (kind, name)).assign(group=name) for name in KINDS[kind]]
    return pandas.concat(parts, ignore_index=True)


def sanctioned(run: Run, kind: str) -> pandas.DataFrame:
    """A row for each person: group, and sanctioned at least once."""
    rows = run.daily[(run.daily.arm == ARM) & (run.daily.group_kind == kind)]
    parts = []
    for name in KINDS[kind]:
        group = rows[rows.group == name].sort_values("day")
        people, hit = int(group["people"].iloc[-1]), int(group["newly_sanctioned"].sum())
        parts.append(pandas.DataFrame({"group": name, "sanctioned": [1] * hit + [0] * (people - hit)}))
    return pandas.concat(parts, ignore_index=True)


@pytest.mark.parametrize("kind", KINDS)
def test_aequitas_finds_the_same_four_rates(harsh: Run, kind: str) -> None:
    rows = months(harsh, kind).rename(columns={"a": "label_value", "b": "score", "group": kind})
    table, _ = aequitas.group.Group().get_crosstabs(rows, attr_cols=[kind])
    for _, line in table.iterrows():
        for ours, theirs in RATES.items():
            assert harsh.figure(ARM, ours, (kind, line["attribute_value"])) == close(line[theirs])


@pytest.mark.parametrize("kind", KINDS)
def test_fairlearn_finds_the_same_rates_and_odds(harsh: Run, kind: str) -> None:
    rows = months(harsh, kind)
    metrics = {"false_positive_rate": fairlearn.metrics.false_positive_rate,
               "false_negative_rate": fairlearn.metrics.false_negative_rate}
    frame = fairlearn.metrics.MetricFrame(
        metrics=metrics, y_true=rows.a, y_pred=rows.b, sensitive_features=rows.group)
    for name in KINDS[kind]:
        for metric in metrics:
            assert harsh.figure(ARM, metric, (kind, name)) == close(frame.by_group.loc[name, metric])
    odds = fairlearn.metrics.equalized_odds_difference(rows.a, rows.b, sensitive_features=rows.group)
    assert harsh.parity(ARM, kind)["equalised_odds_difference"]["mean"] == close(odds)


@pytest.mark.parametrize("kind", KINDS)
def test_aif360_finds_the_same_rates(harsh: Run, kind: str) -> None:
    rows = months(harsh, kind).assign(group=lambda rows: (rows.group == KINDS[kind][0]).astype(int))

    def dataset(label: str) -> aif360.datasets.BinaryLabelDataset:
        frame = rows[["group", label]].rename(columns={label: "label"})
        return aif360.datasets.BinaryLabelDataset(
            df=frame, label_names=["label"], protected_attribute_names=["group"])

    metric = aif360.metrics.ClassificationMetric(
        dataset("a"), dataset("b"), unprivileged_groups=[{"group": 0}], privileged_groups=[{"group": 1}])
    for privileged, name in [(True, KINDS[kind][0]), (False, KINDS[kind][1])]:
        for ours in RATES:
            theirs = getattr(metric, ours)(privileged=privileged)
            assert harsh.figure(ARM, ours, (kind, name)) == close(theirs)


@pytest.mark.parametrize("kind", KINDS)
def test_fairlearn_finds_the_same_parity(harsh: Run, kind: str) -> None:
    rows, line = sanctioned(harsh, kind), harsh.parity(ARM, kind)
    args = (rows.sanctioned, rows.sanctioned)
    difference = fairlearn.metrics.demographic_parity_difference(*args, sensitive_features=rows.group)
    ratio = fairlearn.metrics.demographic_parity_ratio(*args, sensitive_features=rows.group)
    assert line["difference"]["mean"] == close(difference)
    assert line["adverse_ratio"]["mean"] == close(1 / ratio)


@pytest.mark.parametrize("kind", KINDS)
def test_aif360_finds_the_same_favourable_ratio_with_the_label_flipped(harsh: Run, kind: str) -> None:
    line = harsh.parity(ARM, kind)
    rows = sanctioned(harsh, kind).assign(group=lambda rows: (rows.group == line["least"]).astype(int))
    dataset = aif360.datasets.BinaryLabelDataset(
        df=rows, label_names=["sanctioned"], protected_attribute_names=["group"],
        favorable_label=0, unfavorable_label=1)
    metric = aif360.metrics.BinaryLabelDatasetMetric(
        dataset, unprivileged_groups=[{"group": 0}], privileged_groups=[{"group": 1}])
    assert line["favourable_ratio"]["mean"] == close(metric.disparate_impact())


@pytest.mark.parametrize("kind", KINDS)
def test_aequitas_finds_the_same_adverse_ratio_beside_the_least_sanctioned(harsh: Run, kind: str) -> None:
    line = harsh.parity(ARM, kind)
    rows = sanctioned(harsh, kind).rename(columns={"sanctioned": "score", "group": kind})
    rows["label_value"] = rows.score
    table, _ = aequitas.group.Group().get_crosstabs(rows, attr_cols=[kind])
    table = aequitas.bias.Bias().get_disparity_predefined_groups(
        table, original_df=rows, ref_groups_dict={kind: line["least"]}, alpha=0.05)
    (most,) = table[table.attribute_value == line["most"]].pprev_disparity
    assert line["adverse_ratio"]["mean"] == close(most)


def test_fairlearn_finds_the_published_rates_of_compas() -> None:
    """The same counts are an oracle for our own code in crates/report/src/measures/error_rates.rs."""
    for counts, rates in [((990, 805, 532, 1369), (44.85, 27.99)), ((1139, 349, 461, 505), (23.45, 47.72))]:
        cases = pandas.DataFrame({"did": [0, 0, 1, 1], "score": [0, 1, 0, 1]})
        cases = cases.loc[cases.index.repeat(counts)]
        found = (fairlearn.metrics.false_positive_rate(cases.did, cases.score),
                 fairlearn.metrics.false_negative_rate(cases.did, cases.score))
        assert tuple(round(100 * rate, 2) for rate in found) == rates

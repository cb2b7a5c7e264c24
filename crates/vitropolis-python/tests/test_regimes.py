"""Findings say what is there, on which line and on which source, and never a verdict; two regimes differ in words."""

from __future__ import annotations

import re

import pytest
import vitropolis as vp

VERDICTS = re.compile(r"\b(compliant|approved|passed|certified)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def findings() -> vp.Findings:
    return vp.Regime.load("beijing-as-reported-2018").lint(as_of="2026-11-01")


def test_the_reported_regime_raises_what_it_must(findings: vp.Findings) -> None:
    found = {finding.id for finding in findings}
    assert {"SCO-1", "CTX-1", "CTX-2", "PRO-3", "OBS-2", "HUM-1", "GOV-3"} <= found


def test_every_finding_has_a_line_and_a_source(findings: vp.Findings) -> None:
    for finding in findings:
        assert finding.lines[0].line > 0
        assert finding.sources
        assert finding.severity in {"critical", "high", "warning", "info"}


def test_findings_show_themselves_without_a_verdict(findings: vp.Findings) -> None:
    for shown in (findings._repr_html_(), repr(findings), findings.markdown):
        assert "SCO-1" in shown
        assert "not legal advice" in shown
        assert not VERDICTS.search(shown), VERDICTS.search(shown)
    assert findings.not_looked_at
    assert findings.sarif["version"] == "2.1.0"
    assert findings.matrix_svg.lstrip().startswith("<svg")


def test_a_changed_regime_is_linted_as_it_is_now() -> None:
    apart = vp.Regime.load("beijing-as-reported-2018").set("score.merged", False)
    before = {finding.id for finding in vp.Regime.load("beijing-as-reported-2018").lint()}
    assert {finding.id for finding in apart.lint()} != before


def test_a_rule_is_told_in_words_and_an_unknown_one_is_refused() -> None:
    assert "SCO-1" in vp.explain_rule("SCO-1")
    with pytest.raises(vp.RefusedError, match="SCO-1"):
        vp.explain_rule("NOP-9")


def test_two_regimes_differ_in_sentences() -> None:
    before = vp.Regime.load("beijing-as-reported-2018")
    found = before.diff(before.set({"score.merged": False}))
    assert [one.key for one in found] == ["score.merged"]
    assert found[0].sentence in found._repr_html_()
    assert before.diff(before) == ()


def test_runs_are_compared_to_the_day_the_stage_and_the_column(small: vp.Result) -> None:
    again = vp.run("tiny", days=12, seeds=2, threads=2, out=small.folder.parent / "twin", progress=False)
    same = vp.compare(small, again, progress=False)
    assert same.first is None
    assert all(measure.a == measure.b and not measure.difference for measure in same.measures)
    mild = vp.Regime.load("beijing-as-reported-2018").set("score.start", 900)
    document = {**vp.Experiment.load("tiny").to_dict(), "city": "beijing"}
    document["arm"] = [
        {"name": "as-reported", "regime": mild},
        {"name": "ordinary-law", "regime": "ordinary-law"},
    ]
    other = vp.run(document, days=12, seeds=2, out=small.folder.parent / "other", progress=False)
    found = vp.compare(small, other, progress=False)
    assert found.first is not None and found.first.arm == "as-reported"
    assert {measure.arm for measure in found.measures} == {"as-reported", "ordinary-law"}
    moved = {measure.arm for measure in found.measures if measure.difference}
    assert moved == {"as-reported"}, "what is the same in both is the same to the last digit"


def test_runs_that_are_not_comparable_are_refused_with_every_reason(small: vp.Result) -> None:
    shorter = vp.run("tiny", days=2, seeds=1, seed=9, out=small.folder.parent / "shorter", progress=False)
    with pytest.raises(vp.RefusedError, match="other numbers of days .12 and 2.; other seeds"):
        vp.compare(small, shorter, progress=False)
    across = vp.compare(small, small, arms=("as-reported", "ordinary-law"), progress=False)
    assert across.first is None
    assert {(measure.arm, measure.arm_b) for measure in across.measures} == {("as-reported", "ordinary-law")}


def test_safeguards_are_told_apart_and_draws_have_ranges(small: vp.Result) -> None:
    size = {"people": 10_000, "days": 4, "threads": 2, "progress": False}
    found = vp.ablate("tiny", seeds=1, out=small.folder.parent / "ablated", **size)
    assert set(found.verdicts) == {effect.safeguard for effect in found.effects}
    assert {effect.measure for effect in found.effects} <= set(vp.HARMS)
    assert found.arm in found._repr_html_()
    ranges = vp.robust("tiny", draws=2, arms=["as-reported", "ordinary-law"], out=small.folder.parent / "drawn", **size)
    assert (ranges.draws, ranges.done, ranges.failed) == (2, 2, ())
    assert any(one.difference is not None for one in ranges.ranges)

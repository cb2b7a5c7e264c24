"""Cities, regimes and experiments are read, changed and shown; the files on the disk stay as they are."""

from __future__ import annotations

import pickle
import tomllib
from pathlib import Path

import pytest
import vitropolis as vp
from vitropolis import _toml

KINDS = {"experiments": vp.Experiment, "regimes": vp.Regime, "cities": vp.City}


def test_everything_that_ships_is_read_and_shown() -> None:
    for kind, names in vp.shipped().items():
        assert names
        for name in names:
            written = KINDS[kind].load(name)
            assert "synthetic people only" in written._repr_html_()
            assert tomllib.loads(_toml.dumps(written.to_dict())) == written.to_dict(), name


def test_every_file_of_the_laboratory_ships() -> None:
    root = Path(__file__).parents[3]
    for kind, names in vp.shipped().items():
        assert names == sorted(path.stem for path in (root / kind).glob("*.toml")), f"link the new file in files/{kind}"


def test_every_shipped_experiment_resolves() -> None:
    for name in vp.shipped()["experiments"]:
        assert "[resolved.city]" in vp.Experiment.load(name).lock()


def test_a_changed_regime_acts_and_its_file_does_not_change(lab: Path) -> None:
    regime = vp.Regime.load("beijing-as-reported-2018")
    before = regime.path.read_text()
    mild = regime.set({"appeal.enabled": True, "score.merged": False})
    assert (regime.get("appeal.enabled"), mild.get("appeal.enabled")) != (True, False)
    assert regime.path.read_text() == before
    lock = vp.Experiment.load("tiny").with_arm("mild", mild).lock()
    arm = tomllib.loads(lock)["arm"][-1]
    assert (arm["name"], arm["regime"]["appeal"]["enabled"], arm["regime"]["score"]["merged"]) == ("mild", True, False)


def test_an_extended_regime_has_a_name_of_its_own() -> None:
    mine = vp.Regime.load("nosedive").extend("mine", "Nosedive with an appeal", {"appeal.enabled": True})
    assert (mine.name, mine.title, mine.get("appeal.enabled")) == ("mine", "Nosedive with an appeal", True)
    lock = vp.Experiment.load("nosedive").with_arm("mine", mine).lock()
    assert tomllib.loads(lock)["arm"][-1]["regime"]["title"] == "Nosedive with an appeal"


def test_an_arm_that_sets_a_key_and_a_regime_that_has_it_resolve_alike() -> None:
    tiny = vp.Experiment.load("tiny")
    by_arm = tiny.with_arm("x", "ordinary-law", {"appeal.enabled": True}).lock()
    by_regime = tiny.with_arm("x", vp.Regime.load("ordinary-law").set("appeal.enabled", True)).lock()
    assert by_arm == by_regime


def test_another_city_changes_the_experiment_and_nothing_else() -> None:
    city = vp.City.load("beijing").set("margin.district.yanqing", 345_000)
    tiny = vp.Experiment.load("tiny")
    before, after = (tomllib.loads(text) for text in (tiny.lock(), tiny.with_city(city).lock()))
    assert after["resolved"]["city"]["margin"]["district"].pop("yanqing") == 345_000
    before["resolved"]["city"]["margin"]["district"].pop("yanqing")
    assert before == after


def test_a_drawn_city_meets_its_margins() -> None:
    drawn = vp.City.load("beijing").draw(people=10_000, seed=3, threads=1)
    assert sum(margin.drawn for margin in drawn.margins if margin.dimension == "sex") == 10_000
    assert max(abs(margin.error) for margin in drawn.margins) < 0.2


def test_what_is_written_crosses_to_another_process() -> None:
    regime = vp.Regime.load("nosedive").set("appeal.enabled", True)
    tiny = vp.Experiment.load("tiny").with_arm("x", regime)
    again = pickle.loads(pickle.dumps(tiny))
    assert again == tiny
    assert again.lock() == tiny.lock()


def test_saving_overwrites_nothing(lab: Path) -> None:
    vp.Regime.load("nosedive").save(lab / "copy.toml")
    copy = vp.Experiment.load("tiny").with_arm("x", vp.Regime.load(lab / "copy.toml")).lock()
    assert copy == vp.Experiment.load("tiny").with_arm("x", "nosedive").lock()
    with pytest.raises(vp.RefusedError):
        vp.Regime.load("nosedive").save(lab / "copy.toml")


def test_a_key_is_explained() -> None:
    told = vp.explain("appeal.enabled")
    assert told is not None and "regime file" in told
    assert vp.explain("qqqqqqq") is None


def test_every_kind_of_file_has_a_schema() -> None:
    for kind in ("city", "catalogue", "regime", "experiment"):
        assert vp.schema(kind)["type"] == "object"
    with pytest.raises(ValueError, match="person"):
        vp.schema("person")


def test_a_face_search_through_a_whole_city_names_somebody_else_most_of_the_time() -> None:
    found = vp.facecalc.identify(gallery=22_000_000, fmr=1e-6, tpir=0.89, searches=1000)
    assert found.false_candidates_per_search == pytest.approx(22)
    assert [rule.outranks for rule in found.rules] == [1.0, 0.5]
    for rule in found.rules:
        assert rule.drawn_named_wrong_per_search.mean == pytest.approx(rule.named_wrong_per_search, abs=0.02)


def test_a_watchlist_has_three_denominators() -> None:
    found = vp.facecalc.watchlist(gallery=1000, fmr=1.7e-8, tpir=0.89, faces=3_000_000, prevalence=1e-4)
    assert found.true_alerts + found.missed == pytest.approx(300)
    assert found.ppv == pytest.approx(found.true_alerts / (found.true_alerts + found.false_alerts))
    with pytest.raises(vp.RefusedError):
        vp.facecalc.watchlist(gallery=1000, fmr=2, tpir=0.89, faces=10, prevalence=0.1)

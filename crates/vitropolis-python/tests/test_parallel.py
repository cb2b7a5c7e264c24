"""Calls cross to other processes, and come back: the recipes of the documentation for joblib, multiprocessing
and Dask."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import vitropolis as vp
from dask.distributed import Client, LocalCluster
from joblib import Parallel, delayed

ASKED = {"days": 3, "seeds": 1, "threads": 1, "progress": False}


def _erroneous(result: vp.Result) -> float | None:
    value: float | None = result.measure("erroneous", result.arms[0])["mean"]
    return value


def test_joblib_runs_seeds_beside_one_another_and_results_come_back(lab: Path) -> None:
    tiny = vp.Experiment.load("tiny")
    calls = [delayed(vp.run)(tiny, seed=seed, out=lab / f"joblib-{seed}", **ASKED) for seed in (1, 2)]
    results = Parallel(n_jobs=2)(calls)
    assert [result.about["seeds"] for result in results] == [[1], [2]]
    alone = vp.run(tiny, seed=2, out=lab / "alone", **ASKED)
    assert _erroneous(results[1]) == _erroneous(alone)


def test_multiprocessing_runs_an_experiment_that_stands_in_no_file(lab: Path) -> None:
    mild = vp.Regime.load("beijing-as-reported-2018").set("score.merged", False)
    changed = vp.Experiment.load("tiny").with_arm("mild", mild)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=context) as pool:
        result = pool.submit(vp.run, changed, arms=["mild"], out=lab / "process", **ASKED).result(timeout=120)
    assert result.arms == ["mild"]
    assert len(result.summary) > 0


def test_dask_runs_seeds_on_its_workers(lab: Path) -> None:
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        futures = [
            client.submit(vp.run, "tiny", seed=seed, out=lab / f"dask-{seed}", pure=False, **ASKED) for seed in (1, 2)
        ]
        results = client.gather(futures)
    assert [result.about["seeds"] for result in results] == [[1], [2]]
    alone = vp.run("tiny", seed=2, out=lab / "alone-dask", **ASKED)
    assert _erroneous(results[1]) == _erroneous(alone)

"""Who lives and who is tied apart, against PySAL and networkx on the same neighbourhoods and ties."""

from __future__ import annotations

import networkx
import numpy
import pandas
import pytest
import segregation.singlegroup
from conftest import Run

ARM = "harsh"


def close(value: float) -> object:
    return pytest.approx(value, rel=1e-9, abs=1e-9)


@pytest.fixture(scope="module")
def units(harsh: Run) -> pandas.DataFrame:
    """A row for each neighbourhood."""
    return harsh.expanded(ARM, "units").rename(columns={"a": "people", "b": "lowest"})


def test_pysal_finds_the_same_dissimilarity_and_isolation(harsh: Run, units: pandas.DataFrame) -> None:
    names = {"group_pop_var": "lowest", "total_pop_var": "people"}
    assert harsh.figure(ARM, "dissimilarity") == close(segregation.singlegroup.Dissim(units, **names).statistic)
    assert harsh.figure(ARM, "isolation") == close(segregation.singlegroup.Isolation(units, **names).statistic)


def test_the_mean_by_chance_is_that_of_many_permutations(harsh: Run, units: pandas.DataFrame) -> None:
    people, lowest = units.people.to_numpy(), int(units.lowest.sum())
    generator = numpy.random.default_rng(1)
    draws = generator.multivariate_hypergeometric(people, lowest, size=2_000)
    rest = people.sum() - lowest
    apart = 0.5 * numpy.abs(draws / lowest - (people - draws) / rest).sum(axis=1)
    met = (draws / lowest * draws / people).sum(axis=1)
    for name, values in [("dissimilarity", apart), ("isolation", met)]:
        chance = harsh.figure(ARM, name) - harsh.figure(ARM, f"{name}_excess")
        assert chance == pytest.approx(values.mean(), abs=4 * values.std() / len(values) ** 0.5)


def test_networkx_finds_the_same_assortativity(harsh: Run) -> None:
    graph = networkx.MultiDiGraph()
    for row in harsh.tally(ARM, "ties").itertuples(index=False):
        graph.add_nodes_from([(row.a, {"band": row.a}), (row.b, {"band": row.b})])
        graph.add_edges_from([(row.a, row.b)] * row[2])
    assert harsh.figure(ARM, "band_assortativity") == close(
        networkx.attribute_assortativity_coefficient(graph, "band"))

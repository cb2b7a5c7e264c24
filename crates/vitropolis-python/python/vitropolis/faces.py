"""How many people a face search names wrongly: rates and counts in, rates and counts out, nobody's face.

The same wrong alerts have three denominators, searches, alerts and innocent people, and look harmless, damning and rare
in turn; all three are returned, the closed form beside what 200 drawn repetitions gave.
"""

from __future__ import annotations

from dataclasses import dataclass

from . import _native


@dataclass(frozen=True)
class Range:
    """What drawn repetitions gave: the mean, and between which values the middle 95 % of them lie."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class TieRule:
    """Who is named, under one rule for mates and rivals.

    Attributes:
        outranks: chance that the mate outranks one false candidate, from 0 to 1.
        named_right_per_search: chance that a search names the right person.
        named_wrong_per_search: chance that it names somebody else.
        ppv: share of the named who are right.
        false_alerts: wrong names among all searches.
        innocent_people_alerted_share: share of the gallery who are named wrongly at least once.
        drawn_named_wrong_per_search: the same, drawn.
    """

    outranks: float
    named_right_per_search: float
    named_wrong_per_search: float
    ppv: float
    false_alerts: float
    innocent_people_alerted_share: float
    drawn_named_wrong_per_search: Range


@dataclass(frozen=True)
class Identified:
    """A search through a whole city.

    Attributes:
        false_candidates_per_search: gallery × FMR.
        fpir: chance that a search meets at least one false candidate.
        rules: the result under each rule for ties.
    """

    false_candidates_per_search: float
    fpir: float
    rules: tuple[TieRule, ...]
    drawn_false_candidates_per_search: Range


@dataclass(frozen=True)
class Watched:
    """Faces that pass a camera with a watchlist behind it.

    Attributes:
        ppv: share of the alerts that are right.
        true_alerts, false_alerts, missed: alerts that are right, that are wrong, and listed people who passed unseen.
        false_alerts_per_face: wrong alerts ÷ faces.
        innocent_people_alerted_share: chance that somebody who is not on the list is stopped.
    """

    false_candidates_per_search: float
    fpir: float
    ppv: float
    true_alerts: float
    false_alerts: float
    missed: float
    false_alerts_per_face: float
    innocent_people_alerted_share: float
    drawn_false_alerts_per_face: Range
    drawn_ppv: Range


class facecalc:
    """`vitropolis facecalc`, as two functions."""

    @staticmethod
    def identify(
        gallery: int, fmr: float, tpir: float, searches: int, *, outranks: float | None = None, seed: int = 1
    ) -> Identified:
        """Searches for somebody who is in the gallery, because the gallery is the whole city.

        Args:
            gallery: people in the gallery, from 1.
            fmr: false match rate of one comparison, from 0 to 1.
            tpir: chance that the mate comes back, from 0 to 1.
            searches: from 1.
            outranks: chance that the mate outranks one false candidate; left out, both 1 and 0.5 are shown.
            seed: of the drawn repetitions.

        Raises:
            RefusedError: a rate that is no rate, or a search that would match nearly everybody.
        """
        found = _native.identify(gallery, fmr, tpir, searches, outranks, seed)
        rules = tuple(
            TieRule(**{**rule, "drawn_named_wrong_per_search": Range(*rule["drawn_named_wrong_per_search"])})
            for rule in found["rules"]
        )
        return Identified(
            found["false_candidates_per_search"],
            found["fpir"],
            rules,
            Range(*found["drawn_false_candidates_per_search"]),
        )

    @staticmethod
    def watchlist(
        gallery: int, fmr: float, tpir: float, faces: int, prevalence: float, *, seed: int = 1
    ) -> Watched:
        """Faces in a crowd against a list: how many of the alerts are right.

        Args:
            gallery: people on the list, from 1.
            fmr: false match rate of one comparison, from 0 to 1.
            tpir: chance that somebody on the list is recognised, from 0 to 1.
            faces: that pass, from 1.
            prevalence: share of the faces whose person is on the list, from 0 to 1.
            seed: of the drawn repetitions.

        Raises:
            RefusedError: a rate that is no rate, or a search that would match nearly everybody.
        """
        found = _native.watchlist(gallery, fmr, tpir, faces, prevalence, seed)
        drawn = {name: Range(*found[name]) for name in ("drawn_false_alerts_per_face", "drawn_ppv")}
        return Watched(**{**found, **drawn})

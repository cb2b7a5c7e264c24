"""Pictures of a run, with the names and colours of the report.

Each method draws what one of its sections shows and returns a matplotlib `Figure`, which a notebook shows and
`figure.savefig(…)` writes. Every picture carries at its foot whose numbers these are not, and which inputs made them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from .errors import refused

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from .result import Result

# The colours of the report on paper: the world that the words are about, the others, the reference.
MAIN, OTHER, REFERENCE = "#b8431a", "#2f6f9f", "#7d7a74"
_INK, _SOFT, _GRID, _PAPER = "#1d1f21", "#63625e", "#e6e2da", "#fcfbf8"
#: Stops of the scale of bands, the lowest first: from rust over sand to blue.
_STOPS = [(158, 52, 16), (214, 117, 56), (214, 206, 192), (126, 168, 203), (44, 98, 152)]

#: Marks by hidden truth, as the report names them: first what people did, then what they did not.
_TRUTHS = {
    "marks_own": ("own act", "#7ea8cb"),
    "marks_speech": ("speech", "#2c6298"),
    "marks_wrong_person": ("wrong person", "#9e3410"),
    "marks_no_act": ("no act", "#d67538"),
    "marks_malice": ("malice", "#e8b48c"),
    "marks_kin": ("kin", "#7d7a74"),
}
_FALSE = ("marks_wrong_person", "marks_no_act", "marks_malice")
_SIZES = ("2-8", "9-30", "31-120", "121+")
#: What the map may show: harms alone, as shares of the people of a district.
_HARMS = {
    "sanctioned": ("newly_sanctioned", "sanctioned at all"),
    "erroneous": ("newly_erroneous", "sanctioned erroneously"),
    "rights_violating": ("newly_rights", "sanctioned for speech or for kin"),
    "disproportionate": ("newly_disproportionate", "sanctioned out of proportion"),
}


def band_colours(bands: int) -> list[str]:
    """Colours of so many bands, the lowest first; told apart by every common eye and in grey."""
    colours = []
    for band in range(bands):
        at = 2.0 if bands < 2 else band * 4.0 / (bands - 1)
        start = min(int(at), 3)
        mixed = [round(a + (b - a) * (at - start)) for a, b in zip(_STOPS[start], _STOPS[start + 1], strict=True)]
        colours.append("#{:02x}{:02x}{:02x}".format(*mixed))
    return colours


class Plots:
    """`result.plot`: one method for each picture."""

    def __init__(self, result: Result) -> None:
        self._result = result

    def bands(self) -> Figure:
        """How people move between bands: share of all people in each band, by day, mean over the seeds.

        A band of fewer than 10 people is suppressed in the table and drawn as nobody.

        Raises:
            RefusedError: no world of the run has a score.
        """
        shares = self._band_shares()
        if not shares:
            raise refused("a picture of bands", "a run in which a world has a score")
        figure, axes = self._panels(len(shares), "Share of people in each band", wide=3.4)
        for ax, (arm, (days, bands)) in zip(axes, shares.items(), strict=True):
            ax.stackplot(days, *bands.values(), colors=band_colours(len(bands)), labels=list(bands), linewidth=0)
            ax.set(title=arm, xlim=(days[0], max(days[-1], days[0] + 1)), ylim=(0, 1), xlabel="day")
            ax.locator_params(axis="x", integer=True, nbins=5)
            _in_percent(ax.yaxis)
        handles, labels = axes[0].get_legend_handles_labels()
        figure.legend(handles[::-1], labels[::-1], loc="outside right upper", frameon=False, title="band")
        return self._signed(figure)

    def effects(self) -> Figure:
        """Who lost and who gained: each invented person beside itself in the reference world.

        To the left the share of people worse off, to the right the share better off, mean over the seeds; thin lines
        are the Fréchet bounds, the least and the most that any coupling of the two worlds could give.

        Raises:
            RefusedError: the run has one world alone.
        """
        rows = [row for row in self._result.effects.rows() if (row["group_kind"], row["conduct"]) == ("all", "all")]
        arms = [arm for arm in self._ordered() if any(row["arm"] == arm for row in rows)]
        if not arms:
            raise refused("a picture of effects", "a run with a world beside the reference")
        figure, axes = self._panels(len(arms), f"Worse and better off than in {self._result.reference}", wide=3.6)
        for ax, arm in zip(axes, arms, strict=True):
            _effects(ax, [row for row in rows if row["arm"] == arm])
            ax.set(title=arm)
        _same_limits(axes)
        return self._signed(figure)

    def funnel(self) -> Figure:
        """Putting it right: of 100 false marks, how many are appealed against and how many of these are granted.

        Raises:
            RefusedError: there was no false mark in any world.
        """
        sums = {arm: self._totals(arm, [*_FALSE, "appeals_filed_wrong", "appeals_granted_wrong"]) for arm in self._ordered()}
        arms = [arm for arm, sum_ in sums.items() if sum(sum_[key] for key in _FALSE) > 0]
        if not arms:
            raise refused("a picture of false marks", "a run in which there are any")
        figure, axes = self._panels(len(arms), "Of the false marks, put right by appeal", wide=3.0, high=1.9)
        for ax, arm in zip(axes, arms, strict=True):
            false = sum(sums[arm][key] for key in _FALSE)
            steps = [1.0, sums[arm]["appeals_filed_wrong"] / false, sums[arm]["appeals_granted_wrong"] / false]
            names = ["false marks", "appealed against", "granted"]
            ax.barh(names, steps, color=[self._colour(arm)] * 3, height=0.62)
            for at, (step, count) in enumerate(zip(steps, [false, *list(sums[arm].values())[3:]], strict=True)):
                ax.annotate(f"{count:,.0f}", (step, at), (4, 0), textcoords="offset points", va="center", fontsize=9)
            ax.set(title=arm, xlim=(0, 1.25))
            ax.invert_yaxis()
            _in_percent(ax.xaxis, ticks=(0, 0.5, 1))
        return self._signed(figure)

    def decomposition(self) -> Figure:
        """How much of a record is its person: marks by their hidden truth, for 1,000 people and year, world by world.

        Raises:
            RefusedError: there was no mark in any world.
        """
        arms = [arm for arm in self._ordered() if sum(self._totals(arm, _TRUTHS).values()) > 0]
        if not arms:
            raise refused("a picture of marks", "a run in which there are any")
        figure, (ax,) = self._panels(1, "Marks by hidden truth, for 1,000 people and year", wide=7.2, high=0.6 + 0.5 * len(arms))
        left = [0.0] * len(arms)
        years = [self._person_years(arm) for arm in arms]
        for key, (name, colour) in _TRUTHS.items():
            rates = [1000 * self._totals(arm, [key])[key] / lived for arm, lived in zip(arms, years, strict=True)]
            ax.barh(arms, rates, left=left, color=colour, label=name, height=0.62)
            left = [done + rate for done, rate in zip(left, rates, strict=True)]
        ax.invert_yaxis()
        figure.legend(loc="outside right upper", frameon=False, title="in truth")
        return self._signed(figure)

    def silence(self) -> Figure:
        """What people wanted to say and did not: share of desired criticism unsaid, by size of the chat group.

        The reference shows the silence that there is without a score.
        """
        figure, axes = self._panels(len(self._ordered()), "Share of desired criticism that was not expressed", wide=3.0)
        for ax, arm in zip(axes, self._ordered(), strict=True):
            groups = [("all", "all"), *(("chat size", size) for size in _SIZES)]
            names = ["everywhere", *(f"chats of {size}" for size in _SIZES)]
            shares = [self._silence(arm, *group) for group in groups]
            ax.barh(names, [share or 0.0 for share in shares], color=self._colour(arm), height=0.62)
            for at, share in enumerate(shares):
                text = "nothing to say" if share is None else f"{100 * share:.3g} %"
                ax.annotate(text, (share or 0.0, at), (4, 0), textcoords="offset points", va="center", fontsize=9)
            ax.set(title=arm)
            ax.invert_yaxis()
        _same_limits(axes, room=1.3)
        for ax in axes:
            ax.locator_params(axis="x", nbins=4)
            _in_percent(ax.xaxis)
        return self._signed(figure)

    def map(self, harm: str = "erroneous") -> Figure:
        """Whom it hit, district by district, on the abstract map of the city: tiles, no streets, no place on Earth.

        Args:
            harm: `sanctioned`, `erroneous`, `rights_violating` or `disproportionate`; the share of the people of a
                district hit at least once during the run, mean over the seeds.

        Raises:
            RefusedError: no such harm.
        """
        if harm not in _HARMS:
            raise refused(f"a map of `{harm}`", ", ".join(_HARMS))
        column, name = _HARMS[harm]
        shares = {arm: self._district_shares(arm, column) for arm in self._ordered()}
        top = max((share for tiles in shares.values() for share in tiles.values()), default=0.0) or 1.0
        figure, axes = self._panels(len(shares), f"Share of people {name}, by district", wide=3.2, high=2.9)
        for ax, (arm, tiles) in zip(axes, shares.items(), strict=True):
            _tiles(ax, tiles, top)
            ax.set(title=arm)
        _scale(figure, axes, top)
        return self._signed(figure)

    # What the pictures are drawn from.

    def _ordered(self) -> list[str]:
        """The worlds, the reference last."""
        arms = self._result.arms
        return [*(arm for arm in arms if arm != self._result.reference), self._result.reference]

    def _colour(self, arm: str) -> str:
        if arm == self._result.reference:
            return REFERENCE
        return MAIN if arm == self._ordered()[0] else OTHER

    def _band_shares(self) -> dict[str, tuple[list[int], dict[str, list[float]]]]:
        """World → the days that are written, and band, the lowest first → share of all people on each of them."""
        table = self._result.bands
        keys = ("arm", "day", "group_kind", "band", "people")
        counts: dict[str, dict[str, dict[int, int]]] = {}
        for arm, day, kind, band, people in zip(*(table.column(key) for key in keys), strict=True):
            if kind == "all":
                days = counts.setdefault(arm, {}).setdefault(band, {})
                days[day] = days.get(day, 0) + (people or 0)
        return {arm: _shares(bands) for arm, bands in counts.items()}

    def _rows(self, arm: str, kind: str, columns: Iterable[str]) -> Iterable[tuple[Any, ...]]:
        """Group and columns of each row of a world and a dimension."""
        daily = self._result.daily
        wanted = [daily.column(name) for name in ("arm", "group_kind", "group", *columns)]
        return (row[2:] for row in zip(*wanted, strict=True) if row[:2] == (arm, kind))

    def _totals(self, arm: str, columns: Iterable[str]) -> dict[str, int]:
        """Sums over everybody, all days and all seeds."""
        names = list(columns)
        rows = [row[1:] for row in self._rows(arm, "all", names)]
        return {name: sum(row[at] for row in rows) for at, name in enumerate(names)}

    def _person_years(self, arm: str) -> float:
        return self._totals(arm, ["people"])["people"] / 365

    def _silence(self, arm: str, kind: str, group: str) -> float | None:
        rows = [row for row in self._rows(arm, kind, ["speech_desired", "speech_expressed"]) if row[0] == group]
        desired = sum(row[1] for row in rows)
        return 1 - sum(row[2] for row in rows) / desired if desired else None

    def _district_shares(self, arm: str, column: str) -> dict[str, float]:
        """First times summed over the days ÷ people of the district."""
        hit: dict[str, int] = {}
        lived: dict[str, int] = {}
        for district, times, people in self._rows(arm, "district", [column, "people"]):
            hit[district] = hit.get(district, 0) + times
            lived[district] = lived.get(district, 0) + people
        days = int(self._result.about["days"])
        return {district: hit[district] / (lived[district] / days) for district in hit}

    # What all pictures share.

    def _panels(self, count: int, title: str, *, wide: float, high: float = 2.4) -> tuple[Figure, list[Axes]]:
        from matplotlib.figure import Figure

        columns = min(count, 3)
        rows = -(-count // columns)
        figure = Figure(figsize=(columns * wide + 1.2, rows * high + 0.9), layout="constrained", facecolor=_PAPER)
        axes = [figure.add_subplot(rows, columns, at + 1) for at in range(count)]
        for ax in axes:
            ax.set_facecolor(_PAPER)
            ax.spines[:].set_visible(False)
            ax.tick_params(length=0, labelsize=9, colors=_INK)
            ax.grid(axis="x", color=_GRID)
            ax.set_axisbelow(True)
        figure.suptitle(title, x=0.01, ha="left", fontsize=12, color=_INK)
        return figure, axes

    def _signed(self, figure: Figure) -> Figure:
        """With the mark that every file carries."""
        about = self._result.about
        regime = next((row["hash"] for row in about["regime_hashes"] if row["arm"] == self._ordered()[0]), "")
        seeds = " ".join(str(seed) for seed in about["seeds"])
        text = (
            f"{about['synthetic']}\nvitropolis {about['version']} · experiment {about['experiment_hash']} · "
            f"regime of {self._ordered()[0]} {regime} · seeds {seeds}"
        )
        figure.supxlabel(text, x=0.01, ha="left", fontsize=7, color=_SOFT)
        for ax in figure.axes:
            ax.title.set(fontsize=10, color=_INK, ha="left", x=0)
        return figure


def _shares(bands: dict[str, dict[int, int]]) -> tuple[list[int], dict[str, list[float]]]:
    days = sorted({day for counts in bands.values() for day in counts})
    people = {day: sum(counts.get(day, 0) for counts in bands.values()) or 1 for day in days}
    return days, {band: [counts.get(day, 0) / people[day] for day in days] for band, counts in bands.items()}


def _effects(ax: Axes, rows: Sequence[dict[str, Any]]) -> None:
    """One world: a row for each outcome."""
    outcomes = list(dict.fromkeys(row["outcome"] for row in rows))
    for at, outcome in enumerate(outcomes):
        mine = [row for row in rows if row["outcome"] == outcome]

        def share(key: str, mine: Sequence[dict[str, Any]] = mine) -> float:
            return float(sum(row[key] / row["people"] for row in mine) / len(mine))

        ax.barh(at, -share("worse"), color=MAIN, height=0.62)
        ax.barh(at, share("better"), color=OTHER, height=0.62)
        ax.plot([-share("worse_most"), -share("worse_least")], [at, at], color=_INK, linewidth=1)
        ax.plot([share("better_least"), share("better_most")], [at, at], color=_INK, linewidth=1)
    ax.set_yticks(range(len(outcomes)), [outcome.replace("_", " ") for outcome in outcomes])
    ax.invert_yaxis()
    ax.axvline(0, color=_SOFT, linewidth=0.8)
    ax.xaxis.set_major_formatter(lambda share, _: f"{abs(100 * share):.3g} %")


def _same_limits(axes: Sequence[Axes], room: float = 1.0) -> None:
    low = min(ax.get_xlim()[0] for ax in axes)
    high = max(ax.get_xlim()[1] for ax in axes)
    for ax in axes:
        ax.set_xlim(low, max(high, 1e-9) * room)


def _in_percent(axis: Any, ticks: Sequence[float] | None = None) -> None:
    if ticks is not None:
        axis.set_ticks(ticks)
    axis.set_major_formatter(lambda share, _: f"{100 * share:.3g} %")


def _tiles(ax: Axes, tiles: dict[str, float], top: float) -> None:
    """A square for each district, in the order of the city's file."""
    from matplotlib.colors import LinearSegmentedColormap

    colours = LinearSegmentedColormap.from_list("harm", ["#f5f2ec", "#d67538", "#9e3410"])
    across = max(1, round(len(tiles) ** 0.5))
    for at, (district, share) in enumerate(tiles.items()):
        row, column = divmod(at, across)
        ax.add_patch(_square(column, row, colours(share / top)))
        text = f"{district}\n{100 * share:.2g} %"
        ink = "white" if share > 0.6 * top else _INK
        ax.annotate(text, (column + 0.48, row + 0.48), ha="center", va="center", fontsize=6.5, color=ink)
    ax.set(xlim=(0, across), ylim=(-(-len(tiles) // across), 0), aspect="equal", xticks=[], yticks=[])
    ax.grid(visible=False)


def _square(column: float, row: float, colour: Any) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle((column, row), 0.96, 0.96, facecolor=colour, edgecolor=_GRID)


def _scale(figure: Figure, axes: Sequence[Axes], top: float) -> None:
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import LinearSegmentedColormap, Normalize

    colours = LinearSegmentedColormap.from_list("harm", ["#f5f2ec", "#d67538", "#9e3410"])
    bar = figure.colorbar(ScalarMappable(Normalize(0, top), colours), ax=list(axes), shrink=0.6, pad=0.02)
    bar.ax.yaxis.set_major_formatter(lambda share, _: f"{100 * share:.3g} %")
    bar.ax.tick_params(length=0, labelsize=8)
    bar.outline.set_visible(False)  # type: ignore[operator,unused-ignore]

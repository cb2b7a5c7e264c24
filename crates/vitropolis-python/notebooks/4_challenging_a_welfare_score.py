# %% [markdown]
# # An NGO: whom does a welfare score single out?
#
# The office says that its selection finds errors. Against drawing the same number of cases by lot, whom does it look at,
# and whom does it sanction wrongly?

# %%
import polars as pl
import vitropolis as vp

result = vp.run("welfare-selection", people=10_000, days=120, seeds=4, threads=1, progress=False)
result

# %% [markdown]
# The tables are Arrow, so Polars reads them without a copy. Every row is a group of at least 10 invented people.

# %%
daily = pl.DataFrame(result.daily)
by_group = (
    daily.filter(pl.col("group_kind") == "residence × income")
    .group_by("arm", "group")
    .agg(pl.sum("newly_erroneous"), pl.col("people").sum() / result.about["days"])
    .with_columns(share=pl.col("newly_erroneous") / pl.col("people"))
    .sort("arm", "share", descending=[False, True])
)
by_group

# %% [markdown]
# The ratio of the group hit most to the group hit least, world by world; a group in which nobody was hit is told as such.

# %%
for arm in result.arms:
    shares = by_group.filter(pl.col("arm") == arm)["share"]
    most, least = shares.max(), shares.min()
    print(f"{arm:<18} most {most:.2%}, least {least:.2%}", "" if not least else f"ratio {most / least:.1f}")

# %%
result.plot.decomposition()

# %% [markdown]
# The column's own sentence says what is counted; quote it together with its interval.

# %%
next(field for field in result.daily.fields if field.name == "newly_erroneous")

# %% [markdown]
# # A data-protection officer: the same selection with and without an appeal
#
# A welfare office singles out cases by what people are, lets a clerk look at them, and claims money back. Before it is
# bought, somebody must say whom it hits wrongly, and whether the appeal in the tender would put that right.
#
# Everybody here is invented; what is compared is the same synthetic people in three worlds.

# %%
import vitropolis as vp

regime = vp.Regime.load("welfare-selection")
regime

# %% [markdown]
# The three worlds: as the office wants it, with an appeal, and without any selection. `vp.explain` says what a key means.

# %%
print(vp.explain("appeal.suspensive"))

# %%
with_appeal = {"appeal.enabled": True, "appeal.suspensive": True, "appeal.depth": "full"}
experiment = vp.Experiment({
    "name": "fraud-score",
    "title": "A selection for inspection, with and without an appeal",
    "city": "beijing",
    "people": 10_000,
    "days": 120,
    "seeds": 4,
    "reference": "ordinary-law",
    "arm": [
        {"name": "as-tendered", "regime": regime},
        {"name": "with-appeal", "regime": regime, "set": with_appeal},
        {"name": "ordinary-law", "regime": "ordinary-law"},
    ],
})
result = vp.run(experiment, threads=1, progress=False)
result

# %% [markdown]
# Three wrongs, never one number: sanctions that would not have come without an error, sanctions for what is somebody's
# right, and sanctions out of proportion.

# %%
for arm in ("as-tendered", "with-appeal"):
    for key in ("erroneous", "rights_violating", "disproportionate", "contestability"):
        row = result.measure(key, arm)
        print(f"{arm:<12} {key:<18} {row['told']:<20} {row['mean']} [{row['low']}, {row['high']}]")

# %%
result.plot.effects()

# %% [markdown]
# What this does not say: how often an office of this kind errs in your country. The error rates are stylised; their
# ranges stand in `regime.to_toml()`.

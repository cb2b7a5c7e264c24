# %% [markdown]
# # A data-protection officer: the same selection with and without an appeal
#
# A welfare office singles out cases by what people are, lets a clerk look at them, and claims money back. Before it is
# bought, somebody must say whom it hits wrongly, and whether the appeal in the tender would put that right.
#
# Everybody here is invented; what is compared is the same synthetic people in four worlds.

# %%
import vitropolis as vp

regime = vp.Regime.load("welfare-selection")
regime

# %% [markdown]
# Ordinary law has an appeal already, and this regime stands on it. So "without an appeal" has to be said, and "with one" is
# two worlds: the appeal that exists anyway, which few people use and few review, and one that is used and has time.
# `vp.explain` says what a key means.

# %%
print(vp.explain("appeal.uptake_wrong"))

# %%
used = {"appeal.reviewers": 100_000, "appeal.uptake_wrong": 0.8}
experiment = vp.Experiment({
    "name": "fraud-score",
    "title": "A selection for inspection, with and without an appeal",
    "city": "beijing",
    "people": 10_000,
    "days": 120,
    "seeds": 4,
    "reference": "ordinary-law",
    "arm": [
        {"name": "no-appeal", "regime": regime, "set": {"appeal.enabled": False}},
        {"name": "an-appeal", "regime": regime},
        {"name": "a-used-appeal", "regime": regime, "set": used},
        {"name": "ordinary-law", "regime": "ordinary-law"},
    ],
})
result = vp.run(experiment, threads=1, progress=False)
result

# %% [markdown]
# Three wrongs, never one number: sanctions that would not have come without an error, sanctions for what is somebody's
# right, and sanctions out of proportion. An appeal comes after them; what it can change is whether a false mark is
# contested and put right.

# %%
for arm in ("no-appeal", "an-appeal", "a-used-appeal"):
    for key in ("erroneous", "rights_violating", "disproportionate", "false_marks_appealed", "contestability"):
        row = result.measure(key, arm)
        print(f"{arm:<14} {key:<20} {row['told']:<20} {row['mean']} [{row['low']}, {row['high']}]")

# %% [markdown]
# If the first two worlds say the same, the appeal in the tender is a word: it is there, and nobody is reached by it.

# %%
result.plot.effects()

# %% [markdown]
# What this does not say: how often an office of this kind errs in your country. The error rates are stylised; their
# ranges stand in `regime.to_toml()`.

# %% [markdown]
# # A legislator's staff: an amendment, before and after
#
# A committee proposes that points wait while an appeal is open, and that records stay apart. What does the amendment
# say, which findings does it change, and what does it do?

# %%
import vitropolis as vp

before = vp.Regime.load("beijing-as-reported-2018")
after = before.extend(
    "amended",
    "As reported, with records kept apart and appeals that suspend",
    {"score.merged": False, "appeal.enabled": True, "appeal.suspensive": True, "appeal.depth": "full"},
)
before.diff(after)

# %% [markdown]
# What the linter found before and does not find afterwards, and what it finds on:

# %%
rules = [{found.id for found in regime.lint(as_of="2026-11-01")} for regime in (before, after)]
print("no longer found:", ", ".join(sorted(rules[0] - rules[1])) or "nothing")
print("found in both:  ", ", ".join(sorted(rules[0] & rules[1])))
print("new:            ", ", ".join(sorted(rules[1] - rules[0])) or "nothing")

# %%
experiment = vp.Experiment({
    "name": "amendment",
    "title": "Before and after an amendment",
    "city": "beijing",
    "people": 10_000,
    "days": 90,
    "seeds": 3,
    "reference": "before",
    "arm": [{"name": "before", "regime": before}, {"name": "after", "regime": after}],
})
result = vp.run(experiment, threads=1, progress=False)
result

# %% [markdown]
# The same invented people in both worlds, so the difference is the amendment and not luck:

# %%
for key in ("sanctioned", "erroneous", "rights_violating", "disproportionate", "silence"):
    row = result.measure(key, "after")
    print(f"{key:<18} {row['difference']} [{row['difference_low']}, {row['difference_high']}]")

# %%
result.plot.funnel()

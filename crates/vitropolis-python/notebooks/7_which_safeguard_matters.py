# %% [markdown]
# # An ombudsman: which safeguard matters?
#
# A regime promises several safeguards. Which of them changes what happens to people, and which is there on paper only?
# Every combination of three of them is lived by the same invented people.

# %%
import vitropolis as vp

tiny = vp.Experiment.load("tiny")
arms = ["as-reported", "ordinary-law"]
declared = [one.name for one in vp.dimensions(tiny, arms=arms) if one.name.startswith("safeguard.")]
declared

# %%
three = declared[:3]
size = {"people": 10_000, "days": 60, "seeds": 2, "arms": arms}
sets = vp.sweep(tiny, three, design="grid", n=2, **size, progress=False)

# %% [markdown]
# Each safeguard added alone, and left out of all three; negative is less harm.

# %%
harm = sets.values("erroneous", "as-reported")
points = list(zip(*(sets.points.column(name) for name in three)))
at = dict(zip(points, harm))
none, full = at[(0.0, 0.0, 0.0)], at[(1.0, 1.0, 1.0)]
print(f"without any {none:.4%}, with all three {full:.4%}")
for number, name in enumerate(three):
    alone = tuple(float(other == number) for other in range(3))
    without = tuple(float(other != number) for other in range(3))
    print(f"{name:<28} alone {at[alone] - none:+.4%}   left out {full - at[without]:+.4%}")

# %% [markdown]
# Two seeds say little: a safeguard is called *paper* only where whole intervals lie near nought, and two good safeguards
# that stand in for one another change nothing when one is left out. `vitropolis ablate` does this with intervals and
# Shapley shares.

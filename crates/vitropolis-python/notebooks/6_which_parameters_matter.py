# %% [markdown]
# # A researcher: which unmeasured numbers matter?
#
# Many numbers of the model have no source; they are *stylised* and come with a range. A result that hangs on one of them
# is a result about our guess. Morris ranks them cheaply; Sobol says how much of the spread each explains.
#
# What is varied are parameters of the world and safeguards; what comes back are harms, from a closed list.

# %%
import vitropolis as vp

tiny = vp.Experiment.load("tiny")
known = vp.dimensions(tiny, arms=["as-reported", "ordinary-law"])
print(len(known), "dimensions, for example:")
for dimension in known[:5]:
    print(f"  {dimension.name:<44} {dimension.low} to {dimension.high}, written {dimension.written}")

# %% [markdown]
# The sizes here are those of a test. For a result, take all dimensions, people=20_000, seeds=4 and n=20 or more.

# %%
size = {"people": 10_000, "days": 30, "seeds": 1, "arms": ["as-reported", "ordinary-law"]}
names = ["city.denunciation.sight", "regime.channel.camera.sensitivity", "safeguard.appeal", "safeguard.unmerged"]
space = [name for name in names if name in {dimension.name for dimension in known}]
morris = vp.sweep(tiny, space, design="morris", n=3, **size, progress=False)
morris

# %%
for one in morris.sensitivity("erroneous", "as-reported"):
    print(f"{one.dimension:<40} μ* {one.strength:.2e} ± {one.strength_error:.0e}  μ {one.own:+.2e}  σ {one.spread:.2e}")

# %% [markdown]
# σ as large as μ* says that the effect depends on the other dimensions. Sobol, for the two that matter most:

# %%
strongest = [one.dimension for one in morris.sensitivity("erroneous", "as-reported")[:2]]
sobol = vp.sweep(tiny, strongest, design="sobol", n=4, **size, progress=False)
for one in sobol.sensitivity("erroneous", "as-reported"):
    print(f"{one.dimension:<40} total {one.strength:.2f} ± {one.strength_error:.2f}, alone {one.own:.2f}")

# %% [markdown]
# A point that cannot be lived is a row with its reason, never a hole:

# %%
morris.failed

# %% [markdown]
# And the boundary: asking for what an authority might want is refused.

# %%
try:
    morris.values("offences", "as-reported")
except vp.RefusedError as refused:
    print(refused)

# %% [markdown]
# # Setting a parameter by a published figure
#
# How often does a household member, a neighbour or a colleague see an act? Nobody has measured it. How many tips there
# were in Chaoyang, the press has reported. So the one can be set by the other, and the figure is then used up.
#
# Cases come from a closed list; a target of one's own is not taken.

# %%
import vitropolis as vp

found = vp.calibrate("chaoyang-tips", people=10_000, days=30, threads=1, progress=False)
print(f"{found.what} [{found.source}]: {found.published:.1f}")
print(f"{found.parameter} = {found.value}, between {found.interval[0]:.3f} and {found.interval[1]:.3f}")

# %%
for tried in found.curve:
    print(f"  {tried.value:.3f}: {tried.simulated:6.1f} [{tried.low:.1f}, {tried.high:.1f}]")
print("under seeds that it was not set by:", found.check)

# %% [markdown]
# A city with the parameter so set. That it meets the tips says nothing more; what else it says can be checked against
# figures that set nothing:

# %%
city = vp.City.load("beijing").set(found.parameter, found.value) if found.value else vp.City.load("beijing")
vp.Experiment.load("tiny").with_city(city)

# %%
vp.validate("denunciation", threads=1, progress=False)

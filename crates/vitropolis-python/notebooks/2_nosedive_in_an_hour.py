# %% [markdown]
# # A teacher: Nosedive in an hour
#
# Everybody rates everybody, kindly upward and vengefully downward. What does a score of likeability do to a class of
# 10,000 invented people, beside the law that they live under anyway? What the ratings do is `nosedive` less `ordinary-law`.

# %%
import vitropolis as vp

experiment = vp.Experiment.load("nosedive")
experiment

# %%
result = vp.run(experiment, people=10_000, days=90, seeds=3, threads=1, progress=False)
result

# %% [markdown]
# **Ask the class first:** who will fall, and who will rise? Then look.

# %%
result.plot.bands()

# %%
result.plot.silence()

# %% [markdown]
# **The second world** has the same people without flattery and without revenge. What is left of the score?

# %%
for arm in result.arms:
    print(f"{arm:<16}", result.measure("sanctioned", arm)["mean"], result.measure("silence", arm)["mean"])

# %% [markdown]
# **To go on:** change one thing that the class proposes, and run again.

# %%
kinder = vp.Regime.load("nosedive").set("rating.retaliation", 0)
changed = experiment.with_arm("no-revenge", kinder)
vp.run(changed, people=10_000, days=90, seeds=3, arms=["no-revenge", "ordinary-law"], threads=1, progress=False)

# %% [markdown]
# # An ombudsman: which safeguard matters?
#
# A regime declares several safeguards. Which of them changes what happens to people, and which is there on paper only?
# Each is added alone, left out of all, and given its Shapley share: the mean of what it adds over the orders in which they
# could come. The same invented people live in every set of them.

# %%
import vitropolis as vp

tiny = vp.Experiment.load("tiny")
found = vp.ablate(tiny, arm="as-reported", days=60, seeds=3, progress=False)
found

# %% [markdown]
# What each does to marks for what somebody did not do, as a share of all marks; negative is less harm. An interval is over
# the seeds, and is there from three seeds on.

# %%
marks = [effect for effect in found.effects if effect.measure == "false_marks"]
for effect in sorted(marks, key=lambda effect: effect.shapley.mean):
    interval = effect.shapley.seeds_interval
    shown = "" if interval is None else f"  95 % {interval[0]:+.3%} … {interval[1]:+.3%}"
    print(f"{effect.safeguard:<14} alone {effect.alone.mean:+.3%}  left out {effect.left_out.mean:+.3%}  "
          f"Shapley {effect.shapley.mean:+.3%}{shown}  {effect.verdict}")

# %% [markdown]
# A safeguard is called *paper* only where the whole of all three intervals lies near nought: two good safeguards that
# stand in for one another change nothing when one is left out, and are not paper. Three seeds of a small city mostly
# *cannot tell* about the rarer harms; that is a result too. Within 60 days nothing expires, and an appeal puts a false
# mark right but does not prevent it: paper is said of one harm and one span of time. `draws=64` asks whether a verdict
# survives what nobody has measured.

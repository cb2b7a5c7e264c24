# %% [markdown]
# # A journalist: how many are falsely identified at FMR 1e-6 and 22 million people?
#
# "One error in a million" sounds like none. It is the rate of *one comparison*; a search through a whole city makes 22
# million of them.

# %%
import vitropolis as vp

found = vp.facecalc.identify(gallery=22_000_000, fmr=1e-6, tpir=0.89, searches=1_000_000)
print(f"false candidates in each search: {found.false_candidates_per_search:.1f}")
print(f"searches that meet at least one: {found.fpir:.4%}")

# %% [markdown]
# Whether the right person is named depends on how often the true match outranks the false ones: always (1), or half of
# the time (0.5). Both are shown, the closed form beside what 200 drawn repetitions gave.

# %%
for rule in found.rules:
    drawn = rule.drawn_named_wrong_per_search
    print(
        f"outranks {rule.outranks}: named wrongly in {rule.named_wrong_per_search:.2%} of searches "
        f"(drawn {drawn.low:.2%} to {drawn.high:.2%}), right in {rule.ppv:.2%} of the names"
    )

# %% [markdown]
# A watchlist of a thousand at a station is another question, with three denominators that sound different:

# %%
seen = vp.facecalc.watchlist(gallery=1_000, fmr=1.7e-8, tpir=0.89, faces=3_000_000, prevalence=1e-4)
print(f"per face:            {seen.false_alerts_per_face:.2e} wrong alerts")
print(f"per alert:           {1 - seen.ppv:.1%} of the alerts are wrong")
print(f"per innocent person: {seen.innocent_people_alerted_share:.2e} are stopped")

# %% [markdown]
# What it means for a city is not a rate but who is stopped. Cameras that err more on some than on others hit these:

# %%
result = vp.run("live-face-recognition", people=10_000, days=60, seeds=2, threads=1, progress=False)
result.plot.map("erroneous")

# %% [markdown]
# # A city: questions for an Art. 27 assessment
#
# A city wants to know what it would have to answer before it lets a contractor score applicants. The linter reads the
# regime's structure; a run says what the same rules do to invented people. Neither is a verdict, and neither is legal
# advice: with a critical finding under Art. 5, the findings come first and everything else waits.

# %%
import vitropolis as vp

regime = vp.Regime.load("welfare-selection")
findings = regime.lint(as_of="2026-11-01")
findings

# %% [markdown]
# Each finding rests on a source and stands on a line.

# %%
for found in findings[:3]:
    print(found.id, found.severity, f"line {found.lines[0].line}:", found.message)
    print("   rests on", "; ".join(found.sources))

# %%
print(vp.explain_rule(findings[0].id))

# %% [markdown]
# Where information comes from, and where it takes effect:

# %%
print(findings.matrix)

# %% [markdown]
# Then, and only as a hypothesis to be checked on the ground: whom did the same rules hit in the synthetic city?

# %%
result = vp.run("welfare-selection", people=10_000, days=90, seeds=3, threads=1, progress=False)
result

# %% [markdown]
# What was not looked at belongs into the assessment as well.

# %%
findings.not_looked_at

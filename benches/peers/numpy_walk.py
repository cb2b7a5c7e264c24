"""NumPy: a draw for every resident and behaviour, the events by flatnonzero."""
import time
import numpy as np
from common import *  # noqa: F403
from common import Clock, args, graph, report

n, days, seed = args()
t = time.perf_counter()
rng = np.random.Generator(np.random.SFC64(seed))
off, nbr = graph(n, rng)
cls = (np.arange(n) % NCLASS).astype(np.int64)
ptab = PTAB.astype(np.float32)
score = np.full(n, 1000, np.int16)
tally = np.zeros(n, np.uint16)
tot = np.zeros(4, np.int64)
daily = []
init = time.perf_counter() - t
clock = Clock()
for day in range(1, days + 1):
    mc = 1 - (score < THR[1]).astype(np.int64) + (score >= THR[5])
    pend = np.zeros(n, np.int64)
    for k in range(K):
        who = np.flatnonzero(rng.random(n, dtype=np.float32) < ptab[cls, mc, k])
        d = int(DELTA[k])
        tot[0] += who.size
        obs = who[rng.random(who.size) < P_OBS]
        tot[1] += obs.size
        mis = rng.random(obs.size) < P_MIS
        tot[2] += mis.sum()
        j = rng.integers(0, n - 1, mis.sum())
        target = obs.copy()
        target[mis] = j + (j >= obs[mis])
        den = who[rng.random(who.size) < P_DEN]
        deg = off[den + 1] - off[den]
        den, deg = den[deg > 0], deg[deg > 0]
        tot[3] += den.size
        np.add.at(tally, nbr[off[den] + (rng.random(den.size) * deg).astype(np.int64)], 1)
        pend += d * np.bincount(np.concatenate([target, den]), minlength=n)
    score += pend.astype(np.int16)
    if day % 30 == 0:
        score -= np.sign(score - 1000).astype(np.int16)
    daily.append(np.bincount(np.searchsorted(THR, score, side="right"), minlength=NBAND))
spent = clock.stop()
report("numpy-sfc64", n, days, seed, init, spent, tot, score, tally)

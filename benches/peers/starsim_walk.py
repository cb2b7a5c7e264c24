"""Starsim: one Module; every decision is a distribution that is safe for common random numbers."""
import time

import numpy as np
import starsim as ss
from common import *  # noqa: F403
from common import Clock, args, graph, report


class Scoring(ss.Module):
    def __init__(self):
        super().__init__()
        self.define_states(ss.FloatArr("score", default=1000.0), ss.FloatArr("pend", default=0.0),
                           ss.FloatArr("tally", default=0.0))
        self.act = [ss.bernoulli(p=self.make_p(k), name=f"act{k}") for k in range(K)]
        self.obs = [ss.bernoulli(p=P_OBS, name=f"obs{k}") for k in range(K)]
        self.mis = [ss.bernoulli(p=P_MIS, name=f"mis{k}") for k in range(K)]
        self.den = [ss.bernoulli(p=P_DEN, name=f"den{k}") for k in range(K)]
        self.other = [ss.random(name=f"other{k}") for k in range(K)]
        self.pick = [ss.random(name=f"pick{k}") for k in range(K)]
        self.tot = np.zeros(4, np.int64)
        self.daily = []
        self.day = 0

    @staticmethod
    def make_p(k):
        def p(module, sim, uids):
            return module.rate[uids] * BASE[k]
        return p

    def step(self):
        self.day += 1
        n = len(self.sim.people)
        s = self.score.values
        mult = np.where(s < 920, 1.1, np.where(s >= 1150, 0.9, 1.0))
        self.rate = PROP[np.arange(n) % NCLASS] * mult
        pend = np.zeros(n)
        off, nbr = self.off, self.nbr
        for k in range(K):
            who = self.act[k].filter()
            self.tot[0] += len(who)
            isobs = self.obs[k].rvs(who)
            obs = ss.uids(who[isobs])
            self.tot[1] += len(obs)
            mis = self.mis[k].rvs(obs)
            self.tot[2] += mis.sum()
            target = np.array(obs)
            bad = ss.uids(obs[mis])
            j = (self.other[k].rvs(bad) * (n - 1)).astype(np.int64)
            target[mis] = j + (j >= bad)
            den = np.array(self.den[k].filter(who))
            deg = off[den + 1] - off[den]
            den, deg = den[deg > 0], deg[deg > 0]
            self.tot[3] += len(den)
            r = self.pick[k].rvs(ss.uids(den))
            np.add.at(self.tally.raw, nbr[off[den] + np.minimum((r * deg).astype(np.int64), deg - 1)], 1)
            pend += DELTA[k] * np.bincount(np.concatenate([target, den]).astype(np.int64), minlength=n)
        new = s + pend
        if self.day % 30 == 0:
            new -= np.sign(new - 1000)
        self.score[:] = new
        self.daily.append(np.bincount(np.searchsorted(THR, new, side="right"), minlength=NBAND))


n, days, seed = args()
t = time.perf_counter()
mod = Scoring()
mod.off, mod.nbr = graph(n, np.random.default_rng(seed))
sim = ss.Sim(n_agents=n, modules=mod, start=0, dur=days - 1, dt=1, rand_seed=seed, verbose=0, copy_inputs=False)
sim.init()
init = time.perf_counter() - t
clock = Clock()
sim.run()
spent = clock.stop()
report(f"starsim-{ss.__version__}", n, mod.day, seed, init, spent, mod.tot, mod.score.values, mod.tally.values)

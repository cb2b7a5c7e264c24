"""Mesa: one Agent object a resident."""
import time
import mesa
import numpy as np
from common import *  # noqa: F403
from common import Clock, args, graph, report


class Resident(mesa.Agent):
    def __init__(self, model, i):
        super().__init__(model)
        self.i = i
        self.cls = i % NCLASS
        self.score = 1000
        self.pending = 0
        self.tally = 0
        self.neighbours = ()

    def act(self):
        m = self.model
        rnd = m.random.random
        s = self.score
        mc = 0 if s < 920 else (2 if s >= 1150 else 1)
        for k, p in enumerate(m.ptab[self.cls][mc]):
            if rnd() < p:
                m.tot[0] += 1
                d = m.delta[k]
                if rnd() < P_OBS:
                    m.tot[1] += 1
                    who = self
                    if rnd() < P_MIS:
                        m.tot[2] += 1
                        j = m.random.randrange(m.n - 1)
                        who = m.everyone[j + (j >= self.i)]
                    who.pending += d
                if self.neighbours and rnd() < P_DEN:
                    m.tot[3] += 1
                    m.random.choice(self.neighbours).tally += 1
                    self.pending += d

    def settle(self):
        s = self.score + self.pending
        self.pending = 0
        if self.model.day % 30 == 0:
            s += (s < 1000) - (s > 1000)
        self.score = s
        self.model.bands[self.model.band(s)] += 1


class City(mesa.Model):
    def __init__(self, n, seed):
        super().__init__(seed=seed)
        self.n, self.day, self.tot = n, 0, [0, 0, 0, 0]
        self.ptab = PTAB.tolist()
        self.delta = DELTA.tolist()
        self.everyone = [Resident(self, i) for i in range(n)]
        off, nbr = graph(n, np.random.default_rng(seed))
        for a in self.everyone:
            a.neighbours = [self.everyone[j] for j in nbr[off[a.i]:off[a.i + 1]]]
        self.daily = []

    @staticmethod
    def band(s):
        return (s >= 850) + (s >= 920) + (s >= 970) + (s >= 1030) + (s >= 1080) + (s >= 1150)

    def step(self):
        self.day += 1
        self.bands = [0] * NBAND
        self.agents.do("act")
        self.agents.do("settle")
        self.daily.append(self.bands)


n, days, seed = args()
t = time.perf_counter()
city = City(n, seed)
init = time.perf_counter() - t
clock = Clock()
for _ in range(days):
    city.step()
spent = clock.stop()
report(f"mesa-{mesa.__version__}", n, days, seed, init, spent, city.tot,
       [a.score for a in city.everyone], [a.tally for a in city.everyone])

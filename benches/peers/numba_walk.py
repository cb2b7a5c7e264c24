"""Numba: a compiled loop over the residents, one thread."""
import time

import numba as nb
import numpy as np
from common import *  # noqa: F403
from common import Clock, args, graph, report

PT = PTAB.astype(np.float32)
D = DELTA.astype(np.int32)


@nb.njit(nogil=True, inline="always")
def band(s):
    return (s >= 850) + (s >= 920) + (s >= 970) + (s >= 1030) + (s >= 1080) + (s >= 1150)


@nb.njit(parallel=True, nogil=True)
def day_step(n, nch, day, score, pend, tally, off, nbr, PT, D, fid, fd, fn, tb, tn, tots, bands):
    for ch in nb.prange(nch):
        lo, hi = n * ch // nch, n * (ch + 1) // nch
        a = o = mm = dd = 0
        nf = nt = 0
        for i in range(lo, hi):
            s = score[i]
            mc = 0 if s < 920 else (2 if s >= 1150 else 1)
            row = PT[i % 64, mc]
            for k in range(20):
                if np.float32(np.random.random()) < row[k]:
                    a += 1
                    d = D[k]
                    if np.random.random() < P_OBS:
                        o += 1
                        if np.random.random() < P_MIS:
                            mm += 1
                            j = int(np.random.random() * (n - 1))
                            if j >= i:
                                j += 1
                            fid[ch, nf] = j
                            fd[ch, nf] = d
                            nf += 1
                        else:
                            pend[i] += d
                    deg = off[i + 1] - off[i]
                    if deg > 0 and np.random.random() < P_DEN:
                        dd += 1
                        tb[ch, nt] = nbr[off[i] + int(np.random.random() * deg)]
                        nt += 1
                        pend[i] += d
        fn[ch] = nf
        tn[ch] = nt
        tots[ch, 0] += a
        tots[ch, 1] += o
        tots[ch, 2] += mm
        tots[ch, 3] += dd
    for ch in range(nch):
        for q in range(fn[ch]):
            pend[fid[ch, q]] += fd[ch, q]
        for q in range(tn[ch]):
            tally[tb[ch, q]] += 1
    dr = day % 30 == 0
    for ch in nb.prange(nch):
        lo, hi = n * ch // nch, n * (ch + 1) // nch
        for b in range(7):
            bands[ch, b] = 0
        for i in range(lo, hi):
            s = score[i] + pend[i]
            pend[i] = 0
            if dr:
                s += (s < 1000) - (s > 1000)
            score[i] = s
            bands[ch, band(s)] += 1


n, days, seed = args()
nb.set_num_threads(1)


@nb.njit
def seed_here(s):
    np.random.seed(s)


def run(n, days):
    rng = np.random.default_rng(seed)
    off, nbr = graph(n, rng)
    nch = 64
    cap = n // nch + 64
    score = np.full(n, 1000, np.int32)
    pend = np.zeros(n, np.int32)
    tally = np.zeros(n, np.uint16)
    st = (np.zeros((nch, cap), np.int32), np.zeros((nch, cap), np.int32), np.zeros(nch, np.int64),
          np.zeros((nch, cap), np.int32), np.zeros(nch, np.int64), np.zeros((nch, 4), np.int64),
          np.zeros((nch, 7), np.int64))
    seed_here(seed)
    clock = Clock()
    daily = []
    for day in range(1, days + 1):
        day_step(n, nch, day, score, pend, tally, off, nbr, PT, D, *st)
        daily.append(st[6].sum(0))
    return clock.stop(), st[5].sum(0), score, tally


t = time.perf_counter()
run(1000, 2)  # compiles
init = time.perf_counter() - t
spent, tot, score, tally = run(n, days)
report(f"numba-{nb.__version__}", n, days, seed, init, spent, tot, score, tally)

"""What every Python peer of the common model shares: its numbers, its graph, its clock and its report."""

import json
import resource
import sys
import time

import numpy as np

K, NCLASS, NBAND = 20, 64, 7
DELTA = np.array([-50, 40, -40, 30, -30, 25, -25, 20, -20, 15, -15, 12, -12, 10, -10, 8, -8, 5, -5, 3], np.int16)
THR = np.array([850, 920, 970, 1030, 1080, 1150], np.int16)
MULT = np.array([1.1, 1.0, 0.9])
BASE = 1e-3 * 10 ** (np.arange(K) / (K - 1))
PROP = 0.25 * 16 ** (np.arange(NCLASS) / (NCLASS - 1))
P_OBS, P_MIS, P_DEN = 0.3, 0.02, 0.05
# probability table [class][multiplier class][behaviour]
PTAB = PROP[:, None, None] * MULT[None, :, None] * BASE[None, None, :]


def graph(n, rng):
    """G(n, M=5n) multigraph without loops as CSR (both directions): mean degree 10."""
    m = 5 * n
    a = rng.integers(0, n, m)
    b = rng.integers(0, n - 1, m)
    b += b >= a
    src = np.concatenate([a, b])
    dst = np.concatenate([b, a])
    order = np.argsort(src, kind="stable")
    off = np.zeros(n + 1, np.int64)
    np.cumsum(np.bincount(src, minlength=n), out=off[1:])
    return off, dst[order].astype(np.int32)


def args():
    n, days, seed = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    return n, days, seed


class Clock:
    """Time on the wall and of the processor, of the days alone."""

    def __init__(self):
        self.wall, self.cpu = time.perf_counter(), time.process_time()

    def stop(self):
        return time.perf_counter() - self.wall, time.process_time() - self.cpu


def report(name, n, days, seed, init, spent, tot, score, tally):
    """One JSON line. `spent`: what `Clock.stop` gave after the last day."""
    score = np.asarray(score, np.float64)
    bands = np.bincount(np.searchsorted(THR, score, side="right"), minlength=NBAND) / n
    line = dict(
        impl=name, ties="stored", n=n, days=days, threads=1, seed=seed, init_s=round(init, 3),
        run_s=round(spent[0], 4), cpu_s=round(spent[1], 4),
        acts=int(tot[0]), observed=int(tot[1]), mis=int(tot[2]), den=int(tot[3]), tally=int(np.sum(tally)),
        mean=round(float(score.mean()), 5), sd=round(float(score.std()), 5),
        bands=[round(float(band), 6) for band in bands],
        rss_mib=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    )  # fmt: skip
    print(json.dumps(line))

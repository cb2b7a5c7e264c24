"""Exact expected results of scorewalk for N -> infinity: per class the score distribution is evolved by
convolution (no sampling). Foreign (misattributed) points arrive as Poisson with the population's own rate."""
import json
import sys

from common import *  # noqa: F403

D = int(sys.argv[1]) if len(sys.argv) > 1 else 365
deg0 = np.exp(-10.0) if "--regular" not in sys.argv else 0.0  # agents without neighbours cannot be denounced
L, OFF = 8192, 3000  # score range -3000 .. 5191
s = np.arange(L) - OFF
mc = np.where(s < 920, 0, np.where(s >= 1150, 2, 1))
band = np.searchsorted(THR, s, side="right")
po, pd = P_OBS * (1 - P_MIS), P_DEN * (1 - deg0)
p0, p1, p2 = (1 - po) * (1 - pd), po * (1 - pd) + (1 - po) * pd, po * pd


def kernel(p):
    """FFT of the day's own-score change given act probabilities p[20]."""
    f = np.ones(L // 2 + 1, complex)
    w = np.exp(-2j * np.pi * np.arange(L // 2 + 1) / L)
    for k in range(K):
        z = w ** int(DELTA[k])
        f *= 1 - p[k] + p[k] * (p0 + p1 * z + p2 * z * z)
    return f


KER = [[kernel(PTAB[c, m]) for m in range(3)] for c in range(NCLASS)]
W = [np.exp(-2j * np.pi * np.arange(L // 2 + 1) / L) ** int(d) for d in DELTA]
P = np.zeros((NCLASS, L))
P[:, 1000 + OFF] = 1
tot_acts = 0.0
for day in range(1, D + 1):
    share = np.stack([[P[c][mc == m].sum() for m in range(3)] for c in range(NCLASS)])  # class x mult
    rate = np.einsum("cm,cmk->k", share, PTAB) / NCLASS  # acts per agent and behaviour
    tot_acts += rate.sum()
    foreign = np.exp(sum(rate[k] * P_OBS * P_MIS * (W[k] - 1) for k in range(K)))
    for c in range(NCLASS):
        f = sum(np.fft.rfft(P[c] * (mc == m)) * KER[c][m] for m in range(3)) * foreign
        P[c] = np.fft.irfft(f, L)
    if day % 30 == 0:
        Q = np.zeros_like(P)
        i = 1000 + OFF
        Q[:, i] = P[:, i] + P[:, i - 1] + P[:, i + 1]
        Q[:, i + 1:-1] = P[:, i + 2:]
        Q[:, 1:i] = P[:, :i - 1]
        P = Q
p = P.mean(0)
mean = (p * s).sum()
sd = np.sqrt((p * (s - mean) ** 2).sum())
bands = [float(p[band == b].sum()) for b in range(NBAND)]
print(json.dumps(dict(acts=tot_acts / D, mean=float(mean), sd=float(sd), bands=bands)))

"""Installs the peers, runs them and our kernel by turns, and writes how fast each is and whether all agree.

    python3 benches/peers/run.py [ROUNDS]     (3 unless said otherwise; the results go to target/bench/peers)

All run on one thread. Speed is people times days for each second of the processor, so that what else the machine does
counts little; the best round counts. A result agrees if it lies within four standard errors of the exact expectation.
"""

import json
import math
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
OUT = ROOT / "target/bench/peers"
PYTHON = OUT / "venv/bin/python"
OURS = "vitropolis"
PROTOTYPE = OUT / "prototype/release/scorewalk"
# name: command, people, days: as many days as take some seconds
PEERS = {
    OURS: ([str(ROOT / "target/release/examples/scorewalk")], 1_000_000, 365),
    "mesa": ([str(PYTHON), "mesa_walk.py"], 100_000, 5),
    "starsim": ([str(PYTHON), "starsim_walk.py"], 1_000_000, 5),
    "numpy": ([str(PYTHON), "numpy_walk.py"], 1_000_000, 10),
    "numba": ([str(PYTHON), "numba_walk.py"], 1_000_000, 20),
    "krabmaga": ([str(OUT / "rust/release/krabmaga")], 1_000_000, 10),
    "ixa": ([str(OUT / "rust/release/ixa")], 1_000_000, 10),
    "prototype, a bound a class": ([str(PROTOTYPE), "sorted", "all"], 1_000_000, 365),
    "prototype, one bound": ([str(PROTOTYPE), "unsorted", "all"], 1_000_000, 365),
}
MOST_ERRORS = 4.0


def install():
    """A virtual environment and two programs; nothing of it touches the system."""
    if not PYTHON.exists():
        venv.create(PYTHON.parent.parent, with_pip=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "-r", str(HERE / "requirements.txt")], check=True)
    for programs in ["rust", "prototype"]:
        env = {**os.environ, "CARGO_TARGET_DIR": str(OUT / programs)}
        subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=HERE / programs, env=env, check=True)
    build = ["cargo", "build", "--release", "--quiet", "-p", "engine", "--example", "scorewalk"]
    subprocess.run(build, cwd=ROOT, check=True)


def line(command, *words):
    """The last line that a program prints, as JSON."""
    env = {**os.environ, "STARSIM_INSTALL_FONTS": "0", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run([*command, *map(str, words)], cwd=HERE, env=env, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.strip().splitlines()[-1])


def measure(name, seed):
    command, people, days = PEERS[name]
    if name.startswith("prototype"):
        return {**line(command, people, days, 1, seed, "csr"), "impl": name}
    return line(command, people, days, seed, *([1] if name == OURS else []))


def exact(run):
    """What a run of infinitely many people would give."""
    regular = ["--regular"] if run.get("ties") == "computed" else []
    return line([str(PYTHON), "exact.py"], run["days"], *regular)


def errors(run, expected):
    """How many standard errors each statistic lies from what is expected."""
    n = run["n"]
    yield "acts", (run["acts"] / (n * run["days"]) - expected["acts"]) / math.sqrt(expected["acts"] / (n * run["days"]))
    yield "mean", (run["mean"] - expected["mean"]) / (expected["sd"] / math.sqrt(n))
    for band, (share, wanted) in enumerate(zip(run["bands"], expected["bands"], strict=True)):
        if n * wanted > 100:  # below, a count is too small for a normal error
            yield f"band {band}", (share - wanted) / math.sqrt(wanted * (1 - wanted) / n)


def speed(run):
    """Person-days a second of the processor."""
    return run["n"] * run["days"] / run["cpu_s"]


def times(ratio):
    """With as many digits as it is worth."""
    return f"{ratio:.2f}" if ratio < 10 else f"{ratio:.0f}"


def main(rounds):
    install()
    runs = {name: [] for name in PEERS}
    for seed in range(1, rounds + 1):
        for name in PEERS:
            runs[name].append(measure(name, seed))
            print(f"round {seed}: {name} {speed(runs[name][-1]):.3g} person-days/s", file=sys.stderr)
    ours = max(map(speed, runs[OURS]))
    rows = ["| | person-days a second | ns a person-day | ours: times as fast | largest error |", "|---|---:|---:|---:|---:|"]
    wrong = []
    for name, done in sorted(runs.items(), key=lambda item: -max(map(speed, item[1]))):
        best, expected = max(map(speed, done)), exact(done[0])
        far = max(abs(z) for run in done for _, z in errors(run, expected))
        wrong += [name] if far > MOST_ERRORS else []
        rows.append(f"| {done[0]['impl']} | {best:.3g} | {1e9 / best:.1f} | {times(ours / best)} | {far:.1f} |")
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "runs.json").write_text(json.dumps(runs, indent=1))
    (OUT / "table.md").write_text("\n".join(rows) + "\n")
    print("\n".join(rows))
    if wrong:
        sys.exit(f"further than {MOST_ERRORS} standard errors from the exact expectation: {', '.join(wrong)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)

#!/usr/bin/env python3
"""Runs Kindling and its peers by turns on the same work, and tells how many times as fast Kindling is.

    benchmarks/compare.py --kindling .build/release/kindling

Each round asks every configuration, one after another, for a few seconds of the same workload; the next round begins
with another one. Ratios are taken within rounds; what is told is their median and their range. Starting, loading,
compiling and a first repetition do not count.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import report
from configurations import CONFIGURATIONS, Kindling, Peer
from kept import Kept

HERE = Path(__file__).resolve().parent
CORES = sorted(os.sched_getaffinity(0))[:2]


def main():
    options = arguments()
    cache = HERE / ".cache"
    cache.mkdir(exist_ok=True)
    names = exported(options, cache / "work")
    chosen = [c for c in CONFIGURATIONS if not options.configurations or c.name in options.configurations]
    rounds = Path(options.out).with_suffix(".json") if options.out else None
    now = report.measured_now(options.kindling)
    kept = Kept(options.out) if options.keep else Kept()
    results = {}

    def text():
        return report.text(list(results.values()), kept, chosen, options, CORES)

    def told(found):
        for name, part in found.items():
            results[name] = results.get(name, {"workload": name, "configurations": {}}) | part
        if options.out:
            Path(options.out).write_text(text())
            rounds.write_text(json.dumps(list(results.values()), indent=1) + "\n")

    text()  # Exits where the kept report does not fit, before hours of measuring.
    if options.alone:
        # Short rounds, because what disturbs a shared machine lasts for seconds.
        alone = Kindling(options.kindling, CORES).alone(names, options.alone, 0.4 * options.seconds)
        told({name: {"alone": found | {"measured": now}} for name, found in alone.items()})
        note(f"Kindling alone: {options.alone} rounds done")
    if options.rounds:
        players = {c.name: player(c, options, cache) for c in chosen}
        try:
            for number, name in enumerate(names):
                place = f"{number + 1}/{len(names)}"
                told({name: measured(name, chosen, players, options, place) | {"measured": now}})
        finally:
            for one in players.values():
                one.stop()
    print("\n" + text())


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--kindling", required=True, help="the built program")
    parser.add_argument("--only", type=lambda s: s.split(","), help="workloads, such as W1-20,W4i")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of each workload beside the peers (3; 0: none)")
    parser.add_argument("--alone", type=int, default=15, help="shorter rounds of Kindling alone, before that (15; 0: none)")
    parser.add_argument("--seconds", type=float, default=1.0, help="of work in a round, at least (1)")
    parser.add_argument(
        "--configurations", type=lambda s: s.split(","),
        help="among " + ", ".join(c.name for c in CONFIGURATIONS))
    parser.add_argument("--out", help="where to write the report; the rounds go beside it as JSON")
    parser.add_argument(
        "--keep", action="store_true", help="keep what the report in --out tells of workloads not measured now")
    options = parser.parse_args()
    known = {c.name for c in CONFIGURATIONS}
    for name in options.configurations or []:
        if name not in known:
            parser.error(f"--configurations: expected some of {', '.join(sorted(known))}, found '{name}'")
    if min(options.rounds, options.alone) < 0 or not options.rounds + options.alone:
        parser.error(f"--rounds, --alone: expected 0 or more, not 0 for both, found {options.rounds} and {options.alone}")
    return options


def exported(options, folder):
    """Has Kindling write the work, and returns the workloads' names in its order."""
    if folder.exists():
        for file in folder.iterdir():
            file.unlink()
    command = [options.kindling, "bench", *(options.only or []), "--export", str(folder)]
    done = subprocess.run(command, text=True, capture_output=True)
    if done.returncode:
        sys.exit(done.stderr.strip() or f"{options.kindling}: exit code {done.returncode}")
    return done.stdout.split()


def player(configuration, options, cache):
    if configuration.program is None:
        return Kindling(options.kindling, CORES)
    return Peer(configuration, HERE / "peers", cache, CORES)


def measured(name, chosen, players, options, place):
    """All rounds of one workload: {configuration: {"rates": [...], "losses": [...], …}}."""
    chosen = [c for c in chosen if c.takes(name)]
    result = {"workload": name, "configurations": {}}
    began = time.monotonic()
    # One lane a core, in opposite orders, so that one finds compiled what the other has compiled.
    with ThreadPoolExecutor() as pool:
        lanes = [
            pool.submit(lambda lane=lane, order=order: [players[c.name].prepare(name, lane) for c in order])
            for lane, order in enumerate([chosen, chosen[::-1]])
        ]
        for lane in lanes:
            lane.result()
    for c in chosen:
        result["configurations"][c.name] = players[c.name].ready() | {"rates": []}
    note(f"{place} {name}: ready after {time.monotonic() - began:.0f} s")
    for number in range(options.rounds):
        start = number % len(chosen)
        for c in chosen[start:] + chosen[:start]:
            answer = players[c.name].round(name, options.seconds)
            one = result["configurations"][c.name]
            one["rates"].append(answer.pop("rate"))
            one |= answer
        note(f"{place} {name}: round {number + 1}: " + ", ".join(
            f"{c.name} {result['configurations'][c.name]['rates'][-1]:.3g}" for c in chosen))
    return result


def note(line):
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

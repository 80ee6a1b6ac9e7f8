#!/usr/bin/env python3
"""Measures what runs, stores and sweeps cost as they grow, and writes one page of curves with fitted exponents.

    benchmarks/growth.py [--kindling PROGRAM] [--out FILE] [--rounds N] [--quick]

Seconds of a run are the program's own, as its store tells them: loading data and starting the program do not count. Points of a
curve take turns, round after round, so that a slow minute touches all of them; a point is the median of its rounds. The
exponent is the slope of ln seconds over ln of what grows, along all points and along the upper half of them.
"""

import argparse
import datetime
import itertools
import json
import math
import os
import pathlib
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

TOP = pathlib.Path(__file__).resolve().parent.parent
FILL = TOP / "Tests/fill.sh"


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    options.add_argument("--kindling", default=TOP / ".build/release/kindling", type=pathlib.Path)
    options.add_argument("--out", default=TOP / "benchmarks/GROWTH.md", type=pathlib.Path)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--quick", action="store_true", help="few small points, to see that it works")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure = Measure(given.kindling.resolve(), pathlib.Path(folder), given.rounds, given.quick)
        curves = measure.curves()
        outside = [measure.outside(networks) for networks in (100, 1000)]
    given.out.write_text(page(measure, curves, outside, given.out))
    draw(curves, given.out.with_suffix(".svg"))


class Measure:
    """The measurements, one method a curve."""

    def __init__(self, program, folder, rounds, is_quick):
        self.program, self.folder, self.rounds, self.is_quick = program, folder, rounds, is_quick

    def curves(self):
        return [
            self.trained("depth", "hidden layers, 100 wide", [5, 10, 20, 40, 80, 160], "depth", ["--set", "width=100"]),
            self.trained("width", "width of 10 hidden layers", [10, 20, 40, 80, 160, 320, 640], "width", ["--set", "depth=10"]),
            self.trained(
                "channels", "channels of 5 convolutions", [4, 8, 16, 32, 64], "width",
                ["--set", "architecture.kind=conv", "--set", "depth=5", "--batch", "128"], "synthetic-colour"),
            self.stored(), self.worked()]

    def points(self, values):
        return values[:2] if self.is_quick else values

    def turns(self, values, seconds):
        """The median over rounds of what a function measures at each value."""
        found = {value: [] for value in values}
        for _ in range(1 if self.is_quick else self.rounds):
            for value in values:
                found[value].append(seconds(value))
                print(f"{value}: {found[value][-1]:.4g} s", file=sys.stderr)
        return {value: statistics.median(numbers) for value, numbers in found.items()}

    def trained(self, name, title, values, axis, settings, dataset="fashion-mnist"):
        """Seconds of an epoch of training, with its test."""
        def seconds(value):
            store = self.sweep(
                ["--axis", f"{axis}={value}", *settings, "--dataset", dataset, "--epochs", "1", "--seeds", "1", "--jobs", "1"])
            return own_seconds(store)
        return Curve(name, title, "seconds of an epoch", self.turns(self.points(values), seconds))

    def stored(self):
        """Seconds to look 100 trials up in a store that holds others, run them and write them."""
        stores = {}
        for count in self.points([1_000, 10_000, 100_000, 1_000_000]):
            stores[count] = self.folder / f"store-{count}"
            subprocess.run([FILL, self.program, stores[count], str(count)], stdout=subprocess.DEVNULL, check=True)
        seeds = itertools.count(1, 100)
        def seconds(count):
            first = next(seeds)
            began = time.monotonic()
            self.sweep(self.lengths(networks=1, seeds=f"{first}..{first + 99}"), stores[count])
            return time.monotonic() - began
        # The first sweep lays out the columns of a store that the program did not fill.
        for count in stores:
            seconds(count)
        return Curve("store", "runs in the store", "seconds of 100 short trials", self.turns(stores, seconds))

    def worked(self):
        """Seconds a run of a sweep with so many workers: of more runs less of fewer, so that starting and loading do not count."""
        def wall(jobs, runs):
            began = time.monotonic()
            self.sweep(
                ["--axis", "depth=20", "--set", "width=50", "--dataset", "fashion-mnist", "--epochs", "1", "--seeds", str(runs),
                 "--jobs", str(jobs)])
            return time.monotonic() - began
        few, many = (2, 4) if self.is_quick else (8, 32)
        values = range(1, (os.cpu_count() or 1) + 1)
        seconds = self.turns(values, lambda jobs: (wall(jobs, many) - wall(jobs, few)) / (many - few))
        return Curve("workers", "workers", "seconds a run", seconds)

    def outside(self, networks):
        """What of the time of all workers a sweep of many lengths trials spends outside them."""
        count, jobs = 500 if self.is_quick else 100_000, os.cpu_count() or 1
        began, before = time.monotonic(), children_seconds()
        store = self.sweep(self.lengths(networks, seeds=str(count), jobs=jobs))
        wall, processor, inside = time.monotonic() - began, children_seconds() - before, own_seconds(store)
        return [f"{count:,} × {networks:,}", f"{wall:.4g}", f"{100 * (1 - inside / (jobs * wall)):.1f} %",
                f"{100 * (1 - inside / processor):.1f} %"]

    def lengths(self, networks, seeds, jobs=1):
        return ["--kind", "lengths", "--axis", "depth=20", "--set", "width=20", "--set", "dimension=20", "--networks", str(networks),
                "--seeds", seeds, "--jobs", str(jobs)]

    def sweep(self, words, folder=None):
        folder = folder or pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        subprocess.run([self.program, "sweep", *words, "--out", folder], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)
        return folder / "runs.db"


class Curve:
    """What was measured at each value of what grows."""

    def __init__(self, name, title, unit, points):
        self.name, self.title, self.unit, self.points = name, title, unit, points

    def exponent(self, points):
        """The slope of ln seconds over ln of what grows, along some of the points."""
        if len(points) < 2:
            return "–"
        line = statistics.linear_regression(*zip(*((math.log(x), math.log(y)) for x, y in points)))
        return f"{line.slope:.2f}"

    def table(self):
        points = list(self.points.items())
        upper = points[len(points) // 2:]
        heads = [f"{x:,}" for x, _ in points]
        cells = [f"{y:.3g}" for _, y in points]
        return table([self.title, *heads, "exponent", "of the upper half"],
                     [[self.unit, *cells, self.exponent(points), self.exponent(upper)]])


def table(heads, rows):
    return "\n".join("| " + " | ".join(row) + " |" for row in [heads, ["---"] * len(heads), *rows])


def own_seconds(store):
    with sqlite3.connect(store) as database:
        return database.execute("SELECT sum(seconds) FROM run").fetchone()[0]


def children_seconds():
    """The processor's time of all programs that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def page(measure, curves, outside, out):
    doctor = json.loads(subprocess.run(
        [measure.program, "doctor", "--json"], stdout=subprocess.PIPE, text=True, check=True).stdout)
    return "\n\n".join([
        "# What runs, stores and sweeps cost as they grow",
        "Written by `make bench-growth`, at the top of the project. Training is an epoch of Fashion-MNIST in batches of 1,024, of convolutions "
        "one of the synthetic colour images in batches of 128, with its test. Seconds of training are the program's own, of one worker; the others "
        "are the clock's. A point is the median of some rounds by turns; the exponent is the slope of ln seconds over ln of what grows.",
        f"{doctor['processor']}, {doctor['cores']} cores, {doctor['instructions']}; {doctor['openblas']}; {datetime.date.today()}.",
        *[curve.table() for curve in curves],
        "Sweeps of trials of lengths of networks of 20 layers of 20 units, drawn anew, with a worker a core. Outside the trials is all that "
        "looks up, writes, reports and starts: the share of the workers' time by the clock, and of the processor's time.",
        table(["trials × networks", "seconds", "outside, by the clock", "outside, of the processor's time"], outside),
        f"![Seconds over what grows]({out.with_suffix('.svg').name})",
    ]) + "\n"


def draw(curves, file):
    """A picture a curve, side by side, both axes logarithmic."""
    import vl_convert
    charts = [{
        "title": curve.name, "width": 200, "height": 160,
        "data": {"values": [{"x": x, "y": y} for x, y in curve.points.items()]},
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": {"field": "x", "type": "quantitative", "scale": {"type": "log"}, "title": curve.title},
            "y": {"field": "y", "type": "quantitative", "scale": {"type": "log"}, "title": curve.unit}},
    } for curve in curves]
    file.write_text(vl_convert.vegalite_to_svg({"concat": charts, "columns": 3}))


if __name__ == "__main__":
    main()

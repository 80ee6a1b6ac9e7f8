"""The comparison as text: ratios with their ranges, losses side by side, and what it ran on."""

import datetime
import importlib.metadata
import itertools
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

UNITS = {"model-epochs": "epochs/s", "steps": "steps/s", "networks": "networks/s"}


def text(results, chosen, options, cores):
    parts = [
        "# Kindling and its peers",
        f"Written by `{command()}`, at the top of the project.",
        machine(options, cores),
        "## How many times as fast",
        "Work a second over both cores: a model's epochs with their tests (W1 to W3), training steps (W4ii), networks "
        "drawn and measured (W4i, W5). Each ratio is Kindling over the peer, within a round; what stands here is the "
        "median of the rounds, and the range in brackets.",
        ratios(results, chosen),
        "## Beside its own products, and one worker",
        "`step ÷ products`: a step's time over that of its matrix products alone, by the same OpenBLAS in the same run. "
        "`of sgemm`: GFLOP/s of the products of all work done, over the best rate of large square products in the run; whole "
        "products count, although Kindling leaves out what is 0 for many examples at once. "
        "`two workers ÷ one`: work a second, over what one does while the other waits, within a round; `products likewise`: the "
        "same of the products alone, which is what the machine gave its second core.",
        ceilings(results),
        "## Losses",
        "The largest relative difference between Kindling's first ten losses and a peer's, for the same weights and "
        "batches; for W4i and W5 between the first network's lengths of the first ten layers. The last column is the "
        "largest between two of the peers: what rounding alone, in another order of sums, becomes in so deep a network.",
        losses(results, chosen),
        "## What each program settled on",
        settled(results, chosen),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def command():
    return " ".join(["benchmarks/compare.py", *sys.argv[1:]])


def machine(options, cores):
    doctor = json.loads(subprocess.run(
        [options.kindling, "doctor", "--json"], capture_output=True, text=True, check=True).stdout)
    versions = {name: importlib.metadata.version(name) for name in ("torch", "jax", "numpy")}
    rows = {
        "Kindling": doctor["kindling"],
        "processor": f"{doctor['processor']}, cores {', '.join(map(str, cores))} of {os.cpu_count()}",
        "OpenBLAS": f"{doctor['openblas']}; kernels {doctor['kernels']}, {doctor['chosenBy']}",
        "system": doctor["system"],
        "PyTorch": versions["torch"], "JAX": versions["jax"], "NumPy": versions["numpy"],
        "Python": sys.version.split()[0],
        "load when done": f"{os.getloadavg()[2]:.2f} (mean of 15 minutes)",
    }
    return table(["", ""], [[key, value] for key, value in rows.items()])


def measured_now(kindling):
    """The day, and the revision that the program was built from, where `make build` has noted it."""
    revision = Path(f"{kindling}.revision")
    return ", ".join([datetime.date.today().isoformat(), *(revision.read_text().split() if revision.exists() else [])])


def with_ours(results):
    """The workloads that Kindling took, each with its rounds."""
    for result in results:
        ours = result["configurations"].get("kindling")
        if ours:
            yield result, ours


def ratios(results, chosen):
    peers = [c for c in chosen if c.program]
    rows = []
    for result, ours in with_ours(results):
        cells = [result["workload"], f"{figure(statistics.median(ours['rates']))} {UNITS[ours['unit'][0]]}"]
        for c in peers:
            cells.append(ratio(ours, result["configurations"].get(c.name)))
        supported = [
            result["configurations"][c.name] for c in peers
            if c.supported and c.name in result["configurations"]
        ]
        best = max(supported, key=lambda one: statistics.median(one["rates"]), default=None)
        cells.append(f"**{ratio(ours, best)}**" if best else "")
        rows.append(cells + [f"{len(ours['rates'])} rounds, {result['measured']}"])
    return table(["workload", "Kindling", *(c.label for c in peers), "best supported peer", "measured"], rows)


def ratio(ours, other):
    if not other:
        return ""
    return spread([a / b for a, b in zip(ours["rates"], other["rates"])])


def spread(numbers):
    return f"{statistics.median(numbers):.2f} ({min(numbers):.2f}–{max(numbers):.2f})"


def ceilings(results):
    rows = []
    for result, ours in with_ours(results):
        median = {key: statistics.median(ours[key]) for key in (
            "step_ms", "products_ms", "step_over_products", "gflops", "sgemm_gflops")}
        rows.append([
            result["workload"], f"{median['step_ms']:.3f}", f"{median['products_ms']:.3f}",
            f"{median['step_over_products']:.2f}", f"{median['gflops']:.0f}",
            f"{100 * median['gflops'] / max(ours['sgemm_gflops']):.0f} %",
            spread(ours["scaling"]), spread(ours["products_scaling"]),
        ])
    return table(
        ["workload", "step, ms", "products, ms", "step ÷ products", "GFLOP/s", "of sgemm", "two workers ÷ one",
         "products likewise"], rows)


def losses(results, chosen):
    peers = [c for c in chosen if c.program]
    rows = []
    for result, ours in with_ours(results):
        mine = ours["losses"][0]
        rows.append([result["workload"]] + [
            difference(mine, result["configurations"].get(c.name)) for c in peers] + [among(result, peers)])
    return table(["workload", *(c.label for c in peers), "peers among themselves"], rows)


def among(result, peers):
    lists = [result["configurations"][c.name]["losses"] for c in peers if c.name in result["configurations"]]
    return max((difference(a, {"losses": b}) for a, b in itertools.combinations(lists, 2)), key=float, default="")


def difference(mine, other):
    if not other:
        return ""
    if len(mine) != len(other["losses"]):
        return f"{len(other['losses'])} losses, not {len(mine)}"
    return f"{max(abs(a - b) / abs(a) for a, b in zip(mine, other['losses'])):.1e}"


def settled(results, chosen):
    lines = []
    for c in chosen:
        if c.program:
            found = {}
            for result in results:
                one = result["configurations"].get(c.name)
                if one:
                    found.setdefault(one["configuration"], []).append(result["workload"])
            lines += [f"- {c.label}: {how}: {', '.join(names)}" for how, names in found.items()]
    return "\n".join(lines)


def figure(number):
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}"


def table(heading, rows):
    lines = [heading, ["---"] * len(heading), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)

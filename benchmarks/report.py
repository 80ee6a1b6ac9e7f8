"""The comparison as text: ratios with their ranges, losses side by side, and what it ran on."""

import datetime
import importlib
import itertools
import json
import os
import re
import statistics
import subprocess
import sys
from pathlib import Path

from configurations import environment

UNITS = {"model-epochs": "epochs/s", "steps": "steps/s", "networks": "networks/s"}


RATIOS, CEILINGS, LOSSES, SETTLED = (
    "## How many times as fast", "## Beside its own products, and one worker", "## Losses",
    "## What each program settled on")


def text(results, kept, chosen, options, cores):
    """The report of what was measured now, and of what is kept of an earlier one (`Kept`)."""
    parts = [
        "# Kindling and its peers",
        f"Written by `{command()}`, at the top of the project.",
        machine(options, cores),
        "`measured` tells of each row the day, the revision, and the processor's family and model; a row that names no "
        "processor is of an earlier report, and may be of another one (NOTES.md).",
        RATIOS,
        "Work a second over both cores: a model's epochs with their tests (W1 to W3), training steps (W4ii, W6 to W10), networks "
        "drawn and measured (W4i, W5). Each ratio is Kindling over the peer, within a round; what stands here is the "
        "median of the rounds, and the range in brackets.",
        ratios(results, kept, chosen),
        CEILINGS,
        "Kindling alone, all workloads by turns; medians of the rounds. `step ÷ products`: a step's time over that of its "
        "matrix products alone, by the same OpenBLAS right after it. `of sgemm`: GFLOP/s of the products of all work done, "
        "over the best rate of large square products in the run; whole products count, although Kindling leaves out what "
        "is 0 for many examples at once. `two workers ÷ one`: work a second, over what one does while the other waits, "
        "right after it, with the range; `products likewise`: the same of the products alone, which is what the machine "
        "gave its second core.",
        ceilings(results, kept),
        LOSSES,
        "The largest relative difference between Kindling's first ten losses and a peer's, for the same weights and "
        "batches; for W4i and W5 between the first network's lengths of the first ten layers. The last column is the "
        "largest between two of the peers: what rounding alone, in another order of sums, becomes in so deep a network.",
        losses(results, kept, chosen),
        SETTLED,
        settled(results, kept, chosen),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def command():
    return " ".join(["benchmarks/compare.py", *sys.argv[1:]])


def machine(options, cores):
    doctor = json.loads(subprocess.run(
        [options.kindling, "doctor", "--json"], capture_output=True, text=True, check=True, env=environment()).stdout)
    # What a package says of itself, such as 2.15.0+cu132, and not the version that it was asked for by.
    versions = {name: importlib.import_module(name).__version__ for name in ("torch", "jax", "numpy")}
    rows = {
        "Kindling": doctor["kindling"],
        "processor": f"{doctor['processor']} ({processor()}), cores {', '.join(map(str, cores))} of {os.cpu_count()}",
        "OpenBLAS": f"{doctor['openblas']}; kernels {doctor['kernels']}, {doctor['chosenBy']}",
        "system": doctor["system"],
        "PyTorch": f"{versions['torch']}, on the processor alone", "JAX": versions["jax"], "NumPy": versions["numpy"],
        "threads of peers": "one in each of two processes, on a core of its own, or, where the column says so, two in one process",
        "Python": sys.version.split()[0],
        "load when done": f"{os.getloadavg()[2]:.2f} (mean of 15 minutes)",
    }
    return table(["", ""], [[key, value] for key, value in rows.items()])


def measured_now(kindling):
    """The day, the revision that the program was built from, where `make build` has noted it, and the processor."""
    revision = Path(f"{kindling}.revision")
    noted = revision.read_text().split() if revision.exists() else []
    return ", ".join([datetime.date.today().isoformat(), *noted, processor()])


def processor():
    """The family and the model of the processor, by which those of one name differ."""
    facts = dict(re.findall(r"^(cpu family|model)\s*: (\d+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE))
    return f"family {facts.get('cpu family', 'unknown')} model {facts.get('model', 'unknown')}"


def with_ours(results):
    """The workloads that Kindling took, each with its rounds."""
    for result in results:
        ours = result["configurations"].get("kindling")
        if ours:
            yield result, ours


def ratios(results, kept, chosen):
    peers = [c for c in chosen if c.program]
    rows = []
    for result, ours in with_ours(results):
        cells = [result["workload"], f"{figure(statistics.median(ours['rates']))} {UNITS[ours['unit']]}"]
        for c in peers:
            cells.append(ratio(ours, result["configurations"].get(c.name)))
        supported = [
            result["configurations"][c.name] for c in peers
            if c.supported and c.name in result["configurations"]
        ]
        best = max(supported, key=lambda one: statistics.median(one["rates"]), default=None)
        cells.append(f"**{ratio(ours, best)}**" if best else "")
        rows.append(cells + [rounds(len(ours["rates"]), result["measured"])])
    columns = ["workload", "Kindling", *(c.label for c in peers), "best supported peer", "measured"]
    return table(columns, kept.table(RATIOS, columns, rows))


def ratio(ours, other):
    if not other:
        return ""
    quotients = [a / b for a, b in zip(ours["rates"], other["rates"])]
    return spread(statistics.median(quotients), min(quotients), max(quotients))


def spread(middle, low, high):
    return f"{middle:.2f} ({low:.2f}–{high:.2f})"


def ceilings(results, kept):
    rows = []
    for one in (result["alone"] for result in results if "alone" in result):
        rows.append([
            one["workload"], f"{one['step_ms']:.3f}", f"{one['products_ms']:.3f}", f"{one['step_over_products']:.2f}",
            f"{one['gflops']:.0f}", f"{100 * one['gflops'] / one['sgemm_gflops']:.0f} %",
            spread(one["scaling"], one["scaling_low"], one["scaling_high"]), f"{one['products_scaling']:.2f}",
            rounds(one["rounds"], one["measured"]),
        ])
    columns = [
        "workload", "step, ms", "products, ms", "step ÷ products", "GFLOP/s", "of sgemm", "two workers ÷ one",
        "products likewise", "measured",
    ]
    return table(columns, kept.table(CEILINGS, columns, rows))


def rounds(count, measured):
    return f"{count} {'round' if count == 1 else 'rounds'}, {measured}"


def losses(results, kept, chosen):
    peers = [c for c in chosen if c.program]
    rows = []
    for result, ours in with_ours(results):
        rows.append([result["workload"]] + [
            difference(ours["losses"], result["configurations"].get(c.name)) for c in peers] + [among(result, peers)])
    columns = ["workload", *(c.label for c in peers), "peers among themselves"]
    return table(columns, kept.table(LOSSES, columns, rows))


def among(result, peers):
    lists = [result["configurations"][c.name]["losses"] for c in peers if c.name in result["configurations"]]
    return max((difference(a, {"losses": b}) for a, b in itertools.combinations(lists, 2)), key=float, default="")


def difference(mine, other):
    if not other:
        return ""
    if len(mine) != len(other["losses"]):
        return f"{len(other['losses'])} losses, not {len(mine)}"
    return f"{max(abs(a - b) / abs(a) for a, b in zip(mine, other['losses'])):.1e}"


def settled(results, kept, chosen):
    found = {}
    for c in chosen:
        for result in results if c.program else []:
            one = result["configurations"].get(c.name)
            if one:
                found.setdefault((c.label, one["configuration"]), []).append(result["workload"])
    places = [c.label for c in chosen]
    lines = sorted(kept.settled(SETTLED, found).items(), key=lambda line: places.index(line[0][0]))
    return "\n".join(f"- {label}: {how}: {', '.join(names)}" for (label, how), names in lines)


def figure(number):
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}"


def table(heading, rows):
    lines = [heading, ["---"] * len(heading), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)

"""What the compared programs share: the files that `kindling bench --export` writes, and how work is asked for.

A program reads lines from standard input and answers each with a line of JSON. The name of a workload has it load,
compile and warm up:

    {"losses": [ten numbers], "configuration": "what it settled on"}

A number of seconds has it do the work for at least that long, always from the same first weights:

    {"units": how many model-epochs, steps or networks, "seconds": how long they took}
"""

import argparse
import json
import math
import os
import sys
import time

from safetensors import safe_open
from safetensors.numpy import load_file


class Task:
    """A workload as the exported files tell it."""

    _data = {}

    def __init__(self, folder, workload):
        file = os.path.join(folder, workload + ".safetensors")
        with safe_open(file, "numpy") as opened:
            metadata = opened.metadata()
        self.workload = workload
        architecture = json.loads(metadata["architecture"])
        # A list of layers is W10's, or a ready network of Kindling's, whose parameters tell which.
        self.sizes = architecture.get("parameters", {})
        self.network = architecture["kind"]
        if self.network == "layers":
            self.network = "vgg" if not self.sizes else "resnet" if "blocks" in self.sizes else "mlp"
        self.tensors = load_file(file)
        self.measures_lengths = "networks" in metadata
        if self.measures_lengths:
            self.networks = int(metadata["networks"])
            self.input = self.tensors.pop("input")
        else:
            self.batch = int(metadata["batch"])
            self.rate = float(metadata["rate"])
            self.tests = workload.split("-")[0] in ("W1", "W2", "W3")
            self.order = self.tensors.pop("order").astype("int64")
            data = self._load(os.path.join(folder, metadata["data"]))
            self.train = data["train.images"], data["train.labels"].astype("int64")
            self.test = data["test.images"], data["test.labels"].astype("int64")
        # Layers in their order; a file keeps names in the alphabet's.
        self.layers = sorted({name.rsplit(".", 1)[0] for name in self.tensors}, key=_place)

    @classmethod
    def _load(cls, file):
        if file not in cls._data:
            cls._data[file] = load_file(file)
        return cls._data[file]

    @property
    def takes_images(self):
        """Whether the network takes images, and not vectors."""
        return self.network in ("conv", "resnet", "vgg")

    @property
    def residual_scale(self):
        """1 / L, as W3 has it."""
        return 1 / sum(name.startswith("module") for name in self.layers)

    @property
    def units(self):
        """What a repetition of the work counts: an epoch, its steps, or networks."""
        if self.measures_lengths:
            return self.networks
        return 1 if self.tests else -(-len(self.order) // self.batch)


def _place(layer):
    if layer == "input":
        return -1
    if layer == "output":
        return math.inf
    return int("".join(c for c in layer if c.isdigit()))


def fastest(ways, seconds=0.3):
    """The name of the fastest of several ways to do one thing, {name: (work, units)}.

    Each is tried for a while and judged by the processor's time, which other programs disturb less.
    """
    best = {}
    for name, (work, units) in ways.items():
        work()
        times, began = [], time.perf_counter()
        while not times or time.perf_counter() - began < seconds:
            before = time.process_time()
            work()
            times.append(time.process_time() - before)
        best[name] = min(times) / units
    return min(best, key=best.get)


def serve(folder, prepare):
    """Answers what is asked on standard input.

    `prepare` makes of a task what does it, compiled and warmed up: `begin()` puts the first weights back, `work()` does all of it once, and
    `losses` and `configuration` tell of it.
    """
    job = task = None

    for line in sys.stdin:
        word = line.strip()
        if word.startswith("W"):
            job = None
            task = Task(folder, word)
            job = prepare(task)
            job.begin()
            job.work()
            answer = {"losses": [float(x) for x in job.losses], "configuration": job.configuration}
        else:
            job.begin()
            units, seconds, began = 0, 0.0, time.perf_counter()
            while not units or seconds < float(word):
                job.work()
                units += task.units
                seconds = time.perf_counter() - began
            answer = {"units": units, "seconds": seconds}
        print(json.dumps(answer), flush=True)


def arguments(modes):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", help="what kindling bench --export wrote")
    parser.add_argument("--mode", choices=modes, default=modes[0])
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    chosen = [name for name in os.environ if name.startswith("OPENBLAS_") and name != "OPENBLAS_NUM_THREADS"]
    if chosen or len(os.sched_getaffinity(0)) != options.threads:
        parser.error(
            f"expected {options.threads} cores and no choice of OpenBLAS's, found {os.sched_getaffinity(0)} and {chosen}")
    return options

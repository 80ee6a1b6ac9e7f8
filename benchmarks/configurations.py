"""The programs that are compared, each in the configurations that an expert would try."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Configuration:
    """A program, and how it is given the cores."""

    name: str
    label: str
    # None for Kindling itself.
    program: str | None
    mode: str | None = None
    # Processes of one thread, each pinned to a core of its own; 1 with threads=2 has both cores for itself.
    processes: int = 2
    threads: int = 1
    supported: bool = True
    # The workloads that it takes, by the beginning of their names.
    workloads: tuple = ("W",)

    def takes(self, workload):
        return workload.startswith(self.workloads)


TRAINING = ("W1", "W2", "W3", "W4ii", "W6", "W7", "W8", "W9", "W10")

CONFIGURATIONS = [
    Configuration("kindling", "Kindling, two workers", None),
    Configuration(
        "torch-eager", "PyTorch eager, 2 threads", "torch_peer.py", "eager", 1, 2, workloads=TRAINING),
    Configuration(
        "torch-eager-2", "PyTorch eager, 2 processes", "torch_peer.py", "eager", workloads=TRAINING),
    Configuration("torch", "PyTorch compiled, 2 processes", "torch_peer.py", "compiled"),
    Configuration("jax", "JAX, 2 processes", "jax_peer.py", "jit"),
    Configuration("numpy", "NumPy, 2 processes", "numpy_peer.py", "batched", workloads=("W5",)),
    Configuration(
        "torch-patched", "PyTorch compiled, 2 processes, MKL patched (unsupported)", "torch_peer.py", "compiled",
        supported=False),
]


class Kindling:
    """Kindling, started anew each round; it leaves its own start and warm-up out."""

    def __init__(self, program, cores):
        self.program = program
        self.cores = cores

    def prepare(self, workload, lane):
        pass

    def ready(self):
        return {}

    def round(self, workload, seconds):
        found = self._bench([workload], 1, seconds)[0]
        return {key: found[key] for key in ("rate", "unit", "losses")}

    def alone(self, workloads, rounds, seconds):
        """Several rounds of all workloads by turns, without peers: {workload: what was found}."""
        return {found["workload"]: found for found in self._bench(workloads, rounds, seconds)}

    def _bench(self, workloads, rounds, seconds):
        command = [
            self.program, "bench", *workloads, "--jsonl", "--rounds", str(rounds), "--seconds", str(seconds),
            "--jobs", str(len(self.cores)),
        ]
        done = subprocess.run(
            command, capture_output=True, text=True, env=environment(),
            preexec_fn=lambda: os.sched_setaffinity(0, self.cores))
        if done.returncode:
            sys.exit(done.stderr.strip() or f"{self.program}: exit code {done.returncode}")
        return [json.loads(line) for line in done.stdout.splitlines()]

    def stop(self):
        pass


class Peer:
    """A peer's processes, which wait for the next round with their work compiled and in memory."""

    def __init__(self, configuration, folder, cache, cores):
        self.name = configuration.name
        self.answers = {}
        threads = str(configuration.threads)
        variables = environment() | {
            "OMP_NUM_THREADS": threads, "MKL_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads,
            "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false",
            "TORCHINDUCTOR_CACHE_DIR": str(cache / "torch"), "KINDLING_PEER_CACHE": str(cache),
        }
        if not configuration.supported:
            variables["LD_PRELOAD"] = str(shim(folder, cache))
        command = [
            sys.executable, str(folder / configuration.program), str(cache / "work"), "--mode", configuration.mode,
            "--threads", threads,
        ]
        affinities = [{core} for core in cores] if configuration.processes > 1 else [set(cores)]
        self.processes = [
            subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=variables,
                preexec_fn=lambda own=own: os.sched_setaffinity(0, own))
            for own in affinities
        ]

    def _tell(self, process, line):
        process.stdin.write(f"{line}\n")
        process.stdin.flush()

    def _answer(self, process):
        line = process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.name}: ended with exit code {process.wait()}")
        return json.loads(line)

    def prepare(self, workload, lane):
        """Has the process on one core load and compile; the first core's answer is kept."""
        if lane < len(self.processes):
            self._tell(self.processes[lane], workload)
            self.answers[lane] = self._answer(self.processes[lane])

    def ready(self):
        ready, self.answers = self.answers[0], {}
        return ready

    def round(self, workload, seconds):
        for process in self.processes:
            self._tell(process, seconds)
        answers = [self._answer(process) for process in self.processes]
        return {"rate": sum(answer["units"] / answer["seconds"] for answer in answers)}

    def stop(self):
        for process in self.processes:
            process.stdin.close()
            process.terminate()
            process.wait()


def environment():
    """The environment without choices of OpenBLAS's kernels and caches: each program makes its own."""
    return {name: value for name, value in os.environ.items() if not name.startswith("OPENBLAS_")}


def shim(folder, cache):
    """Builds the library that answers MKL's question for its own maker's processor with yes."""
    library = cache / "vendor.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", str(library), str(folder / "vendor.c")], check=True)
    return library

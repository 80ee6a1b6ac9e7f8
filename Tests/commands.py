#!/usr/bin/env python3
"""Runs the program on random command lines made from its own help, with wild values, and sees that it stays civil.

    Tests/commands.py PROGRAM [--lines N] [--seed S] [--seconds T] [--jobs J]

Options and the kinds of their values are read from 'kindling COMMAND --help'. Whatever is asked for, the program ends by
itself with exit code 0, 1 or 2, or within two seconds of SIGTERM with 130; it crashes on nothing; and what is wrong is
said in one line, the only one of standard error that begins with its name after the last line of progress. Command
lines that fail this are printed, and end the script with 1.
"""

import argparse
import concurrent.futures
import os
import pathlib
import random
import re
import resource
import shlex
import signal
import subprocess
import sys
import tempfile
import time

COMMANDS = ["reproduce", "sweep", "train", "predict", "phase", "compare", "which", "lengths", "signals", "rate", "regions", "watch", "report",
            "runs", "merge", "data", "verdicts", "bench", "doctor", "help", "version", "completions", "man"]
WHOLE = ["0", "1", "2", "3", "7", "10", "1e1", "-1", "1000000", "1000001", "2147483648", "9223372036854775807",
         "9223372036854775808", "18446744073709551615", "1e30", "", " ", "0x10", "3.0", "+2", "٣", "1_000"]
NUMBERS = ["0", "1", "0.1", "1e-3", "-0.5", "1e-400", "1e400", "nan", "inf", "-inf", "", "1,5", "1e308", "0.2"]
NAMES = ["fc", "resnet-fc", "conv", "resnet-conv", "relu", "leaky-relu:0.1", "leaky-relu:", "tanh", "he-normal", "gsm",
         "popular", "constant:0", "constant:1e400", "zeros", "orthogonal-mirrored", "delta-orthogonal", "synthetic",
         "synthetic-colour", "mnist", "square", "explicit", "halves", "zero", "valid", "circular", "linear", "sgd",
         "adam", "unit", "centred", "quick", "start", "lengths", "regions", "jacobians", "layer-law", "signals", "products", "",
         "''", "\n", "x" * 5000, "é", "--", "-", "..", "1/L", "geometric:2", "geometric:"]
FIELDS = ["depth", "width", "init", "rate", "batch", "epochs", "scale", "dimension", "networks", "optimizer.rate",
          "architecture.kind", "input.image.set", "input.image.index", "input.space.dimension", "moments", "outputs",
          "hasSpectrum", "steps", "examples", "criterion.accuracy", "", "+", ".", "a.b.c", "depth+dimension", "x", "mean",
          "'", '"']
FILES = ["nothing", ".", "/", "/dev/null", "/dev/full", "a.json", "results", "results/runs.db", "a/b/c", "", "é", "-"]
WORDS = ["fig1", "fig1a", "fm2", "A", "isometry-law", "results/runs.db", "show", "delete", "epochs", "fetch", "W1", "all", "bash", "zhs",
         "", "x", "--", "1", "9223372036854775808", "nothing.json", "a.json5", "-h"]
EXPERIMENTS = ["{", "{}", "[]", "null", '{name:"a",axes:[{field:"depth",values:[2]}]}',
               '{name:"../a",kind:"lengths",axes:[{field:"depth",values:[1,2]}],seeds:1}',
               '{name:"a",kind:"regions",trial:{input:{space:{dimension:2}}},axes:[{field:"depth",values:[1e9]}]}']
# Small, so that what runs at all is soon done; what stands later in a command line is an error or wild.
GENTLE = {"train": ["--dataset", "synthetic", "--epochs", "1"], "compare": ["--dataset", "synthetic", "--epochs", "1"],
          "sweep": ["--epochs", "1"], "verdicts": ["--repeats", "1"], "lengths": ["--networks", "3"],
          "signals": ["--dataset", "synthetic", "--steps", "0,1"], "rate": ["--dataset", "synthetic", "--within", "1"], "bench": ["--rounds", "1"]}


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    options.add_argument("program", type=pathlib.Path)
    options.add_argument("--lines", type=int, default=5000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--seconds", type=float, default=10, help="how long a command may take before SIGTERM")
    options.add_argument("--jobs", type=int, default=os.cpu_count())
    given = options.parse_args()
    fuzzer = Fuzzer(given.program.resolve(), given.seconds)
    codes, faults = {}, 0
    with concurrent.futures.ThreadPoolExecutor(given.jobs) as workers:
        for code, fault in workers.map(fuzzer.run, range(given.seed, given.seed + given.lines)):
            codes[code] = codes.get(code, 0) + 1
            if fault:
                faults += 1
                print(fault, flush=True)
    told = ", ".join(f"{count} ended with {code}" for code, count in sorted(codes.items()))
    print(f"commands.py: {given.lines} command lines, {told}; {faults} uncivil")
    return 1 if faults else 0


class Fuzzer:
    def __init__(self, program, seconds):
        self.program = program
        self.seconds = seconds
        self.options = {command: self.read_options(command) for command in COMMANDS}

    def read_options(self, command):
        """The options of a command, each with the word that stands for its value, or nothing."""
        if command in ("help", "version"):
            return []
        text = subprocess.run([self.program, command, "--help"], capture_output=True, text=True, check=True).stdout
        return re.findall(r"^ {2,6}(?:-\w, )?(--[a-z-]+)(?: ([A-Z][A-Z/=…]*))?", text, re.M) + [
            ("--help", ""), ("--quiet", ""), ("--verbose", "")]

    def words(self, dice):
        command = dice.choice(COMMANDS)
        words = [command]
        options = self.options[command]
        gentle = GENTLE.get(command, [])
        chosen = dice.sample(options, min(len(options), dice.choice([0, 1, 1, 2, 3, 5])))
        names = {name for name, _ in chosen}
        for name, value in zip(gentle[::2], gentle[1::2]):
            if name not in names:
                words += [name, value]
        for name, kind in chosen:
            value = self.value(name, kind, dice) if kind else None
            if value is None:
                words.append(name)
            elif dice.random() < 0.3:
                words.append(f"{name}={value}")
            else:
                words += [name, value]
        if command in ("sweep", "reproduce", "report", "runs", "merge", "watch", "help", "data", "bench", "verdicts", "completions"):
            for _ in range(dice.choice([0, 1, 1, 2])):
                words.insert(1 if dice.random() < 0.7 else len(words), dice.choice(WORDS))
        if dice.random() < 0.05:
            words.append(dice.choice(["--nonsense", "--depth", "-x", "word", ""]))
        # Nothing leaves the machine, and nobody is watched for ever.
        return [word for word in words if word not in ("fetch", "--submit", "--watch")]

    def value(self, name, kind, dice):
        if dice.random() < 0.03:
            return None
        if name in ("--axis", "--set"):
            values = [dice.choice(WHOLE + NUMBERS + NAMES) for _ in range(dice.choice([1, 1, 2, 3]))]
            text = dice.choice([",".join(values), f"1..{values[0]}", f"log:0.1..{values[0]}/3", values[0]])
            return f"{dice.choice(FIELDS)}={text}"
        pools = {"N": WHOLE, "R": NUMBERS, "M": NUMBERS, "W": NUMBERS, "SHARE": NUMBERS, "VARIANCE": NUMBERS,
                 "HALF": NUMBERS, "FILE": FILES, "DIR": FILES, "NAME": NAMES, "LEVEL": ["quick", "paper", "both", "x"],
                 "SEEDS": WHOLE + ["1..3", "3..1", "1..9223372036854775807", "18446744073709551615..18446744073709551615"],
                 "I/N": ["1/2", "2/1", "0/0", "1/1", "1/1000000", "x"]}
        pool = pools.get(kind.strip("…"), WHOLE + NUMBERS + NAMES)
        if kind in ("LIST", "LISTS"):
            return dice.choice([",", ",", "/"]).join(dice.choice(WHOLE[:6] + NAMES) for _ in range(dice.choice([1, 2, 4])))
        return dice.choice(pool)

    def run(self, number):
        """Runs one command line; its exit code, and what is uncivil about it, if anything."""
        dice = random.Random(number)
        words = self.words(dice)
        if any("\0" in word for word in words):
            return 0, None
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "a.json5").write_text(dice.choice(EXPERIMENTS))
            pathlib.Path(folder, "a.json").write_bytes(dice.randbytes(dice.choice([0, 1, 100])))
            environment = {**os.environ, "XDG_CACHE_HOME": folder, "HOME": folder}
            began = time.monotonic()
            process = subprocess.Popen(
                [self.program, *words], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, preexec_fn=limit)
            asked = False
            try:
                _, errors = process.communicate(timeout=self.seconds)
            except subprocess.TimeoutExpired:
                asked = True
                process.send_signal(signal.SIGTERM)
                try:
                    _, errors = process.communicate(timeout=5)
                except subprocess.TimeoutExpired:
                    process.kill()
                    _, errors = process.communicate()
            seconds = time.monotonic() - began
        fault = self.fault(process.returncode, errors.decode(errors="replace"), asked)
        line = " ".join(shlex.quote(word[:60]) for word in words)
        return process.returncode, fault and f"{fault} after {seconds:.1f} s, number {number}: kindling {line}"

    def fault(self, code, errors, asked):
        if code not in ((0, 130) if asked else (0, 1, 2)):
            return f"exit code {code} {errors[:300]!r}"
        said = [line for line in errors.splitlines() if line.startswith("kindling: ")]
        if code in (1, 2) and (not said or errors.splitlines()[-1] != said[-1]):
            return f"no line on what is wrong {errors[:300]!r}"
        long = max((len(line) for line in errors.splitlines()), default=0)
        if long > 1000:
            return f"a line of {long} characters {errors[:100]!r}"
        return None


def limit():
    """As much memory as the program may think it has, and no core dumps."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)


if __name__ == "__main__":
    sys.exit(main())

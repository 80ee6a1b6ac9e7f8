#!/usr/bin/env bash
# Has TensorBoard's own reader follow `kindling train --tensorboard`, and compares each number with what --jsonl printed.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "${1:-.build/release/kindling}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

python3 -m venv "$folder/venv"
if ! "$folder/venv/bin/pip" install --quiet --disable-pip-version-check tensorboard 2>"$folder/pip.txt"; then
  echo "tensorboard.sh: SKIPPED: pip cannot fetch tensorboard: $(tail -n 1 "$folder/pip.txt")" >&2
  exit 0
fi

"$folder/venv/bin/python" - "$program" "$folder" <<'PYTHON'
import json
import struct
import subprocess
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

program, folder = sys.argv[1:]
fields = {"loss/train": "trainingLoss", "loss/test": "testLoss", "accuracy/test": "testAccuracy"}


def check(condition, what):
    if not condition:
        sys.exit(f"tensorboard.sh: FAILED: {what}")


def follow(name, *options):
    """Trains, reads the event file after every line that the program prints, and returns how many numbers agreed."""
    logs = f"{folder}/{name}"
    command = [program, "train", "--dataset", "synthetic", "--depth", "3", "--widths", "20", "--seed", "5"]
    command += [*options, "--jsonl", "--tensorboard", logs]
    reader, epochs, outcome = None, [], None
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            printed = json.loads(line)
            outcome = printed.get("outcome")
            epochs += [] if outcome else [printed]
            reader = reader or EventAccumulator(logs, size_guidance={"scalars": 0, "tensors": 0})
            reader.Reload()
            for tag, field in fields.items() if epochs else []:
                # An epoch is in the file before the program prints it, and all those before it too.
                read = {event.step: event.value for event in reader.Scalars(tag)}
                for epoch in epochs:
                    expected = struct.unpack("f", struct.pack("f", epoch[field]))[0]
                    found = read.get(epoch["epoch"])
                    check(found == expected, f"{name}: {tag}, epoch {epoch['epoch']}: {expected}, found {found}")
    check(process.returncode == 0, f"{name}: kindling ended with {process.returncode}")
    check(sorted(reader.Tags()["tensors"]) == ["outcome", "trial"], f"{name}: tags {reader.Tags()}")
    check(sorted(reader.Tags()["scalars"]) == (sorted(fields) if epochs else []), f"{name}: tags {reader.Tags()}")
    for tag in reader.Tags()["scalars"]:
        check(len(reader.Scalars(tag)) == len(epochs), f"{name}: {tag}: {len(reader.Scalars(tag))} values")
    plugin = reader.SummaryMetadata("trial").plugin_data.plugin_name
    check(plugin == "text", f"{name}: trial belongs to plugin {plugin}")
    trial, ending = (reader.Tensors(tag)[0].tensor_proto.string_val[0].decode() for tag in ("trial", "outcome"))
    stored = json.loads(trial.split("```json\n")[1].split("\n```")[0])
    check(stored["seed"] == 5 and stored["data"] == "synthetic", f"{name}: trial {stored}")
    beginning = {"started": "started", "censored": "not started", "diverged": "diverged"}[next(iter(outcome))]
    check(ending.startswith(beginning), f"{name}: outcome {outcome}, found {ending}")
    return len(epochs) * len(fields), ending


for name, *options in [
    ("learns", "--epochs", "40", "--rate", "0.1"),
    ("starts", "--epochs", "100", "--rate", "0.1", "--until-start"),
    ("diverges", "--epochs", "40", "--rate", "1e6"),
]:
    count, ending = follow(name, *options)
    print(f"tensorboard.sh: {name}: {count} numbers read by TensorBoard as --jsonl printed them; {ending}")
PYTHON

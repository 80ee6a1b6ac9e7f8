#!/usr/bin/env bash
# Has TensorBoard's own reader follow `kindling train --tensorboard`, and its page of hyperparameters list the runs of
# `kindling sweep --tensorboard`, and compares each number with what the program printed.
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

from tensorboard.backend.event_processing import data_provider
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.backend.event_processing.plugin_event_multiplexer import EventMultiplexer
from tensorboard.context import RequestContext
from tensorboard.plugins import base_plugin
from tensorboard.plugins.hparams import api_pb2, backend_context, list_session_groups

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


def single(number):
    return struct.unpack("f", struct.pack("f", number))[0]


def groups_of(logs):
    """What TensorBoard's page of hyperparameters lists: groups of runs with their values and the runs' metrics."""
    multiplexer = EventMultiplexer()
    multiplexer.AddRunsFromDirectory(logs)
    multiplexer.Reload()
    provider = data_provider.MultiplexerDataProvider(multiplexer, logs)
    context = backend_context.Context(base_plugin.TBContext(data_provider=provider, logdir=logs))
    request = api_pb2.ListSessionGroupsRequest(
        slice_size=1000, allowed_statuses=[api_pb2.STATUS_SUCCESS], aggregation_type=api_pb2.AGGREGATION_AVG
    )
    handler = list_session_groups.Handler(RequestContext(), context, "", request)
    return list(handler.run().session_groups)


def scalars(logs, run, tag):
    """The steps and values of a run's curve."""
    reader = EventAccumulator(f"{logs}/{run}", size_guidance={"scalars": 0})
    reader.Reload()
    return [(event.step, event.value) for event in reader.Scalars(tag)]


def listed(name, axes, seeds, *options):
    """Sweeps, and compares what TensorBoard lists with the store's runs; returns these, and how many numbers agreed."""
    logs, out = f"{folder}/{name}", f"{folder}/{name}-results"
    command = [program, "sweep", "--quiet", "--seeds", str(seeds), "--out", out, "--tensorboard", logs, *options]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    told = subprocess.run([program, "runs", f"{out}/runs.db", "--json"], check=True, capture_output=True)
    runs = json.loads(told.stdout)
    groups = groups_of(logs)
    check(len(groups) * seeds == len(runs), f"{name}: {len(groups)} groups of {len(runs)} runs")
    found = sorted(tuple(sorted((k, v.string_value or v.number_value) for k, v in g.hparams.items())) for g in groups)
    expected = sorted({tuple(sorted((axis, run[column]) for axis, column in axes.items())) for run in runs})
    check(found == expected, f"{name}: hyperparameters {found}, expected {expected}")
    check(all(len(group.sessions) == seeds for group in groups), f"{name}: runs of a group")
    check(all(group.name == s.name.rsplit("/", 1)[0] for group in groups for s in group.sessions), f"{name}: names")
    return logs, groups, runs


logs, groups, runs = listed(
    "sweep", {"depth": "architecture.depth", "init": "initialization"}, 2, "--dataset", "synthetic",
    "--axis", "depth=1,2", "--init", "he-normal,zeros", "--widths", "8", "--epochs", "3", "--rate", "0.1",
)  # fmt: skip
for group in groups:
    for session in group.sessions:
        metrics = {value.name.tag: value.value for value in session.metric_values}
        seed = int(session.name.rsplit("-", 1)[1])
        run = next(run for run in runs if run["seed"] == seed)
        check(metrics["outcome/started"] == (run["result"] == "started"), f"sweep: {session.name}: {metrics}")
        if run["result"] == "started":
            check(metrics["outcome/epochs to start"] == run["epoch"], f"sweep: {session.name}: {metrics}")
        losses = scalars(logs, session.name, "loss/train")
        check([step for step, _ in losses] == list(range(1, len(losses) + 1)), f"sweep: {session.name}: steps")
        check(metrics["loss/train"] == losses[-1][1], f"sweep: {session.name}: {metrics}")
print(f"tensorboard.sh: sweep: {len(runs)} runs listed with their hyperparameters and outcomes")

logs, groups, runs = listed(
    "layers", {"depth": "architecture.depth"}, 1, "--kind", "lengths", "--axis", "depth=3,6", "--networks", "20"
)
for group in groups:
    (session,) = group.sessions
    run = next(run for run in runs if run["seed"] == int(session.name.rsplit("-", 1)[1]))
    curve = scalars(logs, session.name, "length")
    expected = [(layer + 1, single(mean)) for layer, mean in enumerate(run["outcome.length"])]
    check(curve == expected, f"layers: {session.name}: {curve}, expected {expected}")
print(f"tensorboard.sh: layers: the lengths of {len(runs)} networks' layers are those of the store")
PYTHON

#!/usr/bin/env bash
# Carries networks from kindling to PyTorch and back through safetensors files, and compares what both make of them on
# the same images. Needs PyPI for NumPy, safetensors and PyTorch; TORCH names another PyTorch, such as torch==2.13.0+cpu.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "${1:-.build/release/kindling}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

python3 -m venv "$folder/venv"
if ! "$folder/venv/bin/pip" install --quiet numpy safetensors "${TORCH:-torch}" 2>"$folder/pip.txt"; then
  echo "weights.sh: skipped: pip could not install NumPy, safetensors and ${TORCH:-torch}: $(tail -n 1 "$folder/pip.txt")"
  exit 0
fi
"$folder/venv/bin/python" - "$program" "$folder" <<'PYTHON'
import json
import os
import subprocess
import sys
from collections import OrderedDict

import numpy as np
import safetensors.numpy
import safetensors.torch
import torch
from torch import nn

program, folder = sys.argv[1:]
EPOCHS, TOLERANCE = 3, 1e-4


def write_idx(path, array):
    with open(path, "wb") as file:
        file.write(bytes([0, 0, 8, array.ndim]))
        file.write(np.array(array.shape, dtype=">u4").tobytes())
        file.write(array.astype(np.uint8).tobytes())


def make_images():
    """Ten patterns with noise, in the form of MNIST; returns the test images and their labels."""
    os.mkdir(f"{folder}/mnist")
    rng = np.random.default_rng(1)
    patterns = rng.integers(0, 96, size=(10, 28, 28))
    for name, count in [("train", 2000), ("t10k", 700)]:
        labels = rng.integers(0, 10, size=count)
        images = np.clip(patterns[labels] + rng.integers(0, 160, size=(count, 28, 28)), 0, 255)
        write_idx(f"{folder}/mnist/{name}-images-idx3-ubyte", images)
        write_idx(f"{folder}/mnist/{name}-labels-idx1-ubyte", labels)
    return torch.tensor(images / 255, dtype=torch.float32).unsqueeze(1), torch.tensor(labels)


def connected():
    return nn.Sequential(OrderedDict(
        flatten=nn.Flatten(), hidden1=nn.Linear(784, 30), relu1=nn.ReLU(),
        hidden2=nn.Linear(30, 20), relu2=nn.ReLU(), output=nn.Linear(20, 10)))


def convolutional():
    def convolution(inputs):
        return nn.Conv2d(inputs, 6, 3, padding=1, padding_mode="circular")
    return nn.Sequential(OrderedDict(
        conv1=convolution(1), relu1=nn.ReLU(), conv2=convolution(6), relu2=nn.ReLU(),
        flatten=nn.Flatten(), output=nn.Linear(6 * 784, 10)))


def train(*options):
    command = [program, "train", "--dataset", "mnist", "--data", folder, "--batch", "100", "--jsonl", *options]
    lines = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    epochs = [json.loads(line) for line in lines if "epoch" in json.loads(line)]
    return epochs[-1]["testLoss"], epochs[-1]["testAccuracy"]


def test(network, images, labels):
    with torch.no_grad():
        logits = network(images)
    loss = nn.functional.cross_entropy(logits, labels).item()
    return loss, (logits.argmax(1) == labels).double().mean().item()


def compare(what, ours, theirs):
    line = f"{what}: kindling {ours[0]:.6f}, {ours[1]:.4f}; PyTorch {theirs[0]:.6f}, {theirs[1]:.4f}"
    print(line)
    if any(abs(a - b) > TOLERANCE for a, b in zip(ours, theirs)):
        sys.exit(f"weights.sh: {what}: losses and accuracies differ by more than {TOLERANCE}")


images, labels = make_images()
networks = {
    "fc": (connected, ["--widths", "30,20"]),
    "conv": (convolutional, ["--architecture", "conv", "--depth", "2", "--features", "6"]),
}
for name, (make, options) in networks.items():
    path = f"{folder}/{name}.safetensors"
    ours = train(*options, "--epochs", str(EPOCHS), "--rate", "0.05", "--save", path)
    network = make()
    network.load_state_dict(safetensors.torch.load_file(path), strict=True)
    compare(f"{name}, kindling to PyTorch", ours, test(network, images, labels))
    arrays = safetensors.numpy.load_file(path)
    shapes = {key: list(value.shape) for key, value in network.state_dict().items()}
    if {key: list(array.shape) for key, array in arrays.items()} != shapes:
        sys.exit(f"weights.sh: {name}: NumPy reads other shapes than {shapes}")
    print(f"{name}, NumPy reads {shapes}")

    torch.manual_seed(7)
    for numbers, network in [("F32", make()), ("F64", make().double())]:
        theirs = test(network, images.to(next(network.parameters()).dtype), labels)
        safetensors.torch.save_file(network.state_dict(), path)
        ours = train(*options, "--epochs", "1", "--rate", "0", "--load", path)
        compare(f"{name}, PyTorch to kindling, {numbers}", ours, theirs)
print(f"weights.sh: all within {TOLERANCE}; PyTorch {torch.__version__}, safetensors {safetensors.__version__}")
PYTHON

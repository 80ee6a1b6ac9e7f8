"""Golden losses and gradients from PyTorch: plain SGD on a small fully connected net.

    python3 make_golden.py          # writes fc.json and fc-gradients.f32 beside this file

Any PyTorch will do; no data set and no random generator of PyTorch's is used. The net is
784-30-10-30-10 with a ReLU between layers, biases everywhere and softmax cross-entropy averaged over the
batch. What the scripts for other nets and rules share stands here too.

Everything a run starts from comes out of a 32-bit linear congruential generator,

    x <- (1664525 x + 1013904223) mod 2^32,

one generator a tensor, started at that tensor's seed and stepped *before* each draw. One draw a number, in
row-major order:

    parameter   ((x >> 8) / 2^24 - 0.5) * scale, computed in float64, then rounded to float32
    pixel       float32(x >> 24) / float32(255)
    label       (x >> 16) mod 10

Seeds: layer l (from 1) has 10 l for its weight [out, in, ...] and 10 l + 1 for its bias [out]; step t (from 0)
has 1000 + t for its images [batch, channels, height, width] and 2000 + t for its labels [batch]. The scale is
sqrt(24 / fan-in) for a weight, which makes the variance scale^2 / 12 = 2 / fan-in, and 0.1 for a bias. Layers
are counted in the order in which the model registers them.

The run is made twice from the same float32 numbers: in float32 and in float64. The float64 one is the
reference; the difference of the two says what tolerance a float32 implementation deserves.
"""

import json
import math
import platform
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

CLASSES = 10
BIAS_SCALE = 0.1
FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Task:
    """A net, its images and the rule that trains it."""

    model: Callable[[], nn.Module]
    network: str  # the net in words
    image: tuple[int, int, int]  # channels, height, width
    batch: int
    steps: int
    rate: float
    momentum: float = 0.0
    weight_decay: float = 0.0
    adam: bool = False  # with PyTorch's defaults but for the rate, in place of SGD


def draws(seed, count):
    """The first `count` states of the generator after `seed`."""
    states = np.empty(count, dtype=np.uint32)
    x = seed
    for i in range(count):
        x = (1664525 * x + 1013904223) & 0xFFFFFFFF
        states[i] = x
    return states


def parameter(seed, shape, scale):
    unit = (draws(seed, math.prod(shape)) >> 8).astype(np.float64) / 2**24 - 0.5
    return (unit * scale).astype(np.float32).reshape(shape)


def images(task, step):
    shape = (task.batch, *task.image)
    bytes_ = draws(1000 + step, math.prod(shape)) >> 24
    return (bytes_.astype(np.float32) / np.float32(255)).reshape(shape)


def labels(task, step):
    return ((draws(2000 + step, task.batch) >> 16) % CLASSES).astype(np.int64)


def chain(**layers):
    """Layers one after another, by name."""
    return nn.Sequential(OrderedDict(layers))


def specification(model):
    """Names, shapes, seeds and scales of the parameters, in parameter order."""
    rows = []
    for i, (name, values) in enumerate(model.named_parameters()):
        layer, is_bias = i // 2 + 1, i % 2
        assert name.endswith(".bias" if is_bias else ".weight"), name
        scale = BIAS_SCALE if is_bias else math.sqrt(24 / math.prod(values.shape[1:]))
        rows.append((name, list(values.shape), 10 * layer + is_bias, scale))
    return rows


def run(task, dtype):
    """Losses of all steps, gradients of the first, parameters after the last."""
    model = task.model().to(dtype)
    parameters = list(model.parameters())
    with torch.no_grad():
        for values, (_, shape, seed, scale) in zip(parameters, specification(model)):
            values.copy_(torch.tensor(parameter(seed, shape, scale)))
    if task.adam:
        optimiser = torch.optim.Adam(parameters, lr=task.rate)
    else:
        optimiser = torch.optim.SGD(
            parameters, lr=task.rate, momentum=task.momentum, weight_decay=task.weight_decay
        )
    losses, gradients = [], None
    for step in range(task.steps):
        output = model(torch.tensor(images(task, step), dtype=dtype))
        loss = nn.functional.cross_entropy(output, torch.tensor(labels(task, step)))
        optimiser.zero_grad()
        loss.backward()
        if step == 0:
            gradients = [p.grad.detach().clone().numpy() for p in parameters]
        optimiser.step()
        losses.append(loss.item())
    return losses, gradients, [p.detach().numpy().astype(np.float64) for p in parameters]


def worst(single, double):
    """The largest relative difference of two lists of numbers."""
    return max(abs(a - b) / abs(b) for a, b in zip(single, double))


def summary(task):
    """What every golden file holds, and the two runs' first gradients."""
    single, single_gradients, single_end = run(task, torch.float32)
    double, double_gradients, double_end = run(task, torch.float64)
    rows = specification(task.model())
    document = {
        "versions": {
            "torch": torch.__version__,
            "numpy": np.__version__,
            "python": platform.python_version(),
        },
        "network": task.network,
        "loss": "softmax cross-entropy, mean over the batch",
        "image": task.image,
        "batch": task.batch,
        "steps": task.steps,
        "learningRate": task.rate,
        "momentum": task.momentum,
        "weightDecay": task.weight_decay,
        "generator": "x <- (1664525 x + 1013904223) mod 2^32, stepped before each draw",
        "draws": {
            "parameter": "((x >> 8) / 2^24 - 0.5) * scale in float64, rounded to float32; row-major [out, in, ...]",
            "pixel": "float32(x >> 24) / float32(255); row-major [batch, channels, height, width]",
            "label": f"(x >> 16) mod {CLASSES}",
        },
        "parameters": [
            {"name": name, "shape": shape, "seed": seed, "scale": scale} for name, shape, seed, scale in rows
        ],
        "imageSeeds": [1000 + t for t in range(task.steps)],
        "labelSeeds": [2000 + t for t in range(task.steps)],
        "losses32": single,
        "losses64": double,
        "worstLossDifference": worst(single, double),
        "final": [
            {
                "name": row[0],
                "sum32": float(a.sum()),
                "sum64": float(b.sum()),
                "squares32": float((a * a).sum()),
                "squares64": float((b * b).sum()),
            }
            for row, a, b in zip(rows, single_end, double_end)
        ],
    }
    if task.adam:
        document["optimizer"] = "adam"
    return document, single_gradients, double_gradients


def write(name, document):
    (FOLDER / f"{name}.json").write_text(json.dumps(document, indent=1) + "\n")


def write_with_gradients(name, task, **more):
    """The golden file of a task, with what else is to be said, and a file of its first gradients."""
    document, single, double = summary(task)
    document.update(more)
    names = [row["name"] for row in document["parameters"]]
    flat = np.concatenate([g.ravel() for g in double])
    flat.astype("<f4").tofile(FOLDER / f"{name}-gradients.f32")
    document["gradients"] = {
        "file": f"{name}-gradients.f32",
        "format": "little-endian float32, parameters in order, each row-major; step 0, the float64 run, rounded",
        "count": int(flat.size),
        "largest": float(np.abs(flat).max()),
        "largestDifferenceOfFloat32Run": float(
            max(np.abs(a - b).max() for a, b in zip(single, double))
        ),
        # Of the largest of each array, as the tests compare them.
        "worstRelativeDifferenceOfFloat32Run": float(
            max(np.abs(a - b).max() / np.abs(b).max() for a, b in zip(single, double))
        ),
        "sums64": [float(g.sum()) for g in double],
        "biases64": {names[i]: [float(v) for v in double[i]] for i in range(1, len(double), 2)},
    }
    write(name, document)


def fully_connected():
    return chain(
        flatten=nn.Flatten(),
        hidden1=nn.Linear(784, 30),
        relu1=nn.ReLU(),
        hidden2=nn.Linear(30, 10),
        relu2=nn.ReLU(),
        hidden3=nn.Linear(10, 30),
        relu3=nn.ReLU(),
        output=nn.Linear(30, CLASSES),
    )


FULLY_CONNECTED = Task(
    fully_connected, "784-30-10-30-10, relu between layers", image=(1, 28, 28), batch=64, steps=20, rate=0.01
)


if __name__ == "__main__":
    torch.set_num_threads(1)
    write_with_gradients("fc", FULLY_CONNECTED)

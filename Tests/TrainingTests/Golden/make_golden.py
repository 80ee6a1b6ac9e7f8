"""Golden losses and gradients from PyTorch: plain SGD on a small fully connected net.

    python3 make_golden.py          # writes fc.json and fc-gradients.f32 beside this file

Any PyTorch will do; no data set and no random generator of PyTorch's is used. The net is
784-30-10-30-10 with a ReLU between layers, biases everywhere and softmax cross-entropy averaged over the
batch. Everything it starts from comes out of a 32-bit linear congruential generator,

    x <- (1664525 x + 1013904223) mod 2^32,

one generator a tensor, started at that tensor's seed and stepped *before* each draw. One draw a number, in
row-major order:

    parameter   ((x >> 8) / 2^24 - 0.5) * scale, computed in float64, then rounded to float32
    pixel       float32(x >> 24) / float32(255)
    label       (x >> 16) mod 10

Seeds: layer l (from 1) has 10 l for its weight [out, in] and 10 l + 1 for its bias [out]; step t (from 0) has
1000 + t for its images [64, 784] and 2000 + t for its labels [64]. The scale is sqrt(24 / fan-in) for a weight,
which makes the variance scale^2 / 12 = 2 / fan-in, and 0.1 for a bias.

The run is made twice from the same float32 numbers: in float32 and in float64. The float64 one is the
reference; the difference of the two says what tolerance a float32 implementation deserves.
"""

import json
import math
import platform
from pathlib import Path

import numpy as np
import torch

WIDTHS = [784, 30, 10, 30, 10]
BATCH = 64
STEPS = 20
RATE = 0.01
BIAS_SCALE = 0.1
FOLDER = Path(__file__).resolve().parent


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


def images(step):
    bytes_ = draws(1000 + step, BATCH * WIDTHS[0]) >> 24
    return (bytes_.astype(np.float32) / np.float32(255)).reshape(BATCH, WIDTHS[0])


def labels(step):
    return ((draws(2000 + step, BATCH) >> 16) % 10).astype(np.int64)


def specification():
    """Names, shapes, seeds and scales of the parameters, in parameter order."""
    rows = []
    for l, (fan_in, out) in enumerate(zip(WIDTHS, WIDTHS[1:]), start=1):
        rows.append((f"layer{l}.weight", [out, fan_in], 10 * l, math.sqrt(24 / fan_in)))
        rows.append((f"layer{l}.bias", [out], 10 * l + 1, BIAS_SCALE))
    return rows


def run(dtype, momentum=0.0, weight_decay=0.0):
    """Losses of all steps, gradients of the first, parameters after the last."""
    parameters = [
        torch.tensor(parameter(seed, shape, scale), dtype=dtype, requires_grad=True)
        for _, shape, seed, scale in specification()
    ]
    optimiser = torch.optim.SGD(parameters, lr=RATE, momentum=momentum, weight_decay=weight_decay)
    losses, gradients = [], None
    for step in range(STEPS):
        value = torch.tensor(images(step), dtype=dtype)
        for i in range(0, len(parameters), 2):
            value = torch.nn.functional.linear(value, parameters[i], parameters[i + 1])
            if i + 2 < len(parameters):
                value = torch.relu(value)
        loss = torch.nn.functional.cross_entropy(value, torch.tensor(labels(step)))
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


def summary(momentum=0.0, weight_decay=0.0):
    """What both golden files hold, and the two runs' first gradients."""
    single, single_gradients, single_end = run(torch.float32, momentum, weight_decay)
    double, double_gradients, double_end = run(torch.float64, momentum, weight_decay)
    names = [row[0] for row in specification()]
    document = {
        "versions": {
            "torch": torch.__version__,
            "numpy": np.__version__,
            "python": platform.python_version(),
        },
        "widths": WIDTHS,
        "activation": "relu between layers, none after the last",
        "loss": "softmax cross-entropy, mean over the batch",
        "batch": BATCH,
        "steps": STEPS,
        "learningRate": RATE,
        "momentum": momentum,
        "weightDecay": weight_decay,
        "generator": "x <- (1664525 x + 1013904223) mod 2^32, stepped before each draw",
        "draws": {
            "parameter": "((x >> 8) / 2^24 - 0.5) * scale in float64, rounded to float32; row-major [out, in]",
            "pixel": "float32(x >> 24) / float32(255); row-major [batch, 784]",
            "label": "(x >> 16) mod 10",
        },
        "parameters": [
            {"name": name, "shape": shape, "seed": seed, "scale": scale}
            for name, shape, seed, scale in specification()
        ],
        "imageSeeds": [1000 + t for t in range(STEPS)],
        "labelSeeds": [2000 + t for t in range(STEPS)],
        "losses32": single,
        "losses64": double,
        "worstLossDifference": worst(single, double),
        "final": [
            {
                "name": name,
                "sum32": float(a.sum()),
                "sum64": float(b.sum()),
                "squares32": float((a * a).sum()),
                "squares64": float((b * b).sum()),
            }
            for name, a, b in zip(names, single_end, double_end)
        ],
    }
    return document, single_gradients, double_gradients


def write(name, document):
    (FOLDER / name).write_text(json.dumps(document, indent=1) + "\n")


def main():
    torch.set_num_threads(1)
    document, single, double = summary()
    flat = np.concatenate([g.ravel() for g in double])
    flat.astype("<f4").tofile(FOLDER / "fc-gradients.f32")
    document["gradients"] = {
        "file": "fc-gradients.f32",
        "format": "little-endian float32, parameters in order, each row-major; step 0, the float64 run, rounded",
        "count": int(flat.size),
        "largest": float(np.abs(flat).max()),
        "largestDifferenceOfFloat32Run": float(
            max(np.abs(a - b).max() for a, b in zip(single, double))
        ),
        "sums64": [float(g.sum()) for g in double],
        "biases64": {
            f"layer{i // 2 + 1}.bias": [float(v) for v in double[i]] for i in range(1, len(double), 2)
        },
    }
    write("fc.json", document)


if __name__ == "__main__":
    main()

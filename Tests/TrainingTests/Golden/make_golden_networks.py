"""Golden losses from PyTorch of networks that are lists of layers, under several optimisers and losses.

    python3 make_golden_networks.py          # writes networks.json beside this file

Numbers are drawn as make_golden.py says. Parameters are counted in the order in which a model registers them, a module's
shortcut before its branch; number i has the seed 3000 + i, and is `offset` plus its draw. The offset is 1 for the gains of
normalisations, and 0 for the rest; the scale is sqrt(24 / fan-in) for weights, 0.2 for the others. After the last step the
loss of the first batch is computed again as in a test (`testLoss64`).

In Float a rectifier may be active that is not in Double, and the losses go apart from there. So each case is run in Float several
times, from parameters that differ by about as much as rounding, and refused if any run differs by 2e-5.
"""

import json
import math
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from make_golden import CLASSES, draws

STEPS, BATCH, DISTURBED = 20, 16, 24


class Residual(nn.Module):
    def __init__(self, branch, shortcut=None):
        super().__init__()
        self.shortcut = shortcut if shortcut is not None else nn.Sequential()
        self.branch = branch

    def forward(self, x):
        return self.shortcut(x) + self.branch(x)


class Shift(nn.Module):
    def __init__(self):
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        return x + self.bias


class Gain(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(1))

    def forward(self, x):
        return x * self.weight


class Average(nn.Module):
    def forward(self, x):
        return x.mean(dim=(2, 3))


def conv(inputs, outputs, kernel=3, stride=1, bias=True, groups=1):
    return nn.Conv2d(inputs, outputs, kernel, stride, padding=kernel // 2, bias=bias, groups=groups)


def resnet(blocks, width):
    """The residual network of section 4.2 of He et al. 2016, with convolutions on its shortcuts."""

    def block(inputs, outputs):
        stride = 1 if inputs == outputs else 2
        branch = nn.Sequential(
            conv(inputs, outputs, stride=stride, bias=False),
            nn.BatchNorm2d(outputs),
            nn.ReLU(),
            conv(outputs, outputs, bias=False),
            nn.BatchNorm2d(outputs),
        )
        shortcut = nn.Sequential(conv(inputs, outputs, 1, 2, bias=False), nn.BatchNorm2d(outputs))
        return nn.Sequential(Residual(branch, shortcut if stride == 2 else None), nn.ReLU())

    layers = [conv(3, width, bias=False), nn.BatchNorm2d(width), nn.ReLU()]
    features = width
    for stage in range(3):
        for number in range(blocks):
            wider = 2 * features if stage > 0 and number == 0 else features
            layers.append(block(features, wider))
            features = wider
    return nn.Sequential(*layers, Average(), nn.Linear(features, CLASSES))


def fixup(blocks, width):
    """The pre-activation network without normalisation, as Fixup has it."""

    def branch(inputs, outputs, stride, begins):
        begin = [Shift(), nn.ReLU()] if begins else []
        return nn.Sequential(
            *begin,
            Shift(),
            conv(inputs, outputs, stride=stride, bias=False),
            Shift(),
            nn.ReLU(),
            Shift(),
            conv(outputs, outputs, bias=False),
            Gain(),
            Shift(),
        )

    layers, features = [conv(3, width, bias=False)], width
    for stage in range(3):
        for number in range(blocks):
            if stage > 0 and number == 0:
                layers += [Shift(), nn.ReLU()]
                layers.append(
                    Residual(branch(features, 2 * features, 2, False), conv(features, 2 * features, 1, 2, bias=False))
                )
                features *= 2
            else:
                layers.append(Residual(branch(features, features, 1, True)))
    return nn.Sequential(*layers, Shift(), nn.ReLU(), Average(), Shift(), nn.Linear(features, CLASSES))


def vgg11(width):
    layers, features = [], 3
    for wider in [width, "half", 2 * width, "half", 4 * width, 4 * width, "half"] + [8 * width, 8 * width, "half"] * 2:
        if wider == "half":
            layers.append(nn.MaxPool2d(2))
        else:
            layers += [conv(features, wider), nn.ReLU()]
            features = wider
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(features, CLASSES))


def perceptron(depth, width, norm, activation, inputs):
    layers, features = [nn.Flatten()], inputs
    for _ in range(depth):
        layers += [nn.Linear(features, width)] + ([nn.LayerNorm(width)] if norm else []) + [activation()]
        features = width
    return nn.Sequential(*layers, nn.Linear(features, CLASSES))


def separable():
    def block(inputs, outputs, stride):
        return [
            conv(inputs, inputs, stride=stride, groups=inputs, bias=False),
            nn.BatchNorm2d(inputs),
            nn.SiLU(),
            conv(inputs, outputs, 1, bias=False),
            nn.BatchNorm2d(outputs),
            nn.SiLU(),
        ]

    return nn.Sequential(
        conv(3, 6), nn.SiLU(), *block(6, 8, 1), *block(8, 12, 2), Average(), nn.Linear(12, CLASSES)
    )


SEPARABLE = {
    "parameters": {
        "separable": [
            {"conv": "same", "stride": "index", "groups": "same", "bias": False},
            "batch-norm",
            "silu",
            {"conv": "4 + 4 * index", "kernel": 1, "bias": False},
            "batch-norm",
            "silu",
        ]
    },
    "layers": [
        {"conv": 6},
        "silu",
        {"repeat": 2, "of": "separable"},
        "global-average-pool",
        {"linear": "classes"},
    ],
}

CASES = [
    dict(
        name="residual network with batch norm",
        network="resnet:20",
        parameters={"width": 4},
        image=(3, 16, 16),
        model=lambda: resnet(3, 4),
        optimizer={"rate": 0.001, "momentum": 0.9, "weightDecay": 0.0001, "nesterov": True},
        rule=lambda p: torch.optim.SGD(p, lr=0.001, momentum=0.9, weight_decay=0.0001, nesterov=True),
    ),
    dict(
        name="pre-activation residual network under Fixup",
        network="preact-resnet:14",
        parameters={"width": 4, "norm": "none"},
        initialization="fixup",
        image=(3, 16, 16),
        model=lambda: fixup(2, 4),
        optimizer={"rate": 0.01, "momentum": 0.9, "weightDecay": 0},
        rule=lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9),
    ),
    dict(
        name="VGG-11 with max pooling",
        network="vgg:11",
        parameters={"width": 4},
        image=(3, 32, 32),
        model=lambda: vgg11(4),
        optimizer={"rate": 0.01, "momentum": 0, "weightDecay": 0},
        rule=lambda p: torch.optim.SGD(p, lr=0.01),
    ),
    dict(
        name="perceptron with GELU, layer norm, AdamW and warm-up, labels smoothed",
        network="mlp:6",
        parameters={"width": 32, "norm": "layer-norm", "activation": "gelu"},
        image=(1, 12, 12),
        model=lambda: perceptron(6, 32, True, nn.GELU, 144),
        optimizer={"kind": "adamw", "rate": 0.01, "weightDecay": 0.05, "warmup": 8},
        rule=lambda p: torch.optim.AdamW(p, lr=0.01, weight_decay=0.05),
        warmup=8,
        loss="cross-entropy:0.1",
        criterion=lambda output, labels: F.cross_entropy(output, labels, label_smoothing=0.1),
    ),
    dict(
        name="depthwise separable network",
        network=SEPARABLE,
        parameters={},
        image=(3, 12, 12),
        model=separable,
        optimizer={"rate": 0.05, "momentum": 0.9, "weightDecay": 0},
        rule=lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9),
    ),
    dict(
        name="perceptron with squared error, RMSprop and clipping",
        network="mlp:4",
        parameters={"width": 20, "activation": "tanh"},
        image=(1, 12, 12),
        model=lambda: perceptron(4, 20, False, nn.Tanh, 144),
        optimizer={"kind": "rmsprop", "rate": 0.003, "momentum": 0.5, "clip": 0.05},
        rule=lambda p: torch.optim.RMSprop(p, lr=0.003, momentum=0.5),
        clip=0.05,
        loss="squared-error",
        criterion=lambda output, labels: F.mse_loss(output, F.one_hot(labels, CLASSES).to(output.dtype)),
    ),
]


def specification(model):
    gains = {id(m.weight) for m in model.modules() if isinstance(m, (nn.BatchNorm2d, nn.LayerNorm, Gain))}
    rows = []
    for number, values in enumerate(model.parameters()):
        scale = math.sqrt(24 / math.prod(values.shape[1:])) if values.dim() > 1 else 0.2
        rows.append(
            {
                "shape": list(values.shape),
                "seed": 3000 + number,
                "scale": scale,
                "offset": 1.0 if id(values) in gains else 0.0,
            }
        )
    return rows


def drawn(row):
    unit = (draws(row["seed"], math.prod(row["shape"])) >> 8).astype(np.float64) / 2**24 - 0.5
    return torch.tensor((row["offset"] + unit * row["scale"]).astype(np.float32)).reshape(row["shape"])


def batch(case, step, dtype):
    shape = (BATCH, *case["image"])
    pixels = (draws(1000 + step, math.prod(shape)) >> 24).astype(np.float32) / np.float32(255)
    labels = ((draws(2000 + step, BATCH) >> 16) % CLASSES).astype(np.int64)
    return torch.tensor(pixels).reshape(shape).to(dtype), torch.tensor(labels)


def run(case, dtype, disturbance=None):
    model = case["model"]().to(dtype)
    rows = specification(model)
    with torch.no_grad():
        for values, row in zip(model.parameters(), rows):
            values.copy_(drawn(row))
            if disturbance is not None:
                values *= 1 + torch.randn(values.shape, generator=disturbance, dtype=torch.float64) * 2**-24
    rule = case["rule"](list(model.parameters()))
    rate = rule.param_groups[0]["lr"]
    criterion = case.get("criterion", F.cross_entropy)
    losses = []
    for step in range(STEPS):
        images, labels = batch(case, step, dtype)
        loss = criterion(model(images), labels)
        rule.zero_grad()
        loss.backward()
        if "clip" in case:
            nn.utils.clip_grad_norm_(model.parameters(), case["clip"])
        rule.param_groups[0]["lr"] = rate * min(1, (step + 1) / case.get("warmup", 1))
        rule.step()
        losses.append(loss.item())
    model.eval()
    images, labels = batch(case, 0, dtype)
    return rows, losses, criterion(model(images), labels).item()


def golden(case):
    rows, losses, test = run(case, torch.float64)
    disturbances = [None] + [torch.Generator().manual_seed(seed) for seed in range(DISTURBED)]
    singles = [run(case, torch.float32, disturbance)[1] for disturbance in disturbances]
    worst = max(abs(a / b - 1) for single in singles for a, b in zip(single, losses))
    if worst > 2e-5:
        raise SystemExit(f"{case['name']}: rounding decides, losses differ by {worst:.1e}")
    document = {
        "name": case["name"],
        "network": case["network"],
        "parameters": case["parameters"],
        "initialization": case.get("initialization", "zeros"),
        "optimizer": case["optimizer"],
        "loss": case.get("loss", "cross-entropy"),
        "image": case["image"],
        "batch": BATCH,
        "arrays": rows,
        "losses64": losses,
        "testLoss64": test,
        "worstDifferenceOfFloat32Runs": worst,
    }
    return json.dumps(document)


if __name__ == "__main__":
    torch.set_num_threads(1)
    text = "[\n" + ",\n".join(golden(case) for case in CASES) + "\n]\n"
    Path(__file__).with_name("networks.json").write_text(text)

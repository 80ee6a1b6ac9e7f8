"""Golden eigenvalues from PyTorch: the ends of dense Hessians of small networks, in float64.

    python3 make_golden_hessians.py  # writes hessians.json beside this file

A case is a fully connected net with a ReLU behind every layer but the last, biases everywhere, and a softmax cross-entropy whose
labels may be smoothed. Its Hessian in all weights and biases is computed entry by entry by PyTorch's autograd, reverse
over reverse, and its eigenvalues by LAPACK; Kindling goes forward over reverse and iterates powers.

Numbers come from make_golden.py's generator: parameter p (weight and bias of each layer in turn, counted from 0) has seed
100 + p and scale sqrt(24 / fan-in) for weights, 0.5 for biases; the images have seed 7, the labels seed 8.
"""

import json
import math

import numpy as np
import torch
from make_golden import FOLDER, draws, parameter

CASES = [  # widths from the input to the classes, images, smoothing, a factor of the weights' scale
    ([9, 5, 4], 40, 0.0, 1.0),
    ([9, 6, 4, 3], 33, 0.0, 1.0),
    ([12, 4, 4, 4, 5], 64, 0.1, 1.0),
    # Sure answers, most of them wrong: the least eigenvalue is almost as large.
    ([16, 8, 3, 5, 3], 17, 0.0, 12.0),
    ([6, 5, 5, 5, 5, 5, 4], 100, 0.0, 1.0),
]


def arrays(widths, factor):
    for layer, (inputs, outputs) in enumerate(zip(widths, widths[1:], strict=False)):
        yield (outputs, inputs), 100 + 2 * layer, factor * math.sqrt(24 / inputs)
        yield (outputs,), 101 + 2 * layer, 0.5


def case(widths, images, smoothing, factor):
    drawn = list(arrays(widths, factor))
    start = [torch.tensor(parameter(seed, shape, scale)).double() for shape, seed, scale in drawn]
    pixels = (draws(7, images * widths[0]) >> 24).astype(np.float64) / 255
    x = torch.tensor(pixels).reshape(images, widths[0])
    y = torch.tensor(((draws(8, images) >> 16) % widths[-1]).astype(np.int64))

    def loss(flat):
        out, place = x, 0
        for layer, array in enumerate(start):
            part = flat[place : place + array.numel()].reshape(array.shape)
            place += array.numel()
            out = out @ part.T if layer % 2 == 0 else out + part
            if layer % 2 == 1 and layer + 1 < len(start):
                out = out.relu()
        return torch.nn.functional.cross_entropy(out, y, label_smoothing=smoothing)

    flat = torch.cat([array.flatten() for array in start])
    values = torch.linalg.eigvalsh(torch.autograd.functional.hessian(loss, flat))
    return {
        "widths": widths,
        "images": images,
        "smoothing": smoothing,
        "parameters": [{"seed": seed, "scale": scale} for _, seed, scale in drawn],
        "least": values[0].item(),
        "greatest": values[-1].item(),
        "second": values[-2].item(),
    }


if __name__ == "__main__":
    text = json.dumps([case(*task) for task in CASES], indent=1)
    (FOLDER / "hessians.json").write_text(text + "\n")

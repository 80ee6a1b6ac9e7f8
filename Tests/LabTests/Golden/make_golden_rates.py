"""Golden learning rates: the largest one with which small networks begin to learn MNIST, found by PyTorch.

    python3 make_golden_rates.py FOLDER  # FOLDER holds MNIST's four .gz files; writes rates.json beside this file

The protocol is that of `kindling rate --dataset mnist`, written anew: pixels / 255, plain SGD, batches of 128, 100 steps, softmax
cross-entropy; a run starts where 20 % of the 10,000 test images are named rightly behind the last step and no loss before it was
infinite or not a number; a rate starts where five of nine runs do. The runs are Kindling's: weights and the order of the
images are drawn here as it draws them (Philox and Box-Muller, below), so that what is compared is training and search.

The search is another one: it goes down from 64 by factors of two until a rate starts, and bisects until the ends are one per
cent apart. The value is their geometric mean.
"""

import gzip
import json
import math
import sys
from pathlib import Path

import numpy as np
import torch

FOLDER = Path(__file__).resolve().parent
BATCH, STEPS, ACCURACY, RUNS = 128, 100, 0.2, 9
CASES = [  # hidden widths, the input layer's share of the rate, seed
    ([16] * 2, 1, 1),
    ([16] * 4, 1, 2),
    ([32] * 3, 1, 3),
    ([24] * 6, 1, 4),
    ([48] * 2, 0.1, 5),
    ([20] * 4, 0.1, 6),
    # Made when the six above were known, to see whether what was said of them held of others: it did not.
    ([64] * 2, 1, 7),
    ([24] * 3, 1, 8),
    ([32] * 5, 1, 9),
    ([16] * 3, 0.1, 10),
    ([32] * 4, 0.1, 11),
    ([40] * 6, 0.1, 12),
    # Made when the search by clear starts and clear failures stood, which holds the twelve above.
    ([20] * 3, 1, 13),
    ([48] * 4, 1, 14),
    ([28] * 2, 1, 15),
    ([16] * 5, 0.1, 16),
    ([64] * 3, 0.1, 17),
    ([32] * 6, 0.1, 18),
]
LOW = 0xFFFFFFFF


def philox(key, counters, purpose=0):
    """Four words for each of some counters."""
    counters = np.asarray(counters, dtype=np.uint64)
    key0, key1 = key & LOW, key >> 32
    low = np.uint64(LOW)
    c = [counters & low, counters >> np.uint64(32), np.zeros_like(counters), np.full_like(counters, purpose)]
    for _ in range(10):
        p0, p1 = c[0] * np.uint64(0xD2511F53), c[2] * np.uint64(0xCD9E8D57)
        c = [
            (p1 >> np.uint64(32)) ^ c[1] ^ np.uint64(key0),
            p1 & low,
            (p0 >> np.uint64(32)) ^ c[3] ^ np.uint64(key1),
            p0 & low,
        ]
        key0, key1 = (key0 + 0x9E3779B9) & LOW, (key1 + 0xBB67AE85) & LOW
    return c


def child(key, name):
    """The key of a name, or of a number."""
    if isinstance(name, str):
        what, purpose = 0xCBF29CE484222325, 1
        for byte in name.encode():
            what = ((what ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    else:
        what, purpose = name, 2
    words = [int(word[0]) for word in philox(key, [what], purpose)]
    return words[0] | words[1] << 32


def permutation(key, count):
    words = philox(key, np.arange(count // 2 + 1))
    draws = np.stack([words[0] | words[1] << np.uint64(32), words[2] | words[3] << np.uint64(32)], 1).flatten()
    order = list(range(count))
    for draw, last in zip(draws.tolist(), range(count - 1, 0, -1), strict=False):
        other = draw * (last + 1) >> 64
        order[last], order[other] = order[other], order[last]
    return np.array(order)


def normals(key, count):
    """Rows of sixteen words, in pairs a radius and an angle."""
    blocks = -(-count // 64)
    words = philox(key, np.arange(16 * blocks))
    rows = np.stack(words).reshape(4, blocks, 16).transpose(1, 0, 2).reshape(-1, 2, 16).astype(np.float64)
    radius = np.sqrt(-2 * np.log((np.floor(rows[:, 0] / 2) + 0.5) / 2**31))
    quarter = np.floor(rows[:, 1] / 2**30)
    rest = rows[:, 1] - quarter * 2**30
    angle = np.pi / 2 * (quarter + (rest - 2**30 * (rest >= 2**29)) / 2**30)
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1).flatten()[:count]


def idx(folder, name):
    data = gzip.open(folder / f"{name}.gz").read()
    dimensions = data[3]
    shape = [int.from_bytes(data[4 * i + 4 : 4 * i + 8], "big") for i in range(dimensions)]
    return np.frombuffer(data, np.uint8, offset=4 + 4 * dimensions).reshape(shape)


class Search:
    def __init__(self, folder, hidden, share, seed):
        self.x, self.y, self.test_x, self.test_y = folder
        self.share = share
        widths = [784, *hidden, 10]
        self.runs = []
        for run in range(RUNS):
            key = child(child(child(0x4B696E646C696E67, seed), "run"), run)
            weights = []
            for layer, (inputs, outputs) in enumerate(zip(widths, widths[1:], strict=False)):
                name = f"hidden{layer + 1}" if layer < len(hidden) else "output"
                drawn = normals(child(child(key, "weights"), name), inputs * outputs)
                weights.append(torch.tensor(drawn * math.sqrt(2 / inputs)).float().reshape(outputs, inputs))
            self.runs.append((weights, permutation(child(child(key, "order"), 1), len(self.x))))

    def reaches(self, rate, run):
        first, order = self.runs[run]
        arrays = [array.clone() for weights in first for array in (weights, torch.zeros(len(weights)))]
        for array in arrays:
            array.requires_grad_()

        def outputs(x):
            for layer in range(0, len(arrays), 2):
                x = x @ arrays[layer].T + arrays[layer + 1]
                x = x.relu() if layer + 2 < len(arrays) else x
            return x

        for step in range(STEPS):
            batch = order[step * BATCH : (step + 1) * BATCH]
            loss = torch.nn.functional.cross_entropy(outputs(self.x[batch]), self.y[batch])
            if not loss.isfinite():
                return False
            gradients = torch.autograd.grad(loss, arrays)
            with torch.no_grad():
                for place, (array, gradient) in enumerate(zip(arrays, gradients, strict=True)):
                    array -= rate * (self.share if place < 2 else 1) * gradient
        with torch.no_grad():
            named = (outputs(self.test_x).argmax(1) == self.test_y).double().mean().item()
        return named >= ACCURACY

    def starts(self, rate):
        return sum(self.reaches(rate, run) for run in range(RUNS)) > RUNS / 2

    def value(self):
        high = 64.0
        while not self.starts(high / 2):
            high /= 2
        low = high / 2
        while high / low > 1.01:
            middle = math.sqrt(low * high)
            low, high = (middle, high) if self.starts(middle) else (low, middle)
        return math.sqrt(low * high)


def main():
    torch.set_num_threads(1)
    folder = Path(sys.argv[1])
    names = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"]
    files = [idx(folder, name) for name in names]
    data = [
        torch.tensor(array.reshape(len(array), -1) / np.float32(255)) if place % 2 == 0 else torch.tensor(array).long()
        for place, array in enumerate(files)
    ]
    found = [
        {"widths": widths, "share": share, "seed": seed, "rate": Search(data, widths, share, seed).value()}
        for widths, share, seed in CASES
    ]
    (FOLDER / "rates.json").write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()

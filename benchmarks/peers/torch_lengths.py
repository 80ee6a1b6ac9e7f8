"""PyTorch's lengths of W4 (i) and W5: several networks at a time, as many and in such a way as is fastest."""

import torch
import torch.nn.functional as F

from common import fastest


class Lengths:
    def __init__(self, task):
        self.task = task
        self.weights = [torch.from_numpy(task.tensors[f"{layer}.weight"]) for layer in task.layers]
        self.input = torch.from_numpy(task.input)
        self.start = self.input.square().mean()
        run = self._grouped if task.is_convolutional else self._products
        with torch.inference_mode():
            self.losses = run([w[None] for w in self.weights])[0, :10].tolist()
        ways = {"grouped": self._grouped, "patches": self._patches, "one by one": self._each}
        ways = ways if task.is_convolutional else {"batched": self._products, "one by one": self._each}
        sizes = (1, 5, 10, 50, 100)
        candidates = {
            f"{name}, {n} networks at a time": (lambda run=run, n=n: self._draw_and(run, n), n)
            for name, run in ways.items() for n in sizes if name != "one by one" or n == 1
        }
        self.configuration = fastest(candidates)
        self.chosen, self.at_a_time = candidates[self.configuration]

    def begin(self):
        pass

    def work(self):
        for _ in range(self.task.networks // self.at_a_time):
            self.chosen()

    def _draw_and(self, run, n):
        with torch.inference_mode():
            deviation = [(2 / w[0].numel()) ** 0.5 for w in self.weights]
            return run([
                torch.empty(n, *w.shape).normal_(0, d) for w, d in zip(self.weights, deviation)
            ])

    def _lengths(self, layers):
        return torch.stack(layers, 1) / self.start

    def _products(self, weights):
        n = len(weights[0])
        x = self.input.expand(n, -1)[:, :, None]
        lengths = []
        for w in weights:
            x = F.relu_(torch.bmm(w, x))
            lengths.append(x.square().mean((1, 2)))
        return self._lengths(lengths)

    def _grouped(self, weights):
        n = len(weights[0])
        x = self.input.repeat(n, 1, 1)[None]
        lengths = []
        for w in weights:
            x = F.relu_(F.conv2d(x, w.flatten(0, 1), padding=1, groups=n))
            lengths.append(x.view(n, -1).square().mean(1))
        return self._lengths(lengths)

    def _patches(self, weights):
        n = len(weights[0])
        x = self.input[None].expand(n, -1, -1, -1)
        lengths = []
        for w in weights:
            x = F.relu_(torch.bmm(w.flatten(2), F.unfold(x, 3, padding=1)))
            lengths.append(x.square().mean((1, 2)))
            x = x.view(n, -1, *self.input.shape[1:])
        return self._lengths(lengths)

    def _each(self, weights):
        x = self.input[None] if self.task.is_convolutional else self.input
        lengths = []
        for (w,) in weights:
            x = F.relu_(F.conv2d(x, w, padding=1) if self.task.is_convolutional else torch.mv(w, x))
            lengths.append(x.square().mean())
        return self._lengths([length[None] for length in lengths])

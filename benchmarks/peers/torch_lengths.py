"""PyTorch's lengths: of the last layer (W4 (i)) or of all layers (W5), in whatever way is fastest."""

import math

import torch
import torch.nn.functional as F

from common import fastest


class Lengths:
    def __init__(self, task):
        self.task = task
        weights = [torch.from_numpy(task.tensors[f"{layer}.weight"]) for layer in task.layers]
        self.shapes = [tuple(w.shape) for w in weights]
        self.deviations = [(2 / math.prod(shape[1:])) ** 0.5 for shape in self.shapes]
        self.input = torch.from_numpy(task.input)
        self.start = self.input.square().mean()
        if task.takes_images:
            each, several, sizes = self._image, self._images, (5, 20)
        else:
            each, several, sizes = self._vector, self._vectors, (10, 50, 100)
        with torch.inference_mode():
            self.losses = each(weights, [])[:10]
        ways = {"one by one": (lambda: each(self._drawn()), 1)}
        for n in sizes:
            ways[f"{n} at a time"] = (lambda n=n: several(n), n)
        with torch.inference_mode():
            self.configuration = fastest(ways)
        self.way, self.at_a_time = ways[self.configuration]

    def begin(self):
        pass

    def work(self):
        with torch.inference_mode():
            for _ in range(self.task.networks // self.at_a_time):
                self.way()

    def _drawn(self):
        for shape, deviation in zip(self.shapes, self.deviations):
            yield torch.empty(shape).normal_(0, deviation)

    def _image(self, weights, lengths=None):
        x = self.input[None]
        for w in weights:
            x = F.relu_(F.conv2d(x, w, padding=1))
            if lengths is not None:
                lengths.append(x.square().mean() / self.start)
        return lengths or x.square().mean() / self.start

    def _images(self, n):
        x = self.input.repeat(n, 1, 1)[None]
        for shape, deviation in zip(self.shapes, self.deviations):
            w = torch.empty(n * shape[0], *shape[1:]).normal_(0, deviation)
            x = F.relu_(F.conv2d(x, w, padding=1, groups=n))
        return x.view(n, -1).square().mean(1) / self.start

    def _vector(self, weights, _=None):
        layers = torch.empty(len(self.shapes), self.shapes[-1][0])
        x = self.input
        for w, layer in zip(weights, layers):
            x = F.relu_(torch.mv(w, x, out=layer))
        return layers.square().mean(1) / self.start

    def _vectors(self, n):
        layers = torch.empty(len(self.shapes), n, self.shapes[-1][0], 1)
        x = self.input.expand(n, -1)[:, :, None]
        for shape, deviation, layer in zip(self.shapes, self.deviations, layers):
            w = torch.empty(n, *shape).normal_(0, deviation)
            x = F.relu_(torch.bmm(w, x, out=layer))
        return layers.square().mean((2, 3)) / self.start

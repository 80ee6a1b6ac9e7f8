"""PyTorch's training of all workloads that train: eager, or a step compiled as one function."""

import torch
import torch.nn.functional as F

from common import fastest
from torch_networks import logits


# How images and filters may lie in memory.
LAYOUTS = {"channels last": torch.channels_last, "channels first": torch.contiguous_format}


def training(task, mode):
    """The work, where it is eager and takes images with the layout that is the faster."""
    if mode != "eager" or not task.takes_images:
        return Training(task, mode)
    ways = {name: Training(task, mode, name) for name in LAYOUTS}
    return ways[fastest({name: (way.first_step, 1) for name, way in ways.items()})]


class Training:
    def __init__(self, task, mode, layout="channels last"):
        self.task = task
        self.layout = LAYOUTS[layout]
        self.configuration = f"{mode}, {layout}" if task.takes_images else mode
        self.is_eager = mode == "eager"
        self.first = {name: self._laid_out(tensor) for name, tensor in task.tensors.items()}
        self.state = {name: p.clone(memory_format=torch.preserve_format) for name, p in self.first.items()}
        # What norms keep from one batch to the next is no parameter.
        self.kept = {name: p for name, p in self.state.items() if ".running_" in name}
        self.parameters = {name: p for name, p in self.state.items() if name not in self.kept}
        self.images, self.labels = self._split(task.train)
        self.test_images, self.test_labels = self._split(task.test)
        self.batches = list(torch.from_numpy(task.order).split(task.batch))
        self.test = self._test
        if self.is_eager:
            for parameter in self.parameters.values():
                parameter.requires_grad_()
            self.descent = torch.optim.SGD(self.parameters.values(), lr=task.rate, fused=True)
            self.step = self._eager_step
        else:
            # Shapes never change but for the last batch's, so nothing needs to be looked at before a call.
            options = {"guard_filter_fn": torch.compiler.skip_all_guards_unsafe}
            self.compiled_step = torch.compile(self._functional_step, fullgraph=True, options=options)
            self.step = self._compiled_step
            if task.tests:
                self.test = torch.compile(self._test, fullgraph=True, dynamic=False, options=options)
        self.begin()
        with torch.set_grad_enabled(self.is_eager):
            self.losses = [self.step(*self._gathered(batch)).item() for batch in self.batches[:10]]

    def _laid_out(self, tensor):
        tensor = torch.from_numpy(tensor)
        return tensor.to(memory_format=self.layout) if tensor.dim() == 4 else tensor

    def _split(self, split):
        images, labels = map(torch.from_numpy, split)
        if self.task.takes_images:
            return images.contiguous(memory_format=self.layout), labels
        return images.flatten(1), labels

    def begin(self):
        with torch.no_grad():
            for name, first in self.first.items():
                self.state[name].copy_(first)

    def first_step(self):
        with torch.set_grad_enabled(self.is_eager):
            self.step(*self._gathered(self.batches[0]))

    def _loss(self, parameters, kept, images, labels):
        return F.cross_entropy(logits(self.task, parameters, kept, images), labels)

    def _eager_step(self, images, labels):
        loss = self._loss(self.parameters, self.kept, images, labels)
        self.descent.zero_grad(set_to_none=True)
        loss.backward()
        self.descent.step()
        return loss

    def _compiled_step(self, images, labels):
        # One function for whole batches and for the rest of an epoch.
        torch._dynamo.mark_dynamic(images, 0)
        torch._dynamo.mark_dynamic(labels, 0)
        return self.compiled_step(self.parameters, self.kept, images, labels)

    def _functional_step(self, parameters, kept, images, labels):
        gradients, loss = torch.func.grad_and_value(self._loss)(parameters, kept, images, labels)
        for name, parameter in parameters.items():
            parameter.sub_(gradients[name], alpha=self.task.rate)
        return loss

    def _test(self, parameters, kept, images, labels):
        scores = logits(self.task, parameters, kept, images)
        return F.cross_entropy(scores, labels), (scores.argmax(1) == labels).sum()

    def _gathered(self, batch):
        return self.images.index_select(0, batch), self.labels.index_select(0, batch)

    def work(self):
        total = torch.zeros(())
        with torch.set_grad_enabled(self.is_eager):
            for batch in self.batches:
                total += self.step(*self._gathered(batch)).detach() * len(batch)
        if self.task.tests:
            with torch.inference_mode():
                loss, right = self.test(self.parameters, self.kept, self.test_images, self.test_labels)
                assert torch.isfinite(loss), "the run diverged"
        assert torch.isfinite(total), "the run diverged"

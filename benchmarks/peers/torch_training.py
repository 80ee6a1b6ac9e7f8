"""PyTorch's training of W1, W2, W3 and W4 (ii): eager, or a step compiled as one function."""

import torch
import torch.nn.functional as F


class Training:
    def __init__(self, task, mode):
        self.task = task
        self.configuration = mode
        self.is_eager = mode == "eager"
        self.first = [
            torch.from_numpy(task.tensors[f"{layer}.{part}"]) for layer in task.layers for part in ("weight", "bias")
        ]
        if task.is_convolutional:
            self.first = [p.to(memory_format=torch.channels_last) if p.dim() == 4 else p for p in self.first]
        self.parameters = [p.clone(memory_format=torch.preserve_format) for p in self.first]
        self.images, self.labels = self._split(task.train)
        self.test_images, self.test_labels = self._split(task.test)
        self.batches = list(torch.from_numpy(task.order).split(task.batch))
        self.test = self._test
        if self.is_eager:
            for parameter in self.parameters:
                parameter.requires_grad_()
            self.descent = torch.optim.SGD(self.parameters, lr=task.rate, fused=True)
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
        self.work()

    def _split(self, split):
        images, labels = map(torch.from_numpy, split)
        if self.task.is_convolutional:
            return images.contiguous(memory_format=torch.channels_last), labels
        return images.flatten(1), labels

    def begin(self):
        with torch.no_grad():
            for parameter, first in zip(self.parameters, self.first):
                parameter.copy_(first)

    def _logits(self, parameters, x):
        layers = list(zip(parameters[::2], parameters[1::2]))
        task = self.task
        if task.is_residual:
            x = F.linear(x, *layers[0])
            for weight, bias in layers[1:-1]:
                x = x + task.residual_scale * F.relu(F.linear(x, weight, bias))
        elif task.is_convolutional:
            for weight, bias in layers[:-1]:
                x = F.relu(F.conv2d(x, weight, bias, padding=1))
            x = x.flatten(1)
        else:
            for weight, bias in layers[:-1]:
                x = F.relu(F.linear(x, weight, bias))
        return F.linear(x, *layers[-1])

    def _loss(self, parameters, images, labels):
        return F.cross_entropy(self._logits(parameters, images), labels)

    def _eager_step(self, images, labels):
        loss = self._loss(self.parameters, images, labels)
        self.descent.zero_grad(set_to_none=True)
        loss.backward()
        self.descent.step()
        return loss

    def _compiled_step(self, images, labels):
        # One function for whole batches and for the rest of an epoch.
        torch._dynamo.mark_dynamic(images, 0)
        torch._dynamo.mark_dynamic(labels, 0)
        return self.compiled_step(self.parameters, images, labels)

    def _functional_step(self, parameters, images, labels):
        gradients, loss = torch.func.grad_and_value(self._loss)(parameters, images, labels)
        for parameter, gradient in zip(parameters, gradients):
            parameter.sub_(gradient, alpha=self.task.rate)
        return loss

    def _test(self, parameters, images, labels):
        logits = self._logits(parameters, images)
        return F.cross_entropy(logits, labels), (logits.argmax(1) == labels).sum()

    def _gathered(self, batch):
        return self.images.index_select(0, batch), self.labels.index_select(0, batch)

    def work(self):
        total = torch.zeros(())
        with torch.set_grad_enabled(self.is_eager):
            for batch in self.batches:
                total += self.step(*self._gathered(batch)).detach() * len(batch)
        if self.task.tests:
            with torch.inference_mode():
                loss, right = self.test(self.parameters, self.test_images, self.test_labels)
                assert torch.isfinite(loss), "the run diverged"
        assert torch.isfinite(total), "the run diverged"

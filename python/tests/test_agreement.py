"""Kindling and PyTorch make the same of a model: what it puts out, its gradients, and what it keeps of a batch.

All examples are one batch. A step of descent at a rate of 1 moves each weight by its gradient, and the losses on a test set
of one image, for each label it might have, are the log-softmax of what the network puts out.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from models import AGREEING, resnet50, vgg
from torch import Tensor, nn

import kindling

COUNT = 24
TOLERANCE = 1e-4


def examples(shape: tuple[int, ...], classes: int) -> tuple[Tensor, Tensor]:
    labels = torch.arange(COUNT) % classes
    return torch.randn(COUNT, *shape), labels


def disturbed(model: nn.Module) -> nn.Module:
    """A model as in the midst of training: no gain is 1, no bias 0 and no statistic that of the beginning."""
    with torch.no_grad():
        for name, array in [*model.named_parameters(), *model.named_buffers()]:
            if name.endswith("running_mean"):
                array.normal_(0, 0.2)
            elif name.endswith("running_var"):
                array.uniform_(0.5, 2)
            elif array.dim() == 1 and name.endswith("weight"):
                array.uniform_(0.5, 1.5)
            elif array.dim() == 1 and name.endswith("bias"):
                array.normal_(0, 0.1)
    return model


@pytest.mark.parametrize("name", AGREEING)
def test_gradients_and_statistics_agree(name: str) -> None:
    make, shape = AGREEING[name]
    model = disturbed(make())
    inputs, labels = examples(shape, kindling.describe(model, shape).classes)
    run = kindling.train(
        model, [inputs.numpy(), labels.numpy(), inputs.numpy(), labels.numpy()],
        batch=COUNT, epochs=1, rate=1, input_shape=shape, progress=False,
    )  # fmt: skip
    # Of the two in single precision neither would be nearer to what is true.
    exact = copy.deepcopy(model).double().train()
    loss = nn.functional.cross_entropy(exact(inputs.double()), labels)
    loss.backward()
    assert run.rows[0]["training_loss"] == pytest.approx(loss.item(), abs=TOLERANCE)
    before, after = model.state_dict(), exact.state_dict()
    gradients = {key: value.grad for key, value in exact.named_parameters()}
    assert set(run.weights) == {key for key in before if not key.endswith("num_batches_tracked")}
    for key, array in run.weights.items():
        found, gradient = torch.from_numpy(array).reshape(before[key].shape), gradients.get(key)
        if gradient is None:
            torch.testing.assert_close(found.double(), after[key], atol=TOLERANCE, rtol=0)
        else:
            size = max(1.0, gradient.abs().max().item())
            torch.testing.assert_close((before[key] - found).double() / size, gradient / size, atol=TOLERANCE, rtol=0)


@pytest.mark.parametrize("name", AGREEING)
def test_forward_values_agree(name: str) -> None:
    make, shape = AGREEING[name]
    agree_forwards(make, shape)


@pytest.mark.parametrize(("make", "side"), [(resnet50, 8), (vgg, 16)])
def test_forward_values_agree_with_kinks_and_dropout(make: Callable[[], nn.Module], side: int) -> None:
    agree_forwards(make, (3, side, side))


def agree_forwards(make: Callable[[], nn.Module], shape: tuple[int, ...]) -> None:
    model = disturbed(make())
    for module in model.modules():
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
            # What a pass in training would move stays.
            module.momentum = 0.0
    description = kindling.describe(model, shape)
    inputs, _ = examples(shape, description.classes)
    logits = model.eval()(inputs[:1])
    expected = torch.log_softmax(logits, 1)[0].detach().numpy()
    arrays: list[Any] = [inputs[:2].numpy(), [0, description.classes - 1], inputs[:1].numpy()]
    found = [
        kindling.train(description, [*arrays, [label]], batch=2, epochs=1, rate=0, progress=False).rows[0]["test_loss"]
        for label in range(description.classes)
    ]
    np.testing.assert_allclose(-np.array(found), expected, atol=TOLERANCE)

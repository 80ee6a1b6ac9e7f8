"""Modules and functions of PyTorch as items of a list of layers."""

from __future__ import annotations

from torch import nn

from .errors import DescriptionError
from .graph import Step
from .products import batch_norm, conv, example_norm, linear
from .reading import Layers, Reader, Shape, refused
from .shapes import AVERAGE, MAX, adaptive, flatten, mean, pool


def items(step: Step, taken: Shape) -> Layers:
    """The layers that a step is, none or one, and its arrays; `taken` is the shape of what it takes.

    Raises `DescriptionError` where no layer of Kindling is that.
    """
    if step.shape is None:
        raise refused(step, "one tensor with the batch in front", "another output")
    known = MODULES.get(type(step.target)) if isinstance(step.target, nn.Module) else FUNCTIONS.get(step.target)
    if known is None:
        raise DescriptionError(f"{step}: no layer of Kindling is that; supported are {supported()}")
    return known(step, taken)


def supported() -> str:
    """What can be described, in words."""
    return ", ".join([*(kind.__name__ for kind in MODULES), *(f"{name}()" for name in FUNCTIONS)]) + " and sums"


def _activation(word: str) -> Reader:
    return lambda step, taken: ([word], {})


def _with_number(word: str, name: str, standard: float, least: float = 0) -> Reader:
    """An activation with a number behind its name."""

    def item(step: Step, taken: Shape) -> Layers:
        number = getattr(step.target, name) if isinstance(step.target, nn.Module) else step.given(1, name, standard)
        if number <= least:
            raise refused(step, f"a positive {name}", number)
        return [word if (word, number) == ("elu", 1) else f"{word}:{float(number)!r}"], {}

    return item


def _gelu(step: Step, taken: Shape) -> Layers:
    module = step.target
    form = module.approximate if isinstance(module, nn.GELU) else step.given(1, "approximate", "none")
    return ["gelu-tanh" if form == "tanh" else "gelu"], {}


def _softplus(step: Step, taken: Shape) -> Layers:
    module = step.target
    for position, name, allowed in [(1, "beta", 1), (2, "threshold", 20)]:
        value = getattr(module, name) if isinstance(module, nn.Softplus) else step.given(position, name, allowed)
        if value != allowed:
            raise refused(step, f"{name} {allowed}", value)
    return ["softplus"], {}


def _dropout(step: Step, taken: Shape) -> Layers:
    if isinstance(step.target, nn.Dropout):
        share = step.target.p
    else:
        share = step.given(1, "p", 0.5) if step.given(2, "training", True) else 0
    if share >= 1:
        raise refused(step, "a share below 1", share)
    # A function has no name of its own, and the program gives it one.
    name = {"name": step.place} if isinstance(step.target, nn.Module) else {}
    return ([{"dropout": float(share)} | name] if share > 0 else []), {}


def _nothing(step: Step, taken: Shape) -> Layers:
    return [], {}


MODULES: dict[type[nn.Module], Reader] = {
    nn.Linear: linear,
    nn.Conv2d: conv,
    nn.BatchNorm1d: batch_norm,
    nn.BatchNorm2d: batch_norm,
    nn.LayerNorm: example_norm,
    nn.GroupNorm: example_norm,
    nn.RMSNorm: example_norm,
    nn.ReLU: _activation("relu"),
    nn.LeakyReLU: _with_number("leaky-relu", "negative_slope", 0.01),
    nn.ELU: _with_number("elu", "alpha", 1.0),
    nn.SELU: _activation("selu"),
    nn.GELU: _gelu,
    nn.SiLU: _activation("silu"),
    nn.Tanh: _activation("tanh"),
    nn.Sigmoid: _activation("sigmoid"),
    nn.Softplus: _softplus,
    nn.MaxPool2d: pool("max-pool", MAX),
    nn.AvgPool2d: pool("average-pool", AVERAGE),
    nn.AdaptiveAvgPool2d: adaptive("average-pool"),
    nn.AdaptiveMaxPool2d: adaptive("max-pool"),
    nn.Flatten: flatten,
    nn.Dropout: _dropout,
    nn.Identity: _nothing,
}
"""The modules that can be described."""

FUNCTIONS: dict[str, Reader] = {
    "linear": linear,
    "conv2d": conv,
    "relu": _activation("relu"),
    "leaky_relu": _with_number("leaky-relu", "negative_slope", 0.01),
    "elu": _with_number("elu", "alpha", 1.0),
    "selu": _activation("selu"),
    "gelu": _gelu,
    "silu": _activation("silu"),
    "tanh": _activation("tanh"),
    "sigmoid": _activation("sigmoid"),
    "erf": _activation("erf"),
    "softplus": _softplus,
    "max_pool2d": pool("max-pool", MAX),
    "avg_pool2d": pool("average-pool", AVERAGE),
    "adaptive_avg_pool2d": adaptive("average-pool"),
    "mean": mean,
    "flatten": flatten,
    "view": flatten,
    "reshape": flatten,
    "squeeze": flatten,
    "dropout": _dropout,
    "contiguous": _nothing,
    "clone": _nothing,
}
"""The functions that can be described, sums and products with one number apart."""

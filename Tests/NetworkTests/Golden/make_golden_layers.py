"""Golden values and gradients from PyTorch of every layer that a list of layers can name.

    python3 make_golden_layers.py          # writes layers.json beside this file

Numbers are drawn by PyTorch's generator, rounded to Float, and computed with in Double. Each case has the layer as a list
of layers names it, the input x, what the layer's parameters and states are before, a cotangent c, and of the scalar Σ c y
the gradients of x and of the parameters; for layers with a state also what that is afterwards.
"""

import json
import pathlib

import torch
from torch import nn
from torch.nn import functional as F

torch.set_num_threads(1)
GENERATOR = torch.Generator().manual_seed(20)


def draw(*shape, scale=1.0):
    numbers = torch.randn(*shape, generator=GENERATOR, dtype=torch.float64) * scale
    return numbers.float().double()


class Pointwise(nn.Module):
    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


class Numbers(nn.Module):
    """A learnt factor or summand, of one number or one a channel."""

    def __init__(self, count, sums):
        super().__init__()
        self.sums = sums
        self.register_parameter("bias" if sums else "weight", nn.Parameter(torch.ones(count)))

    def forward(self, x):
        number = self.bias if self.sums else self.weight
        number = number.reshape([-1] + [1] * (x.dim() - 2))
        return x + number if self.sums else x * number


class StandardizedConv(nn.Conv2d):
    """Scaled weight standardisation, as in the paper by Brock, De and Smith."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.gain = nn.Parameter(torch.ones(self.out_channels))

    def forward(self, x):
        fan_in = self.weight[0].numel()
        variance, mean = torch.var_mean(self.weight, dim=(1, 2, 3), keepdim=True, correction=0)
        weight = (self.weight - mean) / ((variance + 1e-6) * fan_in).sqrt()
        weight = weight * self.gain.reshape(-1, 1, 1, 1)
        return F.conv2d(x, weight, self.bias, self.stride, self.padding, self.dilation, self.groups)


def conv(item, *arguments, **options):
    return item, nn.Conv2d(*arguments, **options), "images"


def cases():
    functions = {
        "relu": torch.relu,
        "leaky-relu:0.2": lambda x: F.leaky_relu(x, 0.2),
        "elu": F.elu,
        "elu:0.7": lambda x: F.elu(x, 0.7),
        "selu": F.selu,
        "gelu": F.gelu,
        "gelu-tanh": lambda x: F.gelu(x, approximate="tanh"),
        "silu": F.silu,
        "tanh": torch.tanh,
        "sigmoid": torch.sigmoid,
        "erf": torch.erf,
        "softplus": F.softplus,
        "identity": lambda x: x,
        "crelu": lambda x: torch.cat([torch.relu(x), torch.relu(-x)], 1),
    }
    for name, function in functions.items():
        yield name, Pointwise(function), "vectors"
    yield "crelu", Pointwise(functions["crelu"]), "images"
    yield "batch-norm", nn.BatchNorm1d(6), "vectors"
    yield "batch-norm", nn.BatchNorm2d(6), "images"
    yield "batch-norm", nn.BatchNorm1d(6), "tested vectors"
    yield "batch-norm", nn.BatchNorm2d(6), "tested images"
    yield {"batch-norm": None, "momentum": 0.3, "epsilon": 0.01}, nn.BatchNorm2d(6, eps=0.01, momentum=0.3), "images"
    yield "layer-norm", nn.LayerNorm(6), "vectors"
    yield "layer-norm", nn.LayerNorm([6, 5, 4]), "images"
    yield "group-norm:3", nn.GroupNorm(3, 6), "images"
    yield "group-norm:2", nn.GroupNorm(2, 6), "vectors"
    yield "rms-norm", nn.RMSNorm(6, eps=2.0**-23), "vectors"
    yield "rms-norm", nn.RMSNorm([6, 5, 4], eps=2.0**-23), "images"
    yield {"max-pool": 2}, nn.MaxPool2d(2), "images"
    yield {"max-pool": 3, "stride": 1}, nn.MaxPool2d(3, 1), "images"
    yield {"average-pool": 2}, nn.AvgPool2d(2), "images"
    yield {"average-pool": 3, "stride": 1}, nn.AvgPool2d(3, 1), "images"
    yield "global-average-pool", Pointwise(lambda x: x.mean(dim=(2, 3))), "images"
    yield "flatten", nn.Flatten(), "images"
    yield "gain", Numbers(1, sums=False), "vectors"
    yield "gain", Numbers(1, sums=False), "images"
    yield "gains", Numbers(6, sums=False), "vectors"
    yield "gains", Numbers(6, sums=False), "images"
    yield "shift", Numbers(1, sums=True), "vectors"
    yield "shift", Numbers(1, sums=True), "images"
    yield {"linear": 5}, nn.Linear(6, 5), "vectors"
    yield {"linear": 5, "bias": False}, nn.Linear(6, 5, bias=False), "vectors"
    yield conv({"conv": 4}, 6, 4, 3, padding=1)
    yield conv({"conv": 4, "kernel": 1, "stride": 2, "bias": False}, 6, 4, 1, stride=2, bias=False)
    yield conv({"conv": 4, "padding": "circular", "stride": 2}, 6, 4, 3, padding=1, stride=2, padding_mode="circular")
    yield conv({"conv": 4, "padding": "valid"}, 6, 4, 3)
    yield conv({"conv": 4, "dilation": 2}, 6, 4, 3, padding=2, dilation=2)
    yield conv({"conv": 4, "dilation": 2, "stride": 2}, 6, 4, 3, padding=2, dilation=2, stride=2)
    yield conv({"conv": 4, "dilation": 3, "stride": 2}, 6, 4, 3, padding=3, dilation=3, stride=2)
    yield conv(
        {"conv": 4, "dilation": 2, "padding": "circular"}, 6, 4, 3, padding=2, dilation=2, padding_mode="circular")
    yield conv({"conv": 4, "dilation": 2, "kernel": 2, "padding": "valid"}, 6, 4, 2, dilation=2)
    yield conv({"conv": 4, "groups": 2}, 6, 4, 3, padding=1, groups=2)
    yield conv({"conv": 6, "groups": 6}, 6, 6, 3, padding=1, groups=6)
    yield conv({"conv": 12, "groups": 6, "stride": 2}, 6, 12, 3, padding=1, groups=6, stride=2)
    yield {"conv": 4, "standardized": True}, StandardizedConv(6, 4, 3, padding=1), "images"
    yield {"conv": 4, "standardized": True, "groups": 2}, StandardizedConv(6, 4, 3, padding=1, groups=2), "images"


def array(numbers):
    return [float(f"{x:.12g}") for x in numbers.detach().reshape(-1).tolist()]


def golden(item, module, given):
    module = module.double()
    module.train(not given.startswith("tested"))
    rows, extents = (19, [6]) if given.endswith("vectors") else (2, [6, 5, 4])
    for parameter in module.parameters():
        parameter.data = draw(*parameter.shape, scale=0.7)
    for name, state in module.named_buffers():
        if name == "running_var":
            state.copy_(draw(*state.shape).square() + 0.25)
        elif name == "running_mean":
            state.copy_(draw(*state.shape))
    before = {name: array(state) for name, state in module.named_buffers() if state.dim() > 0}
    x = draw(rows, *extents).requires_grad_()
    y = module(x)
    cotangent = draw(*y.shape)
    (cotangent * y).sum().backward()
    return {
        "item": item,
        "given": given,
        "rows": rows,
        "extents": extents,
        "x": array(x),
        "parameters": {name: array(value) for name, value in module.named_parameters()},
        "states": before,
        "cotangent": array(cotangent),
        "y": array(y),
        "dx": array(x.grad),
        "gradients": {name: array(value.grad) for name, value in module.named_parameters()},
        "statesAfter": {name: array(state) for name, state in module.named_buffers() if state.dim() > 0},
    }


if __name__ == "__main__":
    lines = [json.dumps(golden(*case)) for case in cases()]
    path = pathlib.Path(__file__).with_name("layers.json")
    path.write_text("[\n" + ",\n".join(lines) + "\n]\n")

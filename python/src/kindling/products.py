"""Products with weights, and normalisations, as layers."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from .graph import Ref, Step
from .reading import Arrays, Layers, Shape, refused, square


def linear(step: Step, taken: Shape) -> Layers:
    """A fully connected layer, of a module or of arrays beside the input."""
    module = step.target
    weight, bias = (
        (module.weight, module.bias) if isinstance(module, nn.Linear) else (step.given(1, "weight"), step.given(2, "bias"))
    )
    if len(taken) != 1:
        raise refused(step, "a vector, as behind flatten", taken)
    item: dict[str, Any] = {"linear": weight.shape[0], "name": step.place}
    return _product(step, item, weight, bias)


def conv(step: Step, taken: Shape) -> Layers:
    """A convolution, of a module or of arrays beside the input."""
    module = step.target
    if isinstance(module, nn.Conv2d):
        weight, bias = module.weight, module.bias
        stride, padding, dilation, groups = module.stride, module.padding, module.dilation, module.groups
        mode = module.padding_mode
    else:
        weight, bias = step.given(1, "weight"), step.given(2, "bias")
        stride, padding = step.given(3, "stride", 1), step.given(4, "padding", 0)
        dilation, groups, mode = step.given(5, "dilation", 1), step.given(6, "groups", 1), "zeros"
    kernel = square(step, "kernel", weight.shape[2:])
    item: dict[str, Any] = {"conv": weight.shape[0], "name": step.place}
    fields = {"kernel": (kernel, 3), "stride": (square(step, "stride", stride), 1)}
    fields["dilation"] = spread = (square(step, "dilation", dilation), 1)
    fields["groups"] = (groups, 1)
    item |= {name: value for name, (value, standard) in fields.items() if value != standard}
    border = _border(step, padding, mode, spread[0] * (kernel - 1), item.get("stride", 1))
    return _product(step, item | ({} if border == "zero" else {"padding": border}), weight, bias)


def _border(step: Step, padding: Any, mode: str, extent: int, stride: int) -> str:
    """What lies beyond an image's border; `extent` is how far a filter reaches."""
    if mode not in ("zeros", "circular"):
        raise refused(step, "padding of zeros or circular", mode)
    if padding == "same" and (stride > 1 or extent % 2):
        raise refused(step, "a filter of an odd side", f"padding 'same' around one of {extent + 1}")
    width = {"same": extent // 2, "valid": 0}.get(padding) if isinstance(padding, str) else None
    if width is None:
        width = square(step, "padding", padding)
    if 2 * width == extent:
        return "zero" if mode == "zeros" else "circular"
    if width != 0:
        raise refused(step, f"padding 0 or {extent / 2:g}", width)
    return "valid"


def _product(step: Step, item: dict[str, Any], weight: Any, bias: Any) -> Layers:
    for array in (weight, bias):
        if isinstance(array, Ref):
            raise refused(step, "weights that are learnt", "some that are computed")
    if bias is None:
        return [item | {"bias": False}], {"weight": weight}
    return [item], {"weight": weight, "bias": bias}


def batch_norm(step: Step, taken: Shape) -> Layers:
    """Batch normalisation, with the statistics that it keeps."""
    module: Any = step.target
    if not module.affine or not module.track_running_stats:
        raise refused(step, "a learnt gain and bias, and running statistics", "a norm without")
    if module.momentum is None:
        raise refused(step, "a momentum", "None")
    item: dict[str, Any] = {"batch-norm": None, "name": step.place}
    if module.momentum != 0.1:
        item["momentum"] = module.momentum
    arrays = {name: getattr(module, name) for name in ("weight", "bias", "running_mean", "running_var")}
    return [item | _gain(module.weight) | _epsilon(module.eps, 1e-5)], arrays


def example_norm(step: Step, taken: Shape) -> Layers:
    """Layer, group or RMS normalisation."""
    module: Any = step.target
    rms = isinstance(module, nn.RMSNorm)
    arrays: Arrays = {name: getattr(module, name) for name in (("weight",) if rms else ("weight", "bias"))}
    if any(array is None for array in arrays.values()):
        raise refused(step, "a learnt gain" + ("" if rms else " and bias"), "a norm without")
    word = "rms-norm" if rms else "layer-norm"
    epsilon, standard = (module.eps, 2.0**-23) if rms else (module.eps, 1e-5)
    item: dict[str, Any] = {word: None, "name": step.place}
    if isinstance(module, nn.GroupNorm):
        item = {"group-norm": module.num_groups, "name": step.place}
    elif tuple(module.normalized_shape) != taken:
        raise refused(step, f"a norm over all of {taken}", tuple(module.normalized_shape))
    return [item | _gain(module.weight) | _epsilon(epsilon, standard)], arrays


def _gain(weight: torch.Tensor) -> dict[str, Any]:
    """What gains begin with, where they are one number and not 1."""
    first = float(weight.detach().reshape(-1)[0])
    return {"gain": first} if first != 1 and bool((weight == first).all()) else {}


def _epsilon(epsilon: float | None, standard: float) -> dict[str, Any]:
    return {} if epsilon is None or epsilon == standard else {"epsilon": epsilon}

"""What makes images smaller, or vectors of them, as layers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from torch import nn

from .graph import Step
from .reading import WHOLE, Layers, Reader, Shape, refused, square


def flatten(step: Step, taken: Shape) -> Layers:
    """Images as vectors, by whatever call."""
    if step.shape == taken:
        return [], {}
    if step.shape is None or len(step.shape) != 1:
        raise refused(step, "a vector of each image", step.shape)
    return ["flatten"], {}


def pool(word: str, further: Sequence[tuple[int, str, Any]]) -> Reader:
    """Pooling whose further arguments must be these."""

    def item(step: Step, taken: Shape) -> Layers:
        module = step.target

        def given(position: int, name: str, standard: Any) -> Any:
            return getattr(module, name) if isinstance(module, nn.Module) else step.given(position, name, standard)

        for position, name, allowed in [(3, "padding", 0), *further]:
            value = given(position, name, allowed)
            if value not in (allowed, (allowed, allowed), [allowed, allowed]):
                raise refused(step, f"{name} {allowed}", value)
        side = square(step, "window", given(1, "kernel_size", None))
        stride = given(2, "stride", None)
        stride = side if stride in (None, [], ()) else square(step, "stride", stride)
        return [{word: side} | ({} if stride == side else {"stride": stride})], {}

    return item


def adaptive(word: str) -> Reader:
    """Pooling to a size, where windows of one side make it."""

    def item(step: Step, taken: Shape) -> Layers:
        if len(taken) != 3 or step.shape is None:
            raise refused(step, "an image of channels, height and width", taken)
        if step.shape == taken:
            return [], {}
        (height, width), (rows, columns) = taken[1:], step.shape[1:]
        if word == "average-pool" and rows == columns == 1:
            return [{WHOLE: (height, width)}], {}
        if height % rows or width % columns or height // rows != width // columns:
            raise refused(step, "windows of one side", f"{rows} × {columns} of {height} × {width}")
        return [{word: height // rows}], {}

    return item


def mean(step: Step, taken: Shape) -> Layers:
    """The mean of each channel, with height and width kept or not."""
    axes = step.given(1, "dim")
    axes = sorted(axis % 4 for axis in ([axes] if isinstance(axes, int) else axes or []))
    if len(taken) != 3 or axes != [2, 3]:
        raise refused(step, "a mean over height and width", f"dim={step.given(1, 'dim')}")
    if step.shape is not None and len(step.shape) == 3:
        return adaptive("average-pool")(step, taken)
    return ["global-average-pool"], {}


MAX = [(4, "dilation", 1), (5, "ceil_mode", False), (6, "return_indices", False)]
AVERAGE = [(4, "ceil_mode", False), (6, "divisor_override", None)]
"""What further arguments of pools must be: place in a call, name, value."""

"""What reads a step of a model as layers, and how it refuses one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import torch

from .errors import DescriptionError
from .graph import Step

Item: TypeAlias = str | dict[str, Any]
"""A layer as a list of layers has it."""

Shape: TypeAlias = tuple[int, ...]
"""Extents without that of the batch."""

Arrays: TypeAlias = dict[str, torch.Tensor]
"""A layer's own arrays, by the names that Kindling gives them."""


Layers: TypeAlias = tuple[list[Item], Arrays]
"""The layers of a step, none or one, and its arrays."""

Reader: TypeAlias = Callable[[Step, Shape], Layers]
"""What makes the layers of a step, given the shape of what it takes."""

WHOLE = "mean of the whole image"
"""What stands for the mean of each channel that is still an image, of one pixel; no list of layers has a word for it."""


def refused(step: Step, expected: str, found: object) -> DescriptionError:
    """The error of a step that is something else than a layer of Kindling may be."""
    return DescriptionError(f"{step}: expected {expected}, found {found}")


def square(step: Step, what: str, value: Any) -> int:
    """The one number of a height and a width that are the same."""
    sides = set(value) if isinstance(value, (tuple, list)) else {value}
    if len(sides) != 1 or not all(isinstance(side, int) for side in sides):
        raise refused(step, f"a {what} of one side", value)
    return int(sides.pop())

"""The steps of a model as a nested list of layers: paths that part and meet again in a sum are residual modules."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

import torch

from .errors import DescriptionError
from .graph import Graph, Step
from .items import items
from .reading import WHOLE, Arrays, Item, Layers, Shape


@dataclass
class Nest:
    """Layers with whole paths of modules as their names, and the arrays of each of these paths."""

    graph: Graph
    arrays: dict[str, Arrays] = field(default_factory=dict)
    _dominators: list[set[int]] = field(default_factory=list)
    _used: set[int] = field(default_factory=set)
    _owned: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        for step in self.graph.steps:
            through = [self._dominators[number] for number in step.inputs]
            self._dominators.append({step.number} | (set.intersection(*through) if through else set()))

    def layers(self) -> list[Item]:
        """The layers from the input to the output.

        Raises `DescriptionError` where the paths are no such modules.
        """
        return self._between(0, self.graph.output)

    def _between(self, start: int, end: int) -> list[Item]:
        parts: list[list[Item]] = []
        while end != start:
            step = self.graph.steps[end]
            self._use(step)
            is_sum = step.target == "add" and len(step.inputs) == 2
            layers, end = self._sum(step) if is_sum else self._layer(step)
            parts.append(layers)
        found = [item for part in reversed(parts) for item in part]
        return _pooled(found)

    def _use(self, step: Step) -> None:
        if step.number in self._used or step.number == 0:
            raise DescriptionError(f"{step}: expected paths that meet in sums, found one that several others go on from")
        self._used.add(step.number)

    def _layer(self, step: Step) -> tuple[list[Item], int]:
        if len(step.inputs) != 1:
            raise DescriptionError(
                f"{step}: expected a layer of one input, or a sum of two, found a function of {len(step.inputs)}"
            )
        source = self.graph.steps[step.inputs[0]]
        if source.shape is None:
            raise DescriptionError(f"{source}: no layer of Kindling is that: expected one tensor with the batch in front")
        found, arrays = _learnt(step, source.shape) or items(step, source.shape)
        if arrays:
            path = step.place
            if isinstance(step.target, str):
                first = self.graph.names.get(id(next(iter(arrays.values()))), "")
                path = first.removesuffix(".weight")
            self._own(step, arrays)
            self.arrays[path] = arrays
            found = [item | {"name": path} if isinstance(item, dict) else item for item in found]
        return found, source.number

    def _own(self, step: Step, arrays: Arrays) -> None:
        """Sees that a layer's arrays are the model's, and no other layer's."""
        for array in arrays.values():
            if id(array) not in self.graph.names:
                raise DescriptionError(f"{step}: expected weights that are learnt, found some that are computed")
            if id(array) in self._owned:
                raise DescriptionError(f"{step}: expected weights of its own, found some that another layer has too")
            self._owned.add(id(array))

    def _sum(self, step: Step) -> tuple[list[Item], int]:
        """The residual module that ends with a sum, and the step where its paths part."""
        if step.given(2, "alpha", 1) != 1:
            raise DescriptionError(f"{step}: expected a sum, found one with alpha {step.given(2, 'alpha')}")
        common = self._dominators[step.inputs[0]] & self._dominators[step.inputs[1]]
        if not common:
            raise DescriptionError(f"{step}: expected two paths from one place, found something added that is no path")
        fork = max(common)
        sides = [self._side(number, fork) for number in step.inputs]
        # The branch is the side with a factor, or the longer one.
        (end, scale), (other, factor) = sorted(sides, key=lambda side: (side[1] != 1, self._length(side[0], fork)))[::-1]
        if factor != 1:
            raise DescriptionError(f"{step}: expected a shortcut without a factor, found one times {factor:g}")
        module: dict[str, Any] = {"residual": self._between(fork, end) or ["identity"]}
        if other != fork:
            module["shortcut"] = self._between(fork, other)
        if scale != 1:
            module["scale"] = scale
        return [module], fork

    def _length(self, end: int, fork: int) -> int:
        """How many steps every path between two places goes through."""
        return len(self._dominators[end] - self._dominators[fork])

    def _side(self, end: int, fork: int) -> tuple[int, float]:
        """The end of a path before the constant factors with which it ends, and their product."""
        scale = 1.0
        while end != fork and (factor := _factor(self.graph.steps[end])) is not None:
            scale *= factor
            self._use(self.graph.steps[end])
            end = self.graph.steps[end].inputs[0]
        return end, scale


def _factor(step: Step) -> float | None:
    """The number that a step multiplies by; nothing for any other step."""
    if step.target not in ("mul", "div") or len(step.inputs) != 1:
        return None
    numbers = [value for value in step.arguments if isinstance(value, (int, float))]
    if len(numbers) != 1 or (step.target == "div" and (step.arguments[1] is not numbers[0] or numbers[0] == 0)):
        return None
    return float(numbers[0]) if step.target == "mul" else 1 / numbers[0]


def _learnt(step: Step, taken: Shape) -> Layers | None:
    """A learnt factor, of all numbers or of each channel, or a learnt summand of all numbers."""
    if step.target not in ("mul", "add") or step.options:
        return None
    learnt = [value for value in step.arguments if isinstance(value, torch.nn.Parameter)]
    if len(learnt) != 1:
        return None
    number, start = learnt[0], float(learnt[0].detach().reshape(-1)[0])
    if step.target == "add":
        return ([{"shift": start}], {"bias": number}) if number.numel() == 1 else None
    if number.numel() == 1:
        return [{"gain": start}], {"weight": number}
    # [channels, 1, 1] beside images, [features] beside vectors.
    shape = tuple(number.shape[-len(taken) :])
    if shape == (taken[0], *(1 for _ in taken[1:])) and number.numel() == taken[0]:
        return [{"gains": start}], {"weight": number}
    return None


def _pooled(found: list[Item]) -> list[Item]:
    """The layers with the means of whole images as the program has them: vectors, or pooled images where these are wanted."""
    layers: list[Item] = []
    while found:
        item, *found = found
        if isinstance(item, dict) and WHOLE in item:
            between = list(takewhile(lambda next_: next_ != "flatten", found))
            if len(between) < len(found) and all(isinstance(next_, str) or "dropout" in next_ for next_ in between):
                item = "global-average-pool"
                found = [*between, *found[len(between) + 1 :]]
            else:
                height, width = item[WHOLE]
                if height != width:
                    raise DescriptionError(f"a mean of {height} × {width}: expected a square, or flatten behind it")
                item = {"average-pool": height}
        layers.append(item)
    return layers

"""What a model does with one batch, step by step, whoever found it out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import nn

from .errors import DescriptionError

BATCH = 3
"""The examples that a model is tried with: batch normalisation needs two, and few layers have three of anything."""


@dataclass(frozen=True)
class Ref:
    """In the arguments of a step, what another step gave."""

    step: int


@dataclass(frozen=True)
class Step:
    """A module or a function that made a tensor.

    `shape` is that of its output for one example, nothing where it has no batch or is no one tensor.
    """

    number: int
    place: str
    target: nn.Module | str
    inputs: tuple[int, ...] = ()
    arguments: tuple[Any, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)
    shape: tuple[int, ...] | None = None

    def __str__(self) -> str:
        what = self.target if isinstance(self.target, str) else type(self.target).__name__
        return f"{self.place} ({what})" if self.place else f"forward ({what})"

    def given(self, position: int, name: str, standard: Any = None) -> Any:
        """An argument of a function by its position or its name."""
        if len(self.arguments) > position:
            return self.arguments[position]
        return self.options.get(name, standard)


@dataclass(frozen=True)
class Graph:
    """The steps from the input, which is step 0, to the output, and the names of the model's own arrays."""

    steps: list[Step]
    output: int
    names: dict[int, str]


_ALIASES = {"iadd": "add", "radd": "add", "imul": "mul", "rmul": "mul", "multiply": "mul", "truediv": "div"}


class Recorder:
    """Puts steps together by the tensors that they take and give."""

    def __init__(self, model: nn.Module, example: torch.Tensor) -> None:
        self.steps = [Step(0, "input", "input", shape=tuple(example.shape[1:]))]
        # A tensor that is written over in place is what the last step made of it.
        self._makers = {id(example): 0}
        self._alive: list[Any] = [example]
        self._names = {id(value): name for name, value in [*model.named_parameters(), *model.named_buffers()]}

    def add(self, place: str, target: Any, arguments: tuple[Any, ...], options: dict[str, Any], result: Any) -> None:
        """Notes what was called with what and gave what; what gave no tensor is no step."""
        made = [value for value in _flat(result) if isinstance(value, torch.Tensor)]
        if not made:
            return
        inputs: list[int] = []

        def known(value: Any) -> Any:
            if isinstance(value, (tuple, list)):
                return type(value)(known(item) for item in value)
            if isinstance(value, torch.Tensor) and id(value) in self._makers:
                inputs.append(self._makers[id(value)])
                return Ref(inputs[-1])
            return value

        arguments = tuple(known(value) for value in arguments)
        options = {name: known(value) for name, value in options.items()}
        shape = None
        if result is made[0] and result.dim() > 1 and result.shape[0] == BATCH:
            shape = tuple(result.shape[1:])
        step = Step(len(self.steps), place, _named(target), tuple(inputs), arguments, options, shape)
        self.steps.append(step)
        self._alive.extend(made)
        self._makers.update({id(value): step.number for value in made})

    def graph(self, output: Any) -> Graph:
        """All of it, given what the model returned."""
        if not isinstance(output, torch.Tensor):
            raise DescriptionError(f"the model: expected one tensor as its output, found {type(output).__name__}")
        if id(output) not in self._makers:
            raise DescriptionError("the model: expected an output that is made of its input, found another tensor")
        return Graph(self.steps, self._makers[id(output)], self._names)


@contextmanager
def untouched(model: nn.Module) -> Iterator[None]:
    """Lets a model run as in training, and leaves its buffers, its modes and the random numbers as they were."""
    modes = {module: module.training for module in model.modules()}
    buffers = {name: value.clone() for name, value in model.named_buffers()}
    try:
        model.train()
        with torch.no_grad(), torch.random.fork_rng():
            yield
    finally:
        for module, mode in modes.items():
            module.training = mode
        with torch.no_grad():
            for name, value in model.named_buffers():
                if name in buffers:
                    value.copy_(buffers[name])


def _named(target: Any) -> nn.Module | str:
    if isinstance(target, nn.Module):
        return target
    name = str(getattr(target, "__name__", target)).strip("_")
    return _ALIASES.get(name, name)


def _flat(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (tuple, list)):
        for item in value:
            yield from _flat(item)
    else:
        yield value

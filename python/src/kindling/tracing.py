"""The steps of a model, by torch.fx, or by watching it run where that cannot trace it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import fx, nn
from torch.overrides import TorchFunctionMode

from .errors import DescriptionError
from .graph import BATCH, Graph, Recorder, untouched


def graph(model: nn.Module, input_shape: tuple[int, ...]) -> Graph:
    """What a model does with inputs of a shape, without that of the batch.

    Raises `DescriptionError` where it does not take such inputs.
    """
    first = next(model.parameters(), torch.zeros(()))
    with untouched(model):
        generator = torch.Generator().manual_seed(0)
        example = torch.rand(BATCH, *input_shape, generator=generator).to(first)
        try:
            traced = fx.symbolic_trace(model)
        except Exception:
            # Whatever a model does that tracing cannot bear, it raises in its own way.
            return _watched(model, example, input_shape)
        return _run(lambda: _Interpreter(traced, model, example).found(), input_shape)


def _watched(model: nn.Module, example: torch.Tensor, input_shape: tuple[int, ...]) -> Graph:
    found = _run(lambda: _watch(model, example), input_shape)
    again = _run(lambda: _watch(model, 1 - example), input_shape)
    if [str(step) for step in found.steps] != [str(step) for step in again.steps]:
        raise DescriptionError("forward: expected the same steps for all inputs, found some that hang on the numbers")
    return found


def _run(find: Callable[[], Graph], input_shape: tuple[int, ...]) -> Graph:
    try:
        return find()
    except DescriptionError:
        raise
    except Exception as error:
        reason = str(error).strip().splitlines() or [type(error).__name__]
        raise DescriptionError(f"the model does not take inputs of shape {input_shape}: {reason[0]}") from error


class _Interpreter(fx.Interpreter):
    """Runs a traced model and notes each call."""

    def __init__(self, traced: fx.GraphModule, model: nn.Module, example: torch.Tensor) -> None:
        super().__init__(traced)
        self._recorder, self._example = Recorder(model, example), example

    def found(self) -> Graph:
        return self._recorder.graph(self.run(self._example))

    def run_node(self, n: fx.Node) -> Any:
        result = super().run_node(n)
        if n.op in ("call_module", "call_function", "call_method"):
            arguments, options = self._given(n)
            target = self.fetch_attr(str(n.target)) if n.op == "call_module" else n.target
            self._recorder.add(_place(n), target, arguments, options, result)
        return result

    def _given(self, n: fx.Node) -> tuple[tuple[Any, ...], dict[str, Any]]:
        arguments, options = self.fetch_args_kwargs_from_env(n)
        return tuple(arguments), dict(options)


def _place(node: fx.Node) -> str:
    """The module that makes a call."""
    stack = list(node.meta.get("nn_module_stack", {}).values())
    if node.op == "call_module":
        return str(node.target)
    return str(stack[-1][0]) if stack else ""


def _watch(model: nn.Module, example: torch.Tensor) -> Graph:
    watcher = _Watcher(model, example)
    handles = [handle for name, module in model.named_modules() for handle in watcher.hooks(name, module)]
    try:
        with watcher:
            output = model(example)
    finally:
        for handle in handles:
            handle.remove()
    return watcher.recorder.graph(output)


class _Watcher(TorchFunctionMode):
    """Notes each call of a module of PyTorch's by hooks, and each function that is called outside of these."""

    def __init__(self, model: nn.Module, example: torch.Tensor) -> None:
        super().__init__()
        self.recorder = Recorder(model, example)
        self._tracer = fx.Tracer()
        self._open: list[str] = []
        self._leaves = 0

    def hooks(self, name: str, module: nn.Module) -> list[Any]:
        leaf = name != "" and self._tracer.is_leaf_module(module, name)

        def before(_: nn.Module, arguments: Any) -> None:
            self._open.append(name)
            self._leaves += leaf

        def after(_: nn.Module, arguments: Any, options: Any, result: Any) -> None:
            self._open.pop()
            self._leaves -= leaf
            if leaf and self._leaves == 0:
                self.recorder.add(name, module, arguments, options, result)

        return [
            module.register_forward_pre_hook(before),
            module.register_forward_hook(after, with_kwargs=True),
        ]

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        result = func(*args, **(kwargs or {}))
        if self._leaves == 0:
            self.recorder.add(self._open[-1] if self._open else "", func, tuple(args), dict(kwargs or {}), result)
        return result

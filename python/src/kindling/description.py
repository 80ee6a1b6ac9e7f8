"""A network as Kindling has it: a list of layers, and weights by their names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from . import tensors
from .errors import DescriptionError, need

if TYPE_CHECKING:
    from torch import nn

    from .reading import Item


@dataclass(frozen=True)
class Description:
    """A network as Kindling has it.

    `layers` is what a list of layers holds, `input_shape` that of one input ([n], or [channels, height, width]) and
    `classes` the number of outputs. `weights` are arrays by Kindling's names, shaped as the program has them, and `names`
    has the model's own name for each; both are empty for a list that was written by hand.
    """

    layers: Sequence[Item]
    input_shape: tuple[int, ...]
    classes: int
    weights: Mapping[str, NDArray[Any]] = field(default_factory=dict, repr=False)
    names: Mapping[str, str] = field(default_factory=dict, repr=False)

    def json(self) -> str:
        """The list of layers as `kindling train --network FILE` reads it."""
        lines = ",\n".join(f"    {json.dumps(item)}" for item in self.layers)
        return f'{{\n  "layers": [\n{lines}\n  ]\n}}\n'

    def save(self, folder: str | Path) -> None:
        """Writes `network.json` and `weights.safetensors` into a folder, which is made where there is none."""
        place = Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        (place / "network.json").write_text(self.json())
        tensors.write(place / "weights.safetensors", self.weights)

    def _repr_html_(self) -> str:
        from .results import preformatted

        shape = " × ".join(map(str, self.input_shape))
        return preformatted(f"{shape} → {self.classes}\n{self.json()}")


def describe(model: nn.Module, input_shape: Sequence[int]) -> Description:
    """A PyTorch model as a list of layers with its weights.

    The model is traced by `torch.fx`, or watched while it runs where that cannot trace it; it is left as it was.
    `input_shape` is that of one input, without the batch: [n], or [channels, height, width]. All weights are taken for learnt.

    Raises `DescriptionError`, with the module and its place, where a list of layers cannot say what the model does.
    """
    need("torch")
    from . import nesting, tracing

    shape = tuple(int(extent) for extent in input_shape)
    if len(shape) not in (1, 3) or any(extent < 1 for extent in shape):
        raise DescriptionError(f"input_shape: expected (n,) or (channels, height, width), found {shape}")
    graph = tracing.graph(model, shape)
    nest = nesting.Nest(graph)
    layers = nest.layers()
    output = graph.steps[graph.output].shape
    if output is None or len(output) != 1:
        raise DescriptionError(f"the model: expected a vector of one number a class, found {output}")
    namer = _Namer()
    # A set of vectors comes as images of one row.
    named = [*(["flatten"] if len(shape) == 1 else []), *namer.named(layers)]
    weights, names = {}, {}
    for path, arrays in nest.arrays.items():
        for name, array in arrays.items():
            own = f"{namer.names[path]}.{name}"
            # The program's numbers that are learnt alone are lists of them.
            shaped = array.reshape(-1) if namer.scalar[path] else array
            weights[own] = shaped.detach().cpu().float().numpy().copy()
            names[own] = graph.names[id(array)]
    return Description(named, shape, output[0], weights, names)


class _Namer:
    """Gives layers names that are short within the modules that they lie in, and as the program makes them whole."""

    # Layers without arrays have no name said, and the program gives them such.
    _own = re.compile(r"(flatten|dropout|(max|average|global-average)-pool)\d+")

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        """What the program calls each path."""
        self.scalar: dict[str, bool] = {}
        """Whether a path is a number that is learnt alone."""
        self._taken: set[str] = set()
        self._sums = 0

    def named(self, layers: Sequence[Item], owner: str = "", module: str = "") -> list[Item]:
        """The layers with names relative to the path of the module that they lie in."""
        return [self._item(item, owner, module) if isinstance(item, dict) else item for item in layers]

    def _item(self, item: dict[str, Any], owner: str, module: str) -> Item:
        if "residual" in item:
            return self._residual(item, owner, module)
        path = item.get("name")
        if path is None:
            return item
        name = self._name(path, owner, module)
        self.names[path] = module + name
        self.scalar[path] = bool({"gain", "gains", "shift"} & set(list(item)[:1]))
        return item | {"name": name}

    def _residual(self, item: dict[str, Any], owner: str, module: str) -> Item:
        inside = _common([path.rpartition(".")[0] for path in _paths(item)])
        if not inside.startswith(f"{owner}." if owner else "") or inside in ("", owner):
            self._sums += 1
            inside, path = owner, f"sum{self._sums}"
        else:
            path = inside
        name = self._name(path, owner, module)
        branch = self.named(item["residual"], inside, f"{module}{name}.")
        named: dict[str, Any] = {"residual": branch, "name": name}
        if "shortcut" in item:
            named["shortcut"] = self.named(item["shortcut"], inside, f"{module}{name}.shortcut.")
        return named | ({"scale": item["scale"]} if "scale" in item else {})

    def _name(self, path: str, owner: str, module: str) -> str:
        short = path.removeprefix(f"{owner}.") if owner else path
        name = re.sub(r"[^\w-]", "_", short)
        while module + name in self._taken or self._own.fullmatch(name):
            name += "_"
        self._taken.add(module + name)
        return name


def _paths(item: Item) -> Iterator[str]:
    """The paths of all layers in an item."""
    if isinstance(item, str):
        return
    if "residual" in item:
        for inner in [*item["residual"], *item.get("shortcut", [])]:
            yield from _paths(inner)
    elif "name" in item:
        yield item["name"]


def _common(paths: Sequence[str]) -> str:
    """The longest path that all lie in."""
    parts = [path.split(".") for path in paths]
    shared = []
    for level in zip(*parts):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    return ".".join(shared)


def arrays_of(description: Description, weights: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """The program's arrays under the model's own names.

    Raises `DescriptionError` where one has no place in the model and would matter at the beginning.
    """
    for name, array in weights.items():
        # Numbers that a scheme adds change nothing as long as summands are 0 and factors 1.
        neutral = 0 if name.endswith(".bias") else 1
        if name not in description.names and not np.all(array == neutral):
            raise DescriptionError(f"the model: expected a place for '{name}', which the initialisation adds; found none")
    return {description.names[name]: array for name, array in weights.items() if name in description.names}

"""Weights into models, and out of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from . import tensors
from .beginnings import with_laws
from .data import Data
from .description import Description, arrays_of, describe
from .errors import DescriptionError, UsageError
from .network import Asked
from .options import words
from .prediction import Mend
from .program import run
from .results import workspace

if TYPE_CHECKING:
    from torch import nn

# By their names in JSON, and by the gain of the biases' law, the initialisations that say the same on a command line.
_SCHEMES = {"fixup": "fixup", "zero-gamma": "zero-gamma", "lsuv": "lsuv", "critical-variance": "critical"}
_BIASES = {0: "he-normal", 1 / 3: "pytorch-default"}


def initialize(
    model: nn.Module,
    init: str | Mend,
    input_shape: Sequence[int],
    *,
    seed: int = 1,
    data: Data | None = None,
) -> Description:
    """Draws a model's weights as the program does, with the same bits, and writes them into the model.

    `init` is the name of an initialisation, or a mend of `predict` that changes nothing but that. `data` are for those that
    look at a batch, such as lsuv. Returns the model's new description.

    Raises `DescriptionError` where the model has no place for what the initialisation adds, and `KindlingError` where the
    network cannot begin so; the model is as it was then.
    """
    description = describe(model, input_shape)
    layers, name = (description.layers, init) if isinstance(init, str) else _mended(description, init)
    if name == "lsuv" and data is None:
        raise UsageError("lsuv: expected data, of which it looks at a batch, found none")
    asked = Asked(Description(layers, description.input_shape, description.classes), description)
    with workspace() as folder:
        file = folder / "first.safetensors"
        line = ["train", *asked.words(data, folder, noise=True)]
        run([*line, *words({"init": name, "seed": seed, "epochs": 0, "save": file}), "--quiet", "--json"])
        drawn = tensors.read(file)
    write(model, arrays_of(description, drawn))
    return describe(model, input_shape)


def _mended(description: Description, mend: Mend) -> tuple[Sequence[Any], str]:
    """The layers with the laws of a mend, and the name of the initialisation that says the rest."""
    law = mend.initialization
    if mend.change not in ("weights", "initialization"):
        raise DescriptionError(f"initialize: expected a mend of the initialisation, found one of {mend.change}")
    if "scheme" in law:
        if law["scheme"] not in _SCHEMES:
            raise DescriptionError(f"initialize: expected a scheme that has a name, found '{law['scheme']}'")
        return description.layers, _SCHEMES[law["scheme"]]
    if law.get("mirrored"):
        return description.layers, "orthogonal-mirrored" if "orthogonal" in law["weights"]["law"] else "gsm"
    biases = law["biases"]
    if biases["gain"] not in _BIASES:
        raise DescriptionError(
            f"initialize: expected biases of 0 or PyTorch's, found {biases['law']} ones of gain {biases['gain']:g}"
        )
    return with_laws(description.layers, None, law["weights"]), _BIASES[biases["gain"]]


def write(model: nn.Module, weights: Mapping[str, NDArray[Any]]) -> None:
    """Writes arrays into a model by its own names; shapes may differ where the numbers are as many.

    Raises `DescriptionError` where the model has no such array.
    """
    import torch

    state = model.state_dict()
    for name, array in weights.items():
        if name not in state:
            raise DescriptionError(f"the model: expected an array '{name}', found none of this name")
        if state[name].numel() != array.size:
            expected, found = tuple(state[name].shape), array.shape
            raise DescriptionError(f"the model, {name}: expected numbers of shape {expected}, found {found}")
    with torch.no_grad():
        for name, array in weights.items():
            numbers = torch.from_numpy(np.ascontiguousarray(array)).reshape(state[name].shape)
            state[name].copy_(numbers)


def save_weights(path: str | Path, weights: nn.Module | Mapping[str, Any]) -> None:
    """Writes a model's weights, or arrays or tensors by their names, as a safetensors file of float32 or float64.

    Raises `OutsideError` where the file cannot be written.
    """
    state = weights if isinstance(weights, Mapping) else weights.state_dict()
    tensors.write(path, {name: _array(value) for name, value in state.items()})


def load_weights(
    path: str | Path, model: nn.Module | None = None, description: Description | None = None
) -> dict[str, NDArray[Any]]:
    """The arrays of a safetensors file by their names, F16 and BF16 widened, and written into a model where one is given.

    A file that the program wrote has its own names, which the model's `description` translates. Raises `OutsideError` where the
    file is none, as PyTorch's own (.pt) are.
    """
    weights = tensors.read(path)
    if description is not None:
        weights = arrays_of(description, weights)
    if model is not None:
        write(model, weights)
    return weights


def _array(value: Any) -> NDArray[Any]:
    if isinstance(value, np.ndarray):
        return value
    tensor = value.detach().cpu()
    # NumPy has no bfloat16.
    return np.asarray((tensor if tensor.element_size() == 8 else tensor.float()).numpy())

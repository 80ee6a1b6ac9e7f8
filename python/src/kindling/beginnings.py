"""How a model begins: the initialisation that its weights look drawn by, or the laws of their variances."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from .description import Description

if TYPE_CHECKING:
    from .reading import Item

_NAMED: dict[str, tuple[bool, Callable[[int, int], float]]] = {
    "pytorch-default": (True, lambda fan_in, fan_out: 1 / (3 * fan_in)),
    "he-normal": (False, lambda fan_in, fan_out: 2 / fan_in),
    "he-uniform": (True, lambda fan_in, fan_out: 2 / fan_in),
    "lecun-normal": (False, lambda fan_in, fan_out: 1 / fan_in),
    "lecun-uniform": (True, lambda fan_in, fan_out: 1 / fan_in),
    "glorot-normal": (False, lambda fan_in, fan_out: 2 / (fan_in + fan_out)),
    "glorot-uniform": (True, lambda fan_in, fan_out: 2 / (fan_in + fan_out)),
}
"""Whether a law is uniform, and its variance."""


@dataclass(frozen=True)
class _Drawn:
    """What is seen of a layer's weights: E[w²], whether none lies beyond √3 of its root, and their number."""

    fan_in: int
    fan_out: int
    square: float
    is_uniform: bool
    count: int

    def is_of(self, uniform: bool, variance: float) -> bool:
        """Whether a law may well have given these, five standard errors of E[w²] allowed."""
        kurtosis = 1.8 if uniform else 3.0
        error = 5 * np.sqrt((kurtosis - 1) / self.count)
        return bool(abs(self.square / variance - 1) < error) and (uniform == self.is_uniform or self.count < 100)


def beginning(description: Description) -> tuple[Sequence[Item], str]:
    """A network's layers and the name of the initialisation that theory may read for the model's own weights.

    Where all products look drawn by one named initialisation, that is it, and the layers are as they were. Else each product
    has the law of its own variance, and the name says the law of the biases: none, or PyTorch's.
    """
    products = {
        name.removesuffix(".weight"): _drawn(array)
        for name, array in description.weights.items()
        if name.endswith(".weight") and array.ndim in (2, 4)
    }
    biases = [description.weights[f"{name}.bias"] for name in products if f"{name}.bias" in description.weights]
    biased = any(np.any(bias) for bias in biases)
    for name, (uniform, variance) in _NAMED.items():
        fits = all(drawn.is_of(uniform, variance(drawn.fan_in, drawn.fan_out)) for drawn in products.values())
        if fits and (not biases or biased == (name == "pytorch-default")):
            return description.layers, name
    laws = {name: _law(drawn) for name, drawn in products.items()}
    return with_laws(description.layers, laws), "pytorch-default" if biased else "he-normal"


def with_laws(layers: Sequence[Item], laws: Mapping[str, Any] | None, law: Any = None, inside: str = "") -> list[Item]:
    """The layers, each product with the law of its name, or all with one law."""
    changed: list[Item] = []
    for item in layers:
        if isinstance(item, str):
            changed.append(item)
        elif "residual" in item:
            name = f"{inside}{item.get('name')}."
            parts = {"residual": with_laws(item["residual"], laws, law, name)}
            if "shortcut" in item:
                parts["shortcut"] = with_laws(item["shortcut"], laws, law, f"{name}shortcut.")
            changed.append(item | parts)
        elif "linear" in item or "conv" in item:
            own = laws.get(f"{inside}{item.get('name')}") if laws is not None else law
            changed.append(item | ({} if own is None else {"weights": own}))
        else:
            changed.append(item)
    return changed


def _drawn(array: Any) -> _Drawn:
    numbers = np.asarray(array, dtype=np.float64)
    pixels = int(np.prod(numbers.shape[2:]))
    square = float(np.mean(numbers**2))
    largest = float(np.max(np.abs(numbers)))
    return _Drawn(
        fan_in=numbers.shape[1] * pixels,
        fan_out=numbers.shape[0] * pixels,
        square=square,
        is_uniform=largest <= 1.01 * np.sqrt(3 * square) * (1 + 3 / np.sqrt(numbers.size)),
        count=numbers.size,
    )


def _law(drawn: _Drawn) -> dict[str, Any]:
    if drawn.square == 0:
        return {"law": "constant:0", "gain": 0, "fan": "in"}
    return {"law": "uniform" if drawn.is_uniform else "normal", "gain": drawn.square * drawn.fan_in, "fan": "in"}

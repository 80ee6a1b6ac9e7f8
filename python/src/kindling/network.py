"""The networks that can be asked about, as the words of a command line."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from . import beginnings, tensors
from .data import Data, classes, dataset, input_shape, standing_for
from .description import Description, describe
from .errors import DescriptionError, UsageError

if TYPE_CHECKING:
    from torch import nn

Network: TypeAlias = "nn.Module | Description | Mapping[str, Any] | Sequence[Any] | str | Path | None"
"""A model, its description, a list of layers (or an object of `layers` and `parameters`), the path of a file of one, or a
ready-made name such as `resnet:20`. With none, options such as `depth` and `widths` say the network."""


OWN_VARIANCES = "own variances"
"""What the beginning of a model is called whose layers have laws of their own."""


@dataclass(frozen=True)
class Asked:
    """A network as the program is told of it."""

    network: Network
    description: Description | None = None

    @classmethod
    def of(cls, network: Network, data: Data | None, shape: Sequence[int] | None) -> Asked:
        """A network for inputs of a shape; without one, for those of the data.

        Raises `DescriptionError` for a model without that shape, or one that cannot be described.
        """
        if isinstance(network, Description):
            return cls(network, network)
        if network is None or isinstance(network, (str, Path, Mapping, Sequence)):
            return cls(network)
        if shape is None:
            if data is None:
                raise DescriptionError("input_shape: expected the shape of one input, such as (3, 32, 32), found none")
            shape = input_shape(data)
        description = describe(network, shape)
        return cls(description, description)

    def begun(self, init: str | None) -> tuple[Asked, str | None, str]:
        """The network, its initialisation as an option, and what that is called.

        It is what is said, or what a model's own weights look drawn by; anything else begins as the program has it.
        """
        if init is not None or self.description is None or not self.description.weights:
            return self, init, init or "he-normal"
        layers, name = beginnings.beginning(self.description)
        called = name if layers is self.description.layers else OWN_VARIANCES
        return Asked(replace(self.description, layers=layers), self.description), name, called

    def starting(self, init: str | None, folder: Path) -> list[str]:
        """The option by which a model starts from its own weights, written into the folder, unless `init` draws it anew."""
        if init is not None or self.description is None or not self.description.weights:
            return []
        file = folder / "first.safetensors"
        tensors.write(file, self.description.weights)
        return ["--load", str(file)]

    def headed(self) -> Asked:
        """The network with as many outputs as there are classes: forecasts read no number of them, and take ten."""
        network = self.network
        if not isinstance(network, Description) or not network.layers:
            return self
        last = network.layers[-1]
        if isinstance(last, str) or last.get("linear") != network.classes:
            return self
        return Asked(replace(network, layers=[*network.layers[:-1], last | {"linear": "classes"}]), self.description)

    def words(self, data: Data | None, folder: Path, *, noise: bool = False) -> list[str]:
        """The options that say network and data; a list of layers and arrays are written into the folder.

        A description without data stands before noise of its shape where that will do. Raises `KindlingError` where it will
        not, and where a description has not an output for each class of the arrays.
        """
        return [*self._network(folder), *self._data(data, folder, noise)]

    def _network(self, folder: Path) -> list[str]:
        network = self.network
        if network is None:
            return []
        if isinstance(network, (str, Path)):
            return ["--network", str(network)]
        file = folder / "network.json"
        if isinstance(network, Description):
            file.write_text(network.json())
        else:
            file.write_text(json.dumps({"layers": network} if isinstance(network, Sequence) else network))
        return ["--network", str(file)]

    def _data(self, data: Data | None, folder: Path, noise: bool) -> list[str]:
        own = self.description
        if data is None and own is None:
            return []
        if data is None and own is not None and noise:
            return ["--dataset", standing_for(own.input_shape, own.classes, folder)]
        if data is None:
            raise UsageError("data: expected a name, a path or four arrays for a model to be trained on, found none")
        path = dataset(data, folder)
        count = classes(data)
        if own is not None and count is not None and count != own.classes:
            raise DescriptionError(f"the model: expected {count} outputs, one a class of the data, found {own.classes}")
        return ["--dataset", path]

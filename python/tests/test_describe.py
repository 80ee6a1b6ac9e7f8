"""What a description says of a model, and what is refused with one sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
import torch.nn.functional as F  # noqa: N812
from models import BasicBlock, Functional, ShapeDependent, custom, mobilenet, resnet20, vgg
from torch import Tensor, nn

import kindling


class Calls(nn.Module):
    """A model of one function."""

    def __init__(self, function: Callable[[Tensor], Any], *parts: nn.Module) -> None:
        super().__init__()
        self.function, self.parts = function, nn.ModuleList(parts)

    def forward(self, x: Tensor) -> Any:
        return self.function(x)


class Shared(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.fc, self.out = nn.Linear(6, 6), nn.Linear(6, 2)

    def forward(self, x: Tensor) -> Tensor:
        return self.out(self.fc(torch.relu(self.fc(x))))


class NumberDependent(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.fc, self.out = nn.Linear(6, 6), nn.Linear(6, 2)

    def forward(self, x: Tensor) -> Tensor:
        x = self.fc(x) if x.mean() > 0.5 else F.relu(self.fc(x))
        return self.out(x)


class Attention(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.fc, self.gate, self.out = nn.Linear(6, 6), nn.Linear(6, 6), nn.Linear(6, 2)

    def forward(self, x: Tensor) -> Tensor:
        return self.out(self.fc(x) * torch.sigmoid(self.gate(x)))


def flat(*layers: nn.Module) -> nn.Module:
    """Layers over images of 3 × 8 × 8, and one of 2 classes behind them."""
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.LazyLinear(2))


def tied() -> nn.Module:
    model = nn.Sequential(nn.Linear(6, 6), nn.Linear(6, 6))
    model[1].weight = model[0].weight
    return model


IMAGES, VECTORS = (3, 8, 8), (6,)

REFUSED: dict[str, tuple[Callable[[], nn.Module], tuple[int, ...], str]] = {
    "unknown module": (lambda: flat(nn.Conv2d(3, 4, 3), nn.Softsign()), IMAGES, r"^1 \(Softsign\): no layer of Kindling"),
    "attention": (Attention, VECTORS, r"^forward \(mul\): expected a layer of one input, or a sum of two, found"),
    "shared weights": (Shared, VECTORS, r"^fc \(Linear\): expected weights of its own"),
    "tied weights": (tied, VECTORS, r"^0 \(Linear\): expected weights of its own"),
    "computed weights": (
        lambda: nn.Sequential(nn.utils.parametrizations.weight_norm(nn.Linear(6, 2))), VECTORS,
        r"^0 \(ParametrizedLinear\): no layer of Kindling is that",
    ),
    "concatenation": (lambda: Calls(lambda x: torch.cat([x, F.relu(x)], 1)), VECTORS, r"^forward \(cat\): expected a layer"),
    "reflecting border": (
        lambda: flat(nn.Conv2d(3, 4, 3, padding=1, padding_mode="reflect")), IMAGES,
        r"^0 \(Conv2d\): expected padding of zeros or circular, found reflect$",
    ),
    "wide border": (lambda: flat(nn.Conv2d(3, 4, 3, padding=2)), IMAGES, r"^0 \(Conv2d\): expected padding 0 or 1, found 2$"),
    "oblong filter": (lambda: flat(nn.Conv2d(3, 4, (3, 1))), IMAGES, r"^0 \(Conv2d\): expected a kernel of one side"),
    "padded pool": (lambda: flat(nn.MaxPool2d(3, 2, 1)), IMAGES, r"^0 \(MaxPool2d\): expected padding 0, found 1$"),
    "norm without gain": (
        lambda: nn.Sequential(nn.LayerNorm(6, elementwise_affine=False), nn.Linear(6, 2)), VECTORS,
        r"^0 \(LayerNorm\): expected a learnt gain and bias, found a norm without$",
    ),
    "softmax": (lambda: nn.Sequential(nn.Linear(6, 2), nn.Softmax(1)), VECTORS, r"^1 \(Softmax\): no layer of Kindling"),
    "two outputs": (lambda: Calls(lambda x: (x, x)), VECTORS, r"^the model: expected one tensor as its output, found tuple$"),
    "image out": (lambda: nn.Conv2d(3, 2, 3), IMAGES, r"^the model: expected a vector of one number a class, found \(2, 6, 6\)"),
    "numbers decide": (NumberDependent, VECTORS, r"^forward: expected the same steps for all inputs"),
    "other inputs": (lambda: nn.Linear(7, 2), VECTORS, r"^the model does not take inputs of shape \(6,\): .*mat1 and mat2"),
    "recurrence": (lambda: nn.Sequential(nn.LSTM(6, 2)), VECTORS, r"^the model: expected one tensor as its output, found tuple$"),
    "constant added": (lambda: Calls(lambda x: x + 1), VECTORS, r"^forward \(add\): no layer of Kindling is that"),
    "sequence": (lambda: nn.Linear(6, 2), (4, 6), r"^input_shape: expected \(n,\) or \(channels, height, width\)"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refusals_are_one_sentence_with_the_place(name: str) -> None:
    make, shape, sentence = REFUSED[name]
    with pytest.raises(kindling.DescriptionError, match=sentence) as error:
        kindling.describe(make(), shape)
    assert "\n" not in str(error.value)


def test_layers_are_named_as_in_the_model() -> None:
    model = nn.Sequential(BasicBlock(3, 4, 2), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 2))
    description = kindling.describe(model, IMAGES)
    assert list(description.layers) == [
        {
            "residual": [
                {"conv": 4, "name": "conv1", "stride": 2, "bias": False}, {"batch-norm": None, "name": "bn1"}, "relu",
                {"conv": 4, "name": "conv2", "bias": False}, {"batch-norm": None, "name": "bn2"},
            ],
            "shortcut": [
                {"conv": 4, "name": "downsample_0", "kernel": 1, "stride": 2, "bias": False},
                {"batch-norm": None, "name": "downsample_1"},
            ],
            "name": "0",
        },
        "relu", "global-average-pool", {"linear": 2, "name": "3"},
    ]  # fmt: skip
    assert description.names["0.shortcut.downsample_0.weight"] == "0.downsample.0.weight"
    assert description.classes == 2


def test_every_array_of_a_model_has_its_place() -> None:
    for make, shape in [(resnet20, (3, 16, 16)), (mobilenet, (3, 16, 16)), (Functional, (3, 20, 20)), (custom, (3, 4, 4))]:
        model = make()
        names = set(kindling.describe(model, shape).names.values())
        assert names == {name for name in model.state_dict() if not name.endswith("num_batches_tracked")}


@pytest.mark.parametrize("make", [resnet20, lambda: vgg(0.5)])
def test_a_model_is_left_as_it_was(make: Callable[[], nn.Module]) -> None:
    model = make().eval()
    before = {name: value.clone() for name, value in model.state_dict().items()}
    generator = torch.get_rng_state()
    kindling.describe(model, (3, 16, 16))
    assert all(torch.equal(before[name], value) for name, value in model.state_dict().items())
    assert torch.equal(generator, torch.get_rng_state())
    assert not any(module.training for module in model.modules())


def words(model: nn.Module, shape: tuple[int, ...]) -> list[str]:
    """The words of a model's layers."""
    return [item if isinstance(item, str) else next(iter(item)) for item in kindling.describe(model, shape).layers]


def test_a_function_of_a_module_with_weights_does_not_take_its_name() -> None:
    class Dropping(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.weight = nn.Parameter(torch.randn(6, 6))

        def forward(self, x: Tensor) -> Tensor:
            return F.dropout(torch.relu(F.linear(x, self.weight)), 0.2)

    description = kindling.describe(nn.Sequential(Dropping(), Dropping()), VECTORS)
    assert list(description.layers) == [
        "flatten", {"linear": 6, "name": "0", "bias": False}, "relu", {"dropout": 0.2},
        {"linear": 6, "name": "1", "bias": False}, "relu", {"dropout": 0.2},
    ]  # fmt: skip
    assert description.names == {"0.weight": "0.weight", "1.weight": "1.weight"}


def test_what_cannot_be_traced_is_watched() -> None:
    with pytest.raises(torch.fx.proxy.TraceError):
        torch.fx.symbolic_trace(ShapeDependent())
    assert words(ShapeDependent(), (3, 5, 6)) == ["conv", "batch-norm", "relu", "residual", "global-average-pool", "linear"]


def test_a_number_in_place_of_a_model_is_followed() -> None:
    """A rectifier in place changes what the shortcut passes on too."""
    model = Calls(lambda x: model.parts[1](F.relu(x, inplace=True) + model.parts[0](x)), nn.Linear(6, 6), nn.Linear(6, 2))
    assert words(model, VECTORS) == ["flatten", "relu", "residual", "linear"]

"""Weights to and from files and models, and drawn by the program."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.torch
import torch
from models import Functional, mlp, resnet20
from torch import nn

import kindling

SHAPE = (3, 8, 8)


def test_a_models_weights_come_back(tmp_path: Path) -> None:
    model, other = resnet20(), resnet20()
    kindling.save_weights(tmp_path / "w.safetensors", model)
    other.load_state_dict(safetensors.torch.load_file(tmp_path / "w.safetensors"), strict=True)
    assert all(torch.equal(a, b) for a, b in zip(model.state_dict().values(), other.state_dict().values()))
    safetensors.torch.save_file(model.state_dict(), tmp_path / "t.safetensors")
    third = resnet20()
    kindling.load_weights(tmp_path / "t.safetensors", third)
    assert all(torch.equal(a, b) for a, b in zip(model.state_dict().values(), third.state_dict().values()))


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float64])
def test_other_numbers_are_read_exactly(tmp_path: Path, dtype: torch.dtype) -> None:
    numbers = torch.randn(5, 7).to(dtype)
    safetensors.torch.save_file({"a": numbers}, tmp_path / "w.safetensors")
    found = kindling.load_weights(tmp_path / "w.safetensors")["a"]
    assert found.dtype == (np.float64 if dtype == torch.float64 else np.float32)
    assert np.array_equal(found, numbers.double().numpy())


def test_pytorchs_own_files_are_refused_with_the_remedy(tmp_path: Path) -> None:
    torch.save(mlp().state_dict(), tmp_path / "w.pt")
    torch.save(mlp().state_dict(), tmp_path / "old.pt", _use_new_zipfile_serialization=False)
    for name in ("w.pt", "old.pt"):
        with pytest.raises(kindling.OutsideError, match=r"found one of PyTorch's own \(.pt\); safetensors.torch.save_file\("):
            kindling.load_weights(tmp_path / name)


@pytest.mark.parametrize("bytes_", [b"", b"{}", b"\x10" + b"\0" * 7 + b"not a header....", b"\xff" * 30])
def test_broken_files_are_refused(tmp_path: Path, bytes_: bytes) -> None:
    (tmp_path / "w.safetensors").write_bytes(bytes_)
    with pytest.raises(kindling.OutsideError, match="expected a safetensors file"):
        kindling.load_weights(tmp_path / "w.safetensors")


def test_weights_of_another_model_are_refused(tmp_path: Path) -> None:
    kindling.save_weights(tmp_path / "w.safetensors", nn.Linear(3, 2))
    with pytest.raises(kindling.DescriptionError, match=r"^the model, weight: expected numbers of shape \(2, 4\), found"):
        kindling.load_weights(tmp_path / "w.safetensors", nn.Linear(4, 2))


INITS = [
    "he-normal",
    "he-uniform",
    "he-truncated",
    "he-truncated-corrected",
    "he-doubled",
    "lecun-normal",
    "lecun-uniform",
    "lecun-truncated-corrected",
    "glorot-normal",
    "glorot-truncated-corrected",
    "glorot-uniform",
    "orthogonal",
    "orthogonal-relu",
    "pytorch-default",
    "zeros",
    "truncated-small",
    "critical",
    "constant:0.1",
    "normal:0.2",
    "uniform:0.3",
]


class Residual(nn.Module):
    """A residual network without normalisation, as fixup wants it."""

    def __init__(self) -> None:
        super().__init__()
        self.stem, self.a, self.b = nn.Conv2d(3, 4, 3, padding=1), nn.Conv2d(4, 4, 3, padding=1), nn.Conv2d(4, 4, 3, padding=1)
        self.fc = nn.Linear(4, 3)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = torch.relu(self.stem(x))
        x = x + self.b(torch.relu(self.a(x)))
        return self.fc(torch.relu(x).mean((2, 3)))


def programs_own(model: nn.Module, init: str) -> dict[str, torch.Tensor]:
    """What the program's own command draws."""
    description = kindling.describe(model, SHAPE)
    Path("net.json").write_text(description.json())
    images, labels = np.zeros((description.classes, *SHAPE), dtype=np.uint8), np.arange(description.classes)
    np.savez("data.npz", x_train=images, y_train=labels, x_test=images, y_test=labels)
    line = [
        "train",
        "--network",
        "net.json",
        "--dataset",
        "data.npz",
        "--epochs",
        "0",
        "--seed",
        "3",
        "--save",
        "w.safetensors",
        "--quiet",
    ]
    subprocess.run([kindling.program(), *line, "--init", init], check=True)
    drawn = safetensors.torch.load_file("w.safetensors")
    return {description.names[name]: array for name, array in drawn.items() if name in description.names}


@pytest.mark.parametrize("init", INITS)
def test_a_model_begins_with_the_programs_bits(init: str) -> None:
    model = Residual()
    expected = programs_own(model, init)
    kindling.initialize(model, init, SHAPE, seed=3)
    state = model.state_dict()
    assert set(expected) == set(state)
    for name, array in expected.items():
        assert torch.equal(array.view(torch.int32), state[name].view(torch.int32)), name


def test_lsuv_looks_at_data() -> None:
    model = Residual()
    inputs, labels = np.random.default_rng(1).normal(size=(30, *SHAPE)), np.arange(30) % 3
    with pytest.raises(kindling.UsageError, match="^lsuv: expected data"):
        kindling.initialize(model, "lsuv", SHAPE)
    kindling.initialize(model, "lsuv", SHAPE, data=[inputs, labels, inputs, labels])
    outputs = model.stem(torch.from_numpy(inputs).float())
    assert outputs.var().item() == pytest.approx(1, abs=0.1)


def test_the_last_norm_of_a_branch_begins_silent() -> None:
    model = resnet20()
    kindling.initialize(model, "zero-gamma", (3, 16, 16))
    gains = {name: value for name, value in model.state_dict().items() if name.endswith("bn2.weight")}
    assert len(gains) == 9
    assert all(not gain.any() for gain in gains.values())


def test_what_a_model_has_no_place_for_is_refused() -> None:
    model = Residual()
    before = {name: value.clone() for name, value in model.state_dict().items()}
    with pytest.raises(kindling.DescriptionError, match="expected a place for '.*', which the initialisation adds; found none$"):
        kindling.initialize(model, "skipinit", SHAPE)
    with pytest.raises(kindling.KindlingError, match="expected no normalisation for fixup"):
        kindling.initialize(resnet20(), "fixup", (3, 16, 16))
    assert all(torch.equal(before[name], value) for name, value in model.state_dict().items())


def deep(activation: type[nn.Module]) -> nn.Module:
    layers = [part for _ in range(40) for part in (nn.Linear(48, 48), activation())]
    return nn.Sequential(nn.Flatten(), *layers, nn.Linear(48, 5))


def test_a_mend_begins_a_model() -> None:
    model = deep(nn.ReLU)
    prediction = kindling.predict(model, input_shape=(3, 4, 4))
    assert prediction.mends[0].change == "weights"
    kindling.initialize(model, prediction.mends[0], (3, 4, 4), seed=2)
    mended = {name: value.clone() for name, value in model.state_dict().items()}
    assert kindling.predict(model, input_shape=(3, 4, 4)).findings == ()
    # Its weights are those of the initialisation that it describes, its biases PyTorch's own.
    kindling.initialize(model, "he-uniform", (3, 4, 4), seed=2)
    for name, value in model.state_dict().items():
        assert torch.equal(value, mended[name]) == name.endswith("weight")


def test_numbers_of_ones_own_are_drawn_too() -> None:
    model = Functional()
    kindling.initialize(model, "he-normal", (3, 20, 20))
    assert model.weight.std().item() == pytest.approx((2 / 16) ** 0.5, rel=0.2)


def test_a_mend_by_name_begins_a_model() -> None:
    model = deep(nn.Tanh)
    prediction = kindling.predict(model, input_shape=(3, 4, 4))
    assert "gradient-loss" in [finding.trouble for finding in prediction.findings]
    mend, *_ = [mend for mend in prediction.mends if mend.initialization.get("scheme") == "critical-variance"]
    kindling.initialize(model, mend, (3, 4, 4))
    assert kindling.predict(model, input_shape=(3, 4, 4)).findings == ()


def test_a_mend_that_changes_the_network_is_refused() -> None:
    prediction = kindling.predict("mlp:40", init="pytorch-default", data="synthetic")
    (mend,) = [mend for mend in prediction.mends if mend.change == "depth"]
    with pytest.raises(kindling.DescriptionError, match="^initialize: expected a mend of the initialisation, found one of"):
        kindling.initialize(Residual(), mend, SHAPE)


def test_the_program_trains_a_saved_description_and_the_model_gets_it_back(tmp_path: Path) -> None:
    model = Residual()
    description = kindling.describe(model, SHAPE)
    description.save("described")
    inputs, labels = np.random.default_rng(1).normal(size=(9, *SHAPE)).astype(np.float32), np.arange(9) % 3
    np.savez("data.npz", x_train=inputs, y_train=labels, x_test=inputs, y_test=labels)
    line = "train --network described/network.json --load described/weights.safetensors --dataset data.npz --json"
    line += " --rate 0.1 --batch 9 --epochs 3 --save trained.safetensors"
    told = subprocess.run([kindling.program(), *line.split()], check=True, capture_output=True, text=True).stdout
    before = loss_of(model, inputs, labels)
    kindling.load_weights("trained.safetensors", model, description)
    assert loss_of(model, inputs, labels) == pytest.approx(json.loads(told)[2]["testLoss"], abs=1e-5)
    assert loss_of(model, inputs, labels) < before - 0.001


def loss_of(model: nn.Module, inputs: Any, labels: Any) -> float:
    with torch.no_grad():
        return nn.functional.cross_entropy(model(torch.from_numpy(inputs)), torch.from_numpy(labels)).item()

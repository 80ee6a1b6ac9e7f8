"""What the program answers, as Python has it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import altair
import numpy as np
import pandas
import pytest
import torch
from models import mlp, resnet20
from torch import nn

import kindling


def deep(init: str = "pytorch-default") -> nn.Module:
    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 50), nn.ReLU())
    for _ in range(39):
        model += nn.Sequential(nn.Linear(50, 50), nn.ReLU())
    model += nn.Sequential(nn.Linear(50, 10))
    for module in model:
        if isinstance(module, nn.Linear) and init == "he-normal":
            nn.init.kaiming_normal_(module.weight)
            nn.init.zeros_(module.bias)
        if isinstance(module, nn.Linear) and init == "small":
            nn.init.normal_(module.weight, std=0.01)
            nn.init.zeros_(module.bias)
    return model


def whole(result: kindling.Training | kindling.Prediction | kindling.Signals | kindling.Comparison) -> None:
    """A result has rows, a picture and a view."""
    assert isinstance(result.to_pandas(), pandas.DataFrame)
    assert len(result.to_pandas()) == len(result.rows) > 0
    assert isinstance(result.chart(), altair.TopLevelMixin)
    assert "<table>" in result._repr_html_()
    assert "<svg" in result._repr_html_()


def test_a_prediction_names_the_trouble_and_the_mend() -> None:
    prediction = kindling.predict(deep(), input_shape=(1, 28, 28))
    whole(prediction)
    assert prediction.init == "pytorch-default"
    assert [finding.trouble for finding in prediction.findings] == ["vanishing"]
    assert prediction.mends[0].change == "weights"
    assert prediction.mends[0].value == pytest.approx(6**0.5)
    assert "FM1 vanishing" in str(prediction)


def test_a_prediction_is_the_programs_own() -> None:
    ours = kindling.predict(deep(), init="he-normal", input_shape=(1, 28, 28))
    theirs = kindling.predict("mlp:40", init="he-normal", data="synthetic", with_={"width": 50})
    assert [row["square"] for row in ours.rows] == [row["square"] for row in theirs.rows]
    assert ours.findings == theirs.findings == ()


def test_weights_without_biases_have_names_too() -> None:
    model = nn.Sequential(nn.Linear(100, 100, bias=False), nn.Tanh(), nn.Linear(100, 100, bias=False))
    assert kindling.predict(model, input_shape=(100,)).init == "pytorch-default"
    for weight in model.parameters():
        nn.init.xavier_normal_(weight)
    assert kindling.predict(model, input_shape=(100,)).init == "lecun-normal"


@pytest.mark.parametrize("init", ["pytorch-default", "he-normal"])
def test_weights_tell_how_they_were_drawn(init: str) -> None:
    assert kindling.predict(deep(init), input_shape=(1, 28, 28)).init == init


def test_weights_of_no_name_have_laws_of_their_own() -> None:
    prediction = kindling.predict(deep("small"), input_shape=(1, 28, 28))
    assert prediction.init == "own variances"
    # 50 · 0.01² / 2 a layer.
    squares = [row["square"] for row in prediction.rows if row["name"] != "flatten"]
    assert squares[4] / squares[2] == pytest.approx(0.0025, rel=0.1)
    assert prediction.findings[0].trouble == "vanishing"


def test_signals_have_a_row_a_step_and_layer() -> None:
    signals = kindling.signals(resnet20(), "synthetic-colour", steps=[0, 1], batch=16, examples=16)
    whole(signals)
    assert {row["step"] for row in signals.rows} == {0, 1}
    assert "layer1_0.conv1" in {row["layer"] for row in signals.rows}


def test_signals_are_those_of_the_models_own_weights() -> None:
    first = nn.Linear(784, 20)
    nn.init.zeros_(first.weight)
    nn.init.constant_(first.bias, 0.5)
    model = nn.Sequential(nn.Flatten(), first, nn.Tanh(), nn.Linear(20, 10))
    (row, _) = kindling.signals(model, "synthetic", steps=[0], input_shape=(1, 28, 28)).rows
    # tanh(1/2) everywhere.
    assert row["length"] == pytest.approx(0.21355, abs=1e-5)
    assert row["variance"] == pytest.approx(0, abs=1e-12)
    assert "expected_length" not in row
    (row, _) = kindling.signals(model, "synthetic", steps=[0], input_shape=(1, 28, 28), init="he-normal").rows
    assert row["expected_length"] == pytest.approx(row["length"], rel=1)


def test_lengths_stay_where_theory_says() -> None:
    lengths = kindling.lengths(deep(), inits=["he-normal", "pytorch-default"], networks=20, input_shape=(1, 28, 28))
    table: Any = lengths.to_pandas().set_index(["setting", "depth"])
    assert table.loc[("he-normal", 40), "expected_mean"] == pytest.approx(1)
    assert table.loc[("pytorch-default", 40), "expected_mean"] < 0.1


def test_a_run_tells_of_its_epochs_and_gives_its_weights() -> None:
    model = mlp()
    rng = np.random.default_rng(1)
    labels = rng.integers(0, 7, 300)
    inputs = (rng.normal(size=(300, 20)) + np.eye(7, 20)[labels] * 4).astype(np.float32)
    data: list[Any] = [inputs, labels, inputs, labels]
    run = kindling.train(model, data, epochs=5, batch=30, rate=0.1, progress=False)
    whole(run)
    assert len(run.rows) == 5
    assert "started" in run.outcome
    assert run.rows[-1]["test_accuracy"] > 0.9
    run.write_into(model)
    with torch.no_grad():
        found = model.eval()(torch.from_numpy(inputs)).argmax(1).numpy()
    assert np.mean(found == labels) == pytest.approx(run.rows[-1]["test_accuracy"])


def test_the_same_arrays_are_the_same_runs(tmp_path: Path) -> None:
    labels = np.arange(40) % 4
    inputs = np.random.default_rng(2).normal(size=(40, 6))
    model = nn.Sequential(nn.Linear(6, 8), nn.Tanh(), nn.Linear(8, 4))
    comparison = [
        kindling.compare(
            model, inits=["he-normal", "zeros"], data=[inputs, labels, inputs, labels], epochs=2, seeds=2, networks=5,
            out=tmp_path, progress=False,
        )
        for _ in range(2)
    ][-1]  # fmt: skip
    whole(comparison)
    assert {row["initialization"] for row in comparison.rows} == {"he-normal", "zeros"}
    assert len(kindling.Store(tmp_path).runs(kind="start")) == 4


def test_a_sweep_has_its_tables_and_claims(tmp_path: Path) -> None:
    sweep = kindling.sweep(
        {"depth": [2, 3], "rate": "0.01,0.1"}, dataset="synthetic", width=10, epochs=1, seeds=2, out=tmp_path,
        claim="sooner: rate=0.1", progress=False,
    )  # fmt: skip
    assert [row["depth"] for row in sweep.rows] == [2, 2, 3, 3]
    assert sweep.missing == 0
    assert len(sweep.claims) == 1
    assert isinstance(sweep.chart(), altair.TopLevelMixin)
    store = kindling.Store(tmp_path)
    runs, epochs, experiments = store.runs(), store.epochs(), store.experiments()
    assert len(runs) == len(epochs) == 8
    assert set(runs["optimizer.rate"]) == {0.01, 0.1}
    assert {"run", "epoch", "training_loss", "test_loss", "test_accuracy"} <= set(epochs)
    assert list(experiments["name"]) == ["sweep"]
    assert list(experiments["runs"]) == [8]


def test_a_missing_store_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(kindling.KindlingError, match="runs.db"):
        kindling.Store(tmp_path / "runs.db").runs()
    assert not (tmp_path / "runs.db").exists()


def test_data_have_the_shape_of_their_inputs(tmp_path: Path) -> None:
    from kindling.data import input_shape

    assert input_shape("synthetic-colour") == (3, 32, 32)
    for inputs, shape in [(np.ones((4, 6)), (6,)), (np.ones((4, 5, 7)), (1, 5, 7)), (np.ones((4, 3, 5, 7)), (3, 5, 7))]:
        labels = np.arange(4)
        assert input_shape([inputs, labels, inputs, labels]) == shape
        np.savez("own.npz", x_train=inputs, y_train=labels, x_test=inputs, y_test=labels)
        assert input_shape("own.npz") == shape


@pytest.mark.parametrize("shape", [(3, 6, 7), (16, 6, 7), (2, 4, 3), (16, 5, 4)])
def test_the_program_finds_channels_where_they_are(shape: tuple[int, int, int]) -> None:
    """A mean of each channel tells which numbers were taken for one."""
    model = nn.Sequential(nn.AdaptiveAvgPool2d(1) if shape[1] == shape[2] else Mean(), nn.Flatten(), nn.Linear(shape[0], 2))
    inputs, labels = np.random.default_rng(1).normal(size=(6, *shape)).astype(np.float32), np.arange(6) % 2
    run = kindling.train(model, [inputs, labels, inputs, labels], epochs=1, rate=0, batch=6, progress=False)
    with torch.no_grad():
        loss = nn.functional.cross_entropy(model(torch.from_numpy(inputs)), torch.from_numpy(labels)).item()
    assert run.rows[0]["test_loss"] == pytest.approx(loss, abs=1e-5)


class Mean(nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x.mean(dim=(2, 3))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ([[[0.5]], [0]], "^data: expected four arrays"),
        ([[[0.5]], [0.5], [[0.5]], [0.5]], "^data, y_train: expected whole numbers, found float64$"),
        ([[[2.0, 3.0]], [0], [[2.0, 3.0]], [0]], "^data, x_train: expected bytes or numbers that are not whole"),
        ([np.ones((1, 16, 3, 5)), [0], np.ones((1, 16, 3, 5)), [0]], "^data: expected images of at most 4 channels"),
        ([[[300]], [0], [[1]], [0]], r"^data, x_train: expected bytes \(uint8\) or real numbers"),
        ([[[0.5]], [2], [[0.5]], [0]], "^the model: expected 3 outputs, one a class of the data, found 2$"),
    ],
)
def test_arrays_that_would_be_misread_are_refused(data: list[Any], sentence: str) -> None:
    description = kindling.Description(["flatten", {"linear": 2}], (1,), 2)
    with pytest.raises(kindling.KindlingError, match=sentence):
        kindling.train(description, data, progress=False)

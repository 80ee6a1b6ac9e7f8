"""Finding the program, and what comes of its failures."""

from __future__ import annotations

import os
import resource
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from torch import nn

import kindling
from kindling.progress import Progress


def test_a_program_that_is_nowhere_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KINDLING_PROGRAM", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(kindling.ProgramMissing, match="expected the program kindling where .*, or on the PATH; found none"):
        kindling.predict(depth=3)


def test_a_program_that_is_said_wrongly_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KINDLING_PROGRAM", "/nowhere/kindling")
    with pytest.raises(kindling.ProgramMissing, match="KINDLING_PROGRAM: expected a program, found '/nowhere/kindling'"):
        kindling.predict(depth=3)


def test_a_file_that_is_no_program_is_told_of(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no program")
    (tmp_path / "text").chmod(0o755)
    monkeypatch.setenv("KINDLING_PROGRAM", str(tmp_path / "text"))
    with pytest.raises(kindling.ProgramMissing, match="text: cannot be run: Exec format error$"):
        kindling.predict(depth=3)


def test_the_path_is_looked_at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "kindling").symlink_to(kindling.program())
    monkeypatch.delenv("KINDLING_PROGRAM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert kindling.program() == tmp_path / "kindling"


def test_the_command_of_the_package_is_not_taken_for_the_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "kindling").symlink_to(kindling.program())
    monkeypatch.delenv("KINDLING_PROGRAM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sysconfig.get_path", lambda name: str(tmp_path))
    with pytest.raises(kindling.ProgramMissing):
        kindling.program()


def test_a_missing_data_set_is_one_line() -> None:
    with pytest.raises(kindling.OutsideError, match="^/nowhere: cannot be read: .*$") as error:
        kindling.train("mlp:3", "/nowhere", progress=False)
    assert "\n" not in str(error.value)


def test_a_wrong_option_is_one_line() -> None:
    with pytest.raises(kindling.UsageError, match="^unknown option '--bogus' for train"):
        kindling.train("mlp:3", "synthetic", bogus=1, progress=False)


def test_a_wrong_network_is_one_line() -> None:
    with pytest.raises(kindling.KindlingError, match="^layers: expected a last layer of 10 units, one a class, found .3.$"):
        kindling.train(["flatten", {"linear": 3}], "synthetic", progress=False)


def test_a_model_without_a_shape_is_one_line() -> None:
    with pytest.raises(kindling.DescriptionError, match="^input_shape: expected the shape of one input"):
        kindling.predict(nn.Linear(3, 2))


def test_a_package_that_is_not_there_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    prediction = kindling.predict(depth=3)
    monkeypatch.setattr("kindling.errors.find_spec", lambda name: None)
    asked: list[tuple[str, Callable[[], object]]] = [
        ("pandas", prediction.to_pandas),
        ("altair", prediction.chart),
        ("torch", lambda: kindling.describe(nn.Linear(3, 2), (3,))),
        ("pandas", kindling.Store("runs.db").runs),
    ]
    for package, ask in asked:
        with pytest.raises(kindling.ExtraMissing, match=f"^expected the package {package}, found none: pip install 'kindling"):
            ask()


def test_a_model_is_not_trained_on_nothing() -> None:
    description = kindling.Description(["flatten", {"linear": 2}], (3,), 2)
    with pytest.raises(kindling.UsageError, match="^data: expected a name, a path or four arrays .*, found none$"):
        kindling.train(description, progress=False)


def test_a_full_disk_is_one_line() -> None:
    with pytest.raises(kindling.OutsideError, match="/dev/full"):
        kindling.save_weights("/dev/full", {"w": np.zeros(100_000, dtype=np.float32)})


@pytest.fixture
def small_files() -> Iterator[None]:
    """A limit on the size of files stands in for a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("small_files")
def test_a_full_disk_keeps_the_store() -> None:
    with pytest.raises(kindling.OutsideError, match="runs.db: .*$") as error:
        kindling.sweep({"depth": "2..40/1"}, data="synthetic", width=10, epochs=1, seeds=5, out="out", progress=False)
    assert "\n" not in str(error.value)
    assert len(kindling.Store("out").runs()) > 0


def interrupt_when_told(monkeypatch: pytest.MonkeyPatch, listener: str, wanted: str) -> None:
    """Presses Ctrl-C, once, when a listener of progress hears of what is wanted."""
    told = threading.Event()

    def hear(bar: Progress, line: str) -> None:
        if wanted in line and not told.is_set():
            told.set()
            os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(Progress, listener, hear)


def test_an_interrupted_run_keeps_its_epochs(monkeypatch: pytest.MonkeyPatch) -> None:
    interrupt_when_told(monkeypatch, "step", '"epoch":')
    with pytest.raises(kindling.Interrupted) as caught:
        kindling.train("mlp:30", "synthetic", epochs=100_000, progress=False)
    run = caught.value.result
    assert isinstance(run, kindling.Training)
    assert len(run.rows) > 0
    assert run.weights["linear1.weight"].shape == (100, 784)


def test_an_interrupted_sweep_keeps_its_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    interrupt_when_told(monkeypatch, "runs", " runs, ")
    with pytest.raises(kindling.Interrupted, match="they are kept in .*runs.db, and the same command goes on from there"):
        kindling.sweep(
            {"depth": "5..40/1"}, dataset="synthetic", width=30, seeds=20, jobs=1, out=tmp_path / "out", progress=False
        )
    assert len(kindling.Store(tmp_path / "out").runs()) > 0


def test_progress_is_told_through_tqdm(capsys: pytest.CaptureFixture[str]) -> None:
    kindling.sweep({"depth": [2, 3]}, data="synthetic", width=5, epochs=1, seeds=2, jobs=1, out="out")
    kindling.train("mlp:2", "synthetic", epochs=2)
    told = capsys.readouterr().err
    assert "sweep" in told
    assert "4/4" in told
    assert "epoch/s" in told
    kindling.train("mlp:2", "synthetic", epochs=2, progress=False)
    assert capsys.readouterr().err == ""

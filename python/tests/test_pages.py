"""The code on pages runs, block after block, and loggers get what they are given."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from torch import nn

TOP = Path(__file__).parent.parent.parent


def blocks(page: Path) -> str:
    return "\n".join(re.findall(r"^```python\n(.*?)^```$", page.read_text(), re.S | re.M))


def test_the_readme_runs() -> None:
    model = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 10))
    exec(blocks(TOP / "python/README.md"), {"model": model})


def test_the_guides_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mlflow.tracking import MlflowClient
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    monkeypatch.setenv("WANDB_MODE", "offline")
    monkeypatch.setenv("WANDB_SILENT", "true")
    # The small package of MLflow's has no database.
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"file://{tmp_path}/mlruns")
    monkeypatch.setenv("MLFLOW_ALLOW_FILE_STORE", "true")
    names: dict[str, Any] = {}
    exec(blocks(TOP / "documentation/Kindling.docc/FromPython.md"), names)
    losses = [row["test_loss"] for row in names["run"].rows]
    events = EventAccumulator(str(tmp_path / "logs")).Reload()
    assert [event.value for event in events.Scalars("test_loss")] == pytest.approx(losses)
    client = MlflowClient()
    (logged,) = client.search_runs(["0"])
    assert [metric.value for metric in client.get_metric_history(logged.info.run_id, "test_loss")] == losses
    assert list(tmp_path.glob("wandb/offline-run-*/*.wandb"))

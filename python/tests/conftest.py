from __future__ import annotations

from pathlib import Path

import pytest
import torch

# The program runs beside it.
torch.set_num_threads(1)


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has a folder of its own, and the same random numbers."""
    monkeypatch.chdir(tmp_path)
    torch.manual_seed(1)

"""One run, epoch by epoch."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

from . import tensors
from .data import Data
from .errors import Interrupted
from .network import Asked, Network
from .options import Option, words
from .program import run
from .progress import Progress
from .results import Result, pictures, rows, workspace

if TYPE_CHECKING:
    from torch import nn


@dataclass(frozen=True, repr=False)
class Training(Result):
    """A run; `rows` are its epochs (`training_loss`, `test_loss`, and `test_accuracy` from 0 to 1).

    `outcome` says whether and when it started; `weights` are those at the end, by the model's own names where it is one.
    """

    outcome: Mapping[str, Any]
    weights: Mapping[str, NDArray[Any]]

    def write_into(self, model: nn.Module) -> None:
        """Writes the weights into the model that was trained."""
        from .models import write

        write(model, self.weights)


def train(
    network: Network = None,
    data: Data | None = None,
    *,
    init: str | None = None,
    epochs: int | None = None,
    seed: int | None = None,
    input_shape: Sequence[int] | None = None,
    progress: bool = True,
    **options: Option,
) -> Training:
    """Trains one network. A model starts from its own weights and is left as it is; with `init` it is drawn anew.

    Raises `Interrupted` on Ctrl-C, whose `result` is the run up to its last whole epoch.
    """
    asked = Asked.of(network, data, input_shape)
    with workspace() as folder:
        line = ["train", *asked.words(data, folder)]
        line += words({"init": init, "epochs": epochs, "seed": seed, **options})
        line += asked.starting(init, folder)
        line += ["--save", str(folder / "last.safetensors"), "--jsonl"]
        if epochs != 0:
            line += ["--picture", str(folder / "picture.json")]
        try:
            with Progress("training", "epoch", epochs, wanted=progress) as bar:
                output = run(line, printed=bar.step)
        except Interrupted as interrupted:
            interrupted.result = _training(interrupted.output, folder, asked)
            raise
        return _training(output, folder, asked)


def _training(output: str, folder: Path, asked: Asked) -> Training:
    objects = [json.loads(line) for line in output.splitlines()]
    outcome: Mapping[str, Any] = next((item["outcome"] for item in objects if "outcome" in item), {})
    epochs = rows([item for item in objects if "epoch" in item])
    file = folder / "last.safetensors"
    weights = tensors.read(file) if file.exists() else {}
    names = asked.description.names if asked.description is not None else {}
    return Training(
        rows=epochs,
        verdict=_verdict(outcome),
        pictures=pictures(folder),
        outcome=outcome,
        weights={names.get(name, name): array for name, array in weights.items()},
    )


def _verdict(outcome: Mapping[str, Any]) -> str:
    ends = {"started": "started in", "censored": "not started by", "diverged": "diverged in"}
    for end, words_ in ends.items():
        if end in outcome:
            return f"{words_} epoch {outcome[end].get('epoch')}"
    return "interrupted" if not outcome else json.dumps(outcome)

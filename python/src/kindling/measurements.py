"""What is measured of a network's layers: signals over the first steps, and lengths over many networks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .data import Data
from .network import Asked, Network
from .options import Option, words
from .results import Result, answered, rows, workspace


@dataclass(frozen=True, repr=False)
class Signals(Result):
    """A row a step and layer: `mean`, `variance` and `length` (the mean square) of activations, `correlation` of two images,
    shares `dead` and `saturated` of the units, the norm of the `gradient`, and `update`, the step over the weights; of what is
    drawn `expected_length` and `expected_correlation` too, where theory knows them.
    """


@dataclass(frozen=True, repr=False)
class Lengths(Result):
    """A row an initialisation (`setting`) and hidden layer (`depth`, from 1): `mean` and `standard_error` of its length over the
    input's, and what theory expects (`expected_mean`, or `wide_mean` in the limit of great width).
    """


def signals(
    network: Network = None,
    data: Data | None = None,
    *,
    init: str | None = None,
    steps: Sequence[int] | None = None,
    input_shape: Sequence[int] | None = None,
    **options: Option,
) -> Signals:
    """What each layer does, at the beginning and after chosen numbers of steps of training.

    A model is measured from its own weights on and left as it is; with `init` it is drawn anew, and theory stands beside it.
    """
    asked = Asked.of(network, data, input_shape)
    with workspace() as folder:
        start = asked.starting(init, folder)
        line = ["signals", *asked.words(data, folder), *start, *words({"init": init, "steps": steps, **options})]
        answer, drawn = answered(line, folder)
    called = "its own weights" if start else init or "he-normal"
    return Signals(rows(answer, "step", "layer"), f"Signals: {called}", drawn)


def lengths(
    network: Network = None,
    data: Data | None = None,
    *,
    inits: Sequence[str] | None = None,
    networks: int | None = None,
    input_shape: Sequence[int] | None = None,
    **options: Option,
) -> Lengths:
    """The mean length of every hidden layer over many networks, theory beside it.

    `inits` are the initialisations; without them a model's is the one that its own weights look drawn by. The input is the first
    image of the data, or noise of a model's shape.
    """
    asked, init, called = Asked.of(network, data, input_shape).begun(",".join(inits) if inits else None)
    with workspace() as folder:
        line = ["lengths", *asked.words(data, folder, noise=True), *words({"init": init, "networks": networks, **options})]
        answer, drawn = answered(line, folder)
    return Lengths(rows(answer, "setting", "depth"), f"Lengths: {called}", drawn)

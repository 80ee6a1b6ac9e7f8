"""What theory expects of a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .data import Data
from .network import Asked, Network
from .options import Option, words
from .program import run
from .results import Result, answered, rows, workspace


@dataclass(frozen=True)
class Finding:
    """A trouble that theory expects: the number that it rests on, and the one beyond which it is trouble."""

    trouble: str
    number: float
    threshold: float


@dataclass(frozen=True)
class Mend:
    """A change by which a new prediction finds a trouble no more, and no other; the changed network and initialisation."""

    trouble: str
    change: str
    value: float | str | None
    architecture: Mapping[str, Any]
    initialization: Mapping[str, Any]


@dataclass(frozen=True, repr=False)
class Prediction(Result):
    """What theory expects; `rows` tell of each layer, of two inputs of correlation 0.5.

    `square` is the mean square of a layer's numbers, the input's being 1; `gradient` that of a product's weights over the
    last's. `init` is the initialisation that was asked about, or `own variances`, `forecast` all that the program tells.
    """

    init: str
    findings: tuple[Finding, ...]
    mends: tuple[Mend, ...]
    forecast: Mapping[str, Any]


def predict(
    network: Network = None,
    *,
    init: str | None = None,
    data: Data | None = None,
    input_shape: Sequence[int] | None = None,
    **options: Option,
) -> Prediction:
    """What theory expects of a network before it is trained, and what would mend it. Nothing is drawn and no data are needed.

    Without `init`, a model is asked about as its own weights are: as drawn by the initialisation that they look drawn by, or
    each layer by the law of its own variance. Anything else begins with the program's own, he-normal.
    """
    asked, init, called = Asked.of(network, data, input_shape).begun(init)
    with workspace() as folder:
        line = ["predict", *asked.headed().words(data, folder, noise=True), *words({"init": init, **options})]
        (answer,), drawn = answered(line, folder)
        text = run(line)
    forecast = answer["forecast"]
    return Prediction(
        rows=rows(forecast.get("signals", {}).get("layers", []), "name"),
        verdict=text.strip(),
        pictures=drawn,
        init=called,
        findings=tuple(Finding(item["trouble"], item["number"], item["threshold"]) for item in answer["findings"]),
        mends=tuple(_mend(item) for item in answer["mends"]),
        forecast=forecast,
    )


def _mend(item: Mapping[str, Any]) -> Mend:
    change = item["change"]
    return Mend(item["trouble"], change["kind"], change.get("value"), item["architecture"], item["initialization"])

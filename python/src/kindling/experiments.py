"""Many runs: initialisations compared, and sweeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .data import Data
from .network import Asked, Network
from .options import Option, Values, words
from .progress import Progress
from .results import Result, Row, answered, rows, workspace


@dataclass(frozen=True, repr=False)
class Comparison(Result):
    """A row a network and initialisation, the one that starts soonest first; `options` say what all have in common."""

    options: Mapping[str, Any]


@dataclass(frozen=True, repr=False)
class Sweep(Result):
    """A sweep's first table as `rows`; all of its `tables`, and its `claims` with their verdicts."""

    name: str
    missing: int
    claims: tuple[Row, ...]
    tables: tuple[Mapping[str, Any], ...]


def compare(
    network: Network = None,
    *,
    inits: Sequence[str],
    data: Data | None = None,
    epochs: int | None = None,
    seeds: int | None = None,
    out: str | Path | None = None,
    input_shape: Sequence[int] | None = None,
    progress: bool = True,
    **options: Option,
) -> Comparison:
    """Trains a network under several initialisations and ranks them by when runs start.

    `out` is the folder of the store, which keeps each run as it ends (default `results`): what is there is not run again.
    Raises `Interrupted` on Ctrl-C.
    """
    asked = Asked.of(network, data, input_shape)
    with workspace() as folder:
        line = ["compare", *asked.headed().words(data, folder)]
        line += words({"init": inits, "epochs": epochs, "seeds": seeds, "out": out, **options})
        answer, drawn = _run(line, folder, progress)
    return Comparison(rows(answer["rows"], "network", "initialization", "rate"), _ranking(answer), drawn, answer["options"])


def sweep(
    experiment: str | Path | Mapping[str, Values],
    network: Network = None,
    *,
    data: Data | None = None,
    out: str | Path | None = None,
    input_shape: Sequence[int] | None = None,
    progress: bool = True,
    **options: Option,
) -> Sweep:
    """Varies a trial along axes: an experiment's file, the name of one that the program carries, or axes by their names.

    Axes are lists of values, or text as the command line has it: `{"depth": [5, 10], "rate": "log:0.001..0.1/3"}` are two.
    `out` is as in `compare`.
    """
    asked = Asked.of(network, data, input_shape)
    with workspace() as folder:
        line = ["sweep", *(words({"axis": experiment}) if isinstance(experiment, Mapping) else [str(experiment)])]
        line += [*asked.words(data, folder), *words({"out": out, **options})]
        answer, drawn = _run(line, folder, progress)
    tables = tuple(item["table"] for item in answer["tables"])
    claims = rows(answer["claims"], "verdict", "statement")
    return Sweep(
        rows=_rows(tables[0]) if tables else (),
        verdict="\n".join([*(f"{claim['verdict']}: {claim['statement']}" for claim in claims)]) or answer["name"],
        pictures=drawn,
        name=answer["name"],
        missing=answer["missing"],
        claims=claims,
        tables=tables,
    )


def _run(line: Sequence[str], folder: Path, progress: bool) -> tuple[Any, tuple[Mapping[str, Any], ...]]:
    """What the program answers and draws, the progress of its runs told."""
    with Progress("runs", "run", wanted=progress) as bar:
        return answered([*line, "--verbose"], folder, told=bar.runs)


def _ranking(answer: Mapping[str, Any]) -> str:
    lines = []
    for row in answer["rows"]:
        starts = row["starts"]
        counts = [
            f"{len(starts['epochs'])} started",
            f"{starts['censored']} censored",
            f"{starts['diverged']} diverged",
        ]
        network = f"{row['network'].strip()}; ".removeprefix("layers; ")
        lines.append(f"{network}{row['initialization']}: {', '.join(counts)}")
    return "\n".join(lines)


def _rows(table: Mapping[str, Any]) -> tuple[Row, ...]:
    """A table of the program's as rows, numbers as numbers where they are plain."""
    columns = table["columns"]
    return tuple(
        {column["heading"]: _value(cell, column["isNumeric"]) for column, cell in zip(columns, row)} for row in table["rows"]
    )


def _value(cell: str, numeric: bool) -> Any:
    if numeric:
        for kind in (int, float):
            try:
                return kind(cell)
            except ValueError:
                continue
    return cell

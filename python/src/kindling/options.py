"""Options of the program as keyword arguments."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

Value: TypeAlias = str | int | float | bool | Path

Values: TypeAlias = Value | Sequence[Value | Sequence[Value]]

Option: TypeAlias = Values | Mapping[str, Values] | None
"""What an option takes: True where it takes nothing, several values for a list, names and values for an option that is given
for each, such as `with_={"norm": "none"}`. None and False leave it out."""

_REPEATED = {"claim"}
"""Options that are given once for each of several values."""


def words(options: Mapping[str, Option]) -> list[str]:
    """The options as a command line: `weight_decay=0.1` is `--weight-decay 0.1`."""
    line: list[str] = []
    for name, value in options.items():
        word = "--" + name.rstrip("_").replace("_", "-")
        if isinstance(value, Mapping):
            line += [part for key, item in value.items() for part in (word, f"{key}={text(item)}")]
        elif name in _REPEATED and isinstance(value, Sequence) and not isinstance(value, str):
            line += [part for item in value for part in (word, text(item))]
        elif value is not None and value is not False:
            line += [word] if value is True else [word, text(value)]
    return line


def text(value: Values) -> str:
    """A value as the command line has it, several with commas between."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ",".join(_one(item) for item in value)
    return _one(value)


def _one(value: Value | Sequence[Value]) -> str:
    return str(value) if isinstance(value, (str, Path)) else json.dumps(value)

"""Options of the program as keyword arguments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

Option: TypeAlias = str | int | float | bool | Path | Sequence[str | int | float] | None
"""A value: True for an option without one, several for a list, None and False for an option that is left out."""


def words(options: Mapping[str, Option]) -> list[str]:
    """The options as a command line: `weight_decay=0.1` is `--weight-decay 0.1`."""
    line: list[str] = []
    for name, value in options.items():
        if value is None or value is False:
            continue
        line.append("--" + name.rstrip("_").replace("_", "-"))
        if value is not True:
            line.append(text(value))
    return line


def text(value: Option) -> str:
    """A value as the command line has it, several with commas between."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ",".join(str(item) for item in value)
    return str(value)

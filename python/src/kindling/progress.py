"""Progress of what takes long, through tqdm where it is there."""

from __future__ import annotations

import re
import warnings
from types import TracebackType
from typing import Any

_RUNS = re.compile(r"(\w+): (\d+)/(\d+) runs")


class Progress:
    """A bar of tqdm's, or nothing where tqdm is not there or not wanted."""

    def __init__(self, what: str, unit: str, total: int | None = None, *, wanted: bool = True) -> None:
        self._bar: Any = None
        if wanted:
            try:
                # A notebook without ipywidgets gets a bar of text, which needs no warning.
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    from tqdm.auto import tqdm
            except ImportError:
                return
            self._bar = tqdm(total=total, desc=what, unit=unit, leave=False)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.close()

    def step(self, line: str) -> None:
        """One more is done, whatever the line says."""
        if self._bar is not None:
            self._bar.update(1)

    def runs(self, line: str) -> None:
        """As many runs are done as the program's line of progress says."""
        said = _RUNS.match(line)
        if self._bar is None or said is None:
            return
        self._bar.set_description(said[1], refresh=False)
        self._bar.total = int(said[3])
        self._bar.n = int(said[2])
        self._bar.refresh()

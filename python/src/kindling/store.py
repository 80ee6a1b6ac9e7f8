"""Stores of results as tables; nothing here writes to them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import need
from .options import Option, words
from .program import run
from .results import workspace

if TYPE_CHECKING:
    import pandas


class Store:
    """A file of results, as `compare` and `sweep` leave it in `OUT/runs.db`, read by the program."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        if self.path.is_dir():
            self.path = self.path / "runs.db"

    def __repr__(self) -> str:
        return f"Store({str(self.path)!r})"

    def runs(self, **filters: Option) -> pandas.DataFrame:
        """A row a run: all fields of its trial, defaults filled in, and the numbers of its outcome, the first run first.

        Filters are the program's: `kind`, `dataset`, `init`, `depth`, `result` and `limit`.
        """
        return self._rows(["runs", str(self.path)], filters)[::-1].reset_index(drop=True)

    def epochs(self, **filters: Option) -> pandas.DataFrame:
        """A row an epoch of each run: losses, test accuracy, and what the run is."""
        return self._rows(["runs", "epochs", str(self.path)], filters)

    def experiments(self) -> pandas.DataFrame:
        """A row an experiment: how many runs it has and lacks, and the verdicts on its claims."""
        need("pandas")
        import pandas

        with workspace() as folder:
            answer = run(["report", str(self.path), "--out", str(folder / "report.html"), "--json"])
        return pandas.DataFrame(json.loads(answer)["experiments"])

    def _rows(self, command: list[str], filters: dict[str, Option]) -> pandas.DataFrame:
        need("pandas")
        import pandas

        lines = run([*command, "--jsonl", *words(filters)]).splitlines()
        return pandas.DataFrame([json.loads(line) for line in lines])

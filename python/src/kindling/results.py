"""What all results have in common: rows, a picture, and how they look in a notebook."""

from __future__ import annotations

import html
import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import KindlingError, OutsideError, need
from .program import Listener, run

if TYPE_CHECKING:
    import altair
    import pandas

Row = Mapping[str, Any]
"""A row of a table, by its columns."""

_MOST_ROWS = 30


@dataclass(frozen=True, repr=False)
class Result:
    """What the program answered: `rows` of a table, a sentence on them, and pictures as Vega-Lite has them."""

    rows: tuple[Row, ...]
    verdict: str
    pictures: tuple[Mapping[str, Any], ...]

    def __str__(self) -> str:
        return self.verdict

    __repr__ = __str__

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a DataFrame, with all digits."""
        need("pandas")
        import pandas

        return pandas.DataFrame([dict(row) for row in self.rows])

    def chart(self, number: int = 0) -> altair.Chart:
        """A picture as Altair's, to be looked at or changed; the first one unless said.

        Raises `KindlingError` where there is none.
        """
        need("altair")
        import altair

        if not 0 <= number < len(self.pictures):
            raise KindlingError(f"expected a picture {number}, found {len(self.pictures)}: there is nothing to draw of this")
        chart: altair.Chart = altair.Chart.from_dict(dict(self.pictures[number]))
        return chart

    def _repr_html_(self) -> str:
        return "".join([preformatted(self.verdict), *map(_drawn, self.pictures), _table(self.rows)])


def preformatted(text: str) -> str:
    """Text as it stands, for a notebook."""
    return f'<pre style="white-space: pre-wrap">{html.escape(text.strip())}</pre>' if text.strip() else ""


def rows(values: Sequence[Mapping[str, Any]], *first: str) -> tuple[Row, ...]:
    """The program's objects as rows: names in Python's way, what lies in one another side by side, some columns first."""
    flat = [dict(_flat(value)) for value in values]
    return tuple({name: row[name] for name in first if name in row} | row for row in flat)


@contextmanager
def workspace() -> Iterator[Path]:
    """A folder for the files of one call."""
    with tempfile.TemporaryDirectory(prefix="kindling-") as folder:
        yield Path(folder)


def answered(line: Sequence[str], folder: Path, told: Listener | None = None) -> tuple[Any, tuple[Mapping[str, Any], ...]]:
    """What a command answers in JSON, and its pictures; where it finds nothing to draw, without."""
    try:
        output = run([*line, "--json", "--picture", str(folder / "picture.json")], told=told)
    except OutsideError as error:
        if "picture.json: no picture" not in str(error):
            raise
        output = run([*line, "--json"], told=told)
    return json.loads(output), pictures(folder)


def pictures(folder: Path) -> tuple[Mapping[str, Any], ...]:
    """The specifications that the program has drawn into a folder as `picture.json`, the first one first."""
    files = sorted(folder.glob("picture*.json"), key=lambda file: (len(file.name), file.name))
    return tuple(json.loads(file.read_text()) for file in files)


def _flat(value: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, item in value.items():
        name = prefix + re.sub(r"(?<=[a-z0-9])[A-Z]", lambda letter: "_" + letter[0].lower(), name)
        if isinstance(item, Mapping):
            yield from _flat(item, name + ".")
        else:
            yield name, item


def _table(table: Sequence[Row]) -> str:
    columns = list(dict.fromkeys(name for row in table for name in row))
    if not columns:
        return ""
    lines = ["".join(f"<th>{html.escape(name)}</th>" for name in columns)]
    lines += ["".join(f"<td>{html.escape(_cell(row.get(name)))}</td>" for name in columns) for row in table[:_MOST_ROWS]]
    more = f"<p>… and {len(table) - _MOST_ROWS} more</p>" if len(table) > _MOST_ROWS else ""
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>" + more


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _drawn(picture: Mapping[str, Any]) -> str:
    """A picture where vl-convert is there to draw it, which the extra `altair` brings."""
    try:
        import vl_convert
    except ImportError:
        return ""
    return str(vl_convert.vegalite_to_svg(json.dumps(picture)))

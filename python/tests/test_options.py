"""Keyword arguments as a command line."""

from __future__ import annotations

from pathlib import Path

from kindling.options import words


def test_values_are_written_as_the_program_reads_them() -> None:
    assert words({"weight_decay": 0.1, "nesterov": True, "clip": None, "watch": False}) == ["--weight-decay", "0.1", "--nesterov"]
    assert words({"depth": [5, 10], "out": Path("a b")}) == ["--depth", "5,10", "--out", "a b"]
    assert words({"init": "he-normal"}) == ["--init", "he-normal"]


def test_names_with_values_are_given_each() -> None:
    assert words({"with_": {"norm": "none", "bias": True}}) == ["--with", "norm=none", "--with", "bias=true"]
    assert words({"axis": {"widths": [[30, 10], [20]]}}) == ["--axis", "widths=[30, 10],[20]"]
    assert words({"claim": ["later: depth", "sooner: rate"]}) == ["--claim", "later: depth", "--claim", "sooner: rate"]

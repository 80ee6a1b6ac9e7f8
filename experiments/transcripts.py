"""What the commands of a page print, run anew one after another in a folder of the page's own."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

TOP = pathlib.Path(__file__).resolve().parent.parent
MARK = re.compile(r"made with (\w+) kernels")


class Absent(Exception):
    """A part cannot be made here; the words say what there is not."""


class Folder:
    """A folder in which a page's commands run: nothing lies in it from before but the checkout's experiments.

    What is trained or drawn comes out to the same bits on processors of one sort alone. A transcript of such a command
    says at its end with which kernels it was made, as 'kindling doctor' names them; where others are in use it cannot be
    checked. What theory says alone is the same everywhere.
    """

    def __init__(self, kindling, check):
        self.check = check
        self.place = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.place.name).resolve()
        (self.path / "experiments").symlink_to(TOP / "experiments")
        tools = self.path / ".tools"
        tools.mkdir()
        (tools / "kindling").symlink_to(kindling)
        self.environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"}
        drawing = TOP / ".venv/bin/python"
        if drawing.exists():
            self.environment.setdefault("KINDLING_PYTHON", str(drawing))
        if python := python_with("pandas"):
            (tools / "python3").write_text(f'#!/bin/sh\nexec {python} "$@"\n')
            (tools / "python3").chmod(0o755)
        self.kernels = json.loads(self.run("kindling doctor --json"))["kernels"]

    def write(self, name, block):
        """Writes what stands in a block of code as a file."""
        (self.path / name).write_text("\n".join(block.strip("\n").split("\n")[1:-1]) + "\n")

    def transcript(self, words, mark):
        """A block of the command and what it prints, and what the part's end is to say."""
        command, *filters = re.split(r" \| (?=lines |columns )", words)
        if command.startswith(("kindling predict", "kindling phase")):
            mark = ""
        else:
            if self.check and (made := MARK.search(mark)) and made[1] != self.kernels:
                raise Absent(f"{self.kernels} kernels are in use, {made[1]} kernels made it")
            mark = f": made with {self.kernels} kernels"
        lines = self.run(command).rstrip("\n").split("\n")
        for filter in filters:
            name, _, rest = filter.partition(" ")
            try:
                lines = {"lines": kept_lines, "columns": kept_columns}[name](lines, rest)
            except ValueError as error:
                raise SystemExit(f"pages: {command}: {filter}: {error}") from None
        return "\n".join(["```", f"$ {command}", *(line.rstrip() for line in lines if lines != [""]), "```"]), mark

    def run(self, command):
        """What a command prints on standard output; the folder's own path is left out.

        An error of Kindling's ends all, and so does any other that is not for want of a program or a library.
        """
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", command], cwd=self.path, env=self.environment, capture_output=True, text=True)
        wanting = re.search(
            r"(\S+): command not found|No module named '(\w+)'|need (vl-convert)|(pictures) cannot be made", done.stderr)
        if wanting:
            raise Absent(f"there is no {next(filter(None, wanting.groups()))}")
        if done.returncode:
            raise SystemExit(f"pages: {command}: exit code {done.returncode}: {done.stderr.strip()}")
        return done.stdout.replace(f"{self.path}/", "")


def python_with(module):
    """The first Python of this machine that has a module."""
    for python in filter(None, [shutil.which("python3"), "/usr/bin/python3", str(TOP / ".venv/bin/python")]):
        if pathlib.Path(python).exists() and not subprocess.run(
                [python, "-c", f"import {module}"], stderr=subprocess.DEVNULL).returncode:
            return python
    return None


def kept_lines(lines, ranges):
    """Lines 'FIRST-LAST', 'NUMBER' or 'FIRST-' of a text, counted from 1, with an ellipsis for those between."""
    kept, last = [], 0
    for part in ranges.split():
        first, dash, end = part.partition("-")
        first, end = int(first), int(end) if end else len(lines) if dash else int(first)
        if end > len(lines):
            raise ValueError(f"there are {len(lines)} lines")
        kept += (["…"] if first > last + 1 else []) + lines[first - 1 : end]
        last = end
    return kept + (["…"] if last < len(lines) else [])


def kept_columns(lines, names):
    """The columns of these names, separated by commas, of the table in a text, which has a rule below its headings."""
    at = next(number for number, line in enumerate(lines) if set(line) == {"─", " "})
    spans = [match.span() for match in re.finditer("─+", lines[at])]
    headings = [lines[at - 1][start:end].strip() for start, end in spans]
    spans = [spans[headings.index(name.strip())] for name in names.split(",")]
    end = next((number for number in range(at, len(lines)) if not lines[number].strip()), len(lines))
    table = ["  ".join(line.ljust(stop)[start:stop] for start, stop in spans) for line in lines[at - 1 : end]]
    return lines[: at - 1] + table + lines[end:]

"""The program: where it is, and how it is run."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from .errors import BY_EXIT_CODE, Interrupted, KindlingError, ProgramMissing

Listener = Callable[[str], None]
"""Whoever is told each line as it is printed, in a thread of its own."""


def program() -> Path:
    """Where the program is: where KINDLING_PROGRAM says, else inside the package, else on the PATH.

    Raises `ProgramMissing`.
    """
    said = os.environ.get("KINDLING_PROGRAM")
    if said:
        if os.access(said, os.X_OK) and Path(said).is_file():
            return Path(said)
        raise ProgramMissing(f"KINDLING_PROGRAM: expected a program, found '{said}'")
    inside = Path(__file__).parent / "bin" / "kindling"
    if inside.is_file():
        return inside
    # The command that comes with this package would only ask here again.
    scripts = sysconfig.get_path("scripts")
    others = [place for place in os.environ.get("PATH", "").split(os.pathsep) if place != scripts]
    found = shutil.which("kindling", path=os.pathsep.join(others))
    if found:
        return Path(found)
    raise ProgramMissing(
        f"expected the program kindling where KINDLING_PROGRAM says, in {inside.parent}, or on the PATH; found none"
    )


def main() -> None:
    """The command `kindling`: the program, with the same arguments."""
    try:
        path = program()
        os.execv(path, [str(path), *sys.argv[1:]])
    except (ProgramMissing, OSError) as error:
        sys.exit(f"kindling: {error}")


def run(words: Sequence[str], *, printed: Listener | None = None, told: Listener | None = None) -> str:
    """Runs a command and returns what it prints.

    `printed` hears each line of standard output, `told` each of standard error. Ctrl-C is handed on to the program, which
    then keeps what is finished; a second one ends it.

    Raises `KindlingError` with the program's one line where it fails, and `Interrupted` with what it had printed.
    """
    process = _start(words)
    output, complaints = _Reader(process.stdout, printed), _Reader(process.stderr, told)
    interrupts = _wait(process)
    text, said = output.text(), complaints.text()
    line = _line(said) or f"the program ended with exit code {process.returncode} and said nothing"
    if interrupts or process.returncode == 130:
        raise Interrupted(line if process.returncode == 130 else "interrupted", text)
    if process.returncode != 0:
        raise BY_EXIT_CODE.get(process.returncode, KindlingError)(line)
    return text


def _start(words: Sequence[str]) -> subprocess.Popen[str]:
    path = program()
    try:
        return subprocess.Popen(
            [str(path), *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            # The terminal's Ctrl-C would reach the program twice.
            start_new_session=True,
        )
    except OSError as error:
        raise ProgramMissing(f"{path}: cannot be run: {error.strerror}") from None


class _Reader:
    """Reads a stream to its end beside whatever else goes on."""

    def __init__(self, stream: IO[str] | None, listener: Listener | None) -> None:
        assert stream is not None
        self._stream, self._listener = stream, listener
        self._lines: list[str] = []
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        with self._stream:
            for line in self._stream:
                self._lines.append(line)
                if self._listener:
                    self._listener(line.rstrip("\n"))

    def text(self) -> str:
        self._thread.join()
        return "".join(self._lines)


def _wait(process: subprocess.Popen[str]) -> int:
    """Waits for the end; returns how often Ctrl-C was pressed."""
    interrupts = 0
    while True:
        try:
            process.wait()
            return interrupts
        except KeyboardInterrupt:
            interrupts += 1
            process.send_signal(signal.SIGINT if interrupts == 1 else signal.SIGKILL)
        except BaseException:
            process.kill()
            raise


def _line(said: str) -> str | None:
    """The program's own last word on standard error, without its name."""
    mine = [line for line in said.splitlines() if line.startswith("kindling: ")]
    return mine[-1].removeprefix("kindling: ") if mine else None

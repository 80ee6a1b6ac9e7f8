"""What can go wrong, each told in one line."""

from __future__ import annotations

from importlib.util import find_spec


class KindlingError(Exception):
    """Something that Kindling was asked for cannot be; the message is one line."""


class ExtraMissing(KindlingError):
    """A package that is asked for only where it is used is not installed."""


class ProgramMissing(KindlingError):
    """The program is in none of the places where it is sought."""


class OutsideError(KindlingError):
    """Something outside the program is wrong: data, files, the network (exit code 1)."""


class UsageError(KindlingError):
    """What was asked for is wrong: an option, a network, an experiment (exit code 2)."""


class DescriptionError(KindlingError):
    """A model has something that no list of layers can say."""


class Interrupted(KindlingError, KeyboardInterrupt):
    """The program was interrupted (exit code 130); what had finished is kept.

    `output` is what it had printed by then, and `result` what became of that, where a command makes something of it.
    """

    def __init__(self, message: str, output: str = "", result: object = None) -> None:
        super().__init__(message)
        self.output = output
        self.result = result


BY_EXIT_CODE: dict[int, type[KindlingError]] = {1: OutsideError, 2: UsageError}


def need(extra: str) -> None:
    """Sees that a package is there that one of the extras brings.

    Raises `ExtraMissing`.
    """
    if find_spec(extra) is None:
        raise ExtraMissing(f"expected the package {extra}, found none: pip install 'kindling[{extra}]' brings it")

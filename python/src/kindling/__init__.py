"""Kindling: will the network that you have start to train?"""

from .errors import Interrupted, KindlingError, OutsideError, ProgramMissing, UsageError
from .program import program

__all__ = [
    "Interrupted",
    "KindlingError",
    "OutsideError",
    "ProgramMissing",
    "UsageError",
    "program",
]

"""Kindling: will the network that you have start to train?"""

from .description import Description, describe
from .errors import DescriptionError, Interrupted, KindlingError, OutsideError, ProgramMissing, UsageError
from .program import program

__all__ = [
    "Description",
    "DescriptionError",
    "Interrupted",
    "KindlingError",
    "OutsideError",
    "ProgramMissing",
    "UsageError",
    "describe",
    "program",
]

"""Kindling: will the network that you have start to train?"""

from .data import Data
from .description import Description, describe
from .errors import DescriptionError, ExtraMissing, Interrupted, KindlingError, OutsideError, ProgramMissing, UsageError
from .experiments import Comparison, Sweep, compare, sweep
from .measurements import Lengths, Signals, lengths, signals
from .models import initialize, load_weights, save_weights
from .network import Network
from .prediction import Finding, Mend, Prediction, predict
from .program import program
from .store import Store
from .training import Training, train

__all__ = [
    "Comparison",
    "Data",
    "Description",
    "DescriptionError",
    "ExtraMissing",
    "Finding",
    "Interrupted",
    "KindlingError",
    "Lengths",
    "Mend",
    "Network",
    "OutsideError",
    "Prediction",
    "ProgramMissing",
    "Signals",
    "Store",
    "Sweep",
    "Training",
    "UsageError",
    "compare",
    "describe",
    "initialize",
    "lengths",
    "load_weights",
    "predict",
    "program",
    "save_weights",
    "signals",
    "sweep",
    "train",
]

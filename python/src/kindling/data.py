"""Data sets: those that the program knows or finds at a path, and arrays."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .errors import OutsideError
from .program import run

Data: TypeAlias = str | Path | Sequence[ArrayLike]
"""The name of a set that the program knows, the path of files that it reads, or four arrays: inputs and labels to train
on, then those to test on. Inputs are [count, n], [count, height, width] or [count, channels, height, width]; bytes count
as 0 … 1, other numbers as they are. Labels are whole numbers from 0 on."""

_NAMES = ("x_train", "y_train", "x_test", "y_test")
_USUAL_CHANNELS = range(1, 5)


def dataset(data: Data, folder: Path) -> str:
    """What `--dataset` takes for these data; arrays are written into a folder, and are the same data in any.

    Raises `OutsideError` where arrays are none that the program can read, or the folder is full.
    """
    if isinstance(data, (str, Path)):
        return str(data)
    arrays = dict(zip(_NAMES, _arrays(data)))
    file = folder / "data.npz"
    try:
        np.savez(file, allow_pickle=False, **arrays)
    except OSError as error:
        raise OutsideError(f"{file}: cannot be written: {error.strerror}") from None
    return str(file)


def standing_for(shape: tuple[int, ...], classes: int, folder: Path) -> str:
    """A set of noise, for what asks of a set little but the shape of its images and the number of its classes."""
    images = np.random.default_rng(0).integers(0, 256, (classes, *shape), dtype=np.uint8)
    labels = np.arange(classes, dtype=np.uint8 if classes <= 256 else np.int64)
    return dataset([images, labels, images, labels], folder)


def input_shape(data: Data) -> tuple[int, ...]:
    """The shape of one input: [n] of vectors, else [channels, height, width].

    Raises `KindlingError` where the program finds no such data.
    """
    if isinstance(data, (str, Path)):
        copies = json.loads(run(["data", str(data), "--json"]))
        shape = next(copy for copy in copies if copy.get("isUsed", True))["shape"]
        extents = (shape["channels"], shape["height"], shape["width"])
        return extents[2:] if extents[:2] == (1, 1) else extents
    extents = np.shape(data[0])[1:]
    return (1, *extents) if len(extents) == 2 else extents


def classes(data: Data) -> int | None:
    """How many classes four arrays tell apart; nothing for a name or a path."""
    if isinstance(data, (str, Path)):
        return None
    return 1 + max(int(np.max(labels)) for labels in data[1::2])


def _arrays(data: Sequence[ArrayLike]) -> list[NDArray[Any]]:
    if len(data) != 4:
        raise OutsideError(f"data: expected four arrays ({', '.join(_NAMES)}), found {len(data)}")
    arrays = [np.asarray(array) for array in data]
    for name, array in zip(_NAMES, arrays):
        if array.dtype.kind not in ("iu" if name[0] == "y" else "iuf"):
            kind = "whole numbers" if name[0] == "y" else "numbers"
            raise OutsideError(f"data, {name}: expected {kind}, found {array.dtype}")
    inputs = arrays[::2]
    if any(array.dtype.kind == "f" for array in inputs):
        inputs = [array.astype(np.float32) for array in inputs]
        # The program would take whole numbers up to 255 for bytes.
        if max(array.max(initial=0) for array in inputs) > 1 and all(
            np.array_equal(array, np.clip(np.rint(array), 0, 255)) for array in inputs
        ):
            raise OutsideError("data, x_train: expected bytes or numbers that are not whole, found whole ones as floats")
    elif any(array.dtype != np.uint8 for array in inputs):
        raise OutsideError("data, x_train: expected bytes (uint8) or real numbers, found other whole numbers")
    return [_laid(inputs[0]), arrays[1], _laid(inputs[1]), arrays[3]]


def _laid(images: NDArray[Any]) -> NDArray[Any]:
    """The images with their channels where the program seeks them.

    It takes an extent of at most 4 for the channels; where two or none is that small, the last.
    """
    if images.ndim != 4 or (images.shape[1] in _USUAL_CHANNELS) > (images.shape[3] in _USUAL_CHANNELS):
        return images
    last = np.moveaxis(images, 1, 3)
    if (last.shape[1] in _USUAL_CHANNELS) > (last.shape[3] in _USUAL_CHANNELS):
        raise OutsideError(f"data: expected images of at most 4 channels or more than 4 pixels, found {images.shape[1:]}")
    return last

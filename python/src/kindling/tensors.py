"""Weights in files of the safetensors format, read and written with NumPy alone.

The format is a length in eight bytes, a header in JSON and the numbers, lowest byte first, and a reader of our own is
shorter than what it takes to depend on a wheel with compiled code. Source: https://github.com/huggingface/safetensors,
"Format".
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import OutsideError

Floats = NDArray[np.float32]
"""Numbers of single precision."""

Weights = Mapping[str, NDArray[Any]]
"""Arrays by their names, shaped as PyTorch has them."""

_TYPES = {"F32": "<f4", "F64": "<f8", "I64": "<i8", "F16": "<f2", "BF16": "<u2"}
_OWN = {np.dtype(np.float64): "F64", np.dtype(np.int64): "I64"}
_HEADER_LIMIT = 100_000_000
_REMEDY = "safetensors.torch.save_file(model.state_dict(), FILE) or kindling.save_weights(FILE, model) writes one"


def read(path: str | Path) -> dict[str, NDArray[Any]]:
    """The arrays of a file by their names; F16 and BF16 are widened to float32, F64 and I64 stay as they are.

    Raises `OutsideError` where it is missing or anything but a whole safetensors file of such numbers.
    """
    file = Path(path)
    try:
        bytes_ = file.read_bytes()
    except OSError as error:
        raise OutsideError(f"{file}: expected tensors in the safetensors format: {error.strerror}") from None
    header, numbers = _split(bytes_, file)
    return {name: _array(name, field, numbers, file) for name, field in header.items() if name != "__metadata__"}


def write(path: str | Path, weights: Weights, metadata: Mapping[str, str] | None = None) -> None:
    """Writes arrays as a file: float32, or float64 or int64 where they are that.

    Raises `OutsideError` where the file cannot be written.
    """
    header: dict[str, Any] = {"__metadata__": dict(metadata)} if metadata else {}
    parts: list[bytes] = []
    end = 0
    for name, array in weights.items():
        dtype = _OWN.get(array.dtype, "F32")
        part = np.ascontiguousarray(array, dtype=_TYPES[dtype]).tobytes()
        header[name] = {"dtype": dtype, "shape": list(array.shape), "data_offsets": [end, end + len(part)]}
        parts.append(part)
        end += len(part)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    try:
        Path(path).write_bytes(b"".join([len(text).to_bytes(8, "little"), text, *parts]))
    except OSError as error:
        raise OutsideError(f"{path}: cannot be written: {error.strerror}") from None


def _split(bytes_: bytes, file: Path) -> tuple[dict[str, Any], bytes]:
    length = int.from_bytes(bytes_[:8], "little")
    if bytes_[:2] == b"PK" or (bytes_[:1] == b"\x80" and length > _HEADER_LIMIT):
        raise OutsideError(f"{file}: expected a safetensors file, found one of PyTorch's own (.pt); {_REMEDY}")
    if len(bytes_) < 8 or length > min(_HEADER_LIMIT, len(bytes_) - 8):
        raise OutsideError(f"{file}: expected a safetensors file, found other bytes or a part of one")
    try:
        header = json.loads(bytes_[8 : 8 + length])
    except ValueError:
        header = None
    if not isinstance(header, dict):
        raise OutsideError(f"{file}: expected a safetensors file with a header in JSON, found other bytes")
    return header, bytes_[8 + length :]


def _array(name: str, field: Any, numbers: bytes, file: Path) -> NDArray[Any]:
    try:
        dtype, shape, (begin, end) = field["dtype"], field["shape"], field["data_offsets"]
    except (TypeError, KeyError, ValueError):
        raise OutsideError(f"{file}: expected dtype, shape and data_offsets of tensor '{name}'") from None
    if dtype not in _TYPES:
        raise OutsideError(f"{file}: expected F32, F64, I64, F16 or BF16 as dtype of tensor '{name}', found '{dtype}'")
    if end > len(numbers):
        raise OutsideError(f"{file}: too short: expected {end} bytes of numbers for '{name}', found {len(numbers)}")
    try:
        array = np.frombuffer(numbers[begin:end], dtype=_TYPES[dtype]).reshape(shape)
    except (TypeError, ValueError):
        raise OutsideError(f"{file}: expected {shape} numbers of '{name}', found {end - begin} bytes") from None
    if dtype == "BF16":
        return (array.astype(np.uint32) << 16).view(np.float32)
    return array.astype({"F64": np.float64, "I64": np.int64}.get(dtype, np.float32))

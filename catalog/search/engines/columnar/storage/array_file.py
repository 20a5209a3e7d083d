"""Named arrays in one file, mapped into memory when read: nothing is copied, and processes share the memory.

The format: `CLEARCOL`, the length of the header as an unsigned 64-bit little-endian number, the header in JSON (name,
type, shape and offset of each array), then the arrays' bytes, each from an offset divisible by 64. No pickle anywhere.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

MAGIC = b"CLEARCOL"
ALIGNMENT = 64
_TYPES = frozenset({"uint8", "int32", "uint32", "uint64", "int64"})


def save_arrays(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write arrays to a new file."""
    header: dict[str, tuple[str, tuple[int, ...], int]] = {}
    offset = 0
    for name, array in arrays.items():
        header[name] = (array.dtype.name, array.shape, offset)
        offset += _aligned(array.nbytes)
    header_json = json.dumps(header).encode()
    start = _aligned(len(MAGIC) + 8 + len(header_json))
    with path.open("wb") as file:
        file.write(MAGIC + len(header_json).to_bytes(8, "little") + header_json)
        for array, (_, _, array_offset) in zip(arrays.values(), header.values(), strict=True):
            file.seek(start + array_offset)
            file.write(np.ascontiguousarray(array).data)
        file.truncate(start + offset)


def load_arrays(path: Path) -> dict[str, Array]:
    """Return the arrays of a file, read-only and mapped; raise ValueError for a file that `save_arrays` did not write.

    The mapping stays valid after the file is removed; the file must not be changed or truncated.
    """
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if mapped[: len(MAGIC)] != MAGIC:
        raise ValueError(f"{path.name} is not a file of columns")
    begin = len(MAGIC) + 8
    end = begin + int.from_bytes(mapped[len(MAGIC) : begin], "little")
    start = _aligned(end)
    return {
        name: _array(mapped, dtype, shape, start + offset)
        for name, (dtype, shape, offset) in _header(mapped[begin:end])
    }


def _header(content: bytes) -> Iterable[tuple[str, tuple[str, list[int], int]]]:
    header: dict[str, tuple[str, list[int], int]] = json.loads(content)
    return header.items()


def _array(mapped: mmap.mmap, dtype: str, shape: list[int], offset: int) -> Array:
    if dtype not in _TYPES:
        raise ValueError(f"columns have no arrays of {dtype}")
    count = int(np.prod(shape))
    return np.frombuffer(mapped, dtype=dtype, count=count, offset=offset if count else 0).reshape(shape)


def _aligned(size: int) -> int:
    return -(-size // ALIGNMENT) * ALIGNMENT


def text_table(texts: Iterable[bytes]) -> tuple[Array, Array]:
    """Return the bytes of all texts concatenated, and the start of each one, followed by the end of the last."""
    texts = list(texts)
    starts = np.zeros(len(texts) + 1, dtype=np.uint64)
    np.cumsum([len(text) for text in texts], out=starts[1:])
    return np.frombuffer(b"".join(texts), dtype=np.uint8), starts

"""Named arrays in one file, mapped into memory when read: nothing is copied, and readers share what is in memory.

The form: `CLEARCOL`, the length of the header as an unsigned 64-bit little-endian number, the header in JSON (name,
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
    described = json.dumps(header).encode()
    start = _aligned(len(MAGIC) + 8 + len(described))
    with path.open("wb") as file:
        file.write(MAGIC + len(described).to_bytes(8, "little") + described)
        for array, (_, _, place) in zip(arrays.values(), header.values(), strict=True):
            file.seek(start + place)
            file.write(np.ascontiguousarray(array).data)
        file.truncate(start + offset)


def load_arrays(path: Path) -> dict[str, Array]:
    """Return the arrays of a file, read-only and mapped; raise ValueError for a file that `save_arrays` did not write.

    The mapping stays valid after the file was removed; nobody may change or cut the file.
    """
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if mapped[: len(MAGIC)] != MAGIC:
        raise ValueError(f"{path.name} holds no columns")
    begin = len(MAGIC) + 8
    end = begin + int.from_bytes(mapped[len(MAGIC) : begin], "little")
    start = _aligned(end)
    return {
        name: _array(mapped, kind, shape, start + place) for name, (kind, shape, place) in _header(mapped[begin:end])
    }


def _header(described: bytes) -> Iterable[tuple[str, tuple[str, list[int], int]]]:
    header: dict[str, tuple[str, list[int], int]] = json.loads(described)
    return header.items()


def _array(mapped: mmap.mmap, kind: str, shape: list[int], offset: int) -> Array:
    if kind not in _TYPES:
        raise ValueError(f"columns have no arrays of {kind}")
    count = int(np.prod(shape))
    return np.frombuffer(mapped, dtype=kind, count=count, offset=offset if count else 0).reshape(shape)


def _aligned(size: int) -> int:
    return -(-size // ALIGNMENT) * ALIGNMENT


def text_table(texts: Iterable[bytes]) -> tuple[Array, Array]:
    """Return the bytes of all texts in a row, and where each one starts (with the end of the last)."""
    listed = list(texts)
    starts = np.zeros(len(listed) + 1, dtype=np.uint64)
    np.cumsum([len(text) for text in listed], out=starts[1:])
    return np.frombuffer(b"".join(listed), dtype=np.uint8), starts

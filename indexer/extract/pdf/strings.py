"""Strings that PDFium returns in a buffer."""

from __future__ import annotations

import ctypes
from collections.abc import Callable


def string(function: Callable[..., int], *arguments: object, unit: type = ctypes.c_ushort) -> str:
    """Return what a function writes into a buffer as UTF-16; it takes the buffer last and returns the size in bytes.

    `unit` is the type to which the function's buffer points.
    """
    size = function(*arguments, None, 0)
    buffer = ctypes.create_string_buffer(size)
    function(*arguments, ctypes.cast(buffer, ctypes.POINTER(unit)), size)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")

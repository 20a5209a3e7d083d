"""The CRC-32 of two texts one after the other, from those of each: the method of `crc32_combine` in zlib.

A checksum is a polynomial over two elements, the highest power in the lowest bit. To append n bytes multiplies it by
x to the power of 8 n, modulo the polynomial of CRC-32.
"""

from __future__ import annotations

_POLYNOMIAL = 0xEDB88320
_ONE = 1 << 31
_X_TO_8 = 1 << 23


def joined_crc32(first: int, second: int, second_length: int) -> int:
    """Return the checksum of two texts, the second of which has `second_length` bytes."""
    power, square = _ONE, _X_TO_8
    while second_length:
        if second_length & 1:
            power = _product(square, power)
        square = _product(square, square)
        second_length >>= 1
    return _product(power, first) ^ second


def _product(one: int, other: int) -> int:
    """Return the product of two polynomials, modulo that of CRC-32."""
    product = 0
    for bit in range(31, -1, -1):
        if one >> bit & 1:
            product ^= other
        other = other >> 1 ^ (_POLYNOMIAL if other & 1 else 0)
    return product

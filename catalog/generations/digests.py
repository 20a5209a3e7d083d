"""Digests of the contents of an index, to compare them without listing its entries."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

ID_DIGEST_BITS = 256


def logical_digest(stamps: Mapping[str, str]) -> str:
    """Return the SHA-256 of every id with its stamp: the same for the same content, however it was built."""
    lines = "".join(f"{key}\t{stamp}\n" for key, stamp in sorted(stamps.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def id_digest(ids: Iterable[str]) -> str:
    """Return a digest of ids in any order; an id that is missing, extra or duplicated changes it.

    It is the sum of the SHA-256 of each id (UTF-8) as a big-endian number, modulo 2 ** 256, in 64 hexadecimal digits.
    An engine can therefore update it when ids are added or removed, or add up the sums of parts.
    """
    total = sum(int.from_bytes(hashlib.sha256(key.encode()).digest()) for key in ids)
    return f"{total % (1 << ID_DIGEST_BITS):064x}"

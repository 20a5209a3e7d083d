"""The Whoosh schema: one positional field for each of FIELDS, and one that holds every facet value."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence

from whoosh import fields, formats

from catalog.search.text.fields import FIELDS

VALUES = "values"
"""The field of facet values, each written `facet=value`."""


class Places(formats.Format):  # type: ignore[misc]  # Whoosh has no types
    """Postings with positions as plain unsigned 32-bit integers, little-endian: no pickle in any of ours."""

    def decode_positions(self, value: bytes) -> tuple[int, ...]:
        """Return a posting's positions, ascending."""
        return places(value)

    def decode_frequency(self, value: bytes) -> int:
        """Return how often the term stands there."""
        return len(value) // 4

    def decode_weight(self, value: bytes) -> float:
        """Return the frequency as a weight."""
        return float(len(value) // 4)


def places(value: bytes) -> tuple[int, ...]:
    """Return the positions that a posting's value holds, ascending."""
    return struct.unpack(f"<{len(value) // 4}I", value)


class Terms(fields.FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A text that the catalog's own analyzer took apart: its value is each term's positions."""

    analyzer = None
    scorable = True
    stored = False
    unique = False
    vector = None
    column_type = None
    format = Places()

    def __init__(self) -> None:
        """Nothing to choose: every text field is alike on disk."""

    def index(self, value: Mapping[str, Sequence[int]], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield (term, frequency, weight, posting value), as Whoosh's writer wants them."""
        for term, found in value.items():
            yield term.encode(), len(found), float(len(found)), struct.pack(f"<{len(found)}I", *found)


class Values(fields.FieldType):  # type: ignore[misc]  # Whoosh has no types
    """Whole values without positions; its value is a list of them."""

    analyzer = None
    scorable = False
    stored = False
    unique = False
    vector = None
    column_type = None
    format = formats.Existence()

    def __init__(self) -> None:
        """Nothing to choose."""

    def index(self, value: Iterable[str], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield (value, 1, 1.0, nothing more)."""
        for each in value:
            yield each.encode(), 1, 1.0, b""


def schema() -> fields.Schema:
    """Return the schema; the one stored with an index is never used."""
    texts = {name: Terms() for name in FIELDS}
    return fields.Schema(id=fields.ID(unique=True, stored=True), **{VALUES: Values()}, **texts)

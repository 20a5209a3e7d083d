"""The Whoosh schema: one positional field for each of FIELDS, and one for all facet values."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence

from whoosh import fields, formats

from catalog.search.text.fields import FIELDS

FACET_VALUES_FIELD = "values"
"""The field of facet values, each written `facet=value`."""


class PackedPositions(formats.Format):  # type: ignore[misc]  # Whoosh has no types
    """Postings whose values are positions as unsigned 32-bit little-endian integers, without pickle."""

    def decode_positions(self, value: bytes) -> tuple[int, ...]:
        """Return a posting's positions, ascending."""
        return unpack_positions(value)

    def decode_frequency(self, value: bytes) -> int:
        """Return the frequency of the term in the document's field."""
        return len(value) // 4

    def decode_weight(self, value: bytes) -> float:
        """Return the frequency as a weight."""
        return float(len(value) // 4)


def unpack_positions(value: bytes) -> tuple[int, ...]:
    """Return the positions in a posting's value, ascending."""
    return struct.unpack(f"<{len(value) // 4}I", value)


class AnalyzedText(fields.FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A text analyzed by the catalog's own analyzer; its value maps each term to its positions."""

    analyzer = None
    scorable = True
    stored = False
    unique = False
    vector = None
    column_type = None
    format = PackedPositions()

    def __init__(self) -> None:
        """Take no options: all text fields have the same format."""

    def index(self, value: Mapping[str, Sequence[int]], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield (term, frequency, weight, posting value), as Whoosh's writer expects them."""
        for term, positions in value.items():
            count = len(positions)
            yield term.encode(), count, float(count), struct.pack(f"<{count}I", *positions)


class FacetValues(fields.FieldType):  # type: ignore[misc]  # Whoosh has no types
    """Facet values without positions; the field's value is a list of them."""

    analyzer = None
    scorable = False
    stored = False
    unique = False
    vector = None
    column_type = None
    format = formats.Existence()

    def __init__(self) -> None:
        """Take no options."""

    def index(self, value: Iterable[str], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield (facet value, 1, 1.0, empty posting value), as Whoosh's writer expects them."""
        for facet_value in value:
            yield facet_value.encode(), 1, 1.0, b""


def schema() -> fields.Schema:
    """Return the schema; the one stored with an index is never used."""
    texts = {name: AnalyzedText() for name in FIELDS}
    return fields.Schema(id=fields.ID(unique=True, stored=True), **{FACET_VALUES_FIELD: FacetValues()}, **texts)

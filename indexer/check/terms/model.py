"""The kinds of terms, and what changes about one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from catalog.errors import CatalogError
from indexer.editing.texts.yaml_text import YamlEdit


class TermsError(CatalogError):
    """A term cannot be renamed or merged: it is not known, or its new name is taken."""


class TermKind(StrEnum):
    """What a term is of records."""

    TOPIC = "topic"
    FORMAT = "format"
    AUDIENCE = "audience"
    PUBLISHER = "publisher"
    KEYWORD = "keyword"


FIELDS: Mapping[TermKind, str] = MappingProxyType(
    {
        TermKind.TOPIC: "topics",
        TermKind.FORMAT: "format",
        TermKind.AUDIENCE: "audiences",
        TermKind.PUBLISHER: "publishers",
        TermKind.KEYWORD: "keywords",
    }
)
"""The field of records that has terms of a kind."""
PARTS: Mapping[TermKind, str] = MappingProxyType(
    {
        TermKind.TOPIC: "topics",
        TermKind.FORMAT: "formats",
        TermKind.AUDIENCE: "audiences",
        TermKind.PUBLISHER: "publishers",
    }
)
"""The part of taxonomy.yaml that lists terms of a kind; keywords are free."""


@dataclass(frozen=True, slots=True)
class TermChange:
    """What happens to a term.

    Records that have one of `names`, compared without regard to capitals and accents, have `name` instead. Other files
    have `value` in place of `old_value`. `edits` are those of taxonomy.yaml. `lost` are names that imports would not
    understand any more: the mappings of the sources that use them get them.
    """

    kind: TermKind
    names: frozenset[str]
    name: str
    old_value: str
    value: str
    edits: tuple[YamlEdit, ...] = ()
    lost: tuple[str, ...] = ()

"""Fields whose values are those of a vocabulary."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from marshmallow import ValidationError

from catalog.facets import FACETS
from catalog.messages import Label, Message, MessageId
from catalog.schemas.base.file_types import format_of_file_type
from catalog.schemas.base.texts import MAX_CODE, Text
from catalog.schemas.base.validators import invalid
from catalog.schemas.field_messages import FieldMessageId
from catalog.taxonomy import Taxonomy
from catalog.text import nearest

MAX_LISTED_VALUES = 40
"""Values of a vocabulary that a message lists."""
MAX_QUOTED_VALUE = 200
"""Characters of a value that a message quotes."""


class VocabularyValue(Text):
    """A value of one of the taxonomy's vocabularies. The root schema has the attribute `taxonomy`."""

    def __init__(self, facet: str, **kwargs: Any) -> None:
        """Take the facet whose vocabulary it is."""
        super().__init__(limit=MAX_CODE, **kwargs)
        self.facet = facet

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        taxonomy: Taxonomy = self.root.taxonomy  # type: ignore[union-attr]  # not every schema has one
        if not text:
            raise invalid(FieldMessageId.EMPTY)
        if not taxonomy.term(self.facet, text):
            raise ValidationError([_unknown_value_of(taxonomy, self.facet, text)])
        return text


def _unknown_value_of(taxonomy: Taxonomy, facet: str, text: str) -> Message:
    """Return the message for a value that a facet does not have; it names the term that people may call so."""
    known = tuple(term.value for term in taxonomy.terms(facet))
    value = text[:MAX_QUOTED_VALUE]
    nearest_format = format_of_file_type(text) if facet == "format" else None
    if nearest_format is not None:
        if nearest_format not in known:
            return Message(FieldMessageId.FORMAT_IS_FILE_TYPE, value=value, known=known)
        message_id = FieldMessageId.FORMAT_IS_FILE_TYPE_NEAREST
        return Message(message_id, value=value, nearest=nearest_format, known=known)
    if field := next(
        (other.field for other in FACETS if other.field and taxonomy.values_named(other.name, text)), None
    ):
        return Message(FieldMessageId.VALUE_OF_OTHER_FIELD, kind=facet, value=value, field=field)
    if synonym_of := taxonomy.find(facet, text):
        return Message(MessageId.UNKNOWN_VALUE_NEAREST, kind=facet, value=value, nearest=synonym_of)
    return unknown_value(facet, value, known)


def unknown_value(kind: str | Label, value: str, known: Iterable[str]) -> Message:
    """Return the message for a value that is not in a vocabulary; it names the nearest one, or else all of them."""
    values = tuple(known)
    if guess := nearest(value, values):
        return Message(MessageId.UNKNOWN_VALUE_NEAREST, kind=kind, value=value, nearest=guess)
    return Message(MessageId.UNKNOWN_VALUE, kind=kind, value=value, known=values[:MAX_LISTED_VALUES])

"""Fields whose values are those of a vocabulary."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from marshmallow import ValidationError

from catalog.messages import Label, Message, MessageId
from catalog.schemas.base.texts import Text
from catalog.taxonomy import Taxonomy
from catalog.text import nearest

MAX_LISTED_VALUES = 40
"""Values of a vocabulary that a message lists."""


class VocabularyValue(Text):
    """A value of one of the taxonomy's vocabularies. The root schema has the attribute `taxonomy`."""

    def __init__(self, facet: str, **kwargs: Any) -> None:
        """Take the facet whose vocabulary it is."""
        super().__init__(**kwargs)
        self.facet = facet

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        taxonomy: Taxonomy = self.root.taxonomy  # type: ignore[union-attr]  # not every schema has one
        values = [term.value for term in taxonomy.terms(self.facet)]
        if text not in values:
            raise ValidationError([unknown_value(self.facet, text, values)])
        return text


def unknown_value(kind: str | Label, value: str, known: Iterable[str]) -> Message:
    """Return the message for a value that is not in a vocabulary; it names the nearest one, or else all of them."""
    values = tuple(known)
    if guess := nearest(value, values):
        return Message(MessageId.UNKNOWN_VALUE_NEAREST, kind=kind, value=value, nearest=guess)
    return Message(MessageId.UNKNOWN_VALUE, kind=kind, value=value, known=values[:MAX_LISTED_VALUES])

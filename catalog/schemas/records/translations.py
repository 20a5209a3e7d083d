"""The texts of a record in other languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from marshmallow import fields, post_load, pre_dump

from catalog.model import RecordText
from catalog.schemas.base.strict_schema import StrictSchema
from catalog.schemas.base.texts import MAX_LINE, NOT_EMPTY, Text
from catalog.vocabularies import LANGUAGES


class RecordTextSchema(StrictSchema):
    """Title, subtitle and summary in one language."""

    example = "{title: Guía, summary: Una guía para agentes.}"

    title = Text(limit=MAX_LINE, required=True, validate=NOT_EMPTY)
    subtitle = Text(limit=MAX_LINE)
    summary = Text()


class TranslationsSchema(StrictSchema):
    """The texts of a record by language."""

    example = "translations: {es: {title: Guía, summary: Una guía para agentes.}}"

    class Meta(StrictSchema.Meta):
        include: ClassVar = {code: fields.Nested(RecordTextSchema) for code in LANGUAGES}

    @post_load
    def make_texts(self, data: Mapping[str, Mapping[str, str]], **_: Any) -> tuple[RecordText, ...]:
        """Return the texts, in the order of LANGUAGES."""
        texts = {code: {name: text for name, text in data[code].items() if text} for code in LANGUAGES if code in data}
        return tuple(RecordText(code, **text) for code, text in texts.items())

    @pre_dump
    def by_language(self, texts: Iterable[RecordText], **_: Any) -> dict[str | None, RecordText]:
        """Return the texts by language, as files have them."""
        return {text.language: text for text in texts}

"""Understands content that a schema rejects: a value in another form is read if it has one possible meaning.

What the schema accepts stays as it is. Where a value has several meanings, a message asks which one is meant.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from marshmallow import Schema, fields

from catalog.messages import Message
from catalog.schemas.base.strict_schema import BoundedList, ErrorPath, known_fields
from catalog.schemas.field_messages import FieldMessageId
from catalog.schemas.normalization.alternatives import alternatives
from catalog.schemas.normalization.lists import flattened
from catalog.schemas.normalization.loading import Rejected, accepts, load
from catalog.schemas.normalization.parts import parts_of_mapping
from catalog.text import name_form

MAX_QUOTED_VALUE = 200
"""Characters of a value that a message quotes."""
_BLANK = (None, "")


@dataclass(frozen=True, slots=True)
class Normalized:
    """Content in the form that a schema accepts, as far as it was understood.

    `notes` say what was understood, each with the path of its field. `messages` say, by path, why a value was not
    understood: they explain more than those of the schema. `renamed` has the right name of each field whose name was
    understood, by the path of the fields around it and the name as written.
    """

    content: dict[str, Any]
    notes: tuple[tuple[ErrorPath, Message], ...]
    messages: Mapping[ErrorPath, Message]
    renamed: Mapping[ErrorPath, str]


def normalize(content: Mapping[str, Any], schema: Schema, rejected: Collection[str]) -> Normalized:
    """Return the content of a file in the form that its schema accepts, as far as it has one possible meaning.

    `rejected` are the names of the fields that the schema rejects, also unknown ones; only these are examined.
    """
    normalizer = _Normalizer()
    understood = normalizer.mapping(schema, content, (), rejected)
    return Normalized(understood, tuple(normalizer.notes), normalizer.messages, normalizer.renamed)


class _Normalizer:
    """Collects what is said about the content while it is understood."""

    def __init__(self) -> None:
        self.notes: list[tuple[ErrorPath, Message]] = []
        self.messages: dict[ErrorPath, Message] = {}
        self.renamed: dict[ErrorPath, str] = {}

    def mapping(
        self, schema: Schema, content: Mapping[str, Any], path: ErrorPath, rejected: Collection[str] | None = None
    ) -> dict[str, Any]:
        """Return the content of a mapping at a path. If `rejected` fields are named, only these are examined."""
        known = known_fields(schema)
        understood: dict[str, Any] = {}
        for key, value in content.items():
            if rejected is not None and key not in rejected:
                understood[key] = value
                continue
            name = self._right_name(key, known, (content, understood), path)
            is_value = name in known and value not in _BLANK
            understood[name] = self.value(known[name], value, (*path, name)) if is_value else value
        return understood

    def _right_name(
        self, key: str, known: Mapping[str, Any], used: tuple[Collection[str], ...], path: ErrorPath
    ) -> str:
        """Return the name of a field as the schema has it, or as it is written if no known and unused one is meant."""
        name = key if key in known else _same_name(key, known)
        if name is None or name == key:
            return key
        if any(name in names for names in used):
            self.messages[*path, key] = Message(FieldMessageId.SAME_FIELD, name=key, other=name)
            return key
        self.renamed[*path, key] = name
        self.notes.append(((*path, name), Message(FieldMessageId.NAME_READ_AS, name=key, meaning=name)))
        return name

    def value(self, field: fields.Field[Any], value: Any, path: ErrorPath) -> Any:
        """Return a value at a path: as it is if it is valid or was not understood, else what it means."""
        if accepts(field, value):
            return value
        if isinstance(field, BoundedList) and isinstance(value, list) and value:
            return self._list(field, value, path) if len(value) <= field.limit else value
        if isinstance(field, fields.Nested) and isinstance(value, Mapping):
            return self._nested(field, value, path)
        return self._meaning(field, value, alternatives(field, value), path)

    def alternative(self, field: fields.Field[Any], value: Any) -> Any:
        """Return an alternative to a value: the parts of a list or a mapping are understood, too."""
        if isinstance(value, list):
            return self.value(field, value, ())
        if isinstance(field, fields.Nested) and isinstance(value, dict):
            return self.mapping(field.schema, value, ())
        return value

    def _list(self, field: BoundedList, value: list[Any], path: ErrorPath) -> Any:
        trial = _Normalizer()
        items = [trial.item(field.inner, item, (*path, number)) for number, item in enumerate(value)]
        if not accepts(field, items):
            meaning = self._meaning(field, value, flattened(field, items), path)
            if meaning is not value:
                return meaning
        self._adopt(trial)
        return items

    def item(self, field: fields.Field[Any], value: Any, path: ErrorPath) -> Any:
        """Return an item of a list at a path."""
        if value is None or (isinstance(value, str) and not value.strip()):
            self.messages[path] = Message(FieldMessageId.EMPTY_ITEM)
            return value
        return self.value(field, value, path)

    def _nested(self, field: fields.Nested, value: Mapping[str, Any], path: ErrorPath) -> Any:
        trial = _Normalizer()
        content = trial.mapping(field.schema, value, path)
        if not accepts(field, content):
            meaning = self._meaning(field, value, parts_of_mapping(field, content), path)
            if meaning is not value:
                return meaning
        self._adopt(trial)
        return content

    def _adopt(self, trial: _Normalizer) -> None:
        self.notes += trial.notes
        self.messages |= trial.messages
        self.renamed |= trial.renamed

    def _meaning(self, field: fields.Field[Any], value: Any, possible: Iterable[Any], path: ErrorPath) -> Any:
        """Return the only one of some alternatives that the field accepts, or else the value itself."""
        meanings, explanations = _accepted(field, possible)
        if len(meanings) == 1:
            self.notes.append((path, _read_as(value, meanings[0])))
            return meanings[0]
        if meanings:
            shown = " or ".join(map(_display, meanings))
            self.messages[path] = Message(FieldMessageId.SEVERAL_MEANINGS, value=_display(value), meanings=shown)
        elif explanations:
            self.messages[path] = explanations[0]
        return value


def _same_name(key: str, known: Iterable[str]) -> str | None:
    """Return the only known name that differs from a name in capitals, spaces, hyphens and number, or None."""
    form = name_form(key)
    names = [name for name in known if name_form(name) == form]
    return names[0] if len(names) == 1 else None


def _accepted(field: fields.Field[Any], possible: Iterable[Any]) -> tuple[list[Any], list[Message]]:
    """Return the alternatives that a field accepts and that differ, and the explanations why others are not."""
    meanings: list[Any] = []
    results: list[Any] = []
    explanations: list[Message] = []
    for alternative in possible:
        if isinstance(alternative, Message):
            explanations.append(alternative)
            continue
        trial = _Normalizer()
        meaning = trial.alternative(field, alternative)
        result = load(field, meaning)
        if isinstance(result, Rejected):
            explanations += trial.messages.values()
            explanations += [result.message] if isinstance(alternative, list | dict) else []
        elif result not in results:
            meanings.append(meaning)
            results.append(result)
    return meanings, explanations


def _read_as(value: Any, meaning: Any) -> Message:
    if meaning is None:
        return Message(FieldMessageId.LEFT_OUT, value=_display(value))
    return Message(FieldMessageId.READ_AS, value=_display(value), meaning=_display(meaning))


def _display(value: Any) -> str:
    """Return a value as people write it in YAML, a text in quotes, shortened if it is long."""
    if isinstance(value, str):
        return f"'{value[:MAX_QUOTED_VALUE]}'"
    flow = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, sort_keys=False, width=float("inf"))
    return flow.removesuffix("...\n").strip()[:MAX_QUOTED_VALUE]

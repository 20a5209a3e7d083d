"""Validates what was read from files, and understands values in other forms that have one possible meaning."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from marshmallow import Schema, ValidationError

from catalog.errors import Problem
from catalog.messages import Message
from catalog.schemas.base.strict_schema import ErrorPath, flat_errors, without_blanks
from catalog.schemas.field_messages import FieldMessageId
from catalog.schemas.normalization.normalize import normalize
from catalog.store.field_note import FieldNote
from catalog.store.files.yaml_json import FieldPath, RawRecord
from catalog.text import shortened

MAX_PROBLEMS_PER_RECORD = 20
"""The problems of one record that are reported; further ones are counted."""
MAX_MESSAGE_CHARACTERS = 500
MAX_QUOTED_CHARACTERS = 200
"""Characters of a name from a file that a problem quotes."""


@dataclass(frozen=True, slots=True)
class Validated:
    """What a schema makes of an item of a file.

    `raw` is the item as it was understood. `value` is what the schema returns, None if there are `problems`. `notes`
    say which values were understood; there are none if the item has problems.
    """

    raw: RawRecord
    value: Any = None
    problems: tuple[Problem, ...] = ()
    notes: tuple[FieldNote, ...] = ()


def validate(raw: RawRecord, schema: Schema, kind: str) -> Validated:
    """Return what a schema makes of an item, with problems of the given kind.

    An item that is valid as it is written is not changed, and nothing is said about it.
    """
    try:
        return Validated(raw, schema.load(without_blanks(raw.content, schema)), notes=tuple(_curly_quotes(raw)))
    except ValidationError as error:
        return _validate_normalized(raw, schema, kind, error.messages_dict.keys())


def _validate_normalized(raw: RawRecord, schema: Schema, kind: str, rejected: Collection[str]) -> Validated:
    normalized = normalize(raw.content, schema, rejected)
    understood = replace(
        raw,
        content=normalized.content,
        lines={_renamed(path, normalized.renamed): line for path, line in raw.lines.items()},
        curly=tuple(_renamed(path, normalized.renamed) for path in raw.curly),
    )
    try:
        value = schema.load(without_blanks(normalized.content, schema))
    except ValidationError as error:
        errors = [(path, normalized.messages.get(path, text)) for path, text in flat_errors(error.messages_dict)]
        return Validated(understood, problems=tuple(_problems(understood, kind, errors)))
    notes = [_note(understood, path, message) for path, message in normalized.notes]
    read_paths = {path for path, message in normalized.notes if message.id is not FieldMessageId.NAME_READ_AS}
    return Validated(understood, value, notes=(*notes, *_curly_quotes(understood, read_paths)))


def _renamed(path: FieldPath, names: Mapping[FieldPath, str]) -> FieldPath:
    """Return a path with the right names of fields; `names` has them by the path with the name as written."""
    renamed: FieldPath = ()
    for part in path:
        renamed = (*renamed, names.get((*renamed, part), part))
    return renamed


def _curly_quotes(raw: RawRecord, read_paths: Collection[FieldPath] = ()) -> Iterator[FieldNote]:
    """Yield a note for each value that keeps its curly quotes: those at `read_paths`, or within them, were removed."""
    for path in raw.curly:
        if not any(path[:length] in read_paths for length in range(len(path) + 1)):
            yield _note(raw, path, Message(FieldMessageId.CURLY_QUOTES_KEPT))


def _problems(raw: RawRecord, kind: str, errors: Sequence[tuple[ErrorPath, Message]]) -> Iterator[Problem]:
    """Yield the first problems of a record, and the number of the others."""
    for path, message in errors[:MAX_PROBLEMS_PER_RECORD]:
        yield _problem(raw, kind, path, message)
    further = len(errors) - MAX_PROBLEMS_PER_RECORD
    if further > 0:
        message_text = f"has {further:,} more problem{'s' if further > 1 else ''}"
        yield Problem(kind, message_text, raw.file, raw.line, quoted_id(raw.id))


def _problem(raw: RawRecord, kind: str, path: ErrorPath, message: Message) -> Problem:
    text = shortened(str(message).removesuffix("."), MAX_MESSAGE_CHARACTERS)  # marshmallow's own end with a period
    field = shortened(written_path(path), MAX_QUOTED_CHARACTERS)
    return Problem(kind, text, raw.file, raw.line_of(path), quoted_id(raw.id), field or None)


def quoted_id(record_id: str) -> str | None:
    """Return the id of an item as problems quote it, or None."""
    return shortened(record_id, MAX_QUOTED_CHARACTERS) or None


def _note(raw: RawRecord, path: ErrorPath, message: Message) -> FieldNote:
    return FieldNote(str(message), raw.file, raw.line_of(path), raw.id or None, written_path(path) or None)


def written_path(path: ErrorPath) -> str:
    """Return a path as people write it: documents[0].path."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{_written(part)}" for part in path).removeprefix(".")


def _written(name: str) -> str:
    """Return a name of a path; one with a period is quoted, so that it stays whole: columns.'Nr.'."""
    return f"'{name}'" if "." in name and "'" not in name else name

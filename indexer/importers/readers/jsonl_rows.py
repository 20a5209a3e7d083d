"""JSON Lines: one object on each line, also compressed by gzip; and a JSON file with one list of objects."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from catalog.store.files.strict_json import StrictJsonError, parse_strict_json
from indexer.importers.rows import SourceFault, SourceItem, SourceRow
from indexer.sandbox.limits import format_size

MAX_LINE_BYTES = 4 << 20
MAX_LIST_BYTES = 64 << 20
"""A file with one list is read as a whole."""
MAX_UNPACKED_BYTES = 4 << 30
"""What a compressed file may contain."""

_GZIP = b"\x1f\x8b"
_EXPORT_KEYS = frozenset({"id", "record", "documents"})
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_SAVE_AGAIN = "save it again as UTF-8"


def read(file: BinaryIO) -> Iterator[SourceItem]:
    """Yield a row for each object, and a fault for each line that is not one."""
    is_packed = file.read(len(_GZIP)) == _GZIP
    file.seek(0)
    if not is_packed:
        yield from _items(file)
        return
    with gzip.GzipFile(fileobj=file) as unpacked:
        try:
            yield from _items(unpacked)
        except (OSError, EOFError, zlib.error):
            yield SourceFault("the file", "The rest of this compressed file is damaged or missing: fetch it again.")


def _items(file: gzip.GzipFile | BinaryIO) -> Iterator[SourceItem]:
    """Yield the items of an open file, which is at its beginning."""
    lines = _numbered_lines(file)
    number, line = next(((number, line) for number, line in lines if line.strip()), (1, b""))
    if line.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield SourceFault("the file", f"This file is not in UTF-8: {_SAVE_AGAIN}.")
        return
    line = line.removeprefix(_BYTE_ORDER_MARK)
    if line.lstrip().startswith(b"[") or line.strip() == b"{":
        yield from _listed(line, file)
        return
    if line.strip():
        yield _line_item(number, line)
    for number, line in lines:
        if line.strip():
            yield _line_item(number, line)


def _numbered_lines(file: gzip.GzipFile | BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the lines with their numbers; a line that is too long is cut just after the limit."""
    number, unread = 0, MAX_UNPACKED_BYTES
    while unread > 0 and (line := file.readline(MAX_LINE_BYTES + 1)):
        number += 1
        unread -= len(line)
        yield number, line
        while len(line) > MAX_LINE_BYTES and not line.endswith(b"\n"):
            line = file.readline(MAX_LINE_BYTES + 1)
            unread -= len(line)
    if unread <= 0:
        raise EOFError


def _line_item(number: int, line: bytes) -> SourceItem:
    """Return the row of a line, or the fault that says why it has none."""
    place = f"line {number:,}"
    if len(line) > MAX_LINE_BYTES:
        return SourceFault(place, f"This line is longer than {format_size(MAX_LINE_BYTES)} and was left out.")
    try:
        value = parse_strict_json(line.decode())
    except UnicodeDecodeError:
        return SourceFault(place, f"This line is not in UTF-8: {_SAVE_AGAIN}.")
    except StrictJsonError as error:
        return SourceFault(place, f"This line is not valid JSON: {error}.")
    return _object_item(place, value)


def _object_item(place: str, value: Any) -> SourceItem:
    """Return the row of an object; a record of our own export is within it."""
    if not isinstance(value, dict):
        return SourceFault(place, f"This is not a JSON object such as {json.dumps({'title': 'A report'})}.")
    if isinstance(value.get("record"), dict) and value.keys() <= _EXPORT_KEYS:
        return SourceRow(place, value["record"])
    return SourceRow(place, value)


def _listed(begin: bytes, file: gzip.GzipFile | BinaryIO) -> Iterator[SourceItem]:
    """Yield the items of a file with one list of objects, or one object with one list of objects."""
    content = begin + file.read(MAX_LIST_BYTES)
    if len(content) > MAX_LIST_BYTES:
        limit = format_size(MAX_LIST_BYTES)
        yield SourceFault(
            "the file", f"A file with one list can have {limit}: save it as JSON Lines, one object a line."
        )
        return
    try:
        value = parse_strict_json(content.decode())
    except UnicodeDecodeError:
        yield SourceFault("the file", f"This file is not in UTF-8: {_SAVE_AGAIN}.")
        return
    except StrictJsonError as error:
        yield SourceFault(f"line {error.line:,}" if error.line else "the file", f"This is not valid JSON: {error}.")
        return
    for number, item in enumerate(_list_in(value), 1):
        yield _object_item(f"entry {number:,}", item)


def _list_in(value: Any) -> list[Any]:
    """Return the value if it is a list, the only list of objects in it, or else a list with the value."""
    if isinstance(value, list):
        return value
    lists = [item for item in value.values() if isinstance(item, list) and item and isinstance(item[0], dict)]
    return lists[0] if len(lists) == 1 and "title" not in value else [value]

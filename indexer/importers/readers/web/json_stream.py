"""Reads the items of a long list in a JSON document one by one, so that a large file takes little memory."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Collection, Iterator
from typing import Any, BinaryIO

from indexer.extract.decoding import detect_encoding

MAX_ITEM_CHARACTERS = 10_000_000
"""Characters of an item of the list, or of a value beside it."""

_HEAD_BYTES = 64 * 1024
_CHUNK_BYTES = 1 << 20
_SPACE = re.compile(r"[\s\ufeff]*")
_DECODER = json.JSONDecoder()


class JsonStreamError(Exception):
    """A document is not JSON, or ends within a value. `position` counts its characters before the damage."""

    def __init__(self, position: int) -> None:
        """Take the position."""
        super().__init__(f"damaged at character {position:,}")
        self.position = position


class JsonItems:
    """The items of a document that is a list, or of the list that an object has under one of some names.

    `others` has the other values of the object, as far as they were read.
    """

    def __init__(self, file: BinaryIO, names: Collection[str]) -> None:
        """Take the document and the names of its list."""
        head = file.read(_HEAD_BYTES)
        self._file = file
        self._decoder = codecs.getincrementaldecoder(detect_encoding(head))("replace")
        self._text = self._decoder.decode(head)
        self._position = 0
        self._dropped = 0
        self._ended = False
        self._names = names
        self.others: dict[str, Any] = {}

    def __iter__(self) -> Iterator[Any]:
        """Yield the items; raise JsonStreamError where the document is damaged."""
        first = self._next_character()
        if first == "[":
            yield from self._list()
        elif first == "{":
            yield from self._object()
        else:
            raise self._error()

    def _object(self) -> Iterator[Any]:
        self._take("{")
        while self._next_character() != "}":
            name = self._value()
            self._take(":")
            if name in self._names and self._next_character() == "[":
                yield from self._list()
            elif isinstance(name, str):
                self.others[name] = self._value()
            else:
                raise self._error()
            self._take_comma("}")

    def _list(self) -> Iterator[Any]:
        self._take("[")
        while self._next_character() != "]":
            yield self._value()
            self._take_comma("]")
        self._take("]")

    def _value(self) -> Any:
        """Return the next value, after reading as much of the file as it needs."""
        self._next_character()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._position)
            except RecursionError:
                raise self._error() from None
            except ValueError:
                end = len(self._text)
                value = None
            if end < len(self._text) or self._ended:  # a number may go on in what was not read yet
                break
            if not self._read(len(self._text) - self._position):
                continue
        if value is None and end == len(self._text):
            raise self._error()
        self._position = end
        return value

    def _take_comma(self, closing: str) -> None:
        if self._next_character() != closing:
            self._take(",")

    def _take(self, character: str) -> None:
        if self._next_character() != character:
            raise self._error()
        self._position += 1

    def _next_character(self) -> str:
        """Return the next character that is no space, without taking it; an empty text at the end."""
        while True:
            self._position = _SPACE.match(self._text, self._position).end()  # type: ignore[union-attr]  # matches always
            if self._position < len(self._text) or not self._read(0):
                return self._text[self._position : self._position + 1]

    def _read(self, size: int) -> bool:
        """Read on, at least as much as `size`; return whether there was more. What was taken is dropped."""
        if self._ended:
            return False
        if size > MAX_ITEM_CHARACTERS:
            raise self._error()
        data = self._file.read(max(_CHUNK_BYTES, size))
        self._ended = not data
        self._dropped += self._position
        self._text = self._text[self._position :] + self._decoder.decode(data, self._ended)
        self._position = 0
        return bool(data)

    def _error(self) -> JsonStreamError:
        return JsonStreamError(self._dropped + self._position)

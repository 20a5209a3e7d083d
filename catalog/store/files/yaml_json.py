"""Reads YAML, JSON and JSON Lines files to unchecked records, with the line of every field."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import yaml
from yaml.composer import Composer
from yaml.constructor import BaseConstructor
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs do not export it
from yaml.resolver import BaseResolver

from catalog.store.files.strict_json import StrictJsonError, parse_strict_json, refuse_lone_surrogates
from catalog.store.files.syntax_errors import CURLY_QUOTES, NO_COLON, encoding_problem, yaml_problem
from catalog.text import clean

RECORD_SUFFIXES = (".yaml", ".yml", ".json", ".jsonl")
MAX_RECORD_FILE_BYTES = 50_000_000
MAX_LISTING_BYTES = 1_000_000
"""The maximum size of a file of toolkits, sites or best bets, or of a page."""
MAX_DEPTH = 20
MAX_MALFORMED = 1_000
"""The malformed parts of a file that are reported one by one."""
JSON_TOKEN = re.compile(r'\n|[][{},]|"(?:[^"\\]|\\.)*"|[^][{},:"\s]+')

_CURLY_QUOTE = re.compile(f"[{CURLY_QUOTES}]")
_QUOTED_BY_CURLY = re.compile(
    r"\u201c[^\u201c\u201d]*\u201d?|\u201e[^\u201c-\u201e]*[\u201c\u201d]?|\u2018[^\u2018\u2019]*\u2019|\u00ab[^\u00ab\u00bb]*\u00bb?"
)
"""A value that curly quotes enclose, or that only begins with one, because `#` cut off the rest."""

_ItemT = TypeVar("_ItemT")
FieldPath = tuple[str | int, ...]
Lines = Mapping[FieldPath, int]
"""The line, from 1, of each field by its path."""


@dataclass(frozen=True, slots=True)
class RawRecord:
    """An unchecked record, or another item of a listing; `line` is its first line, from 1.

    `curly` has the paths of values in YAML within curly quotes in place of straight ones: they may be meant as either.
    """

    content: Mapping[str, Any]
    file: str
    line: int
    lines: Lines = field(default_factory=dict)
    curly: tuple[FieldPath, ...] = ()

    @property
    def id(self) -> str:
        """The id, valid or not; empty if there is none."""
        value = self.content.get("id")
        return clean(str(value)).strip() if isinstance(value, str | int) else ""

    def line_of(self, path: FieldPath) -> int:
        """Return the line of a field, or of the nearest field around it."""
        return nearest_line(self.lines, path, self.line)


def nearest_line(lines: Lines, path: FieldPath, first_line: int) -> int:
    """Return the line of a field, or of the nearest field around it; `first_line` is that of the record."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, first_line)


@dataclass(frozen=True, slots=True)
class Malformed:
    """A file, or a line of one, that could not be read."""

    file: str
    line: int | None
    message: str


def display_path(path: Path, corpus: Path) -> str:
    """Return the path of a file of the corpus for people; a file's name need not be valid text."""
    return bytes(path.relative_to(corpus.parent)).decode(errors="replace")


def read_records(
    path: Path, file: str, noun: str = "record", *, may_be_empty: bool = False
) -> Iterator[RawRecord | Malformed]:
    """Yield the records of a file, in order, and its malformed parts; never raise for its contents.

    `file` is its path for people, and `noun` the word for one item. A file without items is malformed unless it
    `may_be_empty`.
    """
    yield from counting_malformed(_read_records(path, file, noun, may_be_empty=may_be_empty), file)


def counting_malformed(items: Iterable[_ItemT | Malformed], file: str) -> Iterator[_ItemT | Malformed]:
    """Yield the items of a file; after MAX_MALFORMED malformed ones, further ones are only counted."""
    malformed = 0
    for item in items:
        malformed += isinstance(item, Malformed)
        if not isinstance(item, Malformed) or malformed <= MAX_MALFORMED:
            yield item
    if malformed > MAX_MALFORMED:
        yield Malformed(file, None, f"{malformed - MAX_MALFORMED:,} more parts of this file could not be read")


def _read_records(path: Path, file: str, noun: str, *, may_be_empty: bool) -> Iterator[RawRecord | Malformed]:
    try:
        text = read_text(path, MAX_RECORD_FILE_BYTES if noun == "record" else MAX_LISTING_BYTES)
    except FileRefusedError as error:
        yield Malformed(file, error.line, str(error))
        return
    yield from records_of_text(text, path.suffix.lower(), file, noun, may_be_empty=may_be_empty)


def records_of_text(
    text: str, suffix: str, file: str, noun: str = "record", *, may_be_empty: bool = False
) -> Iterator[RawRecord | Malformed]:
    """Yield the items of the text of a file with a suffix of RECORD_SUFFIXES, as `read_records` does."""
    if suffix == ".jsonl":
        numbered = enumerate(text.split("\n"), 1)
        yield from filter(None, (parse_json_line(line, file, number) for number, line in numbered))
        return
    try:
        parsed = _parse_json(text) if suffix == ".json" else parse_yaml_lines(text)
    except FileRefusedError as error:
        yield Malformed(file, error.line, str(error))
        return
    if parsed.value or not may_be_empty:
        yield from _records(parsed, file, noun)


def read_text(path: Path, max_bytes: int) -> str:
    """Return the text of a file, without a byte order mark; raise FileRefusedError if that is not possible."""
    try:
        status = path.stat()
        if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
            raise FileRefusedError("not a regular file")
        if status.st_size > max_bytes:
            raise FileRefusedError(f"the file is larger than {max_bytes:,} bytes: split it")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise FileRefusedError(f"the file could not be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise FileRefusedError(*encoding_problem(error)) from None


class ParsedText(NamedTuple):
    """The value of a text, its lines, and the paths of its values within curly quotes."""

    value: Any
    lines: Lines
    curly: tuple[FieldPath, ...] = ()


class FileRefusedError(Exception):
    """Something in a file that is not allowed, with its line. Only those who read files raise and catch it."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


# YAML: every scalar stays text (`no`, `012` and `12:30` are words); aliases and duplicate keys are refused.


def parse_yaml(text: str) -> tuple[Any, str]:
    """Return the value of a YAML text, and an empty string; or None and the reason why it cannot be read."""
    try:
        return parse_yaml_lines(text).value, ""
    except FileRefusedError as error:
        return None, f"line {error.line}: {error}" if error.line else str(error)


def parse_yaml_lines(text: str) -> ParsedText:
    """Return the value of a YAML text; raise FileRefusedError for what is not allowed."""
    lines: dict[FieldPath, int] = {}
    try:
        node = _compose(text)
        value = None if node is None else _to_plain(node, (), lines)
    except yaml.YAMLError as error:
        raise FileRefusedError(*yaml_problem(error, text)) from None
    except RecursionError:
        raise FileRefusedError("this is nested too deeply") from None
    try:
        refuse_lone_surrogates(text, value)
    except StrictJsonError as error:
        raise FileRefusedError(str(error)) from None
    return ParsedText(value, lines, tuple(_within_curly_quotes(node, ())) if _CURLY_QUOTE.search(text) and node else ())


def _compose(text: str) -> yaml.Node | None:
    """Return the node of a YAML text, read by the parser in C, which is four times as fast.

    What that parser refuses is read again in Python: the messages of yaml_problem are for its errors.
    """
    try:
        return yaml.compose(text, Loader=_FastYamlLoader)  # type: ignore[arg-type]  # it has what compose() calls
    except yaml.YAMLError:
        return yaml.compose(text, Loader=_YamlLoader)


class _AliasRefusal(Composer):
    """Composes nodes without aliases, from the events of a parser."""

    check_event: Callable[..., bool]
    peek_event: Callable[[], Any]

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Compose a node unless it is an alias: a few of them can expand to gigabytes."""
        if self.check_event(yaml.AliasEvent):
            line = self.peek_event().start_mark.line + 1
            raise FileRefusedError("YAML aliases (*name) are not allowed: write out the value", line)
        return super().compose_node(parent, index)


class _YamlLoader(_AliasRefusal, yaml.BaseLoader):
    """Reads scalars as text, and refuses aliases."""


class _FastYamlLoader(_AliasRefusal, CParser, BaseConstructor, BaseResolver):
    """Does the same with the events of the parser in C. Its own composer could not refuse aliases."""

    def __init__(self, stream: str) -> None:
        CParser.__init__(self, stream)
        Composer.__init__(self)
        BaseConstructor.__init__(self)
        BaseResolver.__init__(self)


def _to_plain(node: yaml.Node, path: FieldPath, lines: dict[FieldPath, int]) -> Any:
    """Return a node as plain values, and add each one's line to `lines`."""
    line = node.start_mark.line + 1
    lines.setdefault(path, line)
    if len(path) > MAX_DEPTH:
        raise FileRefusedError("this is nested too deeply", line)
    if isinstance(node, yaml.SequenceNode):
        return [_to_plain(item, (*path, number), lines) for number, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        fields: dict[str, Any] = {}
        for key_node, value in node.value:
            key_line = key_node.start_mark.line + 1
            key = key_node.value
            if not isinstance(key, str):
                raise FileRefusedError("the name of a field must be text", key_line)
            if key in fields:
                raise FileRefusedError(f"field '{key}' is duplicated", key_line)
            lines[*path, key] = key_line
            fields[key] = _to_plain(value, (*path, key), lines)
        return fields
    return None if isinstance(node, yaml.ScalarNode) and node.value == "~" and not node.style else node.value


def _within_curly_quotes(node: yaml.Node, path: FieldPath) -> Iterator[FieldPath]:
    """Yield the paths of the values without straight quotes that are within curly ones, or begin with one."""
    if isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _within_curly_quotes(item, (*path, number))
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _within_curly_quotes(value, (*path, key.value))
    elif isinstance(node, yaml.ScalarNode) and not node.style and _QUOTED_BY_CURLY.fullmatch(node.value):
        yield path


# JSON: the standard library reads the value, and a scanner of tokens finds the lines.


def read_json_lines(path: Path, file: str) -> list[str] | Malformed:
    """Return the lines of a file of JSON Lines, or why it cannot be read."""
    try:
        return read_text(path, MAX_RECORD_FILE_BYTES).split("\n")
    except FileRefusedError as error:
        return Malformed(file, error.line, str(error))


def parse_json_line(line: str, file: str, number: int) -> RawRecord | Malformed | None:
    """Return the record in a line of JSON Lines, which has this number, or None for an empty one."""
    if not line.strip():
        return None
    try:
        content = _parse_json_value(line)
        if line.count("[") + line.count("{") > MAX_DEPTH:
            _json_line_numbers(line)  # raises if it is nested too deeply
    except FileRefusedError as error:
        return Malformed(file, number, str(error))
    problem = "a line of this file must be one JSON object"
    return RawRecord(content, file, number) if isinstance(content, dict) else Malformed(file, number, problem)


def _parse_json(text: str) -> ParsedText:
    """Return the value of a JSON text; raise FileRefusedError for what is not allowed."""
    return ParsedText(_parse_json_value(text), _json_line_numbers(text))


def _parse_json_value(text: str) -> Any:
    """Return the value of a JSON text; raise FileRefusedError for what is not allowed."""
    try:
        return parse_strict_json(text)
    except StrictJsonError as error:
        raise FileRefusedError(str(error), error.line) from None


def _json_line_numbers(text: str) -> Lines:
    """Return the line of each value of a valid JSON text by its path; a field's line is that of its name.

    PyYAML's composed nodes have lines too, but cannot be used here. It implements YAML 1.1, of which JSON is not a
    subset: it refuses tabs between tokens, names longer than 1,024 characters, a colon on the line after its name, and
    U+007F to U+009F and U+FFFE in texts, and it counts U+2028 and lone carriage returns as line ends. It also takes 14
    times as long: 2.7 s for a megabyte of records, of which a file may have fifty (libyaml, which is optional, is as
    fast as this, and refuses the same).
    """
    lines: dict[FieldPath, int] = {}
    path: list[str | int] = []
    line, name_next = 1, False
    for lexeme in JSON_TOKEN.findall(text):
        match lexeme:
            case "\n":
                line += 1
            case "}" | "]":
                path.pop()
                name_next = False
            case ",":
                last = path[-1]
                path[-1], name_next = (last + 1, False) if isinstance(last, int) else (last, True)
            case _ if name_next:
                path[-1], name_next = json.loads(lexeme), False
                lines[tuple(path)] = line
            case _:
                lines.setdefault(tuple(path), line)
                if lexeme in "{[":
                    path.append("" if lexeme == "{" else 0)
                    name_next = lexeme == "{"
                if len(path) > MAX_DEPTH:
                    raise FileRefusedError("this is nested too deeply", line)
    return lines


def _records(parsed: ParsedText, file: str, noun: str) -> Iterator[RawRecord | Malformed]:
    """Yield the items of a file that contains one object or a list of them."""
    content, lines, curly = parsed
    if isinstance(content, dict):
        yield RawRecord(content, file, lines.get((), 1), lines, curly)
        return
    if not isinstance(content, list) or not content:
        fields_run_together = isinstance(content, str) and re.match(r"[\w-]+:\S", content)
        yield Malformed(
            file, 1, NO_COLON if fields_run_together else f"the file must contain one {noun} or a list of them"
        )
        return
    lines_by_item: dict[str | int, dict[FieldPath, int]] = {}
    for path, line in lines.items():
        if path:
            lines_by_item.setdefault(path[0], {})[path[1:]] = line
    for number, item in enumerate(content):
        line = lines.get((number,), 1)
        if isinstance(item, dict):
            curly_of_item = tuple(path[1:] for path in curly if path[0] == number)
            yield RawRecord(item, file, line, lines_by_item.get(number, {}), curly_of_item)
        else:
            yield Malformed(file, line, f"item {number + 1} of the list is not a {noun}: a {noun} has fields")

"""Record files to raw records with the line of every field: YAML, JSON and JSON Lines, read with distrust."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from catalog.store.syntax_errors import json_fault, yaml_fault
from catalog.text import clean

PLACES = (".yaml", ".yml", ".json", ".jsonl")
RAW_LIMIT = 50_000_000
"""Bytes of one record file at most; bulk goes into several."""
LISTING_LIMIT = 1_000_000
"""Bytes of a file that lists anything else at most: toolkits, sites, best bets."""
MAX_DEPTH = 20
FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
TOKEN = re.compile(r'\n|[][{},]|"(?:[^"\\]|\\.)*"|[^][{},:"\s]+')

Lines = Mapping[tuple[str | int, ...], int]


@dataclass(frozen=True, slots=True)
class RawRecord:
    """A record, or what else a file lists, as it stands there: unchecked.

    `lines` has the line (from 1) of each field by its path.
    """

    content: Mapping[str, Any]
    file: str
    line: int
    lines: Lines = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The id as it will be read, right or wrong; empty where there is none."""
        found = self.content.get("id")
        return clean(str(found)).strip() if isinstance(found, str | int) else ""

    def line_of(self, path: tuple[str | int, ...]) -> int:
        """Return the line of a field, or of the nearest thing around it."""
        return nearest_line(self.lines, path, self.line)


def nearest_line(lines: Lines, path: tuple[str | int, ...], first: int) -> int:
    """Return the line of a field, or of the nearest thing around it; `first` is the record's own."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, first)


@dataclass(frozen=True, slots=True)
class Malformed:
    """A file, or a line of one, that could not be read."""

    file: str
    line: int | None
    message: str


def shown_path(path: Path, corpus: Path) -> str:
    """Return how people are told of a file of the corpus; a name need not be text."""
    return bytes(path.relative_to(corpus.parent)).decode(errors="replace")


def read_records(path: Path, shown: str, noun: str = "record", least: int = 1) -> Iterator[RawRecord | Malformed]:
    """Yield what a record file holds; never raise for what is in it.

    `shown` is the file's name for people, `noun` what they call the things in it. A file without any is refused
    unless `least` is 0.
    """
    kind = path.suffix.lower()
    try:
        text = _text(path, RAW_LIMIT if noun == "record" else LISTING_LIMIT)
        if kind == ".jsonl":
            yield from _json_lines(text, shown)
            return
        content, lines = _json(text) if kind == ".json" else _yaml(text)
    except _Refused as error:
        yield Malformed(shown, error.line, str(error))
        return
    if content or least:
        yield from _records(content, shown, lines, noun)


def read_front_matter(path: Path, shown: str) -> tuple[RawRecord, str, int] | Malformed:
    """Return the fields above a text, between two lines of `---`, the text below them, and the line it begins in.

    Line ends become line feeds, and the ends of the text are trimmed. Never raises for what is in the file.
    """
    try:
        return _front_matter(clean(_text(path, LISTING_LIMIT).replace("\r\n", "\n")), shown)
    except _Refused as error:
        return Malformed(shown, error.line, str(error))


def _front_matter(text: str, shown: str) -> tuple[RawRecord, str, int]:
    found = FRONT_MATTER.match(text)
    if found is None:
        raise _Refused("the file must begin with a line of ---, then title: and a name, then a line of ---", 1)
    front, lines = _yaml(f"\n{found[1]}")  # the line of the opening --- counts
    if not isinstance(front, dict):
        raise _Refused("between the lines of --- there must be fields, such as title: About", 2)
    line = text.count("\n", 0, found.end()) + 1
    return RawRecord(front, shown, 1, lines), text[found.end() :].strip(), line


def _text(path: Path, limit: int) -> str:
    try:
        found = path.stat()
        if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
            raise _Refused("this is no file: nobody knows when reading it would end")
        if found.st_size > limit:
            raise _Refused(f"the file is larger than {limit:,} bytes: split it")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise _Refused(f"the file could not be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise _Refused("this is not UTF-8: save the file as UTF-8 (look for Encoding in Save As)", line) from None


class _Refused(Exception):  # noqa: N818  # it never leaves this module
    """Something in a file that is not taken; carries the line."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


# YAML: every scalar stays the text it is (`no`, `012` and `12:30` are words), no aliases, no doubled keys.


def _yaml(text: str) -> tuple[Any, Lines]:
    """Return the YAML value of a text and its lines; raise _Refused for what this module does not take."""
    lines: dict[tuple[str | int, ...], int] = {}
    try:
        node = yaml.compose(text, Loader=_YamlLoader)
        value = None if node is None else _plain(node, (), lines)
    except yaml.YAMLError as error:
        raise _Refused(*yaml_fault(error, text)) from None
    except RecursionError:
        raise _Refused("this is nested too deeply") from None
    _refuse_half_characters(text, value)
    return value, lines


class _YamlLoader(yaml.BaseLoader):
    """Text stays text; an alias is refused where it stands."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Compose a node unless it is an alias: a few of them can stand for gigabytes."""
        if self.check_event(yaml.AliasEvent):
            line = self.peek_event().start_mark.line + 1  # type: ignore[no-untyped-call]  # PyYAML's
            raise _Refused("YAML aliases (*name) are not taken: write the value out", line)
        return super().compose_node(parent, index)


def _plain(node: yaml.Node, path: tuple[str | int, ...], lines: dict[tuple[str | int, ...], int]) -> Any:
    """Return a node as plain values, and note each one's line."""
    line = node.start_mark.line + 1
    lines.setdefault(path, line)
    if len(path) > MAX_DEPTH:
        raise _Refused("this is nested too deeply", line)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, number), lines) for number, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key_node, value in node.value:
            key_line = key_node.start_mark.line + 1
            key = key_node.value
            if not isinstance(key, str):
                raise _Refused("a field's name must be a word", key_line)
            if key in found:
                raise _Refused(f"field '{key}' stands here twice", key_line)
            lines[*path, key] = key_line
            found[key] = _plain(value, (*path, key), lines)
        return found
    return None if isinstance(node, yaml.ScalarNode) and node.value == "~" and not node.style else node.value


# JSON


def _json_lines(text: str, shown: str) -> Iterator[RawRecord | Malformed]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            content = _json_value(line)
            if line.count("[") + line.count("{") > MAX_DEPTH:
                _json_places(line)  # it refuses what is nested too deeply
        except _Refused as error:
            yield Malformed(shown, number, str(error))
            continue
        if isinstance(content, dict):
            yield RawRecord(content, shown, number)
        else:
            yield Malformed(shown, number, "a line of this file must be one JSON object")


def _json(text: str) -> tuple[Any, Lines]:
    """Return the JSON value of a text and its lines; raise _Refused for what this module does not take."""
    return _json_value(text), _json_places(text)


def _json_value(text: str) -> Any:
    """Return the JSON value of a text; raise _Refused for what this module does not take."""
    try:
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise _Refused(*json_fault(error)) from None
    except (ValueError, RecursionError) as error:
        raise _Refused("this is nested too deeply" if isinstance(error, RecursionError) else str(error)) from None
    _refuse_half_characters(text, value)
    return value


def _refuse_half_characters(text: str, value: Any) -> None:
    """Refuse what UTF-8 cannot hold; in a text that was UTF-8 only an escape sign can stand for it."""
    if "\\" not in text:
        return
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise _Refused("this has half a character (a lone surrogate)") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"field '{key}' stands in one object twice")
        found[key] = value
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


def _json_places(text: str) -> Lines:
    """Return the line of each value of a good JSON text by its path; a field stands where its name does."""
    lines: dict[tuple[str | int, ...], int] = {}
    path: list[str | int] = []
    line, name_next = 1, False
    for sign in TOKEN.findall(text):
        match sign:
            case "\n":
                line += 1
            case "}" | "]":
                path.pop()
                name_next = False
            case ",":
                last = path[-1]
                path[-1], name_next = (last + 1, False) if isinstance(last, int) else (last, True)
            case _ if name_next:
                path[-1], name_next = json.loads(sign), False
                lines[tuple(path)] = line
            case _:
                lines.setdefault(tuple(path), line)
                if sign in "{[":
                    path.append("" if sign == "{" else 0)
                    name_next = sign == "{"
                if len(path) > MAX_DEPTH:
                    raise _Refused("this is nested too deeply", line)
    return lines


def _records(content: Any, shown: str, lines: Lines, noun: str) -> Iterator[RawRecord | Malformed]:
    """Yield the records (or what `noun` says) of a file that holds one object or a list of them."""
    if isinstance(content, dict):
        yield RawRecord(content, shown, lines.get((), 1), lines)
        return
    if not isinstance(content, list) or not content:
        yield Malformed(shown, 1, f"the file must hold one {noun} or a list of them")
        return
    own: dict[str | int, dict[tuple[str | int, ...], int]] = {}
    for path, place in lines.items():
        if path:
            own.setdefault(path[0], {})[path[1:]] = place
    for number, item in enumerate(content):
        line = lines.get((number,), 1)
        if isinstance(item, dict):
            yield RawRecord(item, shown, line, own.get(number, {}))
        else:
            yield Malformed(shown, line, f"item {number + 1} of the list is no {noun}: a {noun} has fields")

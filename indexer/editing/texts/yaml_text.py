"""Changes values in YAML texts and keeps everything else as it is: comments, order, quotes, indents and line ends.

A text is divided into segments: the fields of a mapping, or the items of a list. Only the segments with changes are
read and written by ruamel.yaml; the others stay byte for byte. What comes out is read again by the catalog's own parser
and compared with what was wanted. If it differs in anything else, the change is refused.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.tag import Tag

from catalog.store.files.yaml_json import FieldPath, parse_yaml
from indexer.editing.change_set import EditError
from indexer.editing.texts.yaml_values import yaml_value

INDENTS = ((4, 2), (2, 0), (6, 4))
"""The usual indents of lists: that of the text of an item, and that of its hyphen."""
_TRAILING = re.compile(r"(?:^(?:[ \t]*|#[^\n]*)\n)*\Z", re.MULTILINE)
"""Blank lines and comments that are not indented, at the end of a segment: they belong to what follows."""

_END = re.compile(r"^\.\.\.[ \t]*\n(?:[ \t]*(?:#[^\n]*)?\n)*\Z", re.MULTILINE)


class Remove:
    """Stands in place of the new value of a field, or of an item, that is removed."""


REMOVED = Remove()


@dataclass(frozen=True, slots=True)
class YamlEdit:
    """A value to change: its path in the file, and the new plain value, or REMOVED.

    A field that is missing is added; an item with the number after the last one, too.
    """

    path: FieldPath
    value: Any


def edit_yaml(source: str, edits: Sequence[YamlEdit], order: Sequence[str] = ()) -> str:
    """Return a YAML text with some values changed; raise EditError if that would change anything else.

    New fields of the mapping at the top, or of the items of a list at the top, are put where `order` has them.
    """
    newline = "\r\n" if "\r\n" in source else "\n"
    text = source.replace("\r\n", "\n")
    if newline == "\r\n" and source.count("\n") != source.count("\r\n"):
        raise EditError("its lines end in different ways: save it with the line ends of Windows or of Unix, not both")
    wanted = _changed(_parsed(text), edits)
    body, end = _without_end(text if text.endswith("\n") else f"{text}\n")
    try:
        edited = _edit_block(body, edits, order) + end
    except Exception as error:  # ruamel.yaml raises anything for texts that it reads but cannot write
        tab = next((number for number, line in enumerate(text.splitlines(), 1) if "\t" in line), None)
        advice = f"there is a tab in line {tab}, use spaces" if tab else "change it by hand"
        raise EditError(f"it could not be changed safely ({type(error).__name__}): {advice}") from error
    if wanted == [] and _parsed(edited) is None:  # comments are left
        edited += "[]\n"
    if _parsed(edited) != wanted:
        raise EditError("it could not be changed without changing something else in it: change it by hand")
    return edited.replace("\n", newline)


def _without_end(text: str) -> tuple[str, str]:
    """Return a text without the mark of its end (`...`) and what follows, and these."""
    match = _END.search(text)
    return (text[: match.start()], match.group()) if match else (text, "")


def new_yaml(content: Mapping[str, Any] | Sequence[Any]) -> str:
    """Return plain values as a YAML text."""
    return _dumped(yaml_value(content), *INDENTS[0])


def _parsed(text: str) -> Any:
    value, problem = parse_yaml(text)
    if problem:
        raise EditError(problem)
    return value


def _plain(value: Any) -> Any:
    """Return a value as the parser of the catalog reads it: every scalar is text."""
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items() if item is not None}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(item) for item in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def _changed(value: Any, edits: Iterable[YamlEdit]) -> Any:
    """Return a plain value with the changes. Items are removed from the last to the first."""
    for edit in sorted(edits, key=lambda edit: edit.value is REMOVED):
        value = _with(value, edit.path, edit.value)
    return _without_removed(value)


def _with(value: Any, path: FieldPath, new: Any) -> Any:
    if not path:
        return new if new is REMOVED else _plain(new)
    first, *rest = path
    if isinstance(first, int):
        items = list(value)
        items[first : first + 1] = [_with(items[first] if first < len(items) else {}, tuple(rest), new)]
        return items
    fields = dict(value or {})
    fields[first] = _with(fields.get(first, {}), tuple(rest), new)
    return fields


def _without_removed(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_removed(item) for name, item in value.items() if item is not REMOVED}
    if isinstance(value, list):
        return [_without_removed(item) for item in value if item is not REMOVED]
    return value


# Segments


@dataclass(frozen=True, slots=True)
class _Segment:
    """A part of a block: the name of its field or the number of its item, and its text, up to the next one."""

    key: str | int
    text: str


def _edit_block(text: str, edits: Sequence[YamlEdit], order: Sequence[str]) -> str:
    """Return the text of a block with changes: one mapping or one list, not indented."""
    node = yaml.compose(text, Loader=yaml.BaseLoader)
    is_block = isinstance(node, yaml.CollectionNode) and not node.flow_style and node.start_mark.column == 0
    if node is None or not is_block or any(not edit.path for edit in edits):
        return _edit_whole(text, edits)
    is_list = isinstance(node, yaml.SequenceNode)
    starts = [(item if is_list else item[0]).start_mark for item in node.value]
    lines = text.splitlines(keepends=True)
    numbers = [mark.line for mark in starts] + [len(lines)]
    keys = range(len(starts)) if is_list else [key.value for key, _ in node.value]
    segments = [
        _Segment(key, "".join(lines[start:end])) for key, (start, end) in zip(keys, pairwise(numbers), strict=True)
    ]
    if any(not segment.text for segment in segments):  # two fields on one line
        return _edit_whole(text, edits)
    head = "".join(lines[: numbers[0]])
    for key, group in groupby(sorted(edits, key=_group_key), key=lambda edit: edit.path[0]):
        of_key = [YamlEdit(edit.path[1:], edit.value) for edit in group]
        edit_one = _edit_item if is_list else _edit_field
        segments = _with_segment(segments, key, edit_one, of_key, order)
    return head + "".join(segment.text for segment in segments)


def _group_key(edit: YamlEdit) -> tuple[str, int]:
    first = edit.path[0]
    return (first, 0) if isinstance(first, str) else ("", first)


EditSegment = Callable[[str | int, str, Sequence[YamlEdit], Sequence[str]], str]


def _with_segment(
    segments: list[_Segment],
    key: str | int,
    edit_one: EditSegment,
    edits: Sequence[YamlEdit],
    order: Sequence[str],
) -> list[_Segment]:
    """Return the segments with the one of a key changed, added or removed."""
    position = next((number for number, segment in enumerate(segments) if segment.key == key), None)
    if position is None:
        if all(edit.value is REMOVED for edit in edits):
            return segments
        return _with_new_segment(segments, _Segment(key, edit_one(key, "", edits, order)), order)
    body = segments[position].text
    trailing = _TRAILING.search(body)
    end = trailing.start() if trailing else len(body)
    if any(edit.value is REMOVED and not edit.path for edit in edits):
        changed = ""
    else:
        changed = edit_one(key, body[:end], edits, order)
    return [*segments[:position], _Segment(key, changed + body[end:]), *segments[position + 1 :]]


def _with_new_segment(segments: list[_Segment], new: _Segment, order: Sequence[str]) -> list[_Segment]:
    """Return the segments with a new one: after the last one that `order` has before it, else at the end."""
    position = len(segments)
    if new.key in order:
        before = set(order[: order.index(str(new.key))])
        positions = [number for number, segment in enumerate(segments, 1) if segment.key in before]
        position = max(positions, default=0)
    last = segments[position - 1] if position else None
    if last and (trailing := _TRAILING.search(last.text)) and trailing.group().strip():
        return [*segments[:position], new, *segments[position:]]
    if last and trailing:
        segments[position - 1] = _Segment(last.key, last.text[: trailing.start()])
        new = _Segment(new.key, new.text + trailing.group())
    return [*segments[:position], new, *segments[position:]]


def _edit_field(key: str | int, text: str, edits: Sequence[YamlEdit], _order: Sequence[str]) -> str:
    """Return the text of a field of a mapping with changes."""
    return _edit_whole(text, [YamlEdit((key, *edit.path), edit.value) for edit in edits])


def _edit_item(_key: str | int, text: str, edits: Sequence[YamlEdit], order: Sequence[str]) -> str:
    """Return the text of an item of a list, "- ..." with what follows, with changes."""
    whole = next((edit for edit in edits if not edit.path), None)
    if whole or not text:
        value = whole.value if whole else _changed({}, edits)
        return _dumped([yaml_value(value, 2)], 2, 0)
    match = re.match(r"-( +)(?=[^\s#])", text)
    if match is None or re.match(r"[\[{\"'|>&*!]", text[match.end() :]):
        return _edit_whole(text, [YamlEdit((0, *edit.path), edit.value) for edit in edits])
    indent = " " * match.end()
    lines = [text[match.end() :].split("\n", 1)[0] + "\n", *text.splitlines(keepends=True)[1:]]
    if any(line.strip() and not line.startswith(indent) for line in lines[1:]):
        return _edit_whole(text, [YamlEdit((0, *edit.path), edit.value) for edit in edits])
    block = "".join(line.removeprefix(indent) for line in lines)
    edited = _edit_block(block, edits, order).splitlines(keepends=True)
    body = "".join(f"{indent}{line}" if line.strip() else line for line in edited)
    return f"-{match[1]}{body.removeprefix(indent)}"


# ruamel.yaml


class _TextResolver(VersionedResolver):
    """Takes every scalar for text, as the catalog does: `no`, `012` and 2024 are written as they were read."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        """Return the tag of a node."""
        return Tag(suffix="tag:yaml.org,2002:str") if kind is ScalarNode else super().resolve(kind, value, implicit)


def _yaml(item_indent: int, hyphen_indent: int) -> YAML:
    library = YAML(typ="rt")
    library.Resolver = _TextResolver
    library.preserve_quotes = True
    library.width = 1_000_000  # lines are broken where they were broken
    library.indent(mapping=2, sequence=item_indent, offset=hyphen_indent)
    return library


def _dumped(value: Any, item_indent: int, hyphen_indent: int) -> str:
    output = io.StringIO()
    _yaml(item_indent, hyphen_indent).dump(value, output)
    return output.getvalue()


def _edit_whole(text: str, edits: Sequence[YamlEdit]) -> str:
    """Return a text with changes, read and written by ruamel.yaml with the indents that the text has."""
    item_indent, hyphen_indent = _indents(text)
    document = _yaml(item_indent, hyphen_indent).load(text) if text else CommentedMap()
    for edit in sorted(edits, key=_last_first):
        _apply(document, edit)
    return _dumped(document, item_indent, hyphen_indent)


def _indents(text: str) -> tuple[int, int]:
    """Return the indents with which ruamel.yaml writes a text as it is, or else the usual ones."""
    for indents in INDENTS:
        if text and _dumped(_yaml(*indents).load(text), *indents) == text:
            return indents
    return INDENTS[0]


def _last_first(edit: YamlEdit) -> tuple[bool, int]:
    """Return a key that sorts removals last, and those from a list from its end."""
    last = edit.path[-1] if edit.path else 0
    return edit.value is REMOVED, -last if isinstance(last, int) else 0


def _apply(document: Any, edit: YamlEdit) -> None:
    """Change one value of a document in place."""
    *parents, last = edit.path
    for part in parents:
        if isinstance(part, str) and part not in document:
            document[part] = CommentedMap()
        document = document[part]
    if edit.value is REMOVED:
        if _has(document, last):
            del document[last]
        return
    value = yaml_value(edit.value, len(str(last)) + 2)
    if isinstance(document, list) and last == len(document):
        document.append(value)
    else:
        document[last] = _in_the_same_style(document[last] if _has(document, last) else None, value)


def _has(document: Any, last: str | int) -> bool:
    return isinstance(document, list) or last in document


def _in_the_same_style(old: Any, new: Any) -> Any:
    """Return a new value in the style of the old one: a list keeps its form, and its comments with their items."""
    if not (isinstance(old, CommentedSeq) and isinstance(new, CommentedSeq) and new):
        return new
    is_flow = new.fa.flow_style() and old.fa.flow_style()
    comments = {} if is_flow else _comments(old)
    while old:
        old.pop()
    old.extend(new)
    if is_flow:
        old.fa.set_flow_style()
        return old
    old.fa.set_block_style()
    for number, item in enumerate(old):
        if isinstance(item, str) and item in comments:
            old.ca.items[number] = comments.pop(item)
    return old


def _comments(items: CommentedSeq) -> dict[str, Any]:
    """Return the comments after the texts of a list, by these texts. They are none if the list is on one line."""
    if items.fa.flow_style():
        return {}
    return {str(item): items.ca.items[number] for number, item in enumerate(items) if number in items.ca.items}

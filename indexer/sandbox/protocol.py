"""The outcome of an extraction as JSON, for the answer of an untrusted child and for the cache."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from typing import NoReturn, TypeVar

from catalog.errors import ExtractError, ExtractErrorKind
from catalog.model import Locator, LocatorKind
from indexer.extract.result import ExtractedSection, Extraction

MAX_SECTIONS = 200_000
MAX_NOTES = 1_000
MAX_RUNNING_HEADS = 1_000
MAX_NUMBER = 10_000_000
MAX_SECTION_CHARACTERS = 25_000_000
MAX_LONG_TEXT = 10_000
MAX_SHORT_TEXT = 1_000

EnumT = TypeVar("EnumT", bound=StrEnum)

_MAX_STRUCTURE_BYTES = 20 * MAX_SECTIONS
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*")
_KEYS = frozenset(
    {
        "media_type",
        "sections",
        "title",
        "language",
        "pages",
        "duration_s",
        "method",
        "notes",
        "scanned_pages",
        "text_source",
        "running_heads",
    }
)


def to_json(outcome: Extraction | ExtractError) -> bytes:
    """Return the outcome as UTF-8 JSON; lone surrogates become question marks.

    An error is `{"error": [kind, message]}`. An extraction has the fields of Extraction, and each section is
    `[locator kind, label, fragment, text]`. A title over MAX_LONG_TEXT is truncated, a fragment over it left out.
    """
    if isinstance(outcome, ExtractError):
        value: dict[str, object] = {"error": [outcome.kind, str(outcome)]}
    else:
        value = {key: getattr(outcome, key) for key in sorted(_KEYS)}
        value["title"] = outcome.title[:MAX_LONG_TEXT]
        value["sections"] = [_section_json(section) for section in outcome.sections]
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _section_json(section: ExtractedSection) -> list[str]:
    """Return a section as `[locator kind, label, fragment, text]`."""
    locator = section.locator
    fragment = locator.fragment if len(locator.fragment) <= MAX_LONG_TEXT else ""
    return [locator.kind, locator.label, fragment, section.text]


def from_json(data: bytes) -> Extraction | ExtractError:
    """Return the outcome that `to_json` wrote; raise ValueError for any other data.

    Uses memory of about ten times the size of `data` at most. Control characters are dropped from every text.
    """
    if len(_STRING.sub(b"", data)) > _MAX_STRUCTURE_BYTES:
        _refuse("more structure than text")
    try:
        value = json.loads(data.decode(), parse_constant=_refuse)
    except RecursionError:
        _refuse("nested too deeply")
    if not isinstance(value, dict):
        _refuse("not an object")
    if value.keys() == {"error"}:
        kind, message = (_text(part, MAX_SHORT_TEXT) for part in _items(value["error"], 2, minimum=2))
        return ExtractError(_member(ExtractErrorKind, kind), message)
    if value.keys() != _KEYS:
        _refuse("the keys are not those of an extraction")
    return _extraction(value)


def _extraction(value: dict[str, object]) -> Extraction:
    """Return the extraction after checking every value."""
    return Extraction(
        media_type=_matching(_MEDIA_TYPE, _text(value["media_type"], MAX_SHORT_TEXT)),
        sections=tuple(_section(item) for item in _items(value["sections"], MAX_SECTIONS)),
        title=_text(value["title"], MAX_LONG_TEXT),
        language=_text(value["language"], MAX_SHORT_TEXT),
        pages=_number(value["pages"]),
        duration_s=_number(value["duration_s"]),
        method=_text(value["method"], MAX_SHORT_TEXT),
        scanned_pages=tuple(_page(item) for item in _items(value["scanned_pages"], MAX_SECTIONS)),
        text_source=_text(value["text_source"], MAX_SHORT_TEXT),
        notes=tuple(_text(item, MAX_LONG_TEXT) for item in _items(value["notes"], MAX_NOTES)),
        running_heads=tuple(_text(item, MAX_LONG_TEXT) for item in _items(value["running_heads"], MAX_RUNNING_HEADS)),
    )


def _section(value: object) -> ExtractedSection:
    """Return the section after checking every value."""
    kind, label, fragment, text = _items(value, 4, minimum=4)
    return ExtractedSection(
        Locator(_member(LocatorKind, kind), _text(label, MAX_SHORT_TEXT), _text(fragment, MAX_LONG_TEXT)),
        _text(text, MAX_SECTION_CHARACTERS),
    )


def _items(value: object, maximum: int, *, minimum: int = 0) -> list[object]:
    """Return the value if it is a list of `minimum` to `maximum` items."""
    if not isinstance(value, list) or not minimum <= len(value) <= maximum:
        _refuse("not a list, or a list of the wrong length")
    return value


def _text(value: object, maximum: int) -> str:
    """Return a text of at most `maximum` characters, without control characters."""
    if not isinstance(value, str) or len(value) > maximum:
        _refuse("not a text, or a text that is too long")
    return without_control_characters(value)


def without_control_characters(text: str) -> str:
    """Return a text without control characters and lone surrogates."""
    return _UNPRINTABLE.sub("", text)


def _page(value: object) -> int:
    """Return the number of a page."""
    return _number(value) or _refuse("not the number of a page")


def _number(value: object) -> int | None:
    """Return an integer from 0 to MAX_NUMBER, or None."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_NUMBER:
        _refuse("not a number, or a number out of range")
    return value


def _matching(pattern: re.Pattern[str], text: str) -> str:
    """Return the text if all of it matches the pattern."""
    if not pattern.fullmatch(text):
        _refuse("a name of the wrong form")
    return text


def _member(enumeration: type[EnumT], value: object) -> EnumT:
    """Return the member of the enumeration with this value."""
    member = next((member for member in enumeration if member == value), None)
    return member or _refuse("an unknown kind of error or locator")


def _refuse(reason: str) -> NoReturn:
    """Raise ValueError with the reason."""
    raise ValueError(f"not the JSON of an extraction: {reason}")

"""The JSON form of an extraction's outcome, for the way out of a child that nobody trusts and for the cache."""

from __future__ import annotations

import json
import re
from typing import NoReturn, get_args

from catalog.errors import ExtractError
from catalog.model import Locator, LocatorKind
from indexer.extract.result import ExtractedSection, Extraction

MAX_SECTIONS = 200_000
MAX_NOTES = 1_000
MAX_NUMBER = 10_000_000
MAX_TEXT = 25_000_000
MAX_LONG = 10_000
MAX_SHORT = 1_000

_MAX_STRUCTURE_BYTES = 20 * MAX_SECTIONS
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*")
_KIND = re.compile(r"[a-z][a-z-]*")
_KEYS = frozenset({"media_type", "sections", "title", "language", "pages", "duration_s", "method", "notes"})


def to_json(outcome: Extraction | ExtractError) -> bytes:
    """Return the outcome as UTF-8 JSON; lone surrogates become question marks.

    A refusal is `{"error": [kind, message]}`; an extraction has the fields of Extracted, and each section is
    `[locator kind, label, fragment, text]`. A title over MAX_LONG characters is cut, such a fragment left out.
    """
    if isinstance(outcome, ExtractError):
        value: dict[str, object] = {"error": [outcome.kind, str(outcome)]}
    else:
        value = {key: getattr(outcome, key) for key in sorted(_KEYS)}
        value["title"] = outcome.title[:MAX_LONG]
        value["sections"] = [_parts(section) for section in outcome.sections]
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _parts(section: ExtractedSection) -> list[str]:
    """Return a section as JSON has it."""
    place = section.locator
    return [place.kind, place.label, place.fragment if len(place.fragment) <= MAX_LONG else "", section.text]


def from_json(data: bytes) -> Extraction | ExtractError:
    """Return what `to_json` was given; raise ValueError for anything that it could not have written.

    Never costs more than some ten times the size of `data`; control characters are dropped from every text.
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
        kind, message = (_text(part, MAX_SHORT) for part in _items(value["error"], 2, least=2))
        return ExtractError(_matching(_KIND, kind), message)
    if value.keys() != _KEYS:
        _refuse("other keys than an extraction has")
    return _extracted(value)


def _extracted(value: dict[str, object]) -> Extraction:
    """Return the checked extraction."""
    return Extraction(
        media_type=_matching(_MEDIA_TYPE, _text(value["media_type"], MAX_SHORT)),
        sections=tuple(_section(item) for item in _items(value["sections"], MAX_SECTIONS)),
        title=_text(value["title"], MAX_LONG),
        language=_text(value["language"], MAX_SHORT),
        pages=_number(value["pages"]),
        duration_s=_number(value["duration_s"]),
        method=_text(value["method"], MAX_SHORT),
        notes=tuple(_text(item, MAX_LONG) for item in _items(value["notes"], MAX_NOTES)),
    )


def _section(value: object) -> ExtractedSection:
    """Return the checked section."""
    kind, label, fragment, text = _items(value, 4, least=4)
    known = next((known for known in get_args(LocatorKind) if kind == known), None)
    if known is None:
        _refuse("an unknown kind of locator")
    return ExtractedSection(Locator(known, _text(label, MAX_SHORT), _text(fragment, MAX_LONG)), _text(text, MAX_TEXT))


def _items(value: object, most: int, *, least: int = 0) -> list[object]:
    """Return a list of `least` to `most` values."""
    if not isinstance(value, list) or not least <= len(value) <= most:
        _refuse("a list of another length")
    return value


def _text(value: object, most: int) -> str:
    """Return a text of at most `most` characters, without the control characters."""
    if not isinstance(value, str) or len(value) > most:
        _refuse("a text that is too long or none")
    return _UNPRINTABLE.sub("", value)


def _number(value: object) -> int | None:
    """Return a count that is not negative and not absurd, or None."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_NUMBER:
        _refuse("a number out of bounds")
    return value


def _matching(pattern: re.Pattern[str], text: str) -> str:
    """Return a text that is wholly of the pattern."""
    if not pattern.fullmatch(text):
        _refuse("a name of another form")
    return text


def _refuse(reason: str) -> NoReturn:
    """Refuse the data."""
    raise ValueError(f"not the JSON of an extraction: {reason}")

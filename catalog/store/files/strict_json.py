"""JSON from outside, read strictly: what readers of JSON understand differently is refused, with a message."""

from __future__ import annotations

import json
from typing import Any

from catalog.store.files.syntax_errors import json_problem

MAX_DIGITS = 1_000
"""Digits of a number. Python itself refuses longer ones in its own words."""


class StrictJsonError(ValueError):
    """A text is not JSON, or has what is not allowed. The message is for editors; `line` is None if it is unknown."""

    def __init__(self, message: str, line: int | None = None) -> None:
        """Take the message, and the line of the problem."""
        super().__init__(message)
        self.line = line


def parse_strict_json(text: str) -> Any:
    """Return the value of a JSON text; raise StrictJsonError for what is not allowed.

    Refuses duplicate fields, NaN and infinity, lone surrogates, and too many digits or levels.
    """
    try:
        value = json.loads(text, object_pairs_hook=_unique_fields, parse_constant=_refuse_constant, parse_int=_integer)
    except json.JSONDecodeError as error:
        raise StrictJsonError(*json_problem(error)) from None
    except RecursionError:
        raise StrictJsonError("this is nested too deeply") from None
    except ValueError as error:
        raise StrictJsonError(str(error)) from None
    refuse_lone_surrogates(text, value)
    return value


def refuse_lone_surrogates(text: str, value: Any) -> None:
    """Raise StrictJsonError for text that UTF-8 cannot encode; a UTF-8 file has it only as an escape sequence."""
    if "\\" not in text:
        return
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise StrictJsonError("this contains half of a character (a lone surrogate): delete it") from None


def _integer(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise ValueError(f"a number has more than {MAX_DIGITS:,} digits")
    return int(digits)


def _unique_fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for key, value in pairs:
        if key in fields:
            raise ValueError(f"field '{key}' is duplicated")
        fields[key] = value
    return fields


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON number")

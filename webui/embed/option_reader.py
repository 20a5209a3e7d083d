"""The values of a widget's options, read from URL parameters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from catalog.messages import Label, Message, MessageId, to_translate
from catalog.schemas.base.vocabulary import unknown_value
from catalog.schemas.queries.query import ParameterErrors
from catalog.schemas.queries.query_fields import quoted
from catalog.text import clean
from webui.i18n.messages import SiteMessageId

MAX_WIDGET_TEXT = 200
"""Characters of a label or a name among the options."""
COLOR = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)
SHORT_COLOR = 3
"""Digits of a color with one for each channel, as CSS allows."""
MemberT = TypeVar("MemberT", bound=StrEnum)
OPTION_LABELS = {
    "mode": to_translate("Mode"),
    "theme": to_translate("Theme"),
    "toolkit": to_translate("Toolkit"),
}


@dataclass(frozen=True, slots=True)
class OptionReader:
    """Reads the values of parameters that are not those of a search; adds the reasons for refusals to `errors`.

    A refused value is read as the default.
    """

    values: Mapping[str, str]
    errors: ParameterErrors

    def member(self, name: str, default: MemberT) -> MemberT:
        """Return a member of the enumeration that the default is of."""
        kind = type(default)
        return kind(self.name(name, tuple(map(str, kind))) or default)

    def name(self, name: str, known: Iterable[str]) -> str:
        """Return one of the known names, ignoring case, or an empty text."""
        value = self.values.get(name, "").casefold()
        if not value or value in known:
            return value
        self._refuse(name, unknown_value(Label(OPTION_LABELS[name]), quoted(value), known))
        return ""

    def text(self, name: str) -> str:
        """Return a text, in one line; what cannot be displayed is left out, as in records."""
        value = " ".join(clean(self.values.get(name, "")).split())
        if len(value) > MAX_WIDGET_TEXT:
            self._refuse(name, Message(MessageId.TOO_MANY_CHARACTERS, limit=MAX_WIDGET_TEXT))
        return value

    def number(self, name: str, default: int, high: int) -> int:
        """Return a number from 1 to `high`."""
        value = self.values.get(name, "")
        if value.isascii() and value.isdecimal() and 1 <= int(value[:9]) <= high:
            return int(value[:9])
        if value:
            self._refuse(name, Message(MessageId.PER_PAGE_OUT_OF_RANGE, limit=high))
        return default

    def color(self, name: str) -> str:
        """Return a color, which may be short ("fff"), as "#rrggbb" in lower case."""
        value = self.values.get(name, "")
        if match := COLOR.fullmatch(value):
            digits = match[1].lower()
            return f"#{digits}" if len(digits) > SHORT_COLOR else f"#{''.join(digit * 2 for digit in digits)}"
        if value:
            self._refuse(name, Message(SiteMessageId.NOT_A_COLOR, value=quoted(value)))
        return ""

    def flag(self, name: str) -> bool:
        """Return whether a flag is set."""
        value = self.values.get(name, "").casefold()
        if value not in ("", "0", "1", "false", "true"):
            self._refuse(name, Message(MessageId.NOT_A_FLAG))
        return value in ("1", "true")

    def _refuse(self, name: str, reason: Message) -> None:
        self.errors.setdefault(name, []).append(reason)

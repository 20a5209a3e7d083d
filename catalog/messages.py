"""Messages for people, as data: an id and params, which are rendered in English and other languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Self


def to_translate(text: str) -> str:
    """Return `text` unchanged; the name marks it for extraction, so that it gets a translation.

    Pass the text to `gettext` (webui.i18n.locale) when it is rendered.
    """
    return text


class BaseMessageId(StrEnum):
    """The base of the enumerations of messages: a member has a stable value and its English text.

    `%(name)s` in the text stands for the param of that name.
    """

    english: str

    def __new__(cls, value: str, english: str) -> Self:
        """Return a member that is equal to `value` and has its English text."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.english = english
        return member


class MessageId(BaseMessageId):
    """The messages of the catalog for visitors; each has a translation."""

    SEARCH_NOT_UNDERSTOOD = (
        "search-not-understood",
        to_translate("The search could not be understood. %(parameter)s: %(reason)s"),
    )
    REQUEST_NOT_UNDERSTOOD = (
        "request-not-understood",
        to_translate("The request could not be understood. %(parameter)s: %(reason)s"),
    )
    SEARCH_TEXT_TOO_LONG = "search-text-too-long", to_translate("The search text is too long.")
    PAGE_DOES_NOT_EXIST = "page-does-not-exist", to_translate("This page does not exist.")
    TOO_MANY_PER_PAGE = "too-many-per-page", to_translate("That is too many results for one page.")
    PAGE_TOO_DEEP = "page-too-deep", to_translate("The page number is too high.")
    TOO_MANY_PARAMETERS = "too-many-parameters", to_translate("The address has more than %(limit)s parameters.")
    BUSY = "busy", to_translate("Many searches are running at this moment.")
    UNREADABLE_TOOLKIT = "unreadable-toolkit", to_translate("The toolkit could not be read.")

    # Reasons, by parameter
    UNKNOWN_PARAMETER_NEAREST = (
        "unknown-parameter-nearest",
        to_translate("unknown parameter: did you mean '%(nearest)s'?"),
    )
    UNKNOWN_PARAMETER = "unknown-parameter", to_translate("unknown parameter: known parameters are %(known)s")
    NO_PARAMETERS = "no-parameters", to_translate("unknown parameter: this address has no parameters")
    GIVEN_TWICE = "given-twice", to_translate("is given twice: use it only once")
    NOT_TEXT = "not-text", to_translate("contains characters that are not text")
    UNKNOWN_VALUE_NEAREST = "unknown-value-nearest", to_translate("%(kind)s '%(value)s': did you mean '%(nearest)s'?")
    UNKNOWN_VALUE_OF_MANY = (
        "unknown-value-of-many",
        to_translate("%(kind)s '%(value)s' is not known; the search page lists all %(count)s values"),
    )
    UNKNOWN_VALUE = "unknown-value", to_translate("%(kind)s '%(value)s' is not known; use one of: %(known)s")
    NOT_A_WHOLE_NUMBER = (
        "not-a-whole-number",
        to_translate("enter a whole number such as %(example)s, not '%(value)s'"),
    )
    NOT_A_DATE = "not-a-date", to_translate("enter a year such as 2015 (or 2015-06, or 2015-06-30), not '%(value)s'")
    NOT_A_TIME = (
        "not-a-time",
        to_translate("enter a day or a time in UTC such as 2026-11-30 or 2026-11-30T08:15:00Z, not '%(value)s'"),
    )
    NOT_A_FLAG = "not-a-flag", to_translate("use 1, or leave it out")
    DATES_REVERSED = (
        "dates-reversed",
        to_translate("the start date is after the end date: enter the earlier date, %(date)s, first"),
    )
    SWORN_OUT_OF_RANGE = "sworn-out-of-range", to_translate("enter a number of officers from 1 to %(limit)s")
    PAGE_BELOW_ONE = "page-below-one", to_translate("enter a page number of 1 or more")
    PER_PAGE_OUT_OF_RANGE = "per-page-out-of-range", to_translate("enter a number from 1 to %(limit)s")
    RESULTS_TOO_DEEP = (
        "results-too-deep",
        to_translate("only the first %(limit)s results can be shown: narrow your search"),
    )
    TOO_MANY_CHARACTERS = "too-many-characters", to_translate("use at most %(limit)s characters")
    TEXT_TOO_LONG = "text-too-long", to_translate("use at most %(limit)s characters; this has %(count)s")
    TOO_MANY_VALUES = "too-many-values", to_translate("use at most %(limit)s values")
    NO_TOPIC = "no-topic", to_translate("choose what you need help with")


@dataclass(frozen=True, slots=True)
class Label:
    """A label of the user interface inside a message, such as "Agency size"; it is translated separately."""

    english: str


@dataclass(frozen=True, slots=True, init=False)
class Message:
    """A message: the id of a text, and the params of the text.

    An int is rendered as a number with thousands separators; pass a year or another code as str. A tuple is rendered as
    a list with commas. `str(message)` is the English rendering.
    """

    id: BaseMessageId
    params: Mapping[str, Param] = field(hash=False)

    def __init__(self, message_id: BaseMessageId, /, **params: Param) -> None:
        object.__setattr__(self, "id", message_id)
        object.__setattr__(self, "params", MappingProxyType(params))

    def __str__(self) -> str:
        """Return the English text."""
        return render(self)


Param = str | int | tuple[str, ...] | Label | Message
"""The type of a message's params."""


def render(
    message: Message,
    translate: Callable[[str], str] = lambda english: english,
    number: Callable[[int], str] = "{:,}".format,
) -> str:
    """Return a message in the language of `translate`, which takes an English text, and `number`; English without."""
    text = translate(message.id.english)
    return text % {name: _text(value, translate, number) for name, value in message.params.items()}


def _text(value: Param, translate: Callable[[str], str], number: Callable[[int], str]) -> str:
    match value:
        case Message():
            return render(value, translate, number)
        case Label(english):
            return translate(english)
        case int():
            return number(value)
        case tuple():
            return ", ".join(value)
        case _:
            return value

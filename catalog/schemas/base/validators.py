"""marshmallow's validators with a Message in place of its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from marshmallow import ValidationError, validate

from catalog.messages import BaseMessageId, Message, Param


def invalid(message_id: BaseMessageId, /, **params: Param) -> ValidationError:
    """Return the error of a field whose value is invalid."""
    return ValidationError([Message(message_id, **params)])


class _Validator(validate.Validator):
    """The base of these validators, before the one of marshmallow in the order of bases."""

    message: Message

    def __call__(self, value: Any) -> Any:
        """Return the value; raise ValidationError with the message if it is invalid."""
        try:
            return super().__call__(value)  # type: ignore[safe-super]  # the validator of marshmallow
        except ValidationError:
            raise ValidationError([self.message]) from None


class Range(_Validator, validate.Range):
    """A range of numbers, both ends inclusive."""

    def __init__(self, low: int | None = None, high: int | None = None, *, message: Message) -> None:
        """Take the bounds, None for an open end, and the message for a number outside them."""
        super().__init__(low, high)
        self.message = message


class Length(_Validator, validate.Length):
    """A range of lengths, both ends inclusive."""

    def __init__(self, low: int | None = None, high: int | None = None, *, message: Message) -> None:
        """Take the bounds, None for an open end, and the message for a value that is too short or too long."""
        super().__init__(low, high)
        self.message = message


class Pattern(_Validator, validate.Regexp):
    """A regular expression that matches the beginning of a text."""

    def __init__(self, regex: re.Pattern[str], *, message: Message) -> None:
        """Take the expression, and the message for a text that it does not match."""
        super().__init__(regex)
        self.message = message


class OneOf(_Validator, validate.OneOf):
    """One of several values."""

    def __init__(self, choices: Iterable[str], *, message: Message) -> None:
        """Take the values, and the message for any other value."""
        super().__init__(choices)
        self.message = message

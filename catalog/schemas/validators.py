"""marshmallow's validators with a Message in place of its sentences."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, validate

from catalog.messages import BaseMessageId, Message, Param


def invalid(message_id: BaseMessageId, /, **params: Param) -> ValidationError:
    """Return the error of a field whose value is invalid."""
    return ValidationError([Message(message_id, **params)])


class Range(validate.Range):
    """A range of numbers, both ends inclusive."""

    def __init__(self, low: int | None = None, high: int | None = None, *, message: Message) -> None:
        """Take the bounds, None for an open end, and what to tell of a number outside them."""
        super().__init__(low, high)
        self.message = message

    def __call__(self, value: Any) -> Any:
        """Return the number; raise ValidationError if it is out of range."""
        try:
            return super().__call__(value)
        except ValidationError:
            raise ValidationError([self.message]) from None


class Length(validate.Length):
    """A range of lengths, both ends inclusive."""

    def __init__(self, low: int | None = None, high: int | None = None, *, message: Message) -> None:
        """Take the bounds, None for an open end, and what to tell of a value that is too short or too long."""
        super().__init__(low, high)
        self.message = message

    def __call__(self, value: Any) -> Any:
        """Return the value; raise ValidationError if its length is out of range."""
        try:
            return super().__call__(value)
        except ValidationError:
            raise ValidationError([self.message]) from None

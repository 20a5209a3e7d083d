"""Numbers that options take. What is none of them is refused in one sentence, which click begins with the option."""

from __future__ import annotations

from math import nan
from typing import Any

import click

MAX_WHOLE_NUMBER = 1_000_000
"""The highest number where no other is useful: there are never so many changes, links or pages."""


class NumberRange(click.FloatRange):
    """A number between two others, both included. Unlike its base, it refuses "nan", which is in no range."""

    def __init__(self, lowest: float, highest: float) -> None:
        """Take the bounds."""
        super().__init__(lowest, highest)
        self._lowest, self._highest = lowest, highest

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the number; raise click.BadParameter if the value is not one of the range."""
        try:
            number = float(value)
        except ValueError:
            number = nan
        if not self._lowest <= number <= self._highest:
            self.fail(f"use a number from {self._lowest:,} to {self._highest:,}, not '{value}'.", param, ctx)
        return number


class WholeNumberRange(click.IntRange):
    """A whole number between two others, both included."""

    def __init__(self, lowest: int, highest: int = MAX_WHOLE_NUMBER) -> None:
        """Take the bounds."""
        super().__init__(lowest, highest)
        self._lowest, self._highest = lowest, highest

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number; raise click.BadParameter if the value is not one of the range."""
        try:
            number = int(value)
        except ValueError:
            number = self._lowest - 1
        if not self._lowest <= number <= self._highest:
            self.fail(f"use a whole number from {self._lowest:,} to {self._highest:,}, not '{value}'.", param, ctx)
        return number

"""Collects garbage less often while many values are made that all stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

THRESHOLDS = (100_000, 20, 20)
"""How many more values there may be before a collection, and how many of those come before one of older values.

By default, Python looks through the values of all records again and again, which takes half the time of a run in which
little has changed.
"""


@contextmanager
def rare_garbage_collection() -> Iterator[None]:
    """Use THRESHOLDS, and then the previous ones again."""
    previous = gc.get_threshold()
    gc.set_threshold(*THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*previous)

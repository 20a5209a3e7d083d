"""Makes many named tuples at once, without a call of Python for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple, TypeVar, cast

TupleT = TypeVar("TupleT", bound=NamedTuple)


def tuples(kind: type[TupleT], rows: Iterable[Iterable[Any]]) -> Iterator[TupleT]:
    """Yield a named tuple of each row, which has a value for every field, in the order of the fields."""
    return cast("Iterator[TupleT]", map(partial(tuple.__new__, kind), rows))

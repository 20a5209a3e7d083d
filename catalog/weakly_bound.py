"""Methods that do not keep their object alive.

An object that holds a bound method of its own, for example in a cache, refers to itself: it is not freed when nobody
uses it any more, but whenever Python next looks for such cycles. For a generation that was replaced, that may take
minutes in which its memory and its files stay in use.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar
from weakref import WeakMethod

P = ParamSpec("P")
ResultT = TypeVar("ResultT")


def weakly_bound(method: Callable[P, ResultT]) -> Callable[P, ResultT]:
    """Return a function that calls a bound method; the method's object must still exist then."""
    reference = WeakMethod(method)

    def call(*args: P.args, **kwargs: P.kwargs) -> ResultT:
        bound = reference()
        if bound is None:
            raise ReferenceError("the object of this method no longer exists")
        return bound(*args, **kwargs)

    return call

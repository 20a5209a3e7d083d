"""What the current request asks: its parameters as pairs of text."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl

from flask import request

from catalog.errors import QueryError
from catalog.search.query.tree import MAX_TEXT
from catalog.text import UNWANTED

Params = tuple[tuple[str, str], ...]
"""The parameters of a URL: pairs of name and value, in their order. A name may repeat."""

MOST = 500
"""Parameters of one request at most."""
FROM_ELSEWHERE = frozenset({"fbclid", "gclid", "mc_cid", "mc_eid", "msclkid"})
"""Parameters that newsletters and other sites add to links (and all that begin with utm_); no search means them."""
NO_TEXT = "\ufffd"
SHOWN = 80
"""Characters of a parameter's name that an error repeats."""


def asked_pairs() -> tuple[tuple[str, str], ...]:
    """Return the parameters in their order, empty ones too; bytes that are no UTF-8 become U+FFFD.

    Flask's own `request.args` would hand such bytes on as if the visitor had typed their escapes. Raises QueryError
    for more than MOST.
    """
    text = request.query_string.decode("utf-8", "replace")
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST)
    except ValueError:
        raise QueryError(f"The address has more than {MOST} parameters.") from None
    return tuple(pair for pair in pairs if any(pair))


def typed_pairs() -> Iterator[tuple[str, str]]:
    """Yield the parameters of an address that may come from elsewhere, without what was added on the way."""
    for name, value in asked_pairs():
        if not name.startswith("utm_") and name not in FROM_ELSEWHERE:
            yield name, value


def is_text(value: str) -> bool:
    """Tell whether a value is text: no control characters, nothing that could not be read."""
    return not UNWANTED.search(value) and NO_TEXT not in value


def asked_only(*known: str) -> dict[str, str]:
    """Return the parameters, each at most once; raise QueryError for one that is unknown, doubled, long or no text."""
    values: dict[str, str] = {}
    errors: dict[str, tuple[str, ...]] = {}
    for name, value in asked_pairs():
        if reason := _objection(name, value, known, values):
            errors[UNWANTED.sub(NO_TEXT, name)[:SHOWN]] = (reason,)
        values[name] = value
    if errors:
        first, (reason, *_) = next(iter(errors.items()))
        raise QueryError(f"The request could not be understood. {first}: {reason}.", errors)
    return values


def _objection(name: str, value: str, known: tuple[str, ...], seen: dict[str, str]) -> str | None:
    if name not in known:
        allowed = f"known parameters are {', '.join(known)}" if known else "there are none here"
        return f"is no parameter: {allowed}"
    if name in seen:
        return "is given twice; once is enough"
    if not is_text(value):
        return "has characters that are no text"
    return f"at most {MAX_TEXT:,} characters" if len(value) > MAX_TEXT else None

"""Latitudes and longitudes as people write them: "84.19 W", "39,76", degrees with minutes and seconds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog.schemas.normalization.bare_text import with_hyphens

_DECIMALS = 6
_NEGATIVE_DIRECTIONS = "SWO"
"""South, west, and west in Spanish."""
_DEGREES = re.compile(
    r"(?P<first>[NSEWO]?)\s*(?P<sign>[+-]?)(?P<degrees>\d{1,3}(?:[.,]\d+)?)\s*(?:\u00b0|deg(?:rees)?)?\s*"
    r"(?:(?P<minutes>\d{1,2}(?:\.\d+)?)\s*['\u2032\u2019]\s*)?(?:(?P<seconds>\d{1,2}(?:\.\d+)?)\s*(?:\"|''|\u2033|\u201d)\s*)?"
    r"(?P<last>[NSEWO]?)",
    re.IGNORECASE,
)


def degrees_meanings(text: str) -> Iterator[str]:
    """Yield the decimal degrees that a text means."""
    match = _DEGREES.fullmatch(with_hyphens(text))
    if match is None:
        return
    degrees = float(match["degrees"].replace(",", "."))
    degrees += float(match["minutes"] or 0) / 60 + float(match["seconds"] or 0) / 3600
    directions = (match["first"] + match["last"]).upper()
    is_negative = match["sign"] == "-" or any(direction in _NEGATIVE_DIRECTIONS for direction in directions)
    yield f"{-degrees if is_negative else degrees:.{_DECIMALS}f}".rstrip("0").rstrip(".")

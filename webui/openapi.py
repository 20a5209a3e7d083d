"""What the OpenAPI description says beyond the schemas: the values that a search takes."""

from __future__ import annotations

from typing import Any

from catalog.search.engine import Searcher
from catalog.taxonomy import FACETS, Facet

LISTED = 300
"""Values of an open facet that are named at most; more are left to `/api/v1/search` itself."""
TEXT = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]*$"
DATE = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"


def described(spec: dict[str, Any], searcher: Searcher | None) -> dict[str, Any]:
    """Return the description with the values that each facet has in a generation, if there is one."""
    search = spec["paths"]["/api/v1/search"]["get"]
    by_name = {parameter["name"]: parameter["schema"] for parameter in search["parameters"]}
    by_name["q"]["pattern"] = TEXT
    for name in ("published_from", "published_to"):
        by_name[name].update({"type": "string", "pattern": DATE})
    for facet in FACETS:
        values = _values(facet, searcher) if searcher else []
        if 0 < len(values) <= LISTED:
            by_name[facet.name]["items"]["enum"] = values
    return spec


def _values(facet: Facet, searcher: Searcher) -> list[str]:
    """Return every value a search may name."""
    listed = {term.value for term in searcher.taxonomy.terms(facet.name)}
    used = set() if facet.closed else {each.value for each in searcher.values(facet.name)}
    return sorted(listed | used)



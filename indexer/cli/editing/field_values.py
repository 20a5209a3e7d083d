"""How the values of records' fields are written on one line of the terminal."""

from __future__ import annotations

import json
from typing import Any


def written_value(value: Any) -> str:
    """Return a value as people read it: a text as it is, "nothing" for None, and anything else as JSON."""
    if value is None:
        return "nothing"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

"""The escapes `_xHHHH_` of Excel and PowerPoint for characters that XML has not (ISO/IEC 29500-1, 22.9.2.19)."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def unescape(text: str) -> str:
    """Return the text with escapes decoded; `_x005F_` is an underscore that would otherwise begin an escape."""
    if "_x" not in text:
        return text
    return _SURROGATES.sub(_joined, _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text))


def _joined(surrogates: re.Match[str]) -> str:
    return surrogates[0].encode("utf-16", "surrogatepass").decode("utf-16")

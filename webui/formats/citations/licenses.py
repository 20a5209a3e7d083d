"""The licenses that the rights of a record name."""

from __future__ import annotations

import re

from catalog.schemas import is_web_address

CREATIVE_COMMONS = "https://creativecommons.org"
_CC0 = re.compile(r"CC[ -]?0(?:[ -]1\.0)?")
_CC_BY = re.compile(r"CC[ -](?P<terms>BY(?:-NC)?(?:-SA|-ND)?)[ -](?P<version>[1-4]\.[05])")


def license_url(rights: str | None) -> str:
    """Return the URL of a license if the rights are one, or only name one of Creative Commons; else an empty text."""
    rights = (rights or "").strip()
    if is_web_address(rights):
        return rights
    if _CC0.fullmatch(rights):
        return f"{CREATIVE_COMMONS}/publicdomain/zero/1.0/"
    if match := _CC_BY.fullmatch(rights):
        return f"{CREATIVE_COMMONS}/licenses/{match['terms'].lower()}/{match['version']}/"
    return ""

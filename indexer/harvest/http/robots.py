"""What a host asks programs not to fetch: its file robots.txt (RFC 9309)."""

from __future__ import annotations

import re

from protego import Protego

PRODUCT = "PublicSafetyClearinghouse"
"""The name by which robots.txt can address the harvester."""
MAX_ROBOTS_BYTES = 500 * 1024
"""What is read of a robots.txt; the rest is ignored (RFC 9309, 2.5)."""

_AGENT_LINE = re.compile(r"(\s*user[-\s]?agent\s*[:\s]\s*)([^#]*)", re.IGNORECASE)
_OTHER_AGENT = "other"


class RobotsRules:
    """The rules of a robots.txt for the harvester."""

    def __init__(self, content: str = "") -> None:
        """Take the content of the file; without any, everything is allowed."""
        self._rules = Protego.parse("\n".join(map(_with_known_agent, content.splitlines())))

    def allows(self, url: str) -> bool:
        """Return whether the harvester may fetch a URL."""
        return bool(self._rules.can_fetch(url, PRODUCT))

    @property
    def crawl_delay_s(self) -> float:
        """The pause that the host asks for, 0 if it asks for none."""
        return self._rules.crawl_delay(PRODUCT) or 0.0


def _with_known_agent(line: str) -> str:
    """Return a line of a robots.txt; one for other programs is for OTHER instead.

    The rules of a group are kept for each of its programs: thousands of both together would take all memory.
    """
    match = _AGENT_LINE.match(line)
    if match is None:
        return line
    agent = match[2].strip().lower().strip("*") or "*"
    return line if agent == "*" or agent in PRODUCT.lower() else f"{match[1]}{_OTHER_AGENT}"

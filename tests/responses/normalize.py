"""Replaces values that differ between two recordings of the same code by names in angle brackets."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

MONTHS_EN = "January February March April May June July August September October November December".split()
MONTHS_ES = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
DAYS = {0: "<today>", 90: "<today + 90 days>", 365: "<today + 365 days>"}
"""Days that pages mention, counted from today: drafts are kept for 90 days, shared toolkits for 365."""
IGNORED = frozenset({"connection", "content-length", "date", "etag", "expires", "last-modified", "server"})
"""Headers that are not recorded."""
UNORDERED = frozenset({"allow"})
"""Headers whose values have no order."""
PATTERNS = tuple(
    (re.compile(pattern, re.DOTALL), replacement)
    for pattern, replacement in (
        (r"\b(\d{6})-\d{8}T\d{6}Z\b", r"\1-<time>"),
        # Scripts and styles may be bundled differently, so the elements that load them are left out.
        (r'<script\b[^>]*\bsrc="/static/[^>]*></script>\s*', ""),
        (r'<link rel="(?:stylesheet|modulepreload)"[^>]*>\s*', ""),
        (r"\?v=[0-9a-f]{8,}\b", "?v=<version>"),
        (r'("(?:took_ms|took_s|age_s|size_bytes|disk_bytes)": )[\d.]+', r"\1<number>"),
        (r"\bin \d+ ms\b", "in <number> ms"),
        (r"\bin \d+\.\d s\b", "in <number> s"),
        (r"\bholds [\d.]+ MB", "holds <number> MB"),
        (r"\b(?:less than a minute|\d+ (?:minute|hour)s?) ago\b", "<age> ago"),
        (r"\bprocess \d+ \(since [\d:]+ UTC\)", "process <number> (since <time>)"),
        (r"\btoolkit=[\w-]{22}(?=;|$)", "toolkit=<key>"),
        (r"\bExpires=[^;]+", "Expires=<time>"),
        (r"(?<=/t/)(?!x{22})[\w-]{22}(?![\w-])", "<key>"),
    )
)
QR_CODE = re.compile(r'(<svg[^>]*class="qr"[^>]*>).*?(</svg>)', re.DOTALL)


class Normalizer:
    """Replaces times, keys, folders, ports and versions of static files in a text."""

    def __init__(self, today: dt.date, names: Mapping[str, str]) -> None:
        """Take the day of the recording, and the names for texts that only this recording has."""
        self._names = dict(names)
        self._days = _day_patterns(today)

    def learn(self, text: str, name: str) -> None:
        """Replace a text from now on, such as the key of a shared toolkit."""
        self._names[text] = name

    def __call__(self, text: str) -> str:
        """Return the normalized text."""
        for value in sorted(self._names, key=len, reverse=True):
            text = text.replace(value, self._names[value])
        for pattern, replacement in (*self._days, *PATTERNS):
            text = pattern.sub(replacement, text)
        return QR_CODE.sub(r"\1<QR code>\2", text) if "<key>" in text else text

    def header(self, name: str, value: str) -> str | None:
        """Return a header as a line, or None if it is not recorded."""
        name = name.lower()
        if name in UNORDERED:
            value = ", ".join(sorted(part.strip() for part in value.split(",")))
        return None if name in IGNORED else f"{name}: {self(value)}"


def _day_patterns(today: dt.date) -> list[tuple[re.Pattern[str], str]]:
    patterns = [
        (re.compile(rf"\b{today}T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)?"), "<now>"),
        (re.compile(rf"\b\w{{3}}, {today:%d %b %Y} \d\d:\d\d:\d\d (?:GMT|\+0000)"), "<now>"),
    ]
    for later, name in DAYS.items():
        day = today + dt.timedelta(later)
        english = f"{MONTHS_EN[day.month - 1]} {day.day}, {day.year}"
        spanish = f"{day.day} de {MONTHS_ES[day.month - 1]} de {day.year}"
        forms = (day.isoformat(), f"{day:%Y/%m/%d}", english, spanish)
        patterns.append((re.compile("|".join(map(re.escape, forms))), name))
    return patterns

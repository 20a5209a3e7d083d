"""Best bets as editors write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from catalog.search.suggest.known_queries import KnownQuery


@dataclass(frozen=True, slots=True)
class BetLink:
    """A page on another site."""

    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Bet:
    """A recommendation as its editor wrote it: for any of `queries`, a record by its id or a link, never both.

    `text` is its explanation, in `language`. It is active from `since` to `until`, both days inclusive; None is open.
    """

    queries: tuple[str, ...]
    record: str | None = None
    link: BetLink | None = None
    text: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    language: str | None = None

    def is_active(self, day: dt.date) -> bool:
        """Return whether it is active on `day`."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def change_days(self) -> set[int]:
        """Return the ordinals of the first day on which it is active, and of the first on which it no longer is."""
        begins = {self.since.toordinal()} if self.since else set()
        return begins | ({self.until.toordinal() + 1} if self.until else set())

    def known_queries(self) -> Iterator[KnownQuery]:
        """Yield its queries, which may complete what somebody types. Without a language, each tells its own."""
        from catalog.search.text.analyzers import analyzer_for, recognize  # noqa: PLC0415  # only searching needs them

        for text in self.queries:
            yield KnownQuery(text, analyzer_for(self.language).language if self.language else recognize(text).language)

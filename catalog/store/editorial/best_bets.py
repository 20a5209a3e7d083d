"""Reads the file of best bets, and validates it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from catalog.editorial.bets import Bet
from catalog.schemas.editorial.best_bet import BetSchema
from catalog.store.editorial.listing import FileContents, ListingSchema, Loaded, check_items, load_listing, read_items

FILE = "best_bets.yaml"


def load_bets(corpus: Path, records: Collection[str], previous: Collection[Bet] = ()) -> Loaded[Bet]:
    """Return the best bets of a corpus, in the order of their file.

    `records` are the ids that a bet may point to, `previous` the bets published now.
    """
    return load_listing(corpus / FILE, BetListing(records), previous)


class BetListing(ListingSchema[Bet]):
    """A file of best bets. If nothing in it can be read, the previous ones whose records exist are retained."""

    kind = "best-bet"

    def __init__(self, records: Collection[str]) -> None:
        """Take the ids that a bet may point to."""
        self._records = records
        self._schema = BetSchema(records)

    def read(self, path: Path, file: str) -> FileContents[Bet]:
        """Return the bets of the file."""
        raws, malformed = read_items(path, file, "best bet", self.kind)
        return check_items(raws, malformed, self._schema, self.kind)

    def valid_part(self, item: Bet) -> Bet | None:
        """Return a bet if its record exists."""
        return item if item.record is None or item.record in self._records else None

"""Checks that visitors can open what the site lists, and above all what it features or recommends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from catalog.editorial.model import Editorial
from catalog.errors import Problem
from catalog.model import Record
from catalog.store.editorial.best_bets import FILE as BETS_FILE
from catalog.store.editorial.start_here import FILE as START_HERE_FILE
from catalog.store.editorial.toolkits import FOLDER as TOOLKITS_FOLDER
from catalog.store.stored_record import StoredRecord
from catalog.text import listed, pluralized

KIND = "leads-nowhere"
MAX_NAMED_RECORDS = 20
"""The records of a note that are named; further ones are counted."""
MAX_NAMED_DRAFTS = 200
"""The drafts that are named: this is where to see them all."""


def dead_end_note(records: Sequence[StoredRecord]) -> str | None:
    """Return a note that names the records that visitors cannot open, or None if there are none."""
    ids = sorted(stored.id for stored in records if not stored.record.leads_somewhere)
    if not ids:
        return None
    subject = "1 record leads" if len(ids) == 1 else f"{len(ids)} records lead"
    return f"{subject} nowhere (no url, listed_at or documents): {listed(ids, MAX_NAMED_RECORDS)}."


def drafts_note(drafts: Sequence[StoredRecord]) -> str | None:
    """Return a note that names the drafts, or None if there are none."""
    if not drafts:
        return None
    ids = sorted(stored.id for stored in drafts)
    verb = "is" if len(ids) == 1 else "are"
    return f"{pluralized(len(ids), 'draft')} {verb} not published: {listed(ids, MAX_NAMED_DRAFTS)}."


def presentation_problems(records: Mapping[str, StoredRecord], editorial: Editorial) -> Iterator[Problem]:
    """Yield a problem for each record that is featured or recommended, and is fictional or cannot be opened."""
    for stored in records.values():
        if stored.record.featured and (fault := _fault(stored.record)):
            message = f"is featured, but {fault}: remove featured, or mend the record"
            yield Problem(KIND, message, stored.file, stored.line_of("featured"), stored.id, "featured")
    bets = ((bet.record, BETS_FILE, "a best bet") for bet in editorial.bets if bet.record)
    items = (
        (item.record, f"{TOOLKITS_FOLDER}/{featured.name}.yaml", "in a featured toolkit")
        for featured in editorial.toolkits
        for item in featured.toolkit.items()
    )
    starts = (
        (record_id, START_HERE_FILE, "a resource to start with")
        for start in editorial.start_here
        for record_id in start.records
    )
    for record_id, file, role in (*bets, *items, *starts):
        stored_record = records.get(record_id)
        if stored_record and (fault := _fault(stored_record.record)):
            yield Problem(KIND, f"is {role}, but {fault}: choose another resource", file, None, record_id)


def _fault(record: Record) -> str | None:
    """Return why a record cannot be featured or recommended, or None if it can."""
    if record.sample:
        return "is a sample"
    return None if record.leads_somewhere else "leads nowhere (no url, listed_at or documents)"

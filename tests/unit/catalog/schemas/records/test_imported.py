"""What a record keeps of where it was imported from."""

import datetime as dt

from catalog.model import Imported
from catalog.schemas.records.record import record_json

ORIGIN = {"source": "partner", "id": "a/4092", "seen": "2026-12-01", "locked": ["title", "summary"]}


def test_a_record_keeps_where_it_was_imported_from_for_editors_only(valid_record):
    imported = valid_record(imported=ORIGIN)
    assert imported.imported == Imported("partner", "a/4092", dt.date(2026, 12, 1), ("title", "summary"))
    assert "imported" not in record_json(imported)


def test_an_origin_needs_the_name_of_its_source_and_an_id(reasons):
    assert reasons(imported={"seen": "2026-12-01"}) == [
        ("imported.source", "is missing"),
        ("imported.id", "is missing"),
    ]


def test_a_lock_of_something_that_is_no_field_is_refused_with_the_nearest_field(reasons):
    assert reasons(imported={**ORIGIN, "locked": ["title", "sumary"]}) == [
        ("imported.locked[1]", "'sumary' is not a field of records: did you mean 'summary'?")
    ]

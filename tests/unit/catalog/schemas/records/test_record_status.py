"""Drafts and withdrawn records: what a record file may say about them."""

import datetime as dt

import pytest

from catalog.model import RecordStatus, Withdrawal
from catalog.schemas import record_json
from factories import record

WITHDRAWN = {"status": "withdrawn", "withdrawn": {"on": "2026-05-01", "reason": "Retracted.", "replaced_by": "b"}}


def test_a_record_without_a_status_is_live(load):
    assert [stored.record.status for stored in load().records] == [RecordStatus.LIVE]


def test_a_live_record_may_say_so_and_is_written_without_it(load):
    (stored,) = load(status="live").records
    assert record_json(stored.record) == {"id": "a", "title": "T"}


def test_a_draft_is_kept_apart(load):
    contents = load(status="draft")
    assert ([stored.record.id for stored in contents.drafts], contents.records) == (["a"], ())


def test_a_withdrawn_record_is_kept_apart_with_its_reason(load):
    contents = load(**WITHDRAWN)
    assert contents.records == ()
    withdrawal = Withdrawal(dt.date(2026, 5, 1), "Retracted.", "b")
    (stored,) = contents.withdrawn
    assert stored.record == record("a", title="T", status=RecordStatus.WITHDRAWN, withdrawn=withdrawal)


def test_a_withdrawn_record_is_written_as_it_was_read(load):
    (stored,) = load(**WITHDRAWN).withdrawn
    assert record_json(stored.record) == {"id": "a", "title": "T", **WITHDRAWN}


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"status": "hidden"}, "status", "must be one of: draft, live, withdrawn (or absent: live)"),
        ({"status": "withdrawn"}, "withdrawn", "is missing: say when and why, such as"),
        ({"withdrawn": WITHDRAWN["withdrawn"]}, "status", "a record with withdrawn: needs status: withdrawn"),
        ({"status": "draft", "withdrawn": WITHDRAWN["withdrawn"]}, "status", "a record with withdrawn: needs"),
        ({"status": "withdrawn", "withdrawn": {"reason": "x"}}, "withdrawn.on", "is missing"),
        ({"status": "withdrawn", "withdrawn": {"on": "2026-05-01"}}, "withdrawn.reason", "is missing"),
        (
            {"status": "withdrawn", "withdrawn": {"on": "2026-05-01", "reason": "x" * 301}},
            "withdrawn.reason",
            "has more than 300 characters",
        ),
    ],
)
def test_a_wrong_status_is_refused_with_what_to_write(reasons, fields, field, message):
    ((found_field, found_message),) = reasons(**fields)
    assert found_field == field
    assert found_message.startswith(message)

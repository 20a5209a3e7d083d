"""A resolved toolkit has the current records of its items, and what changed since they were added."""

import datetime as dt
from dataclasses import replace

from catalog.model import PartialDate, Record
from catalog.schemas.toolkits.toolkit import toolkit_from_json, toolkit_to_json
from catalog.toolkit import MAX_KEPT, Item, Section, Toolkit
from catalog.toolkit_changes import ItemChange, ItemChangeKind, item_of_record, resolve_toolkit

DAY = dt.date(2026, 1, 5)
GUIDE = Record("guide", "A guide", edition="2nd", published=PartialDate(2020))
NEXT = Record("next", "The next guide", supersedes=("guide",))
RECORDS = {record.id: record for record in (GUIDE, NEXT)}


def resolve_item(item, records=RECORDS, successors=None):
    toolkit = Toolkit("Mine", sections=(Section("", (item,)),))
    (resolved,) = resolve_toolkit(toolkit, records.get, (successors or {}).get).items()
    return resolved


def item(record="guide", title="A guide", edition="2nd", published="2020", added=DAY):
    return Item(record, "Read it.", title, edition, published, added)


def test_an_item_whose_record_is_unchanged_has_no_changes():
    resolved = resolve_item(item())
    assert (resolved.record, resolved.title, resolved.changes) == (GUIDE, "A guide", ())


def test_a_removed_record_keeps_the_title_it_had():
    resolved = resolve_item(item(), {})
    assert (resolved.record, resolved.title, resolved.changes) == (
        None,
        "A guide",
        (ItemChange(ItemChangeKind.REMOVED),),
    )


def test_a_removed_record_without_a_title_shows_its_id():
    assert resolve_item(Item("guide"), {}).title == "guide"


def test_a_superseded_record_names_its_successor():
    assert resolve_item(item(), successors={"guide": NEXT}).changes == (
        ItemChange(ItemChangeKind.SUPERSEDED, record=NEXT),
    )


def test_a_removed_record_with_a_successor_is_superseded_and_not_removed():
    assert resolve_item(item(), {}, {"guide": NEXT}).changes == (ItemChange(ItemChangeKind.SUPERSEDED, record=NEXT),)


def test_a_changed_edition_or_title_is_reported_with_its_old_value():
    resolved = resolve_item(item(title="The guide", edition="1st", published="2015"))
    assert resolved.changes == (
        ItemChange(ItemChangeKind.EDITION, "1st, 2015"),
        ItemChange(ItemChangeKind.RENAMED, "The guide"),
    )


def test_an_item_without_the_day_it_was_added_is_not_compared():
    assert resolve_item(item(title="", edition="", published="", added=None)).changes == ()


def test_an_item_remembers_the_title_and_edition_of_its_record():
    assert resolve_item(item_of_record(GUIDE)).changes == ()
    assert item_of_record(GUIDE, "Note.") == Item("guide", "Note.", "A guide", "2nd", "2020")


def test_the_records_of_a_toolkit_are_those_the_catalog_has_in_order():
    sections = (Section("", (item("next"), item("gone"))), Section("More", (item(),)))
    assert resolve_toolkit(Toolkit(sections=sections), RECORDS.get, {}.get).records() == (NEXT, GUIDE)


def test_a_title_of_which_an_item_has_only_the_beginning_is_unchanged():
    record = replace(GUIDE, title="Some words " * 100, edition="A long edition " * 100)
    written = toolkit_to_json(Toolkit(sections=(Section("", (replace(item_of_record(record), added=DAY),)),)))
    (sent,) = toolkit_from_json(written).items()
    assert len(sent.title) <= MAX_KEPT
    assert resolve_item(sent, {"guide": record}).changes == ()

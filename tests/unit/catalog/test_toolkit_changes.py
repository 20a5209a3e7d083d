"""A toolkit as it stands today."""

import datetime as dt

from catalog.model import PartialDate, Record
from catalog.toolkit import Item, Section, Toolkit
from catalog.toolkit_changes import Change, as_item, resolve_toolkit

DAY = dt.date(2026, 1, 5)
GUIDE = Record("guide", "A guide", edition="2nd", published=PartialDate(2020))
NEXT = Record("next", "The next guide", supersedes=("guide",))
RECORDS = {each.id: each for each in (GUIDE, NEXT)}


def held(item, records=RECORDS, newer=None):
    toolkit = Toolkit("Mine", sections=(Section("", (item,)),))
    (found,) = resolve_toolkit(toolkit, records.get, (newer or {}).get).items()
    return found


def item(record="guide", title="A guide", edition="2nd", published="2020", added=DAY):
    return Item(record, "Read it.", title, edition, published, added)


def test_an_item_of_a_record_that_is_as_it_was_has_no_changes():
    found = held(item())
    assert (found.record, found.title, found.changes) == (GUIDE, "A guide", ())


def test_a_record_that_is_gone_is_told_by_the_title_it_had():
    found = held(item(), {})
    assert (found.record, found.title, found.changes) == (None, "A guide", (Change("removed"),))


def test_a_record_that_is_gone_and_was_not_named_is_told_by_its_id():
    assert held(Item("guide"), {}).title == "guide"


def test_a_record_that_another_supersedes_says_which():
    assert held(item(), newer={"guide": NEXT}).changes == (Change("superseded", record=NEXT),)


def test_a_record_that_was_withdrawn_for_another_is_superseded_and_not_just_gone():
    assert held(item(), {}, {"guide": NEXT}).changes == (Change("superseded", record=NEXT),)


def test_another_edition_and_another_title_are_told_with_what_was_before():
    found = held(item(title="The guide", edition="1st", published="2015"))
    assert found.changes == (Change("edition", "1st, 2015"), Change("renamed", "The guide"))


def test_where_nobody_noted_when_an_item_was_added_nothing_is_compared():
    assert held(item(title="", edition="", published="", added=None)).changes == ()


def test_a_record_becomes_an_item_that_remembers_what_it_was_like():
    assert held(as_item(GUIDE)).changes == ()
    assert as_item(GUIDE, "Note.") == Item("guide", "Note.", "A guide", "2nd", "2020")


def test_the_records_of_a_toolkit_are_those_that_are_there_in_its_order():
    sections = (Section("", (item("next"), item("gone"))), Section("More", (item(),)))
    assert resolve_toolkit(Toolkit(sections=sections), RECORDS.get, {}.get).records() == (NEXT, GUIDE)

"""Any entry is encoded as a line of JSON and decoded without a change."""

import dataclasses
import json

from hypothesis import given
from hypothesis import strategies as st

from catalog.generations.codec import build_dataclass, decode, encode
from catalog.model import (
    AgencySize,
    Document,
    DocumentRole,
    DocumentText,
    Entry,
    Featured,
    Identifiers,
    LinkHealth,
    Locator,
    LocatorKind,
    PartialDate,
    Passage,
    Rating,
    Record,
)

TEXT = st.text(max_size=12)
OPTIONAL_TEXT = st.none() | TEXT
COUNT = st.none() | st.integers(0, 10**12)
DAY = st.none() | st.dates()
TEXTS = st.lists(TEXT, max_size=3).map(tuple)


def tuples(values):
    return st.lists(values, max_size=2).map(tuple)


LOCATORS = st.builds(Locator, st.sampled_from(LocatorKind), TEXT, TEXT)
SPANS = tuples(st.tuples(st.integers(0, 99), st.integers(0, 99)))
PASSAGES = st.builds(Passage, st.integers(0, 9), LOCATORS, TEXT, SPANS, SPANS)
DOCUMENTS = st.builds(
    Document, OPTIONAL_TEXT, OPTIONAL_TEXT, OPTIONAL_TEXT, OPTIONAL_TEXT, st.sampled_from(DocumentRole)
)
DOCUMENT_TEXTS = st.builds(DocumentText, OPTIONAL_TEXT, COUNT, OPTIONAL_TEXT, COUNT, COUNT, OPTIONAL_TEXT)
RECORDS = st.builds(
    Record,
    id=TEXT,
    title=TEXT,
    **dict.fromkeys("subtitle summary url format series edition language rights".split(), OPTIONAL_TEXT),
    **dict.fromkeys(
        "topics audiences engagement publishers authors keywords supersedes related aliases".split(), TEXTS
    ),
    documents=tuples(DOCUMENTS),
    agency_size=st.none() | st.builds(AgencySize, COUNT, COUNT),
    published=st.none() | st.builds(PartialDate, st.integers(1, 9999), st.integers(0, 12), st.integers(0, 31)),
    added=DAY,
    reviewed=DAY,
    duration_s=COUNT,
    pages=COUNT,
    identifiers=st.builds(Identifiers, OPTIONAL_TEXT, OPTIONAL_TEXT, OPTIONAL_TEXT, OPTIONAL_TEXT),
    rating=st.none() | st.builds(Rating, TEXT, TEXT, OPTIONAL_TEXT, OPTIONAL_TEXT),
    featured=st.none() | st.builds(Featured, DAY, DAY, OPTIONAL_TEXT),
)
LINK_HEALTH = st.builds(LinkHealth, st.none() | st.dates(), st.booleans())
ENTRIES = st.builds(Entry, RECORDS, tuples(DOCUMENT_TEXTS), tuples(PASSAGES), LINK_HEALTH)


@given(ENTRIES)
def test_any_entry_is_decoded_unchanged(entry):
    decoded = decode(encode(entry))
    assert (decoded, repr(decoded)) == (entry, repr(entry))  # a str is equal to a member of a StrEnum


@given(ENTRIES)
def test_an_entry_is_one_line_of_json(entry):
    line = encode(entry)
    assert b"\n" not in line
    assert set(json.loads(line)) == {"record", "texts", "passages"}


@given(ENTRIES)
def test_equal_entries_give_equal_bytes(entry):
    assert encode(decode(encode(entry))) == encode(entry)


@given(RECORDS)
def test_fields_that_are_newer_than_an_entry_get_their_defaults(record):
    content = json.loads(encode(Entry(record)))["record"]
    content.pop("featured", None)
    assert build_dataclass(Record, content) == dataclasses.replace(record, featured=None)

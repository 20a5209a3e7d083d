"""The outcome of an extraction survives the round trip through JSON, and any other data is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import ExtractError
from catalog.model import Locator, LocatorKind
from indexer.extract.result import ExtractedSection, Extraction
from indexer.sandbox.protocol import from_json, to_json

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200)
LOCATORS = st.builds(Locator, st.sampled_from(["page", "heading", "time", "none"]), TEXT, TEXT)
NUMBERS = st.none() | st.integers(0, 100_000)
EXTRACTIONS = st.builds(
    Extraction,
    media_type=st.sampled_from(["application/pdf", "image/svg+xml"]),
    sections=st.lists(st.builds(ExtractedSection, LOCATORS, TEXT), max_size=5).map(tuple),
    title=TEXT,
    language=TEXT,
    pages=NUMBERS,
    duration_s=NUMBERS,
    method=TEXT,
    notes=st.lists(TEXT, max_size=3).map(tuple),
    running_heads=st.lists(TEXT, max_size=3).map(tuple),
)
PLAIN = json.loads(to_json(Extraction("text/plain", (ExtractedSection(Locator(), "Text."),))))


@given(EXTRACTIONS)
def test_an_extraction_survives_a_round_trip(extraction):
    assert from_json(to_json(extraction)) == extraction


def test_an_error_survives_with_its_kind_and_message():
    error = from_json(to_json(ExtractError("encrypted", "This PDF is encrypted.")))
    assert isinstance(error, ExtractError)
    assert (error.kind, str(error)) == ("encrypted", "This PDF is encrypted.")


def test_control_characters_and_lone_surrogates_are_removed():
    section = ExtractedSection(Locator(LocatorKind.HEADING, "He\x1bad\x07", ""), "a\x00b\x85\nc\td\ud800")
    extraction = from_json(to_json(Extraction("text/plain", (section,))))
    assert extraction.sections == (ExtractedSection(Locator(LocatorKind.HEADING, "Head", ""), "ab\x85\nc\td?"),)
    assert from_json(json.dumps(PLAIN | {"title": "\ud800x"}).encode()).title == "x"


def test_a_very_long_title_is_truncated_and_a_very_long_fragment_left_out():
    section = ExtractedSection(Locator(LocatorKind.HEADING, "Head", "f" * 20_000), "Text.")
    extraction = from_json(to_json(Extraction("text/html", (section,), title="t" * 20_000)))
    assert (len(extraction.title), extraction.sections[0].locator.fragment) == (10_000, "")


@pytest.mark.parametrize(
    "change",
    [
        {"media_type": "text"},
        {"media_type": "text/plain\n"},
        {"media_type": None},
        {"sections": {}},
        {"sections": [["page", "p. 1", "", 7]]},
        {"sections": [["page", "p. 1", "text"]]},
        {"sections": [["screen", "p. 1", "", "text"]]},
        {"sections": [[["page"], "p. 1", "", "text"]]},
        {"sections": [["page", "l" * 1_001, "", "text"]]},
        {"title": None},
        {"title": "t" * 10_001},
        {"pages": -1},
        {"pages": True},
        {"pages": 1.5},
        {"pages": 10**30},
        {"duration_s": "60"},
        {"notes": "note"},
        {"notes": ["n"] * 1_001},
        {"running_heads": ["h"] * 1_001},
        {"more": 1},
    ],
    ids=lambda change: str(change)[:40],
)
def test_a_value_that_an_extraction_cannot_have_is_refused(change):
    with pytest.raises(ValueError, match="not the JSON of an extraction"):
        from_json(json.dumps(PLAIN | change).encode())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b"null",
        b"\xff\xfe",
        b'{"error":["crash"]}',
        b'{"error":["Not A Kind","message"]}',
        b'{"error":["unknown-kind","message"]}',
        b'{"error":["crash","message"],"title":""}',
        b'{"pages":NaN}',
        b'{"title":"no end',
        b"[" * 100_000,
        b'{"pages":' + b"9" * 10_000 + b"}",
        to_json(Extraction("text/plain", ()))[:-1],
    ],
    ids=lambda data: str(data[:24]),
)
def test_data_that_is_not_an_outcome_is_refused(data):
    with pytest.raises(ValueError, match=r"."):
        from_json(data)


def test_small_data_that_would_grow_into_many_objects_is_refused_before_it_is_parsed():
    with pytest.raises(ValueError, match="more structure than text"):
        from_json(b'{"notes":[' + b"{}," * 2_000_000 + b"{}]}")


def test_unclosed_quotes_are_refused_in_linear_time():
    with pytest.raises(ValueError, match=r"."):
        from_json(b'"' + b'\\"' * 2_000_000)


def test_brackets_in_text_do_not_count_as_structure():
    extraction = Extraction("text/plain", (ExtractedSection(Locator(), "[{" * 3_000_000),))
    assert from_json(to_json(extraction)) == extraction

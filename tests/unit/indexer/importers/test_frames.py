"""Items of a source in frames: valid ones come back, and anything else is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.importers.frames import MAX_DEPTH, from_frame, to_frame
from indexer.importers.rows import SourceFault, SourceLink, SourceNote, SourceRow
from indexer.sandbox.frames import MAX_FRAME_BYTES, FrameBuffer, FrameKind


def nested(depth):
    return [] if depth == 0 else [nested(depth - 1)]


@pytest.mark.parametrize(
    "item",
    [
        SourceRow(
            "row 12", {"title": "A report", "pages": 12, "sample": False, "x": None, "authors": ["A", {"b": 1.5}]}
        ),
        SourceFault("line 7", "This line is broken."),
        SourceLink("page", "https://example.org/2"),
    ],
)
def test_an_item_comes_back(item):
    assert from_frame(to_frame(item)) == item


def test_control_characters_and_lone_surrogates_are_dropped():
    assert from_frame(b'["row","row 1",{"a\\u0000":"b\\u001b\\ud800c\\n"}]') == SourceRow("row 1", {"a": "bc\n"})


@pytest.mark.parametrize(
    "values",
    [{"a": float("nan")}, {"a": float("inf")}, {"a": nested(MAX_DEPTH + 1)}, {"a": object()}, {"a" * 2_000: 1}],
)
def test_a_row_with_values_that_cannot_be_sent_becomes_a_fault(values):
    item = from_frame(to_frame(SourceRow("row 3", values)))
    assert isinstance(item, SourceFault | SourceNote)
    assert item.place == "row 3"


def test_a_row_that_is_too_long_becomes_a_fault():
    item = from_frame(to_frame(SourceRow("row 3", {"a": "b" * MAX_FRAME_BYTES})))
    assert item == SourceFault("row 3", "This has more than 4 MB of text and was left out.")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"{}",
        b"[]",
        b'["row","row 1"]',
        b'["row",1,{}]',
        b'["row","row 1",[]]',
        b'["row","row 1",{"a":NaN}]',
        b'["row","row 1",{"a":1e999}]',
        b'["other","row 1","x"]',
        b'["link","' + b"a" * 100 + b'","x"]',
        b"[" * 100_000,
        b'["row","row 1",{"a":' + b"[" * 30 + b"]" * 30 + b"}]",
    ],
)
def test_any_other_content_is_refused(content):
    with pytest.raises(ValueError):  # noqa: PT011 - the reason is of no use to anybody
        from_frame(content)


@given(st.binary() | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(json.dumps).map(str.encode))
def test_any_content_is_an_item_or_is_refused(content):
    try:
        item = from_frame(content)
    except ValueError:
        return
    assert isinstance(item, SourceRow | SourceFault | SourceLink)


@given(st.lists(st.binary(max_size=50), max_size=5), st.integers(1, 60))
def test_frames_are_the_same_however_they_arrive(contents, chunk_size):
    sent = b"".join(len(content).to_bytes(4) + bytes((FrameKind.ITEM,)) + content for content in contents)
    buffer, received = FrameBuffer(), []
    for start in range(0, len(sent), chunk_size):
        buffer.add(sent[start : start + chunk_size])
        received += buffer.frames()
    assert received == [(FrameKind.ITEM, content) for content in contents]

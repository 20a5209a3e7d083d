"""What the parent accepts from a process that draws pages: any answer that is not exactly pages is invalid."""

import json
import struct

import pytest

from document_bytes import pdf
from indexer.extract.pdf.page_rendering import MAX_PAGE_WORDS, PAGE_WIDTH, rendered_pages
from indexer.sandbox.renderer import _page_bytes, pages_from_bytes


def answer(words, number=1, width=100, height=50, channels=1):
    encoded = words if isinstance(words, bytes) else json.dumps(words).encode()
    return struct.pack(">HHHBII", number, width, height, channels, 0, len(encoded)) + encoded


def test_pages_survive_a_round_trip():
    pages = tuple(rendered_pages(pdf(("One",), ("Two",)), 20, 60.0))
    assert pages_from_bytes(b"".join(map(_page_bytes, pages))) == pages


def test_no_pages_are_an_answer():
    assert pages_from_bytes(b"") == ()


def test_control_characters_of_words_are_removed():
    (page,) = pages_from_bytes(answer([["a\x1bb", [[0, 0, 100, 50]]]]))
    assert page.words == (("ab", ((0, 0, 100, 50),)),)


@pytest.mark.parametrize(
    "data",
    [
        b"\0",
        answer([])[:-1],
        answer([]) + b"\0",
        answer([]) * 2,
        answer([], width=PAGE_WIDTH + 2),
        answer([], height=0),
        answer([], channels=2),
        answer(b"{"),
        answer(b"[" * 100_000),
        answer({}),
        answer([["a", []]] * (MAX_PAGE_WORDS + 1)),
        answer([["a" * 65, []]]),
        answer([[1, []]]),
        answer([["a", [[0, 0, 101, 1]]]]),
        answer([["a", [[-1, 0, 1, 1]]]]),
        answer([["a", [[0, 0, 1]]]]),
        answer([["a", [[0, 0, 1, "1"]]]]),
    ],
    ids=range(17),
)
def test_any_other_answer_is_invalid(data):
    with pytest.raises(ValueError, match=r"."):
        pages_from_bytes(data)

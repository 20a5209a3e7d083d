"""The passages of any text have all of its words, with the right locators."""

from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.model import Locator, LocatorKind
from indexer.extract.result import ExtractedSection, Extraction
from indexer.ingest.documents.passages import MAX_PASSAGE_CHARACTERS, split_into_passages

WORDS = st.one_of(
    st.text(max_size=30), st.sampled_from(["U.S.", "end.", "Why?", "a", "\u3002", "x" * 3000, " " * 2000])
)
GAPS = st.sampled_from([" ", "\n", "\n\n", "  \n \n", "", "\u00a0"])
MAX_REPEATED_CHARACTERS = 3 * MAX_PASSAGE_CHARACTERS
"""Further passages of the same words would only take time."""


def repeated(word, gap, count):
    """Return a word with its gap so many times, but not much longer than MAX_REPEATED_CHARACTERS."""
    return (word + gap) * min(count, 1 + MAX_REPEATED_CHARACTERS // (len(word) + 1))


TEXTS = st.lists(st.builds(repeated, WORDS, GAPS, st.integers(1, 30)), max_size=8).map("".join)


def extraction(texts):
    sections = (
        ExtractedSection(Locator(LocatorKind.PAGE, f"p. {n}", f"page={n}"), text) for n, text in enumerate(texts)
    )
    return Extraction("application/pdf", tuple(sections))


def without_whitespace(texts):
    return "".join("".join(text.split()) for text in texts)


@given(st.lists(TEXTS, max_size=4))
def test_the_passages_of_a_section_have_its_whole_text_in_order_and_its_locator(texts):
    passages = split_into_passages(0, extraction(texts))
    for section in extraction(texts).sections:
        section_texts = [passage.text for passage in passages if passage.locator == section.locator]
        assert without_whitespace(section_texts) == without_whitespace([section.text])
    assert without_whitespace(passage.text for passage in passages) == without_whitespace(texts)


@given(st.lists(TEXTS, max_size=4))
def test_no_passage_is_empty_padded_or_too_long(texts):
    for passage in split_into_passages(0, extraction(texts)):
        assert passage.text == passage.text.strip()
        assert 0 < len(passage.text) <= MAX_PASSAGE_CHARACTERS


@settings(max_examples=40)
@given(st.lists(TEXTS, max_size=3))
def test_the_same_text_always_gives_the_same_passages(texts):
    assert split_into_passages(1, extraction(texts)) == split_into_passages(1, extraction(texts))

"""Extracted text is cut into passages between paragraphs, sentences or words."""

from catalog.model import Locator, LocatorKind, Passage
from indexer.extract.result import ExtractedSection, Extraction
from indexer.ingest.documents.passages import (
    MAX_PASSAGE_CHARACTERS,
    MIN_PASSAGE_CHARACTERS,
    TARGET_PASSAGE_CHARACTERS,
    split_into_passages,
)

PAGE = Locator(LocatorKind.PAGE, "p. 1", "page=1")


def texts_of(*texts):
    sections = tuple(
        ExtractedSection(Locator(LocatorKind.PAGE, f"p. {n}", f"page={n}"), text) for n, text in enumerate(texts, 1)
    )
    return [passage.text for passage in split_into_passages(0, Extraction("application/pdf", sections))]


def sentences(count, words=15):
    return " ".join(f"Sentence {n} " + "word " * (words - 3) + "ends." for n in range(count))


def test_a_short_section_is_one_passage_with_its_locator_and_the_number_of_its_document():
    extracted = Extraction("application/pdf", (ExtractedSection(PAGE, "Short text."),))
    assert split_into_passages(3, extracted) == (Passage(3, PAGE, "Short text."),)


def test_short_paragraphs_of_one_section_stay_together():
    assert texts_of("One.\n\nTwo.\n\nThree.") == ["One.\n\nTwo.\n\nThree."]


def test_short_sections_are_not_joined_so_that_locators_stay_correct():
    assert texts_of("On page one.", "On page two.") == ["On page one.", "On page two."]


def test_a_long_section_is_cut_between_paragraphs():
    paragraph = "word " * 80 + "end"
    assert texts_of("\n\n".join([paragraph] * 6)) == ["\n\n".join([paragraph] * 2)] * 3


def test_the_cut_is_at_the_paragraph_end_nearest_to_the_target_length():
    early, late = "a" * 500, "b" * 380
    first, _ = texts_of("\n\n".join([early, late, "c" * 700]))
    assert first == f"{early}\n\n{late}"


def test_a_paragraph_that_is_too_long_is_cut_between_sentences():
    assert all(text.endswith("ends.") for text in texts_of(sentences(60)))


def test_an_initial_is_not_the_end_of_a_sentence():
    filler = "word " * (TARGET_PASSAGE_CHARACTERS // 5)
    first, _ = texts_of(f"{filler}The U.S. Department said so. Then {filler}")
    assert first.endswith("Department said so.")


def test_a_sentence_that_is_too_long_is_cut_between_words():
    pieces = texts_of("word " * 1000)
    assert {word for piece in pieces for word in piece.split()} == {"word"}
    assert len(pieces) > 1


def test_rows_of_a_sheet_are_cut_between_rows():
    assert all(piece.startswith("Row ") for piece in texts_of("\n".join(f"Row {n} | a | b | c" for n in range(200))))


def test_a_very_long_word_is_cut_at_the_limit_and_nothing_is_lost():
    pieces = texts_of("x" * 100_000)
    assert "".join(pieces) == "x" * 100_000
    assert max(map(len, pieces)) <= MAX_PASSAGE_CHARACTERS


def test_no_section_ends_in_a_passage_below_the_minimum_length():
    for count in range(90, 160):
        pieces = texts_of("word " * count * 3)
        assert min(map(len, pieces)) >= min(MIN_PASSAGE_CHARACTERS, len("word " * count * 3) - 1)


def test_passages_of_running_text_have_about_the_target_length():
    pieces = texts_of(sentences(500))
    assert TARGET_PASSAGE_CHARACTERS * 0.9 < sum(map(len, pieces)) / len(pieces) < TARGET_PASSAGE_CHARACTERS * 1.1


def test_white_space_gives_no_passage():
    assert texts_of(" \n\n \t ") == []

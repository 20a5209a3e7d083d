"""The boilerplate of a document and the lines that are no sentences are known with its passages."""

import pytest

from catalog.model import Locator
from indexer.extract.result import ExtractedSection, Extraction
from indexer.ingest.documents.passages import split_into_passages


def unquoted(text, *heads):
    """Return the boilerplate and the rows of a passage as texts."""
    section = ExtractedSection(Locator(), text)
    (passage,) = split_into_passages(0, Extraction("application/pdf", (section,), running_heads=heads))
    return tuple([text[start:end] for start, end in spans] for spans in (passage.boilerplate, passage.rows))


def test_sentences_are_neither():
    assert unquoted("Hiring\n\nIt takes a year to hire an officer.") == ([], [])


def test_running_heads_are_boilerplate_with_any_number():
    assert unquoted("Report 2026 | 3\n\nA text.\n\nReport 2026 | 12", "Report 2026 | 3") == (
        ["Report 2026 | 3", "Report 2026 | 12"],
        [],
    )


def test_page_numbers_are_boilerplate():
    assert unquoted("A text.\n\nPage 3 of 9") == (["Page 3 of 9"], [])


@pytest.mark.parametrize(
    "sentence",
    [
        "\u00a9 2026 Police Foundation.",
        "Copyright 2026 by the Office.",
        "All rights reserved.",
        "This work is licensed under a Creative Commons Attribution 4.0 license.",
        "No part of this publication may be reproduced.",
        "Reproduced with permission of the copyright owner.",
        "The opinions contained herein are those of the authors.",
        "This project was supported by Grant No. 2019-AB-BX-0001.",
        "Todos los derechos reservados.",
    ],
)
def test_a_sentence_of_a_license_is_boilerplate(sentence):
    assert unquoted(f"A guide for chiefs. {sentence} Now read on.") == ([sentence], [])


@pytest.mark.parametrize(
    "text", ["License plate readers.", "Copyright law for chiefs.", "The grant supported training."]
)
def test_other_sentences_about_licenses_are_not(text):
    assert unquoted(text) == ([], [])


def test_rows_of_a_table_are_one_part():
    assert unquoted("Shootings\n\nBoston 1 2 3\n\nDenver 4 5 6\n\nA text.") == ([], ["Boston 1 2 3\n\nDenver 4 5 6"])


def test_contents_are_rows_with_their_title():
    contents = "Contents\n\nHiring 2\n\nPay and benefits 4\n\nTraining 12"
    assert unquoted(f"{contents}\n\nA text.") == ([], [contents])


def test_a_single_line_that_ends_with_a_number_is_text():
    assert unquoted("Chapter 2\n\nA text.") == ([], [])


def test_labels_of_a_form_are_rows_but_a_single_one_is_text():
    assert unquoted("Name:\n\nRank:\n\nA text.") == ([], ["Name:\n\nRank:"])
    assert unquoted("What to ask:\n\nA text.") == ([], [])

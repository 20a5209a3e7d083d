"""ISBN check digits, and DOIs and NCJ numbers without what people write before them."""

import pytest

from catalog.identifiers import bare_doi, bare_identifiers, bare_ncj, isbn_stem


@pytest.mark.parametrize("isbn13", ["9780309467131", "978-0-309-46713-1", "978-0-309-46713-6"])
@pytest.mark.parametrize("isbn10", ["0309467136", "0-309-46713-6", "0-309-46713-1"])
def test_an_isbn_of_ten_digits_and_the_same_of_thirteen_have_one_stem(isbn10, isbn13):
    assert isbn_stem(isbn10) == isbn_stem(isbn13) == "978030946713"


@pytest.mark.parametrize("text", ["080442957X", "080442957x", "0-8044-2957-X", "9780804429573"])
def test_an_isbn_whose_check_digit_is_x_has_a_stem(text):
    assert isbn_stem(text) == "978080442957"


@pytest.mark.parametrize("text", ["2025550143", "1239780309467", "abcdefghij", "\u0663" * 10, "309", ""])
def test_other_numbers_and_words_have_no_stem_of_an_isbn(text):
    assert not isbn_stem(text)


@pytest.mark.parametrize("text", ["doi:10.1/x", "see doi 10.1000/", "doi and isbn", "isbn 12", "https://doi.org/about"])
def test_what_only_resembles_an_identifier_stays(text):
    assert bare_identifiers(text) == text


def test_identifiers_within_a_text_lose_what_names_their_kind():
    assert bare_identifiers("see doi:10.1000/182, ISBN 0 309 46713 6") == "see 10.1000/182, 0309467136"


def test_a_doi_and_an_ncj_number_are_bare():
    assert bare_doi(" https://dx.doi.org/10.1000/182 ") == "10.1000/182"
    assert bare_ncj("NCJ-077443") == bare_ncj("ncj077443") == "077443"

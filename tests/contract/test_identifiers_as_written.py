"""A resource and a text that names it are found by an identifying number in any of its forms, with every engine."""

import pytest

from catalog.model import Identifiers
from catalog.search.query.tree import Query
from factories import entry
from search_results import hit_ids

ISBNS = """978-0-309-46713-1 9780309467131 978-0309467131 978\u20110\u2011309\u201146713\u20111 0-309-46713-6
0309467136""".split()
WAYS_OF_NAMING_AN_ISBN = [*ISBNS, "978 0 309 46713 1", "ISBN 0 309 46713 6"]
WAYS_OF_NAMING_AN_ISBN += [f"{label} {isbn}" for label in ("ISBN", "isbn:", "ISBN-13:") for isbn in ISBNS[:2]]
WAYS_OF_NAMING_AN_ISBN += ["isbn:9780309467131", "isbn:0309467136", "ISBN-10: 0-309-46713-6", "ISBN 978 0 309 46713 1"]
DOIS = """10.17226/24928 doi:10.17226/24928 DOI:10.17226/24928 https://doi.org/10.17226/24928 doi.org/10.17226/24928
http://dx.doi.org/10.17226/24928 https://www.doi.org/10.17226/24928""".split()
WAYS_OF_NAMING_A_DOI = [*DOIS, "doi: 10.17226/24928", "DOI 10.17226/24928", "doi:https://doi.org/10.17226/24928"]
OTHERS = [
    entry("another-book", identifiers=Identifiers(isbn="9780309440127", doi="10.17226/21850", ncj="251573")),
    entry("numbers", pages=["978 of 309 and 46713 in 6 towns, 10 of 17226, 24928 and 0"]),
]


@pytest.mark.parametrize("typed", WAYS_OF_NAMING_AN_ISBN)
@pytest.mark.parametrize("written", ["978-0-309-46713-1", "9780309467131", "ISBN 0-309-46713-6", "0309467136"])
def test_a_book_is_found_by_its_isbn_in_any_form(build, written, typed):
    searcher = build(entry("book", identifiers=Identifiers(isbn=written)), *OTHERS)
    assert hit_ids(searcher, typed) == ["book"]


@pytest.mark.parametrize("written", [*ISBNS, "978 0 309 46713 1", "0 309 46713 6"])
def test_a_text_that_names_an_isbn_is_found_and_the_isbn_is_marked(build, written):
    searcher = build(entry("catalog", pages=[f"Order the book (ISBN {written}) from us."]), *OTHERS)
    for typed in ISBNS:
        (hit,) = searcher.search(Query(typed)).hits
        assert [snippet.text[start:end] for snippet in hit.snippets for start, end in snippet.marks] == [written]


@pytest.mark.parametrize("typed", ["978-0-309-46713-6", "9780309467136", "0-309-46713-1"])
def test_a_book_is_found_if_the_check_digit_of_its_isbn_is_wrong(build, typed):
    searcher = build(entry("book", identifiers=Identifiers(isbn="978-0-309-46713-1")), *OTHERS)
    assert hit_ids(searcher, typed) == ["book"]


@pytest.mark.parametrize("typed", ["0-8044-2957-X", "080442957X", "080442957x", "978-0-8044-2957-3"])
def test_an_isbn_whose_check_digit_is_x_is_found_in_any_form(build, typed):
    searcher = build(entry("book", identifiers=Identifiers(isbn="0-8044-2957-x")), *OTHERS)
    assert hit_ids(searcher, typed) == ["book"]


@pytest.mark.parametrize("typed", WAYS_OF_NAMING_A_DOI)
@pytest.mark.parametrize("written", DOIS)
def test_an_article_is_found_by_its_doi_in_any_form(build, written, typed):
    searcher = build(entry("article", identifiers=Identifiers(doi=written)), *OTHERS)
    assert hit_ids(searcher, typed) == ["article"]


@pytest.mark.parametrize("typed", WAYS_OF_NAMING_A_DOI)
def test_a_text_that_cites_a_doi_is_found_by_it(build, typed):
    searcher = build(entry("citing", pages=["See https://doi.org/10.17226/24928."]), *OTHERS)
    assert hit_ids(searcher, typed) == ["citing"]


@pytest.mark.parametrize("typed", ["10.17226/24928", "doi:10.17226/24928"])
def test_a_resource_whose_web_address_is_that_of_a_doi_is_found_by_the_doi(build, typed):
    searcher = build(entry("article", url="https://doi.org/10.17226/24928"), *OTHERS)
    assert hit_ids(searcher, typed) == ["article"]


@pytest.mark.parametrize("typed", ["77443", "077443", "NCJ 77443", "ncj077443", "NCJ-77443", "ncj:77443", "ncj:077443"])
@pytest.mark.parametrize("written", ["77443", "077443", "NCJ 77443", "NCJ-077443"])
def test_an_ncj_number_is_found_with_and_without_its_letters_and_zeros(build, written, typed):
    searcher = build(entry("report", identifiers=Identifiers(ncj=written)), *OTHERS)
    assert hit_ids(searcher, typed) == ["report"]


def test_an_isbn_among_other_words_is_still_one_number(build):
    searcher = build(entry("book", title="Proactive Policing", identifiers=Identifiers(isbn="978-0-309-46713-1")))
    assert hit_ids(searcher, "proactive policing isbn 0-309-46713-6") == ["book"]


@pytest.mark.parametrize("typed", ["202-555-0143", "1-202-555-0143", "2015-2016", "12 34 56 78"])
def test_telephone_numbers_and_years_are_found_by_their_parts_as_before(build, typed):
    searcher = build(entry("a", pages=[f"See {typed} for more."]))
    assert hit_ids(searcher, typed.replace("-", " ").split()[1]) == ["a"]

"""A term with several meanings finds all of them, offers each one alone, and links back to all."""

import pytest

from catalog.search.disambiguate import choices
from catalog.search.query.interpreter import Interpreter
from catalog.search.query.tree import Query
from catalog.search.result import Choice, ChosenMeaning, Meaning
from catalog.taxonomy import Taxonomy
from factories import entry, vocabulary

SMART, INNOVATION = '"smart policing"', '"policing innovation"'
ENTRIES = (
    entry("a", title="Smart policing in Boston", topics=("technology",)),
    entry("b", title="Smart policing in Austin", topics=("gun-violence",)),
    entry("c", title="Policing innovation in Boston", topics=("technology",)),
    entry("d", title="SPI", topics=("technology",)),
    entry("e", title="License plate readers"),
)


@pytest.fixture
def searcher(build):
    return build(*ENTRIES)


def offered_queries(searcher, text):
    """Return the query text of each meaning that is offered."""
    return [meaning.q for choice in searcher.search(Query(text)).choices for meaning in choice.meanings]


def test_a_term_with_two_meanings_finds_both_and_offers_each_with_its_total(searcher):
    answer = searcher.search(Query("spi"))
    assert sorted(hit.record.id for hit in answer.hits) == ["a", "b", "c", "d"]
    meanings = (Meaning("smart policing", SMART, 2), Meaning("policing innovation", INNOVATION, 1))
    assert answer.choices == (Choice("spi", meanings),)


def test_totals_of_meanings_respect_the_filters(searcher):
    (choice,) = searcher.search(Query("spi", {"topic": ("technology",)})).choices
    assert [meaning.total for meaning in choice.meanings] == [1, 1]


def test_choosing_a_meaning_finds_only_that_one_and_offers_no_choice(searcher):
    answer = searcher.search(Query(SMART))
    assert sorted(hit.record.id for hit in answer.hits) == ["a", "b"]
    assert (answer.choices, answer.expansions) == ((), ())


def test_no_choice_is_offered_if_only_one_meaning_has_results(searcher):
    assert searcher.search(Query("spi", {"topic": ("gun-violence",)})).choices == ()
    assert searcher.search(Query("spi austin")).choices == ()


@pytest.mark.parametrize("text", ["lpr", "smart policing", "=spi", '"spi"', "title:spi", "spi*", "parking", ""])
def test_unambiguous_queries_offer_no_choice(searcher, text):
    assert searcher.search(Query(text)).choices == ()


@pytest.mark.parametrize(
    ("text", "smart", "innovation"),
    [
        ("SPI boston", f"{SMART} boston", f"{INNOVATION} boston"),
        ("the spi of boston", f"{SMART} boston", f"{INNOVATION} boston"),
        ("spi OR lpr", f"{SMART} OR lpr", f"{INNOVATION} OR lpr"),
        ("boston (spi OR lpr)", f"boston ({SMART} OR lpr)", f"boston ({INNOVATION} OR lpr)"),
        ("spi -austin", f"{SMART} -austin", f"{INNOVATION} -austin"),
        ("spi OR SPI", f"{SMART} OR {SMART}", f"{INNOVATION} OR {INNOVATION}"),
        ("spi -(title:spi)", f"{SMART} -title:spi", f"{INNOVATION} -title:spi"),
        ('spi -"an spi site"', f'{SMART} -"an spi site"', f'{INNOVATION} -"an spi site"'),
    ],
)
def test_a_meaning_replaces_only_the_ambiguous_term(searcher, text, smart, innovation):
    assert offered_queries(searcher, text) == [smart, innovation]


def test_meanings_of_an_excluded_term_are_not_offered(searcher):
    assert offered_queries(searcher, "-spi") == []


def test_a_meaning_is_not_offered_for_results_of_the_other_side_of_an_or(build):
    searcher = build(*ENTRIES[:2], *ENTRIES[3:])
    assert offered_queries(searcher, "spi OR lpr") == []


def test_prose_offers_no_choice_because_quotes_have_no_effect_in_it(build):
    text = "spi sites review crime data with analysts from boston twice weekly"
    pages = [f"{text} {meaning}" for meaning in ("smart policing", "policing innovation")]
    assert offered_queries(build(*(entry(f"e{n}", pages=[page]) for n, page in enumerate(pages))), text) == []


def test_a_meaning_that_makes_the_query_too_long_is_not_offered(searcher):
    assert offered_queries(searcher, "spi" + " the" * 499) == [SMART, INNOVATION]
    assert offered_queries(searcher, f"spi -{'x' * 1990}") == []


def test_at_most_three_ambiguous_terms_are_counted():
    counted_texts = []
    groups = tuple((f"{number} meaning of {term}", term) for term in ("aa", "bb", "cc", "dd") for number in "12")
    interpreter = Interpreter(Taxonomy(synonyms=groups), vocabulary)

    def count_texts(texts):
        counted_texts.extend(texts)
        return [1] * len(texts)

    offered = choices(interpreter, interpreter.interpret("aa bb cc dd"), 9, count_texts)
    assert [choice.typed for choice in offered] == ["aa", "bb", "cc"]
    assert not any("meaning of dd" in text for text in counted_texts)


def test_a_corrected_query_offers_the_meanings_of_the_correction(searcher):
    answer = searcher.search(Query("spi bostton"))
    assert answer.did_you_mean.used
    assert offered_queries(searcher, "spi bostton") == [f"{SMART} boston", f"{INNOVATION} boston"]


@pytest.mark.parametrize(
    ("text", "back"),
    [
        (SMART, "SPI"),
        (f"{SMART} boston", "SPI boston"),
        (f"{SMART} OR lpr", "SPI OR lpr"),
        (f"-{SMART}", "-SPI"),
    ],
)
def test_a_query_for_one_meaning_links_back_to_all_of_them(searcher, text, back):
    assert searcher.search(Query(text)).chosen == (ChosenMeaning("smart policing", "SPI", back),)


@pytest.mark.parametrize("text", ["spi", "smart policing", f"title:{SMART}", '"license plate reader"'])
def test_other_queries_have_no_link_back_to_all_meanings(searcher, text):
    assert searcher.search(Query(text)).chosen == ()

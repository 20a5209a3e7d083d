"""Terms that can mean different things: all meanings are found, each is offered alone, and there is a way back."""

import pytest

from catalog.search.disambiguate import choices
from catalog.search.query.interpreter import Interpreter
from catalog.search.query.tree import Query
from catalog.search.result import Choice, Chosen, Meaning
from catalog.taxonomy import Taxonomy
from factories import entry

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


def asked(searcher, text):
    """Return the text of each meaning that is offered."""
    return [meaning.q for choice in searcher.search(Query(text)).choices for meaning in choice.meanings]


def test_a_term_with_two_meanings_finds_both_and_offers_each_with_what_it_finds(searcher):
    answer = searcher.search(Query("spi"))
    assert sorted(hit.record.id for hit in answer.hits) == ["a", "b", "c", "d"]
    meanings = (Meaning("smart policing", SMART, 2), Meaning("policing innovation", INNOVATION, 1))
    assert answer.choices == (Choice("spi", meanings),)


def test_a_choice_counts_with_the_filters_in_force(searcher):
    (choice,) = searcher.search(Query("spi", {"topic": ("technology",)})).choices
    assert [each.total for each in choice.meanings] == [1, 1]


def test_choosing_a_meaning_finds_it_alone_and_leaves_no_choice(searcher):
    answer = searcher.search(Query(SMART))
    assert sorted(hit.record.id for hit in answer.hits) == ["a", "b"]
    assert (answer.choices, answer.expansions) == ((), ())


def test_one_meaning_that_finds_something_is_no_choice(searcher):
    assert searcher.search(Query("spi", {"topic": ("gun-violence",)})).choices == ()
    assert searcher.search(Query("spi austin")).choices == ()


@pytest.mark.parametrize("text", ["lpr", "smart policing", "=spi", '"spi"', "title:spi", "spi*", "parking", ""])
def test_what_is_not_ambiguous_leaves_no_choice(searcher, text):
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
def test_a_meaning_takes_the_place_of_the_term_and_of_nothing_else(searcher, text, smart, innovation):
    assert asked(searcher, text) == [smart, innovation]


def test_a_meaning_beside_a_minus_sign_would_find_more_and_is_not_offered(searcher):
    assert asked(searcher, "-spi") == []


def test_a_meaning_is_not_offered_for_what_the_other_side_of_an_or_finds(build):
    searcher = build(*ENTRIES[:2], *ENTRIES[3:])
    assert asked(searcher, "spi OR lpr") == []


def test_prose_leaves_no_choice_as_quotation_marks_mean_nothing_there(build):
    text = "spi sites review crime data with analysts from boston twice weekly"
    pages = [f"{text} {each}" for each in ("smart policing", "policing innovation")]
    assert asked(build(*(entry(f"e{n}", pages=[page]) for n, page in enumerate(pages))), text) == []


def test_a_choice_that_would_be_too_long_a_text_is_not_offered(searcher):
    assert asked(searcher, "spi" + " the" * 499) == [SMART, INNOVATION]
    assert asked(searcher, f"spi -{'x' * 1990}") == []


def test_the_meanings_of_three_terms_are_counted_at_most():
    counted = []
    groups = tuple((f"{number} meaning of {term}", term) for term in ("aa", "bb", "cc", "dd") for number in "12")
    interpreter = Interpreter(Taxonomy(synonyms=groups))

    def count_texts(texts):
        counted.extend(texts)
        return [1] * len(texts)

    offered = choices(interpreter, interpreter.interpret("aa bb cc dd"), 9, count_texts)
    assert [each.typed for each in offered] == ["aa", "bb", "cc"]
    assert not any("meaning of dd" in text for text in counted)


def test_a_corrected_text_offers_the_meanings_of_what_was_searched(searcher):
    answer = searcher.search(Query("spi bostton"))
    assert answer.did_you_mean.used
    assert asked(searcher, "spi bostton") == [f"{SMART} boston", f"{INNOVATION} boston"]


@pytest.mark.parametrize(
    ("text", "back"),
    [
        (SMART, "SPI"),
        (f"{SMART} boston", "SPI boston"),
        (f"{SMART} OR lpr", "SPI OR lpr"),
        (f"-{SMART}", "-SPI"),
    ],
)
def test_a_meaning_asked_for_alone_has_a_way_back_to_all_of_them(searcher, text, back):
    assert searcher.search(Query(text)).chosen == (Chosen("smart policing", "SPI", back),)


@pytest.mark.parametrize("text", ["spi", "smart policing", f"title:{SMART}", '"license plate reader"'])
def test_what_is_no_single_meaning_of_a_term_has_no_way_back(searcher, text):
    assert searcher.search(Query(text)).chosen == ()

"""Spelling corrections: which texts are corrected, and which are left unchanged."""

import pytest

from catalog.search.spelling.did_you_mean import Speller, SpellingChange
from factories import vocabulary

TITLES = (
    *["License plate readers for police"] * 5,
    *["Community policing and public safety policy"] * 5,
    *["Court cases; the supreme court decisions"] * 5,
    *["Police officers"] * 5,
    *["Burglary and robbery at the edge of town"] * 5,
)
SPELLER = Speller(vocabulary(*TITLES))


def corrections(text):
    return [spelling.text for spelling in SPELLER.corrections(text)]


def best(text):
    return next(iter(corrections(text)), text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("burglery", "burglary"),
        ("pollce officers", "police officers"),
        ("public saftey", "public safety"),
        ("comunity polcing", "community policing"),
        ("the supreme courst decisions", "the supreme court decisions"),
    ],
)
def test_the_intended_text_is_the_first_correction(typed, meant):
    assert best(typed) == meant


def test_the_words_around_decide_between_equally_similar_words():
    assert (best("polic officers"), best("safety polic")) == ("police officers", "safety policy")


@pytest.mark.parametrize("text", ["police officers", "plate", "officers police", "the", "robbery in town"])
def test_words_of_the_index_are_not_corrected(text):
    assert corrections(text) == []


@pytest.mark.parametrize(
    "text",
    [
        *('"burglery"', "\u201cburglery\u201d", "title:burglery", "foo:burglery", "=burglery", "burgle*", "burglery2"),
        *("b@burglery.gov", "www.burglery.gov", "https://burglery", "courts_burglery", "NCJ 251572", "RR-233"),
    ],
)
def test_phrases_fields_exact_words_codes_and_urls_are_left_unchanged(text):
    assert corrections(text) == []


def test_a_word_in_capitals_is_treated_as_an_acronym():
    assert corrections("POLCE officers") == []


def test_a_text_all_in_capitals_is_not_an_acronym():
    assert best("PUBLIC SAFTEY") == "PUBLIC SAFETY"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Public Saftey", "Public Safety"),
        (
            '  "plate raeder"  pollce,  (robery OR -burglery) year:2015',
            '  "plate raeder"  police,  (robbery OR -burglary) year:2015',
        ),
        ("pollce's officers", "police's officers"),
        ("license-plat readers", "license-plate readers"),
    ],
)
def test_case_punctuation_and_spaces_stay_as_typed(typed, meant):
    assert best(typed) == meant


def test_two_words_typed_as_one_are_separated():
    assert best("licenseplate readers") == "license plate readers"


def test_one_word_typed_as_two_is_joined():
    assert best("com munity policing") == "community policing"


def test_two_known_words_are_not_joined():
    speller = Speller(vocabulary(*["data base", "database"] * 5))
    assert speller.corrections("data base") == ()


def test_a_rare_word_is_corrected_to_a_frequent_one_that_fits_far_better():
    speller = Speller(vocabulary(*["case management"] * 300, "managment"))
    assert [spelling.text for spelling in speller.corrections("case managment")] == ["case management"]


def test_a_word_similar_to_no_other_is_left_unchanged():
    assert corrections("zygote") == []


def test_a_spelling_lists_its_changes():
    (spelling, *_) = SPELLER.corrections("Pollce and robery")
    assert spelling.changes == (SpellingChange("Pollce", "Police"), SpellingChange("robery", "robbery"))


def test_at_most_the_requested_number_of_corrections_is_returned():
    assert len(SPELLER.corrections("polic", 1)) == 1


@pytest.mark.parametrize("text", ["", " ", "burglery " * 40, "x" * 2_000, "\x00"])
def test_texts_that_are_empty_or_too_long_are_not_corrected(text):
    assert corrections(text) == []


def test_an_empty_index_corrects_nothing():
    assert Speller(vocabulary()).corrections("police") == ()


def test_a_correct_word_that_the_index_lacks_is_not_taken_for_an_error():
    speller = Speller(vocabulary(*["Risk and train stations"] * 5, *["Slides: how to"] * 5))
    assert speller.corrections("risk terrain") == ()
    assert speller.corrections("sideshow") == ()


def test_a_correct_word_is_replaced_by_its_spelling_in_the_index():
    speller = Speller(vocabulary(*["Focused deterrence and license plates"] * 5))
    assert [spelling.text for spelling in speller.corrections("licence")] == ["license"]
    assert speller.corrections("focussed deterrance")[0].text == "focused deterrence"


def test_a_word_of_the_field_is_not_taken_for_an_error():
    assert best("burglery") == "burglary"
    assert Speller(vocabulary(*TITLES), ["Burglery"]).corrections("burglery") == ()


def test_a_rare_correct_word_may_be_corrected_but_not_with_certainty():
    speller = Speller(vocabulary(*["trial court"] * 300, "trail"))
    (spelling,) = speller.corrections("trail court")
    assert (spelling.text, spelling.certain) == ("trial court", False)


def test_a_correction_of_an_error_is_certain():
    assert all(spelling.certain for spelling in SPELLER.corrections("pollce officers"))


def test_a_word_is_only_separated_into_words_that_follow_each_other_somewhere():
    speller = Speller(vocabulary(*["Plate glass", "Reader club"] * 5))
    assert speller.corrections("platereader") == ()


def test_a_correct_word_may_be_offered_as_one_that_fits_the_words_around_it():
    speller = Speller(vocabulary(*["Street lighting and crime"] * 5))
    assert [(spelling.text, spelling.certain) for spelling in speller.corrections("street lightning")] == [
        ("street lighting", False)
    ]
    assert speller.corrections("lightning") == ()


def test_a_correction_that_takes_a_prefix_off_is_not_certain():
    (spelling, *_) = Speller(vocabulary(*["Certificatoin"] * 5)).corrections("decertificatoin")
    assert (spelling.text, spelling.certain) == ("certificatoin", False)

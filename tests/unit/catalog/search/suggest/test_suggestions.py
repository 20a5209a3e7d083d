"""Suggestions while a query is typed: completions, resources and topics."""

import pytest

from catalog.search.result import Suggestions
from catalog.search.suggest.suggestions import query_so_far
from factories import entry, memory_searcher

TITLES = (
    *("License plate readers: a primer", "License plate readers and privacy", "Licensing of firearms"),
    *("Gun violence in cities", "Gun violence reduction", "Gun crime", "Policy on use of force", "Use of forests"),
    *("Focused deterrence", "Police chiefs", "Police training"),
)


def suggest(text, *titles, limit=8, **changes):
    entries = [entry(f"e{number:02}", title=title, **changes) for number, title in enumerate(titles or TITLES)]
    return memory_searcher(entries).suggest(text, limit)


def completions(text, *titles, **changes):
    return suggest(text, *titles, **changes).completions


def resources(text, *titles):
    return [resource.title for resource in suggest(text, *titles).resources]


def test_a_word_is_completed_to_words_of_the_index_the_most_frequent_first():
    assert completions("gu", "Gun", "Guide", "Guide") == ("guide", "gun")


def test_a_word_is_completed_to_fit_the_word_before():
    assert completions("gun v") == ("gun violence",)


def test_a_word_that_is_often_followed_by_another_is_offered_with_it():
    assert "gun violence" in completions("gun")


def test_after_a_space_the_next_word_is_offered():
    assert completions("license ") == ("license plate", "license plate reader")


def test_after_a_stop_word_the_titles_decide():
    assert completions("use of fo", "Use of force", "Use of force", "A list of forms", "The price of food") == (
        "use of force",
    )


def test_synonyms_of_the_taxonomy_complete_words():
    assert "license plate reader" in completions("licen")


def test_an_acronym_is_completed_to_its_full_term():
    assert completions("alp") == ("ALPR", "license plate reader")


def test_a_publisher_is_completed_by_name_and_by_acronym():
    assert completions("burea", publishers=("BJA",))[0] == "Bureau of Justice Assistance"
    assert completions("bja", publishers=("BJA",))[0] == "Bureau of Justice Assistance"


def test_topics_and_formats_complete_words_when_something_has_them():
    assert completions("webi", format="webinar") == ("Webinar",)
    assert completions("podc", format="webinar") == ()


def test_phrases_without_results_are_not_offered():
    assert completions("smart", "Gun crime") == ()


def test_the_text_before_the_word_stays_as_typed():
    assert completions('Police OR "GUN v') == ('Police OR "GUN violence',)


def test_stop_words_and_single_letters_are_not_offered():
    assert completions("of", "Of a theory", "of b theory") == ()


def test_singular_and_plural_are_not_both_offered():
    assert completions("camer", "Camera", "Cameras", "Cameras") == ("cameras",)


def test_at_most_the_requested_number_of_completions_is_offered():
    assert len(completions("po", limit=2)) == 2


def test_the_text_itself_is_not_offered():
    assert "gun" not in completions("gun")


@pytest.mark.parametrize("text", ["licnse pl", "licnese", "lisen"])
def test_a_mistake_is_corrected_in_any_word(text):
    assert "license plate reader" in completions(text)


@pytest.mark.parametrize("text", ["", "l", " l ", "zzzz", "title:gu", "-", '"', "((", "police " * 40])
def test_nothing_is_offered_if_nothing_matches(text):
    assert completions(text) == ()


def test_resources_have_every_typed_word_in_their_title():
    assert resources("plate pri") == ["License plate readers: a primer", "License plate readers and privacy"]


def test_three_resources_at_most_are_offered():
    assert len(resources("gun", *["Gun crime"] * 5)) == 3


def test_resources_are_found_by_another_form_of_a_word():
    assert resources("licenses plate") == ["License plate readers: a primer", "License plate readers and privacy"]


def test_resources_are_found_despite_a_mistake():
    assert resources("focsed det") == ["Focused deterrence"]


def test_a_topic_is_offered_by_the_prefix_of_a_word_of_its_name():
    suggestions = suggest("viol", topics=("gun-violence", "technology"))
    assert [topic.value for topic in suggestions.topics] == ["gun-violence"]


def test_an_empty_catalog_offers_nothing():
    empty_searcher = memory_searcher()
    assert empty_searcher.suggest("police chiefs") == Suggestions("000001-test")


def test_the_generation_is_returned_even_if_nothing_is_offered():
    assert suggest("").generation == "000001-test"


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("lic", "(lic OR lic*)"),
        ("license pla", "license (pla OR pla*)"),
        ("license ", "license "),
        ('"license pla', " license (pla OR pla*)"),
        ('"license plate"', '"license plate"'),
        ("car OR va", "car OR (va OR va*)"),
        ("car -va", "car -(va OR va*)"),
        ("how do we set up a peer exchange vis", "how do we set up a peer exchange vis*"),
        ("l", ""),
        ("l" * 201, ""),
    ],
)
def test_the_last_word_of_a_query_so_far_may_be_the_beginning_of_others(text, query):
    assert query_so_far(text) == query

"""Suggestions while a query is typed: completions, resources and topics."""

import pytest

from catalog.search.engines.memory.engine import MemoryBackend
from catalog.search.result import Suggestions
from catalog.search.searcher import Searcher
from catalog.search.suggest.known_queries import KnownQuery
from catalog.search.suggest.suggestions import query_so_far
from factories import entry, memory_searcher, taxonomy

TITLES = (
    *("License plate readers: a primer", "License plate readers and privacy", "Licensing of firearms"),
    *("Gun violence in cities", "Gun violence reduction", "Gun crime", "Policy on use of force", "Use of forests"),
    *("Focused deterrence", "Police chiefs", "Police training"),
)


def searcher(*entries, known_queries=()):
    return Searcher(MemoryBackend(entries, taxonomy(), "000001-test"), known_queries)


def suggest(text, *titles, limit=8, known_queries=(), **changes):
    entries = [entry(f"e{number:02}", title=title, **changes) for number, title in enumerate(titles or TITLES)]
    return searcher(*entries, known_queries=known_queries).suggest(text, limit)


def completions(text, *titles, **changes):
    return suggest(text, *titles, **changes).completions


def with_keywords(text, *keywords, **changes):
    """Return the completions in a catalog with one entry for each list of keywords."""
    entries = [entry(f"e{number:02}", title="-", keywords=words, **changes) for number, words in enumerate(keywords)]
    return searcher(*entries).suggest(text).completions


def resources(text, *titles):
    return [resource.title for resource in suggest(text, *titles).resources]


def test_keywords_complete_what_begins_like_them_the_most_frequent_first():
    assert with_keywords("tra", ("training",), ("traffic stops",), ("traffic stops",)) == ("traffic stops", "training")


def test_keywords_also_complete_what_begins_like_a_later_word_of_them():
    assert with_keywords("suic", ("officer suicide",), ("suicide data",)) == ("suicide data", "officer suicide")


def test_no_words_of_summaries_and_documents_are_offered():
    text = {"summary": "Officers in suits.", "pages": ["Many officers wear suits."]}
    assert completions("officer su", "Police chiefs", **text) == ()
    assert completions("sui", "Police chiefs", **text) == ()


def test_a_title_completes_what_it_contains_up_to_the_next_pause():
    assert completions("burglar", "Burglar alarms: a primer") == ("burglar alarms",)
    assert completions("false bur", "On false burglar alarms and privacy") == ("false burglar alarms",)


def test_a_title_that_begins_with_how_to_completes_a_whole_sentence():
    titles = (
        "How to write a bulletin",
        "Look how to wait",
        "How to write a very long text on one and the same old day",
    )
    assert completions("how to w", *titles) == ("how to write a bulletin",)


def test_titles_are_completed_in_lowercase_but_for_acronyms():
    assert completions("gun t", "Gun Tracing by NIBIN") == ("gun tracing",)
    assert completions("tracing b", "Gun Tracing by NIBIN") == ("tracing by NIBIN",)


def test_the_names_of_keywords_keep_their_capitals_in_titles():
    titles = ("Ceasefire Oakland", "Crime in Oakland")
    assert completions("ceasef", *titles, keywords=("Oakland police",)) == ("ceasefire Oakland",)


def test_synonyms_of_the_taxonomy_complete_words():
    assert completions("licen") == ("license plate reader",)


def test_an_acronym_that_was_typed_is_completed_to_its_full_term():
    assert completions("alp") == ("ALPR",)
    assert completions("alpr") == ("license plate reader",)


def test_a_publisher_is_completed_by_name_and_by_acronym():
    assert completions("burea", publishers=("BJA",))[0] == "Bureau of Justice Assistance"
    assert completions("bja", publishers=("BJA",))[0] == "Bureau of Justice Assistance"


def test_topics_and_formats_complete_words_when_something_has_them():
    assert completions("webi", format="webinar") == ("webinar",)
    assert completions("podc", format="webinar") == ()


def test_phrases_without_results_are_not_offered():
    assert completions("smart", "Gun crime") == ()


def test_a_known_query_completes_its_first_words_if_it_succeeds():
    known = (KnownQuery("how do police chiefs train", records=("e00",)), KnownQuery("how do thieves train"))
    titles = ("How police chiefs train", "Police chiefs")
    assert completions("how do", *titles, known_queries=known) == ("how do police chiefs train",)
    assert completions("train", *titles, known_queries=known) == ()


def test_a_known_query_that_does_not_find_its_records_is_not_offered():
    known = (KnownQuery("training chiefs", records=("e01",)),)
    assert completions("training c", "Chiefs in training", "Gun crime", known_queries=known) == ()
    assert completions("training c", "Gun crime", "Chiefs in training", known_queries=known) == ("training chiefs",)


def test_a_known_query_with_results_is_offered_with_the_accents_and_capitals_of_keywords():
    known = (KnownQuery("policia de oakland", "es"),)
    keywords = (("policía local",), ("Oakland",), ("Oakland",))
    entries = [entry(f"e{number}", title="Policía de Oakland", keywords=words) for number, words in enumerate(keywords)]
    assert searcher(*entries, known_queries=known).suggest("policia de").completions == ("policía de Oakland",)


def test_the_text_before_a_phrase_stays_as_typed():
    assert completions('Police OR "GUN v', topics=("gun-violence",)) == ('Police OR "gun violence',)


def test_only_a_phrase_that_fits_the_words_before_it_is_offered():
    keywords = (("grants", "victim services"), ("grants for training",))
    assert with_keywords("grants for vic", *keywords) == ("grants for victim services",)
    assert with_keywords("grants vic", *keywords) == ()


def test_phrases_with_the_words_in_another_order_are_offered():
    assert with_keywords("policy dro", ("drone policy",)) == ("drone policy",)


def test_stop_words_and_single_letters_are_not_offered():
    assert completions("of", "Of a theory", "Theory of b") == ("of a theory",)
    assert with_keywords("of", ("use of force",)) == ()


def test_singular_and_plural_are_not_both_offered():
    assert with_keywords("camer", ("camera",), ("cameras",), ("cameras",)) == ("cameras",)


def test_synonyms_are_not_both_offered():
    assert with_keywords("policy", ("policy on LPR", "policy on license plate readers")) == ("policy on LPR",)


def test_accents_make_no_second_completion():
    assert with_keywords("caf", ("cafe",), ("café",), ("café",)) == ("café",)


def test_at_most_the_requested_number_of_completions_is_offered():
    assert len(completions("po", limit=2, keywords=("police", "policy", "pots"))) == 2


def test_the_text_itself_is_not_offered_nor_its_plural():
    assert with_keywords("gun", ("gun",), ("guns",), ("gun laws",)) == ("gun laws",)


def test_phrases_in_another_language_are_offered_if_there_are_none_in_that_of_the_reader():
    catalog = searcher(
        entry("en", title="-", keywords=("camera policy", "drug courts")),
        entry("es", title="-", language="es", keywords=("cámaras corporales", "drogas")),
    )
    assert catalog.suggest("cam", language="en").completions == ("camera policy",)
    assert catalog.suggest("cam", language="es").completions == ("cámaras corporales",)
    assert catalog.suggest("camaras", language="en").completions == ("cámaras corporales",)
    assert catalog.suggest("cám", language="en").completions == ("cámaras corporales",)
    assert catalog.suggest("dru", language="es").completions == ("drug courts",)


@pytest.mark.parametrize("typed", ["suicde", "offcer sui", "officer siuc", "officr suic"])
def test_a_mistake_is_corrected_so_that_phrases_begin_with_the_text(typed):
    assert "officer suicide" in with_keywords(typed, ("officer suicide",), ("officer safety",), ("siren",))


def test_a_word_that_something_begins_with_is_not_corrected():
    assert completions("gin", "Gun crime", "Gin") == ()


@pytest.mark.parametrize("text", ["licnse pl", "licnese", "lisen"])
def test_a_mistake_is_corrected_in_any_word_of_a_title(text):
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


def test_a_text_that_no_title_has_suggests_the_first_results_of_its_first_completion():
    catalog = searcher(
        entry("a", title="Care", keywords=("officer suicide",)),
        entry("b", title="Safety", keywords=("officer survey",)),
    )
    assert [resource.id for resource in catalog.suggest("officer sui").resources] == ["a"]


def test_a_question_suggests_resources_with_some_of_its_words():
    titles = ("Thefts of plate readers", "Gun crime")
    assert resources("how do we stop thefts of plate readers by zzz", *titles) == ["Thefts of plate readers"]
    assert resources("thefts zzz", *titles) == []


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

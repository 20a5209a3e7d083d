"""On any catalog and any query, choosing a meaning gives exactly the number shown, and never more than before."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.search.query.tree import Query
from factories import entry, memory_searcher, taxonomy

TAXONOMY = taxonomy()
WORDS = st.sampled_from([*"SPI spi gun guns boston the".split(), "smart policing", "policing innovation", "policing"])
ENTRIES = st.lists(st.lists(WORDS, min_size=1, max_size=5).map(" ".join), min_size=2, max_size=12)
PIECES = st.sampled_from([
    "spi", "SPI", "-spi", "spis", "gun", "boston", "OR", "(", ")", '"', "title:spi", "=spi", '"smart policing"', "the",
    "smart policing", "topic:technology", "-gun", "g*", '"gun spi"', "zeppelin",
])  # fmt: skip
TEXTS = st.lists(PIECES, max_size=5).map(lambda pieces: " ".join(["spi", *pieces]))
FILTERS = st.sampled_from([{}, {"topic": ("technology",)}])


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(titles=ENTRIES, text=TEXTS, filters=FILTERS)
def test_choosing_a_meaning_gives_exactly_the_number_shown(titles, text, filters):
    topics = (("technology",), ("gun-violence",))
    entries = [entry(f"e{n}", title=title, topics=topics[n % 2]) for n, title in enumerate(titles)]
    searcher = memory_searcher(entries)
    query = Query(text, filters)
    answer = searcher.search(query)
    for choice in answer.choices:
        assert len(choice.meanings) > 1
        for meaning in choice.meanings:
            assert 0 < searcher.search(replace(query, text=meaning.q)).total == meaning.total <= answer.total


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(titles=ENTRIES, text=TEXTS.filter(lambda text: '"' not in text))  # a phrase of a meaning would go back, too
def test_the_way_back_finds_what_was_found_before(titles, text):
    searcher = memory_searcher([entry(f"e{n}", title=title) for n, title in enumerate(titles)])
    answer = searcher.search(Query(text))
    for meaning in (meaning for choice in answer.choices for meaning in choice.meanings):
        back = [each.q for each in searcher.search(Query(meaning.q)).chosen if each.text == meaning.text]
        assert [searcher.search(Query(each)).total for each in back] == [answer.total]

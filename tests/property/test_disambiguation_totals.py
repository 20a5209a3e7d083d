"""With any catalog and query, choosing a meaning finds exactly its displayed total, and never more than before."""

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


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(titles=ENTRIES, text=TEXTS, filters=FILTERS)
def test_choosing_a_meaning_finds_exactly_its_displayed_total(titles, text, filters):
    topics = (("technology",), ("gun-violence",))
    entries = [entry(f"e{n}", title=title, topics=topics[n % 2]) for n, title in enumerate(titles)]
    searcher = memory_searcher(entries)
    query = Query(text, filters)
    answer = searcher.search(query)
    for choice in answer.choices:
        assert len(choice.meanings) > 1
        for meaning in choice.meanings:
            assert 0 < searcher.search(replace(query, text=meaning.q)).total == meaning.total <= answer.total


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(titles=ENTRIES, text=TEXTS.filter(lambda text: '"' not in text))  # a typed phrase would count as a meaning
def test_the_link_back_to_all_meanings_finds_the_same_total(titles, text):
    searcher = memory_searcher([entry(f"e{n}", title=title) for n, title in enumerate(titles)])
    answer = searcher.search(Query(text))
    for meaning in (meaning for choice in answer.choices for meaning in choice.meanings):
        chosen = searcher.search(Query(meaning.q)).chosen
        queries = [choice.q for choice in chosen if choice.text == meaning.text]
        assert [searcher.search(Query(query)).total for query in queries] == [answer.total]

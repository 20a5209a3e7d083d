"""With any catalog and query, the Whoosh engine returns the same results as the memory engine."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.model import AgencySize, PartialDate, RecordText
from catalog.search.engines.whoosh import WhooshEngine
from catalog.search.query.tree import Query, Sort
from catalog.search.searcher import Searcher
from factories import entry, memory_searcher, taxonomy

TAXONOMY = taxonomy()
WORDS = st.sampled_from(
    "gun guns violence license plate reader lpr police policing the P-20 \u00e9tude smart innovation 9/11 "
    "gangs\u00b9 CO\u2082 Hawai\u02bbi \u0141\u00f3d\u017a \ufb01re 9-1-1 12,500 "
    "gun-safe gunsafe safe e-mail email on-line anti-armas antiarmas "
    "armas arma polic\u00eda policias investigaci\u00f3n investigaciones a\u00f1os a\u00f1o de la".split()
)
LANGUAGES = st.sampled_from([None, "en", "es", "es-MX"])
TEXTS = st.lists(WORDS, max_size=6).map(" ".join)
DATES = st.none() | st.builds(PartialDate, st.integers(2014, 2018), st.integers(0, 12))
SIZES = st.none() | st.builds(AgencySize, st.none() | st.integers(1, 60), st.none() | st.integers(60, 1200))
IDS = st.lists(st.integers(0, 13).map("r{}".format), max_size=2).map(tuple)
TRANSLATIONS = st.lists(
    st.builds(
        RecordText,
        st.sampled_from(["en", "es"]),
        TEXTS.map(lambda text: text or "sin t\u00edtulo"),
        st.none() | TEXTS,
        st.none() | TEXTS,
    ),
    max_size=2,
    unique_by=lambda text: text.language,
).map(tuple)
ENTRY = st.builds(
    lambda number, **changes: entry(f"r{number}", **changes),
    st.integers(0, 12),
    title=TEXTS.map(lambda text: text or "untitled"),
    summary=TEXTS,
    pages=st.lists(TEXTS, max_size=3),
    topics=st.lists(st.sampled_from(["technology", "gun-violence"]), max_size=2, unique=True).map(tuple),
    format=st.sampled_from([None, "webinar", "podcast"]),
    publishers=st.lists(st.sampled_from(["BJA", "Town of Example"]), max_size=1).map(tuple),
    published=DATES,
    agency_size=SIZES,
    series=st.sampled_from([None, "Guides", "guides ", "Talks"]),
    keywords=st.lists(WORDS, max_size=2, unique=True).map(tuple),
    language=LANGUAGES,
    translations=TRANSLATIONS,
    sample=st.booleans(),
    related=IDS,
    supersedes=IDS,
)
ENTRIES = st.lists(ENTRY, max_size=14)
PIECES = st.sampled_from([
    "gun", "violence", '"license plate"', "-police", "lpr", "=lpr", "polic*", "p*", "OR", "(", ")", '"', "title:gun",
    "topic:technology", "year:2015..2016", "smart policing", "spi", "P-20", "the", "publisher:bja", "zeppelin",
    "armas", "arma", '"polic\u00edas investigacion"', "-investigaciones", "policia*", "arm*", "=a\u00f1o", "text:armas",
    "de", "gangs", "co2", "hawai'i", '"911 \u0142\u00f3dz"', "12500", "firing", "\u0142*",
    "gun-safe", "gunsafe", "gun safe", "email", "title:e-mail", "-gunsafe", "online", '"gun-safe"', "antiarma",
    "small agency", "40 officer agency", "agencia de 300 oficiales",
    "title:armas", "-title:polic\u00eda", 'title:"gun violence"', "title:arm*", "summary:a\u00f1os", "sin",
])  # fmt: skip
QUERIES = st.builds(
    Query,
    text=st.lists(PIECES, max_size=5).map(" ".join),
    filters=st.fixed_dictionaries(
        {},
        optional={
            "topic": st.just(("technology",)),
            "format": st.sampled_from([("webinar",), ("webinar", "podcast")]),
            "agency_size": st.sampled_from([("small",), ("small", "major")]),
        },
    ),
    sworn=st.none() | st.integers(1, 1500),
    published_from=st.none() | st.just(PartialDate(2015, 6)),
    published_to=st.none() | st.just(PartialDate(2017)),
    sort=st.none() | st.sampled_from(list(Sort)),
    page=st.integers(1, 2),
    per_page=st.integers(1, 5),
    language=st.sampled_from([None, "en", "es"]),
)


def whoosh_searcher(batches, removed):
    """Return a searcher over batches of entries; the ids are removed with the last batch."""
    folder = Path(tempfile.mkdtemp())
    for batch in batches:
        writer = WhooshEngine().open_writer(folder, TAXONOMY)
        for batch_entry in batch:
            writer.put(batch_entry)
        for record_id in removed if batch is batches[-1] else ():
            writer.remove(record_id)
        writer.commit()
    return Searcher(WhooshEngine().open_backend(folder, TAXONOMY, "000001-test"))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    batches=st.lists(ENTRIES, min_size=1, max_size=3),
    small_batches=st.lists(st.lists(ENTRY, max_size=1), max_size=10),
    removed=st.sets(st.integers(0, 12).map("r{}".format), max_size=3),
    queries=st.lists(QUERIES, min_size=4, max_size=6),
)
def test_both_engines_return_the_same_results(batches, small_batches, removed, queries):
    batches = [*batches, *small_batches]
    latest = {batch_entry.record.id: batch_entry for batch in batches for batch_entry in batch}
    reference = memory_searcher([latest[record_id] for record_id in latest if record_id not in removed])
    searcher = whoosh_searcher(batches, removed)
    for query in queries:
        assert searcher.search(query) == reference.search(query)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    batches=st.lists(ENTRIES, min_size=1, max_size=3),
    removed=st.sets(st.integers(0, 12).map("r{}".format), max_size=3),
    limit=st.integers(0, 9),
)
def test_both_engines_return_the_same_related_resources(batches, removed, limit):
    latest = {batch_entry.record.id: batch_entry for batch in batches for batch_entry in batch}
    reference = memory_searcher([latest[record_id] for record_id in latest if record_id not in removed])
    searcher = whoosh_searcher(batches, removed)
    for record_id in (*latest, "nothing"):
        assert searcher.related(record_id, limit) == reference.related(record_id, limit)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(entries=ENTRIES, query=QUERIES)
def test_selecting_a_facet_value_finds_exactly_its_count(entries, query):
    searcher = memory_searcher({new_entry.record.id: new_entry for new_entry in entries}.values())
    for facet, facet_values in searcher.search(query).facets.items():
        for facet_value in facet_values:
            filtered = Query(
                query.text,
                {**query.filters, facet: (facet_value.value,)},
                query.sworn,
                query.published_from,
                query.published_to,
            )
            assert searcher.search(filtered).total == facet_value.count

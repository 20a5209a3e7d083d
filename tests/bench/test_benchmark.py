"""The benchmark samples the queries it describes, and runs with nothing but the repository."""

import os
import subprocess
import sys

import pytest

import factories
from tests.bench.comparison import geometric_mean, ratio
from tests.bench.facet_values import with_facet_values
from tests.bench.peers.protocol import facet_count_requests
from tests.bench.queries import KINDS, STRATA, BenchQuery, QuerySampler


@pytest.fixture
def entries():
    """A thousand entries; a word that every n-th entry has is named after n."""
    names = {2: "second", 50: "fiftieth", 200: "twohundredth", 1000: "thousandth"}
    titles = (" ".join(name for n, name in names.items() if number % n == 0) for number in range(1000))
    return [factories.entry(str(number), title=title or "nothing") for number, title in enumerate(titles)]


def test_words_are_drawn_from_every_stratum_and_stop_words_from_none(entries):
    queries = QuerySampler(entries).queries()["one word"]
    assert {query.words[0] for query in queries} == {"thousandth", "twohundredth", "fiftieth"}
    assert len(STRATA) == 3


def test_the_same_queries_are_drawn_every_time(entries):
    assert QuerySampler(entries).queries() == QuerySampler(entries).queries()
    assert tuple(QuerySampler(entries).queries()) == KINDS


def test_a_record_gets_the_same_facet_values_every_time_and_keeps_its_language():
    record = factories.record(publishers=("Police Foundation",), language="fr")
    assert with_facet_values(record) == with_facet_values(record)
    assert with_facet_values(record).record.language == "fr"


def test_a_filtered_facet_is_counted_without_its_own_filter():
    query = BenchQuery("one word", ("camera",), {"topic": ("technology",), "format": ("webinar",)})
    (filters, unfiltered), *other_requests = facet_count_requests(query)
    assert filters == query.filters
    assert not {"topic", "format"} & set(unfiltered)
    assert other_requests == [({"format": ("webinar",)}, ("topic",)), ({"topic": ("technology",)}, ("format",))]


def test_a_ratio_compares_the_medians_of_the_queries_that_both_answered():
    assert ratio([(1.0, 2.0), (2.0, 6.0), (3.0, 4.0)]) == 2.0
    assert ratio([]) is None
    assert geometric_mean([2.0, None, 8.0]) == pytest.approx(4.0)


def test_the_benchmark_runs_without_real_data_and_prints_its_tables():
    environment = {name: value for name, value in os.environ.items() if name != "CATALOG_BENCH_DATA"}
    command = [sys.executable, "-m", "tests.bench", "--sizes", "60", "--parts", "suggestions", "limits"]
    process = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert "## 60 records: suggestions" in process.stdout
    assert "| 10,000 letters in a row | refused |" in process.stdout
    assert "failed" not in process.stdout

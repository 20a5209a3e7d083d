"""The benchmark asks what it says it asks, and runs where nothing but the repository is there."""

import os
import subprocess
import sys

import pytest

import factories
from tests.bench.facets import dressed
from tests.bench.peers.plain import countings
from tests.bench.queries import KINDS, STRATA, Asked, Drawing
from tests.bench.timings import geometric_mean, ratio


@pytest.fixture
def entries():
    """A thousand entries in which a word that every n-th has is called after n."""
    names = {2: "second", 50: "fiftieth", 200: "twohundredth", 1000: "thousandth"}
    made = (" ".join(name for every, name in names.items() if number % every == 0) for number in range(1000))
    return [factories.entry(str(number), title=title or "nothing") for number, title in enumerate(made)]


def test_words_are_drawn_from_every_stratum_and_stop_words_from_none(entries):
    asked = Drawing(entries).queries()["one word"]
    assert {each.words[0] for each in asked} == {"thousandth", "twohundredth", "fiftieth"}
    assert len(STRATA) == 3


def test_the_same_queries_are_drawn_each_time(entries):
    assert Drawing(entries).queries() == Drawing(entries).queries()
    assert tuple(Drawing(entries).queries()) == KINDS


def test_a_record_is_dressed_the_same_each_time_and_keeps_its_language():
    record = factories.record(publishers=("Police Foundation",), language="fr")
    assert dressed(record) == dressed(record)
    assert dressed(record).record.language == "fr"


def test_a_filtered_facet_is_counted_without_its_own_filter():
    asked = Asked("one word", ("camera",), {"topic": ("technology",), "format": ("webinar",)})
    (filters, free), *alone = countings(asked)
    assert filters == asked.filters
    assert not {"topic", "format"} & set(free)
    assert alone == [({"format": ("webinar",)}, ("topic",)), ({"topic": ("technology",)}, ("format",))]


def test_ratios_are_of_the_queries_that_both_answered():
    assert ratio([(1.0, 2.0), (2.0, 6.0), (3.0, 4.0)]) == 2.0
    assert ratio([]) is None
    assert geometric_mean([2.0, None, 8.0]) == pytest.approx(4.0)


def test_it_runs_without_real_data_and_prints_its_tables():
    environment = {name: value for name, value in os.environ.items() if name != "CATALOG_BENCH_DATA"}
    command = [sys.executable, "-m", "tests.bench", "--sizes", "60", "--parts", "suggestions", "limits"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert "## 60 records: suggestions" in done.stdout
    assert "| 10,000 letters in a row | refused |" in done.stdout
    assert "failed" not in done.stdout

"""Whatever is published and rolled back, a copy that follows the changes is the same as a new one."""

import datetime as dt
import gzip
import json
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch
from urllib.parse import urlsplit

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import factories
from catalog.generations.generation import Generations
from catalog.search.ports import load_engine
from indexer.ingest import rollback
from indexer.ingest.files import program_files
from indexer.ingest.model import IngestOptions
from indexer.ingest.pipeline import ingest
from webui import create_app

NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Step:
    """Changes to the records, which are published, or a rollback to one of the generations.

    A record without a title is removed. The clock has gone on, or back, by some seconds.
    """

    seconds: int
    changes: dict[str, str | None]
    is_full: bool
    rollback_to: int | None


STEPS = st.builds(
    Step,
    st.integers(-2, 3),
    st.dictionaries(st.sampled_from("abc"), st.sampled_from([None, "First", "Second"]), max_size=2),
    st.booleans(),
    st.none() | st.integers(0, 2),
)


@given(st.lists(STEPS, min_size=8, max_size=8))
@settings(
    max_examples=6,
    derandomize=True,
    database=None,
    phases=[Phase.generate],  # to shrink an example takes minutes
    suppress_health_check=list(HealthCheck),
)
def test_a_copy_that_follows_the_changes_is_the_same_as_a_new_one(steps):
    with tempfile.TemporaryDirectory() as name:
        data_settings = factories.settings(Path(name), engine="memory")
        factories.write_corpus(data_settings.corpus, factories.record("always", title="Here"))
        records, published, copies, time = {"always": "Here"}, {}, [], NOON
        with clock(NOON):
            ingest(data_settings)
        client = create_app(data_settings).test_client()
        published[generation(client)] = dict(records)
        for step in steps:
            time += dt.timedelta(seconds=step.seconds)
            with clock(time):
                take(step, data_settings, records)
            content = published.setdefault(generation(client), dict(records))
            check(client, content, copies)


def take(step, data_settings, records):
    """Change the corpus and publish it, or roll back; `records` are the titles by id."""
    if step.rollback_to is not None:
        names = Generations(data_settings.data, load_engine(data_settings), 3).names()
        rollback.roll_back(data_settings, names[step.rollback_to % len(names)])
        return
    for record_id, title in step.changes.items():
        if title:
            factories.write_record(data_settings.corpus, factories.record(record_id, title=title))
        else:
            (data_settings.corpus / f"records/{record_id}.json").unlink(missing_ok=True)
    records |= step.changes
    ingest(data_settings, IngestOptions(full=step.is_full))


@contextmanager
def clock(time):
    """Set the clock of publications and rollbacks."""
    module = SimpleNamespace(UTC=dt.UTC, datetime=SimpleNamespace(now=lambda _zone: time))
    with patch.object(program_files, "dt", module), patch.object(rollback, "dt", module):
        yield


def check(client, content, copies):
    """Compare the list, the file and every copy, brought up to date, with what was published; add a copy."""
    expected = {key: title for key, title in content.items() if title}
    as_of, listed_titles = listed(client)
    assert listed_titles == in_file(client) == expected
    for copied_at, copied in copies:
        updated = copied | listed(client, f"&changed_since={copied_at}")[1]
        assert {key: title for key, title in updated.items() if title} == expected
    copies.append((as_of, listed_titles))


def generation(client):
    return client.get("/api/v1/status").json["generation"]


def in_file(client):
    with client.get("/api/v1/resources.jsonl.gz") as response:
        lines = map(json.loads, gzip.decompress(response.data).splitlines())
        return {line["id"]: line["record"]["title"] for line in lines}


def listed(client, parameters=""):
    """Return the time of a list, and its titles by id; those of removed resources are None."""
    titles, url, times = {}, f"/api/v1/resources?per_page=2{parameters}", []
    while url:
        page = client.get(url).json
        times.append(page["as_of"])
        titles |= {one["id"]: one["record"] and one["record"]["title"] for one in page["resources"]}
        url = page["links"]["next"] and urlsplit(page["links"]["next"])._replace(scheme="", netloc="").geturl()
    return times[0], titles

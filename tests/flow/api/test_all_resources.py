"""All resources of the catalog: page by page, what changed since a time, and as one file."""

import gzip
import json
import shutil
import time

import pytest

import factories
import web_catalog
from catalog.generations.generation import RESOURCES
from factories import publish, record, settings, write_record
from indexer.ingest.pipeline import ingest
from indexer.ingest.rollback import roll_back
from publishing import generations
from webui import create_app
from webui.api import resource_list

URL = "/api/v1/resources"
IDS = sorted(record.id for record in web_catalog.RECORDS)


def answer(client, url=URL):
    response = client.get(url.partition("8000")[2] or url)
    assert response.status_code == 200, response.text
    return response.json


def pages(client, url=URL):
    """Return the answers of all pages from a URL on."""
    answers = [answer(client, url)]
    while address := answers[-1]["links"]["next"]:
        answers.append(answer(client, address))
    return answers


def changes(client, since):
    listed = answer(client, f"{URL}?changed_since={since}")
    return {resource["id"]: resource["change"] for resource in listed["resources"]}


@pytest.fixture(scope="module")
def published_twice(tmp_path_factory):
    """A folder with two generations, and the time of the first one."""
    folder = tmp_path_factory.mktemp("twice")
    publish(folder, record("a"), record("b"), record("d"))
    first = answer(create_app(settings(folder)).test_client())["as_of"]
    time.sleep(1)  # the log has whole seconds
    (folder / "corpus/records/b.json").unlink()
    write_record(folder / "corpus", record("a", title="Changed"))
    write_record(folder / "corpus", record("c"))
    ingest(settings(folder))
    return folder, first


@pytest.fixture
def changed(folder, published_twice):
    """A client, and the times of its first and its second generation: `a` has changed, `b` is gone, `c` is new."""
    shutil.copytree(published_twice[0], folder, dirs_exist_ok=True)
    client = create_app(settings(folder)).test_client()
    return client, published_twice[1], answer(client)["as_of"]


def test_the_pages_have_every_resource_once_by_id(client):
    answers = pages(client, f"{URL}?per_page=4")
    assert [resource["id"] for page in answers for resource in page["resources"]] == IDS
    assert {page["total"] for page in answers} == {len(IDS)}


def test_a_page_of_long_resources_has_fewer(client, monkeypatch):
    monkeypatch.setattr(resource_list, "MAX_PAGE_CHARACTERS", 1)
    answers = pages(client, f"{URL}?per_page=500")
    assert [[resource["id"] for resource in page["resources"]] for page in answers] == [[name] for name in IDS]


def test_a_listed_resource_is_that_of_its_own_address(client):
    listed = next(one for one in answer(client)["resources"] if one["id"] == "guide")
    single = client.get(f"{URL}/guide").json
    assert {name: listed[name] for name in ("page_url", "labels", "record", "documents")} == {
        name: single[name] for name in ("page_url", "labels", "record", "documents")
    }


def test_labels_and_pages_are_in_the_language_of_the_answer(client):
    talk = next(one for one in answer(client, f"{URL}?lang=es")["resources"] if one["id"] == "talk")
    assert talk["page_url"].endswith("/es/resources/talk")


def test_what_changed_since_a_time_includes_that_time_and_removals(changed):
    client, first, second = changed
    assert changes(client, second) == {"a": "changed", "b": "removed", "c": "added"}
    assert changes(client, first) == {"a": "changed", "b": "removed", "c": "added", "d": "added"}


def test_a_removed_resource_has_nothing_but_its_id_and_the_time(changed):
    client, _first, second = changed
    removed = answer(client, f"{URL}?changed_since={second}")["resources"][1]
    assert (removed.pop("id"), removed.pop("change"), removed.pop("changed_at")) == ("b", "removed", second)
    assert removed == {"page_url": None, "labels": None, "record": None, "documents": []}


def test_without_a_time_removed_resources_are_left_out(changed):
    client, _first, _second = changed
    assert [resource["id"] for resource in answer(client)["resources"]] == ["a", "c", "d"]


def test_a_rollback_is_a_change(changed, folder):
    client, _first, second = changed
    roll_back(settings(folder))
    assert changes(client, second) == {"a": "changed", "b": "added", "c": "removed"}


def test_the_file_is_sent_again_after_a_rollback_to_who_only_knows_its_time(changed, folder):
    client, _first, _second = changed
    response, content = download(client)
    header = {"If-Modified-Since": response.headers["Last-Modified"]}
    assert download(client, **header)[0].status_code == 304
    time.sleep(1)  # the header has whole seconds
    roll_back(settings(folder))
    response, earlier_content = download(client, **header)
    assert (response.status_code, earlier_content != content) == (200, True)


def test_a_time_within_the_second_of_a_change_includes_it(changed):
    client, _first, second = changed
    assert changes(client, second.replace("Z", ".999Z")) == changes(client, second)


def test_the_next_page_is_valid_for_any_time(changed):
    client, _first, _second = changed
    assert len(pages(client, f"{URL}?changed_since=0099-01-01&per_page=2")) == 2


def test_the_next_page_keeps_the_other_parameters(changed):
    client, first, _second = changed
    following = answer(client, f"{URL}?changed_since={first}&per_page=2&lang=es")["links"]["next"]
    assert f"after=b&changed_since={first.replace(':', '%3A')}&per_page=2&lang=es" in following


@pytest.mark.parametrize(
    "text", ["2026-11-30", "2026-11-30T08:15:00Z", "2026-11-30T08:15:00+01:00", "2026-11-30T08:15"]
)
def test_a_day_or_a_time_is_understood(client, text):
    assert client.get(f"{URL}?changed_since={text}").status_code == 200


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("changed_since=yesterday", "changed_since"),
        ("changed_since=2026-02-30", "changed_since"),
        ("changed_since=0001-01-01T00:00:00%2B14:00", "changed_since"),
        ("per_page=0", "per_page"),
        ("per_page=501", "per_page"),
        ("per_page=many", "per_page"),
        ("changedsince=2026-11-30", "changedsince"),
        ("lang=fr", "lang"),
    ],
)
def test_a_wrong_parameter_is_named(client, query, parameter):
    response = client.get(f"{URL}?{query}")
    assert (response.status_code, list(response.json["errors"])) == (400, [parameter])


@pytest.mark.parametrize("name", ["page", "offset"])
def test_who_asks_for_a_page_by_its_number_is_told_how_pages_go_on(client, name):
    (message,) = client.get(f"{URL}?{name}=2").json["errors"][name]
    assert message == "unknown parameter: did you mean 'after'?"


def download(client, **headers):
    """Return the response with the file, and its body."""
    with client.get(f"{URL}.jsonl.gz", headers=headers) as response:
        return response, response.data


def test_the_file_has_every_resource_by_id(client):
    lines = [json.loads(line) for line in gzip.decompress(download(client)[1]).splitlines()]
    assert [line["id"] for line in lines] == IDS
    guide = next(line for line in lines if line["id"] == "guide")
    assert guide["record"] == client.get(f"{URL}/guide").json["record"]


def test_the_file_has_its_generation_as_etag(client):
    response, _ = download(client)
    generation = client.get("/api/v1/status").json["generation"]
    assert (response.headers["ETag"], response.mimetype) == (f'"{generation}"', "application/gzip")
    assert download(client, **{"If-None-Match": response.headers["ETag"]})[0].status_code == 304


def test_the_file_may_be_kept_as_long_as_any_other_answer(client):
    headers = download(client)[0].headers
    assert headers["Cache-Control"] == client.get(URL).headers["Cache-Control"]
    assert "Expires" not in headers


def test_a_part_of_the_file_can_be_requested(client):
    part, content = download(client, Range="bytes=10-19")
    assert (part.status_code, content) == (206, download(client)[1][10:20])


def test_a_generation_without_the_file_says_when_it_will_be_written(tmp_path):
    publish(tmp_path, record("a"))
    data = generations(tmp_path)
    client = create_app(factories.settings(tmp_path)).test_client()
    assert client.get("/readyz").status_code == 200
    (data.folder(data.current()) / RESOURCES).unlink()
    response = client.get(f"{URL}.jsonl.gz")
    assert response.status_code == 404
    assert "next time the catalog is indexed" in response.json["detail"]


@pytest.mark.parametrize(
    ("name", "nearest"), [("page", "after"), ("cursor", "after"), ("modified_since", "changed_since")]
)
def test_what_other_catalogs_call_a_parameter_is_understood(client, name, nearest):
    assert client.get(f"{URL}?{name}=1").json["errors"] == {name: [f"unknown parameter: did you mean '{nearest}'?"]}

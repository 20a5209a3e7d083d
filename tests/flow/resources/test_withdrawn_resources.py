"""The address of a withdrawn resource says when and why it was withdrawn, and what replaces it. Drafts are not seen."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup

from catalog.model import Document, RecordStatus, Withdrawal
from factories import publish, record, settings, write_record
from indexing import found_ids, run, write_text
from webui import create_app

REASON = "The study was retracted by its authors"


def withdrawn(record_id="old", replaced_by="new", **changes):
    withdrawal = Withdrawal(dt.date(2026, 5, 1), REASON, replaced_by)
    return record(record_id, title="Old guide", status=RecordStatus.WITHDRAWN, withdrawn=withdrawal, **changes)


@pytest.fixture
def published(folder):
    """The folder of a catalog with one withdrawn resource, its successor and a draft."""
    publish(
        folder,
        withdrawn(aliases=("older", "/clearinghouse/resource/9/old-guide"), documents=(Document(path="old/a.txt"),)),
        record("new", title="New guide"),
        record("idea", title="Idea for a guide", status=RecordStatus.DRAFT),
        documents={"old/a.txt": "Retracted findings."},
    )
    return folder


@pytest.fixture
def client(published):
    return site(published)


def site(folder):
    """Return a client of the site as it is published now."""
    return create_app(settings(folder)).test_client()


@pytest.mark.parametrize(
    "path",
    [
        *("/resources/old", "/resources/older", "/resources/old/text/1", "/documents/old/a.txt"),
        "/clearinghouse/resource/9/old-guide",
    ],
)
def test_every_page_of_a_withdrawn_resource_is_gone_and_says_why(client, path):
    response = client.get(path)
    page = BeautifulSoup(response.text, "lxml")
    assert (response.status_code, page.h1.text) == (410, "This resource was withdrawn")
    assert page.select_one(".lead").text == f"“Old guide” was withdrawn on May 1, 2026. {REASON}."


def test_the_page_leads_to_the_resource_that_replaces_it(client):
    link = BeautifulSoup(client.get("/resources/old").text, "lxml").select_one(".notice-box a")
    assert (link["href"], link.text) == ("/resources/new", "New guide")


def test_the_page_speaks_spanish(client):
    page = BeautifulSoup(client.get("/es/resources/old").text, "lxml")
    assert "1 de mayo de 2026" in page.select_one(".lead").text
    assert page.select_one(".notice-box a")["href"] == "/es/resources/new"


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/resources/old",
        "/api/v1/resources/older/related",
        *(f"/resources/old.{extension}" for extension in ("ris", "bib", "csl.json")),
    ],
)
def test_programs_get_a_problem_with_the_reason_and_the_successor(client, path):
    response = client.get(path)
    assert (response.status_code, response.mimetype) == (410, "application/problem+json")
    assert response.json["detail"] == f"“Old guide” was withdrawn on May 1, 2026. {REASON}."
    assert response.json["replaced_by"]["id"] == "new"


def test_withdrawn_records_and_drafts_are_found_by_no_search(client, published):
    assert found_ids(published) == ["new"]
    assert client.get("/resources/idea").status_code == 404


def test_the_report_names_the_drafts(published):
    assert "idea is a draft and is not published." in run(published).notes


def test_withdrawing_a_live_record_removes_it_and_making_it_live_again_brings_it_back(folder):
    publish(folder, record("old", title="Old guide"), record("new"))
    write_record(folder / "corpus", withdrawn())
    assert run(folder).records["removed"] == 1
    assert site(folder).get("/resources/old").status_code == 410
    write_record(folder / "corpus", record("old", title="Old guide"))
    run(folder)
    assert site(folder).get("/resources/old").status_code == 200


def test_a_changed_reason_is_published(published):
    write_record(published / "corpus", withdrawn(replaced_by=None))
    report = run(published)
    assert (report.published, report.notes[-1]) == (True, "The notices of withdrawn resources have changed (1 now).")
    assert "replaced_by" not in site(published).get("/api/v1/resources/old").json


def test_a_withdrawn_record_whose_file_is_refused_stays_withdrawn(published):
    write_text(published, "old.json", "{")
    run(published)
    assert site(published).get("/resources/old").status_code == 410


def test_a_withdrawn_record_whose_file_is_gone_is_forgotten(published):
    (published / "corpus/records/old.json").unlink()
    run(published)
    assert site(published).get("/resources/old").status_code == 404


def test_a_chain_of_withdrawals_leads_to_the_resource_at_its_end(published):
    write_record(published / "corpus", withdrawn("first", replaced_by="old"))
    run(published)
    api = site(published)
    assert api.get("/api/v1/resources/first").json["replaced_by"]["id"] == "new"


def test_withdrawals_that_name_each_other_have_no_successor(published):
    write_record(published / "corpus", withdrawn("first", replaced_by="old"))
    write_record(published / "corpus", withdrawn("old", replaced_by="first"))
    run(published)
    api = site(published)
    assert "replaced_by" not in api.get("/api/v1/resources/first").json


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        (withdrawn(replaced_by="nope"), [("unknown-id", "old", "withdrawn.replaced_by")]),
        (withdrawn(replaced_by="old"), [("own-id", "old", "withdrawn.replaced_by")]),
        (record("new", related=("old",)), [("unknown-id", "new", "related[0]")]),
        (record("new", supersedes=("old",), related=("idea",)), []),
    ],
)
def test_records_name_only_what_they_may(published, changed, fields):
    write_record(published / "corpus", changed)
    assert [(problem.kind, problem.record, problem.field) for problem in run(published).problems] == fields


@pytest.mark.parametrize("path", ["/resources/old", "/clearinghouse/resource/old", "/api/v1/resources/old"])
def test_a_withdrawn_resource_whose_id_is_an_alias_of_another_one_by_mistake_is_gone(folder, path):
    publish(folder, withdrawn(), record("new", title="New guide", aliases=("old", "other")))
    client = site(folder)
    assert (client.get(path).status_code, client.get("/resources/other").status_code) == (410, 301)

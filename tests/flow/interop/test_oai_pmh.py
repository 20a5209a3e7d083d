"""OAI-PMH 2.0 at /oai: every verb, argument and error of the protocol."""

import datetime as dt
import shutil
import time
from urllib.parse import urlencode

import pytest

import web_catalog
from export_readers import read_xml
from factories import publish, record, settings, write_record
from indexer.ingest.pipeline import ingest
from indexer.ingest.rollback import roll_back
from webui import create_app
from webui.interop.oai import answers as oai_answers
from webui.interop.oai import repository as oai_repository

OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
SITE = {"public_url": "https://clearinghouse.example"}


def asked(client, verb, **arguments):
    """Return the root element of the response; `from_` is the argument `from`."""
    arguments = {"verb": verb, **{name.rstrip("_"): value for name, value in arguments.items()}}
    response = client.get(f"/oai?{urlencode(arguments)}")
    assert (response.status_code, response.mimetype) == (200, "text/xml")
    return read_xml(response.text)


def error_code(document):
    return document.find(f"{OAI}error").get("code")


def identifiers(document):
    return [element.text.rpartition(":")[2] for element in document.iter(f"{OAI}identifier")]


def harvested(client, verb="ListIdentifiers", **arguments):
    """Return the responses of a whole harvest."""
    responses = [asked(client, verb, **{"metadataPrefix": "oai_dc", **arguments})]
    while token := responses[-1].findtext(f"{OAI}{verb}/{OAI}resumptionToken"):
        responses.append(asked(client, verb, resumptionToken=token))
    return responses


@pytest.fixture
def small_pages(monkeypatch):
    monkeypatch.setattr(oai_repository, "PAGE_SIZE", 3)


@pytest.fixture(scope="module")
def published_twice(tmp_path_factory):
    folder = tmp_path_factory.mktemp("twice")
    publish(folder, record("a"), record("b", topics=("technology",)), record("d", format="webinar"), **SITE)
    time.sleep(1)  # datestamps have whole seconds
    (folder / "corpus/records/b.json").unlink()
    write_record(folder / "corpus", record("a", title="Changed"))
    write_record(folder / "corpus", record("c", topics=("technology",)))
    ingest(settings(folder, **SITE))
    return folder


@pytest.fixture
def changed(folder, published_twice):
    """A folder with a second generation, in which `a` has changed, `b` is gone and `c` is new."""
    return shutil.copytree(published_twice, folder, dirs_exist_ok=True)


def client_of(folder):
    return create_app(settings(folder, **SITE)).test_client()


# Verbs


def test_identify_describes_the_repository(client):
    element = asked(client, "Identify").find(f"{OAI}Identify")
    names = ("baseURL", "protocolVersion", "adminEmail", "deletedRecord", "granularity", "compression")
    assert [element.findtext(f"{OAI}{name}") for name in names] == [
        "https://clearinghouse.example/oai",
        "2.0",
        "webmaster@clearinghouse.example",
        "transient",
        "YYYY-MM-DDThh:mm:ssZ",
        "gzip",
    ]


def test_the_earliest_datestamp_is_the_start_of_the_change_log(changed):
    client = client_of(changed)
    earliest = asked(client, "Identify").findtext(f"{OAI}Identify/{OAI}earliestDatestamp")
    stamps = [stamp.text for stamp in asked(client, "ListIdentifiers", metadataPrefix="oai_dc").iter(f"{OAI}datestamp")]
    assert earliest == min(stamps) < max(stamps)


def test_the_one_format_is_dublin_core(client):
    formats = asked(client, "ListMetadataFormats").iter(f"{OAI}metadataPrefix")
    assert [element.text for element in formats] == ["oai_dc"]


def test_topics_and_formats_are_sets_below_one_for_all(client):
    specs = [element.text for element in asked(client, "ListSets").iter(f"{OAI}setSpec")]
    assert {"topic", "topic:technology", "format", "format:webinar"} <= set(specs)


def test_a_record_is_dublin_core_with_its_page_as_first_identifier(client):
    document = asked(client, "GetRecord", identifier="oai:clearinghouse.example:guide", metadataPrefix="oai_dc")
    values = {}
    for element in document.find(f".//{OAI}metadata")[0]:
        values.setdefault(element.tag.removeprefix(DC), []).append(element.text)
    assert values["title"] == ["Body-worn cameras in small towns: A guide for chiefs"]
    assert values["identifier"][:2] == ["https://clearinghouse.example/resources/guide", "https://example.org/guide"]
    assert values["creator"] == ["A. Author"]
    assert values["type"] == ["Publication", "Text"]
    assert values["format"] == ["application/pdf"]


def test_a_header_names_the_sets_of_a_resource(client):
    document = asked(client, "GetRecord", identifier="oai:clearinghouse.example:talk", metadataPrefix="oai_dc")
    specs = [element.text for element in document.iter(f"{OAI}setSpec")]
    assert specs == ["topic:technology", "topic:gun-violence", "format:webinar"]


@pytest.mark.usefixtures("small_pages")
def test_a_harvest_has_every_resource_once_in_the_order_of_ids(client):
    ids = [key for document in harvested(client, "ListRecords") for key in identifiers(document)]
    assert ids == sorted(record.id for record in web_catalog.RECORDS)


@pytest.mark.usefixtures("small_pages")
def test_the_last_part_of_a_list_ends_with_an_empty_token(client):
    *_, last = harvested(client)
    token = last.find(f".//{OAI}resumptionToken")
    assert (token.text, int(token.get("completeListSize"))) == (None, len(web_catalog.RECORDS))


def test_a_list_of_long_records_has_more_parts(client, monkeypatch):
    monkeypatch.setattr(oai_answers, "MAX_LIST_CHARACTERS", 1)
    responses = harvested(client, "ListRecords")
    assert [identifiers(response) for response in responses] == [[record.id] for record in sorted_records()]


def sorted_records():
    return sorted(web_catalog.RECORDS, key=lambda one: one.id)


def test_a_list_with_one_part_has_no_token(client):
    assert asked(client, "ListIdentifiers", metadataPrefix="oai_dc").find(f".//{OAI}resumptionToken") is None


@pytest.mark.parametrize("spec", ["topic:technology", "format:webinar", "topic"])
def test_a_set_has_the_resources_with_its_value(client, spec):
    facet, _, value = spec.partition(":")
    values = {one.id: one.topics if facet == "topic" else (one.format,) for one in web_catalog.RECORDS}
    expected = sorted(key for key, of_record in values.items() if (value in of_record if value else any(of_record)))
    assert identifiers(asked(client, "ListIdentifiers", metadataPrefix="oai_dc", set=spec)) == expected


def test_a_request_may_be_a_form(client):
    response = client.post("/oai", data={"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"})
    assert len(identifiers(read_xml(response.text))) == len(web_catalog.RECORDS)


def test_responses_are_not_cached(client):
    assert client.get("/oai?verb=Identify").headers["Cache-Control"] == "no-store"


# Changes and deletions


def test_a_removed_resource_is_a_deleted_record_without_metadata(changed):
    document = asked(client_of(changed), "GetRecord", identifier="oai:clearinghouse.example:b", metadataPrefix="oai_dc")
    assert document.find(f".//{OAI}header").get("status") == "deleted"
    assert document.find(f".//{OAI}metadata") is None


def test_a_harvest_from_a_time_has_what_changed_since_then(changed):
    client = client_of(changed)
    start = asked(client, "Identify").findtext(f"{OAI}Identify/{OAI}earliestDatestamp")
    later = dt.datetime.fromisoformat(start) + dt.timedelta(seconds=1)
    since = asked(client, "ListRecords", metadataPrefix="oai_dc", from_=f"{later:%Y-%m-%dT%H:%M:%SZ}")
    assert identifiers(since) == ["a", "b", "c"]
    before = asked(client, "ListRecords", metadataPrefix="oai_dc", until=start)
    assert identifiers(before) == ["d"]


def test_the_removal_of_a_resource_belongs_to_its_sets(changed):
    listed = asked(client_of(changed), "ListIdentifiers", metadataPrefix="oai_dc", set="topic:technology")
    assert identifiers(listed) == ["b", "c"]


def test_a_day_is_included_as_a_whole(changed):
    today = dt.datetime.now(dt.UTC).date()
    span = {"from_": str(today - dt.timedelta(days=1)), "until": str(today)}
    assert identifiers(asked(client_of(changed), "ListIdentifiers", metadataPrefix="oai_dc", **span)) == list("abcd")


def test_a_rollback_is_a_change(changed):
    roll_back(settings(changed, **SITE))
    document = asked(client_of(changed), "ListIdentifiers", metadataPrefix="oai_dc")
    states = {header[0].text[-1]: header.get("status") for header in document.iter(f"{OAI}header")}
    assert states == {"a": None, "b": None, "c": "deleted", "d": None}


def test_a_token_survives_a_new_generation(changed, monkeypatch):
    monkeypatch.setattr(oai_repository, "PAGE_SIZE", 2)
    client = client_of(changed)
    first = asked(client, "ListIdentifiers", metadataPrefix="oai_dc")
    write_record(changed / "corpus", record("e"))
    ingest(settings(changed, **SITE))
    following = asked(client, "ListIdentifiers", resumptionToken=first.findtext(f".//{OAI}resumptionToken"))
    assert identifiers(first) + identifiers(following) == list("abcd")


# Errors


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "badVerb"),
        ("verb=Harvest", "badVerb"),
        ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=Identify&x=1", "badArgument"),
        ("verb=ListRecords", "badArgument"),
        ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=yesterday", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-30", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01&until=2026-01-01T00:00:00Z", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-02&until=2026-01-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=a/b", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=3000-01-01", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&until=1999-01-01", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=topic:tecnology", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=marc21", "cannotDisseminateFormat"),
        ("verb=GetRecord&metadataPrefix=marc21&identifier=oai:clearinghouse.example:talk", "cannotDisseminateFormat"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=talk", "idDoesNotExist"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:elsewhere.example:talk", "idDoesNotExist"),
        ("verb=ListMetadataFormats&identifier=%FF", "idDoesNotExist"),
        ("verb=ListSets&resumptionToken=x", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=WzFd.000000000000", "badResumptionToken"),
    ],
)
def test_a_malformed_request_gets_the_error_of_the_protocol(client, query, code):
    response = client.get(f"/oai?{query}")
    assert response.status_code == 200
    assert error_code(read_xml(response.text)) == code


def test_an_error_names_the_nearest_known_word(client):
    messages = [
        read_xml(client.get(f"/oai?{query}").text).findtext(f"{OAI}error")
        for query in ("verb=ListRecord", "verb=ListRecords&metadataprefix=oai_dc", "verb=ListRecords&set=x")
    ]
    assert "did you mean ListRecords?" in messages[0]
    assert "did you mean 'metadataPrefix'?" in messages[1]
    assert "needs the argument 'metadataPrefix'" in messages[2]


@pytest.mark.usefixtures("small_pages")
def test_a_token_of_another_repository_is_refused(client, tmp_path):
    elsewhere = create_app(web_catalog.publish(tmp_path, public_url="https://elsewhere.example")).test_client()
    token = asked(elsewhere, "ListIdentifiers", metadataPrefix="oai_dc").findtext(f".//{OAI}resumptionToken")
    assert error_code(asked(client, "ListIdentifiers", resumptionToken=token)) == "badResumptionToken"


def test_a_removed_resource_has_no_formats(changed):
    document = asked(client_of(changed), "ListMetadataFormats", identifier="oai:clearinghouse.example:b")
    assert error_code(document) == "noMetadataFormats"


def test_before_anything_is_published_harvesters_are_asked_to_come_back(tmp_path):
    response = create_app(settings(tmp_path)).test_client().get("/oai?verb=Identify")
    assert response.status_code == 503
    assert response.headers["Retry-After"]

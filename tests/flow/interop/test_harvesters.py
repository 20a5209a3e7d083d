"""Harvesters of OAI-PMH that others wrote harvest everything."""

import threading

import pytest
from oaipmh.client import Client
from oaipmh.metadata import MetadataRegistry, oai_dc_reader
from oaipmh_scythe import Scythe
from werkzeug.serving import make_server

import web_catalog
from webui import create_app
from webui.interop.oai import repository as oai_repository

IDS = sorted(record.id for record in web_catalog.RECORDS)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The URL of a repository that sends three records at a time, on a real server."""
    server = make_server("127.0.0.1", 0, create_app(web_catalog.publish(tmp_path_factory.mktemp("oai"))), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(oai_repository, "PAGE_SIZE", 3)
        yield f"http://127.0.0.1:{server.server_port}/oai"
    server.shutdown()
    thread.join()


def last_part(identifier):
    return identifier.rpartition(":")[2]


def test_scythe_harvests_every_record(address):
    with Scythe(address) as scythe:
        records = list(scythe.list_records(metadata_prefix="oai_dc"))
    assert [last_part(record.header.identifier) for record in records] == IDS
    assert all(record.metadata["title"] for record in records)


def test_scythe_harvests_a_set(address):
    with Scythe(address) as scythe:
        headers = list(scythe.list_identifiers(metadata_prefix="oai_dc", set_="format:webinar"))
    assert headers
    assert all("format:webinar" in header.setSpecs for header in headers)


def test_oaipmh_harvests_every_record(address):
    registry = MetadataRegistry()
    registry.registerReader("oai_dc", oai_dc_reader)
    client = Client(address, registry)
    assert client.identify().deletedRecord() == "transient"
    records = list(client.listRecords(metadataPrefix="oai_dc"))
    assert [last_part(header.identifier()) for header, _metadata, _about in records] == IDS
    assert all(metadata.getField("title") for _header, metadata, _about in records)


def test_oaipmh_lists_the_sets(address):
    sets = [spec for spec, _name, _description in Client(address, MetadataRegistry()).listSets()]
    assert "topic:technology" in sets

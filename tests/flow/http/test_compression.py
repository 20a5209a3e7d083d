"""What goes out compressed, and what does not."""

import gzip

import pytest

import web_catalog
from webui import create_app

BUDGET = 35_000
"""Bytes that a page of results may cost with its styles."""
GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return create_app(web_catalog.publish(tmp_path_factory.mktemp("compression"))).test_client()


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/search?q=shooting",
        "/resources/guide",
        "/api/v1/taxonomy",
        *(f"/search.{ending}" for ending in ("atom", "rss", "csv", "ris", "bib")),
        "/sitemap.xml",
    ],
)
def test_what_is_made_for_an_asker_goes_out_compressed_and_says_the_same(client, address):
    plain = client.get(address)
    small = client.get(address, headers=GZIP)
    assert (plain.headers.get("Content-Encoding"), small.headers["Content-Encoding"]) == (None, "gzip")
    assert gzip.decompress(small.data) == plain.data
    assert plain.headers["Vary"] == small.headers["Vary"] == "Accept-Encoding"


def test_a_page_of_results_with_its_styles_keeps_to_its_budget(client):
    page = client.get("/search?q=shooting&per_page=20", headers=GZIP).data
    styles = client.get("/static/site.css", headers=GZIP, buffered=True).data
    assert len(page) + len(styles) < BUDGET


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br", "zstd"])
def test_one_tag_holds_for_every_compression(client, encoding):
    tag = client.get("/search?q=shooting", headers=GZIP).headers["ETag"]
    asked = {"Accept-Encoding": encoding, "If-None-Match": tag}
    assert client.get("/search?q=shooting", headers=asked).status_code == 304


def test_a_document_goes_out_as_it_is_whole_and_in_parts(client):
    whole = client.get("/documents/questions/page.html", headers=GZIP, buffered=True)
    part = client.get("/documents/questions/page.html", headers={**GZIP, "Range": "bytes=0-14"}, buffered=True)
    assert (whole.text, part.text) == (web_catalog.PAGE, web_catalog.PAGE[:15])
    assert "Content-Encoding" not in {**whole.headers, **part.headers}


def test_a_part_of_a_static_file_is_not_compressed(client):
    part = client.get("/static/site.css", headers={**GZIP, "Range": "bytes=0-9"}, buffered=True)
    assert (part.status_code, len(part.data), part.headers.get("Content-Encoding")) == (206, 10, None)

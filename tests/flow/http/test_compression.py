"""Pages, feeds and JSON are compressed; documents and byte ranges are not."""

import gzip

import pytest

import web_catalog

MAX_PAGE_BYTES = 35_000
"""The compressed size of a results page with its stylesheet."""
GZIP = {"Accept-Encoding": "gzip"}


@pytest.mark.parametrize(
    "url",
    [
        "/",
        "/search?q=shooting",
        "/resources/guide",
        "/api/v1/taxonomy",
        *(f"/search.{extension}" for extension in ("atom", "rss", "csv", "ris", "bib", "csl.json")),
        "/sitemap.xml",
        "/oai?verb=ListSets",
    ],
)
def test_a_generated_response_is_compressed_without_changing_its_content(client, url):
    plain = client.get(url)
    compressed = client.get(url, headers=GZIP)
    assert (plain.headers.get("Content-Encoding"), compressed.headers["Content-Encoding"]) == (None, "gzip")
    assert gzip.decompress(compressed.data) == plain.data
    assert plain.headers["Vary"] == compressed.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("url", ["/search?q=shooting", "/api/v1/search?q=shooting", "/static/site.css"])
def test_a_response_that_is_compressed_once_more_has_the_same_bytes(client, url):
    first, again = (client.get(url, headers=GZIP, buffered=True).data for _ in range(2))
    assert gzip.decompress(first) == gzip.decompress(again) == client.get(url, buffered=True).data


def test_a_part_of_the_stylesheet_never_passes_for_the_whole(client):
    client.get("/static/site.css", headers={**GZIP, "Range": "bytes=0-999"}, buffered=True)
    whole = client.get("/static/site.css", headers=GZIP, buffered=True)
    assert gzip.decompress(whole.data) == client.get("/static/site.css", buffered=True).data


def test_the_same_text_in_another_language_is_compressed_by_itself(client):
    pages = [gzip.decompress(client.get(url, headers=GZIP).data).decode() for url in ("/about", "/es/about", "/about")]
    assert pages[0] == pages[2] != pages[1]


def test_a_results_page_with_its_stylesheet_stays_within_its_size_budget(client):
    page = client.get("/search?q=shooting&per_page=20", headers=GZIP).data
    stylesheet = client.get("/static/site.css", headers=GZIP, buffered=True).data
    assert len(page) + len(stylesheet) < MAX_PAGE_BYTES


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br", "zstd"])
def test_the_etag_is_the_same_for_every_content_encoding(client, encoding):
    etag = client.get("/search?q=shooting", headers=GZIP).headers["ETag"]
    headers = {"Accept-Encoding": encoding, "If-None-Match": etag}
    assert client.get("/search?q=shooting", headers=headers).status_code == 304


def test_a_document_is_sent_uncompressed_in_full_and_in_ranges(client):
    full = client.get("/documents/questions/page.html", headers=GZIP, buffered=True)
    part = client.get("/documents/questions/page.html", headers={**GZIP, "Range": "bytes=0-14"}, buffered=True)
    assert (full.text, part.text) == (web_catalog.PAGE, web_catalog.PAGE[:15])
    assert "Content-Encoding" not in {**full.headers, **part.headers}


def test_a_range_of_a_static_file_is_not_compressed(client):
    part = client.get("/static/site.css", headers={**GZIP, "Range": "bytes=0-9"}, buffered=True)
    assert (part.status_code, len(part.data), part.headers.get("Content-Encoding")) == (206, 10, None)

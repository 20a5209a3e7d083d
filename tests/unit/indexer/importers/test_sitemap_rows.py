"""Sitemaps: addresses with the days of their changes, also in compressed and damaged files."""

import gzip

import pytest

from import_sources import faults_of, items_of, values_of
from indexer.importers.readers.web import sitemap_rows

SITEMAP = (
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    "<url><loc>https://x.example/1</loc><lastmod>2024-05-06T01:02:03Z</lastmod></url>"
    "<url><loc> https://x.example/2 </loc></url></urlset>"
)
PAGES = [
    {"kind": "page", "url": "https://x.example/1", "modified": "2024-05-06"},
    {"kind": "page", "url": "https://x.example/2"},
]


def test_pages_have_their_addresses_and_days():
    assert values_of(sitemap_rows, SITEMAP) == PAGES


def test_a_compressed_sitemap_is_read():
    assert values_of(sitemap_rows, gzip.compress(SITEMAP.encode())) == PAGES


def test_an_index_names_sitemaps():
    index = SITEMAP.replace("urlset", "sitemapindex").replace("<url>", "<sitemap>").replace("</url>", "</sitemap>")
    assert {row["kind"] for row in values_of(sitemap_rows, index)} == {"sitemap"}


def test_a_list_of_addresses_is_read():
    assert [row["url"] for row in values_of(sitemap_rows, "https://x.example/1\nhttps://x.example/2\n")] == [
        "https://x.example/1",
        "https://x.example/2",
    ]


def test_what_is_not_an_address_is_named():
    content = SITEMAP.replace("https://x.example/1", "javascript:alert(1)")
    assert [place for place, _ in faults_of(sitemap_rows, content)] == ["page 1"]
    assert len(values_of(sitemap_rows, content)) == 1


LONG = SITEMAP.replace("</urlset>", "".join(f"<url><loc>https://x.example/{n}</loc></url>" for n in range(3, 5000)))


@pytest.mark.parametrize("cut", [SITEMAP[:-40].encode(), LONG[:-40].encode(), gzip.compress(LONG.encode())[:-2000]])
def test_of_a_sitemap_that_breaks_off_the_beginning_is_read_and_the_damage_named(cut):
    assert values_of(sitemap_rows, cut)[0] == PAGES[0]
    assert [place for place, _ in faults_of(sitemap_rows, cut)] == ["sitemap"]


def test_a_compressed_bomb_is_cut(monkeypatch):
    monkeypatch.setattr(sitemap_rows, "MAX_SITEMAP_BYTES", 1_000_000)
    bomb = gzip.compress((SITEMAP[:-9] + " " * 50_000_000).encode())
    assert "too large" in faults_of(sitemap_rows, bomb)[-1][1]


@pytest.mark.parametrize("content", ["", "<html>", "hello", "<rss/>"])
def test_anything_else_is_one_fault(content):
    assert len(items_of(sitemap_rows, content)) == len(faults_of(sitemap_rows, content)) == 1

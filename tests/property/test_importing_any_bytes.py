"""Readers of other catalogs end with items for any bytes, and with items that can be sent from the sandbox."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.importers.frames import from_frame, to_frame
from indexer.importers.readers.documents.document_rows import document_items
from indexer.importers.readers.web import dcat_rows, feed_rows, oai_rows, page_rows, sitemap_rows
from indexer.importers.rows import SourceRow

READERS = [dcat_rows, feed_rows, oai_rows, page_rows, sitemap_rows]
PIECES = [
    *(
        b"<rss><channel><item>",
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>",
        b"<title>",
        b"</title>",
        b"<link/>",
    ),
    *(b"<OAI-PMH><ListRecords><record><metadata><dc>", b"<header status='deleted'>", b"<urlset><url><loc>", b"</loc>"),
    *(b"<html><head>", b"<script type='application/ld+json'>", b"</script>", b"<meta name='dc.title' content='x'>"),
    *(b'{"dataset":[', b'{"@type":"Dataset",', b'"title":', b'{"@value":', b'"identifier":', b'"distribution":[{'),
    *(b'"x"', b"[", b"]", b"}", b",", b"null", b"1e9", b'{"@id":"#a"}', b"https://x.example/", b"2024-05-03", b"&amp;"),
    *(
        b"<![CDATA[",
        b"]]>",
        b"<?xml version='1.0' encoding='utf-16'?>",
        b"\x1f\x8b",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        b"\0",
    ),
]
CONTENT = st.one_of(st.binary(max_size=300), st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join))


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__.rpartition(".")[2])
@given(content=CONTENT)
def test_any_bytes_end_in_items(reader, content):
    items = list(reader.read(io.BytesIO(content)))
    for item in items:
        assert type(from_frame(to_frame(item))) is type(item)


@given(content=CONTENT, name=st.sampled_from(["a.md", "a.html", "a.txt", "a.csv", "a.vtt", "a.pdf", "a"]))
def test_any_document_ends_in_one_row_or_a_fault(content, name):
    items = list(document_items(content, name))
    assert items
    assert sum(isinstance(item, SourceRow) for item in items) <= 1

"""The text of records in feeds, tables, references and sitemaps: no control characters, no unsafe links."""

import sys

import pytest

import factories
from export_readers import ATOM, read_xml
from webui.formats.records.atom import atom
from webui.formats.records.bibtex import bibtex
from webui.formats.records.csv_table import csv_table
from webui.formats.records.listing import one_line, xml_safe
from webui.formats.records.ris import ris
from webui.formats.records.rss import rss
from webui.formats.records.sitemap import sitemap_index

PUBLIC_URL = "https://clearinghouse.example"
UNASSIGNED = 0x40000
TAGS = range(0xE0000, 0xE0200)
"""From UNASSIGNED on, characters other than TAGS are unassigned or private, so that every fiftieth is enough."""
FORBIDDEN = "\x00\x01\x0b\x0c\x1f\ud800\udfff\ufffe\uffff"


def atom_of(records):
    return atom(
        records,
        page_url=f"{PUBLIC_URL}/search",
        feed_url=f"{PUBLIC_URL}/search.atom",
        feed_id=f"{PUBLIC_URL}/search.atom",
        page_links={},
    )


def test_characters_that_xml_forbids_are_removed_and_all_others_kept():
    allowed = "\t\n\r Aé\u2028\ud7ff\ue000\ufffd\U00010000\U0010ffff"
    assert xml_safe(f"{FORBIDDEN}{allowed}{FORBIDDEN}") == allowed


def test_a_text_of_one_character_is_treated_as_within_a_longer_text():
    """Printable texts take a short cut; it must not keep what is removed elsewhere."""
    characters = map(chr, [*range(UNASSIGNED), *range(UNASSIGNED, sys.maxunicode, 50), *TAGS, sys.maxunicode])
    different = [
        char
        for char in characters
        if xml_safe(char) != xml_safe(f"{char}\x00") or one_line(f"a{char}b") != one_line(f"\x00a{char}b")
    ]
    assert different == []


def test_joining_lines_keeps_words_separate():
    assert one_line(" one\r\n\ttwo\x00three\u2028four ") == "one two three four"


@pytest.mark.parametrize(
    "write", [atom_of, lambda records: rss(records, page_url=PUBLIC_URL, feed_url=PUBLIC_URL), csv_table, ris, bibtex]
)
def test_no_format_contains_characters_that_cannot_be_encoded(listing, write):
    text = f"Title{FORBIDDEN} of it"
    written = write(listing(factories.record("one", title=text, summary=text, authors=(text,)), title=text))
    assert not set(FORBIDDEN) & set(written)
    assert "of it" in written.encode("utf-8").decode("utf-8")


def test_a_feed_with_forbidden_characters_in_its_texts_can_be_read(listing):
    feed = read_xml(atom_of(listing(factories.record("one", title=f"A{FORBIDDEN}B"))))
    assert feed.findtext(f"{ATOM}entry/{ATOM}title") == "AB"


def test_a_url_that_is_not_http_is_in_no_format(listing):
    unsafe = listing(factories.record(url="javascript:alert(1)"))
    for written in (
        atom_of(unsafe),
        rss(unsafe, page_url=PUBLIC_URL, feed_url=PUBLIC_URL),
        csv_table(unsafe),
        ris(unsafe),
        bibtex(unsafe),
    ):
        assert "javascript" not in written


def test_a_sitemap_index_lists_its_sitemaps():
    document = read_xml(sitemap_index([f"{PUBLIC_URL}/sitemap-1.xml", f"{PUBLIC_URL}/sitemap-2.xml"]))
    assert [element.text for element in document.iter() if element.tag.endswith("}loc")] == [
        f"{PUBLIC_URL}/sitemap-1.xml",
        f"{PUBLIC_URL}/sitemap-2.xml",
    ]

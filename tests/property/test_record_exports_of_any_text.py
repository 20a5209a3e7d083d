"""A record with any text can be read back from every export format."""

import datetime as dt

from hypothesis import example, given
from hypothesis import strategies as st

import factories
from export_readers import ATOM, bibtex_entries, csl_items, csv_rows, read_xml, ris_references
from webui.formats.records.atom import atom
from webui.formats.records.bibtex import bibtex
from webui.formats.records.csl_json import csl_json_file
from webui.formats.records.csv_table import csv_table
from webui.formats.records.listing import Listing, one_line, xml_safe
from webui.formats.records.ris import ris
from webui.formats.records.rss import rss
from webui.urls import SiteUrls

PUBLIC_URL = "https://clearinghouse.example"
SPECIAL_CHARACTERS = st.text(alphabet="{}\\@%,=\"'\r\n\t +-*~^_$&#<>[]ABEIRTY\x00\x1c\x85\u2028", max_size=40)
TEXTS = st.one_of(st.text(max_size=40), SPECIAL_CHARACTERS)


def listing(text):
    fields = dict.fromkeys(("title", "subtitle", "summary", "series", "edition", "rights"), text)
    record = factories.record(**fields, authors=(text,), keywords=(text,), publishers=(text,))
    created = dt.datetime(2026, 5, 4, tzinfo=dt.UTC)
    return Listing(text, (record,), 1, factories.taxonomy(), SiteUrls(PUBLIC_URL), created)


@given(TEXTS)
@example("\ufffe]]>\ud800&amp;")
def test_a_feed_is_xml_with_the_text_as_title(text):
    feed = read_xml(atom(listing(text), page_url=PUBLIC_URL, feed_url=PUBLIC_URL, feed_id=PUBLIC_URL, page_links={}))
    title = feed.findtext(f"{ATOM}entry/{ATOM}title")
    assert title == xml_safe(text).replace("\r\n", "\n").replace("\r", "\n")  # XML normalizes line ends (2.11)
    assert read_xml(rss(listing(text), page_url=PUBLIC_URL, feed_url=PUBLIC_URL)).findtext(".//item/title") == title


@given(TEXTS)
@example("=1")
@example("'=1")
def test_a_csv_file_has_one_row_with_the_text_and_no_formula(text):
    (row,) = csv_rows(csv_table(listing(text)))
    assert row["Title"] in {xml_safe(text), f"'{xml_safe(text)}"}
    assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@given(TEXTS)
@example("\r\nER  - \r\nTY  - BOOK")
def test_a_ris_file_has_one_reference_with_the_text_on_one_line(text):
    (reference,) = ris_references(ris(listing(text)))
    assert dict(reference).get("AB", "") == one_line(text)


@given(TEXTS)
@example("}\n\n@misc{x,\n")
def test_a_bibtex_file_has_one_entry(text):
    assert list(bibtex_entries(bibtex(listing(text)))) == ["one"]


@given(TEXTS)
@example("\ud800")
def test_a_csl_json_file_has_one_item_with_the_text(text):
    (item,) = csl_items(csl_json_file(listing(text)))
    assert item.get("abstract", "") == xml_safe(text)

"""The forms of a list of records, where a whole site is not needed to see the rule."""

import csv
import datetime as dt
from io import StringIO

import pytest

import factories
from catalog.model import PartialDate
from catalog.taxonomy import Taxonomy
from catalog.vocabularies import CitationType, ControlledVocabulary, Term
from export_readers import ATOM, bibtex_entries, read_xml, ris_references
from webui.formats.citations.reference_types import REFERENCE_TYPES, reference_type
from webui.formats.records.atom import atom
from webui.formats.records.bibtex import bibtex, braced, citation_key
from webui.formats.records.csv_table import guarded, table
from webui.formats.records.listing import Listing, one_line, plain
from webui.formats.records.ris import ris
from webui.formats.records.rss import rss
from webui.formats.records.sitemap import sitemap_index
from webui.search.constraints import Constraint
from webui.search.downloads import MAX_SEARCH_TITLE, search_title
from webui.urls import SiteUrls

PUBLIC = "https://clearinghouse.example"
FORBIDDEN = "\x00\x01\x0b\x0c\x1f\ud800\udfff\ufffe\uffff"


def listing(*records, total=None, title="A search"):
    made = dt.datetime(2026, 5, 4, 3, 2, 1, tzinfo=dt.UTC)
    return Listing(title, records, total or len(records), factories.starter_formats(), SiteUrls(PUBLIC), made)


def atom_of(all_):
    return atom(all_, html=f"{PUBLIC}/search", own=f"{PUBLIC}/search.atom", feed_id=f"{PUBLIC}/search.atom", turns={})


def test_characters_that_xml_forbids_are_left_out_and_all_others_stay():
    kept = "\t\n\r Aé\u2028\ud7ff\ue000\ufffd\U00010000\U0010ffff"
    assert plain(f"{FORBIDDEN}{kept}{FORBIDDEN}") == kept


def test_a_text_on_one_line_keeps_its_words_apart():
    assert one_line(" one\r\n\ttwo\x00three\u2028four ") == "one two three four"


@pytest.mark.parametrize("write", [atom_of, lambda all_: rss(all_, html=PUBLIC, own=PUBLIC), table, ris, bibtex])
def test_no_form_has_characters_that_cannot_be_sent(write):
    wild = f"Title{FORBIDDEN} of it"
    written = write(listing(factories.record("one", title=wild, summary=wild, authors=(wild,)), title=wild))
    assert not set(FORBIDDEN) & set(written)
    assert "of it" in written.encode("utf-8").decode("utf-8")


def test_a_feed_with_forbidden_characters_in_its_texts_can_be_read():
    feed = read_xml(atom_of(listing(factories.record("one", title=f"A{FORBIDDEN}B"))))
    assert feed.findtext(f"{ATOM}entry/{ATOM}title") == "AB"


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_a_cell_that_begins_like_a_formula_gets_an_apostrophe(first):
    assert guarded(f"{first}cmd|' /C calc'!A0") == f"'{first}cmd|' /C calc'!A0"


@pytest.mark.parametrize("cell", ["", "A=1", "2020-05", "'=1", " =1", "https://example.org/?a=b"])
def test_any_other_cell_stays_as_it_is(cell):
    assert guarded(cell) == cell


def test_every_cell_of_a_table_is_guarded():
    fields = ("title", "subtitle", "summary", "series", "edition", "rights")
    wild = factories.record("one", **dict.fromkeys(fields, "=1"), authors=("@a",), keywords=("+1",), publishers=("-p",))
    _, row = csv.reader(StringIO(table(listing(wild))[1:], newline=""))
    assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert row.count("'=1") == len(fields)


def test_lines_within_a_cell_are_read_back():
    rows = list(
        csv.DictReader(StringIO(table(listing(factories.record("one", summary='a\n\n"b", c')))[1:], newline=""))
    )
    assert rows[0]["Summary"] == 'a\n\n"b", c'


@pytest.mark.parametrize(
    ("date", "written"),
    [
        (PartialDate(2016), "2016///"),
        (PartialDate(2016, 5), "2016/05//"),
        (PartialDate(2016, 5, 4), "2016/05/04/"),
        (PartialDate(800), "0800///"),
    ],
)
def test_a_date_in_ris_says_what_is_known(date, written):
    (reference,) = ris_references(ris(listing(factories.record(published=date))))
    assert dict(reference)["DA"] == written
    assert dict(reference)["PY"] == written[:4]


def test_no_empty_field_stands_in_a_reference():
    (reference,) = ris_references(ris(listing(factories.record(title="Bare"))))
    assert [tag for tag, _ in reference] == ["TY", "TI", "UR", "DB", "N1", "ER"]
    assert bibtex_entries(bibtex(listing(factories.record(title="Bare"))))["one"][1] == {
        "title": "Bare",
        "url": f"{PUBLIC}/resources/one",
    }


def test_an_address_that_is_not_of_the_web_is_in_no_form():
    bad = listing(factories.record(url="javascript:alert(1)"))
    for written in (atom_of(bad), rss(bad, html=PUBLIC, own=PUBLIC), table(bad), ris(bad), bibtex(bad)):
        assert "javascript" not in written


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("50% & $5 #1_a", r"{50\% \& \$5 \#1\_a}"),
        ("{", r"{\textbraceleft{}}"),
        ("}", r"{\textbraceright{}}"),
        (r"a\b~c^d", r"{a\textbackslash{}b\textasciitilde{}c\textasciicircum{}d}"),
        ("policía", "{policía}"),
        (" \n ", ""),
    ],
)
def test_what_tex_would_not_print_is_escaped(typed, written):
    assert braced(typed) == written


def test_a_key_has_nothing_that_bibtex_might_trip_over():
    assert citation_key("a,b {c}%d-1") == "a-b-c-d-1"


def test_what_stands_before_the_entries_begins_none():
    written = bibtex(listing(factories.record(), total=1_200, title="@misc{x, \u201cwords\u201d"))
    assert list(bibtex_entries(written)) == ["one"]
    assert written.startswith("% (at)misc{x, \u201cwords\u201d: the first 1 of 1,200 resources\n")


def test_every_citation_type_has_a_reference_type():
    assert set(REFERENCE_TYPES) == set(CitationType)


@pytest.mark.parametrize("format_value", [None, "hologram", "plain"])
def test_a_format_without_a_citation_type_is_a_general_reference(format_value):
    formats = ControlledVocabulary((Term("plain", "Plain"),))
    found = reference_type(format_value, Taxonomy({"formats": formats}))
    assert (found.ris, found.bibtex) == ("GEN", "misc")


def test_a_long_search_has_a_title_of_bearable_length():
    chips = [Constraint("topic", "Topic", f"Topic number {number}", "") for number in range(40)]
    assert len(search_title(chips)) <= MAX_SEARCH_TITLE
    assert search_title([]) == "All resources"


def test_several_sitemaps_are_listed_in_one():
    document = read_xml(sitemap_index([f"{PUBLIC}/sitemap-1.xml", f"{PUBLIC}/sitemap-2.xml"]))
    assert [each.text for each in document.iter() if each.tag.endswith("}loc")] == [
        f"{PUBLIC}/sitemap-1.xml",
        f"{PUBLIC}/sitemap-2.xml",
    ]

"""The files of a toolkit in every format, read back by standard parsers."""

import json

import bibtexparser
import feedparser
import pytest
import rispy
from marshmallow import EXCLUDE

import factories
import web_catalog
from catalog.errors import NotFoundError
from catalog.model import DocumentText
from catalog.schemas.records.record import RecordSchema
from catalog.schemas.toolkits.toolkit_file import ToolkitFileSchema
from catalog.toolkit import Item, Section, Toolkit
from export_readers import ID_READERS, csv_rows
from toolkit_samples import NOTE, PUBLIC_URL, RECORDS, SHARED_URL, TOOLKIT, source, source_filled_with
from webui import create_app
from webui.branding import notice
from webui.formats.toolkits.csv import toolkit_csv
from webui.formats.toolkits.document_model import document_model_of
from webui.i18n.messages import SiteMessageId
from webui.toolkits.files import FEEDS, FORMATS, file_name, toolkit_file

EXTENSIONS = [file_format.extension for file_format in (*FORMATS, *FEEDS)]
EXISTING_IDS = ["talk", "guide", "questions", "hostile"]
REPEATED_RESOURCE = Toolkit(
    "T", sections=(Section("A", (Item("guide", "One."),)), Section("B", (Item("guide", "Two."),)))
)


def text_of(extension, toolkit_source=None):
    return toolkit_file(extension, toolkit_source or source()).content.decode("utf-8")


def feed_of(extension, toolkit_source=None):
    return feedparser.parse(toolkit_file(extension, toolkit_source or source()).content)


def test_the_formats_are_offered_in_this_order():
    assert EXTENSIONS == ["pdf", "docx", "html", "csv", "ris", "bib", "json", "atom", "rss"]


@pytest.mark.parametrize("file_format", [*FORMATS, *FEEDS])
def test_a_file_has_its_media_type_and_the_name_of_the_toolkit(file_format):
    headers = toolkit_file(file_format.extension, source()).headers
    assert headers["Content-Type"] == file_format.media_type
    disposition = f'attachment; filename="camaras-in-small-towns.{file_format.extension}"'
    assert headers.get("Content-Disposition") == (None if file_format in FEEDS else disposition)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ('../"a"\r\nX: y', "a-x-y"),
        ("\u4e2d\u6587", "toolkit"),
        ("", "toolkit"),
        ("word " * 40, "-".join(["word"] * 12)),
        ("w" * 200, "w" * 60),
    ],
)
def test_every_title_gives_a_safe_file_name(title, name):
    assert file_name(title) == name


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_equal_toolkits_give_equal_bytes(extension):
    assert toolkit_file(extension, source()) == toolkit_file(extension, source())


def test_an_unknown_format_is_not_found():
    with pytest.raises(NotFoundError) as missing:
        toolkit_file("exe", source())
    assert missing.value.message.id is SiteMessageId.NO_TOOLKIT_FORMAT


@pytest.mark.parametrize("extension", ["atom", "rss"])
def test_a_toolkit_without_a_url_has_no_feed(extension):
    with pytest.raises(NotFoundError) as missing:
        toolkit_file(extension, source(toolkit_url=None))
    assert missing.value.message.id is SiteMessageId.NO_TOOLKIT_FEED


@pytest.mark.parametrize("extension", [extension for extension in EXTENSIONS if extension in ID_READERS])
def test_references_and_feeds_list_each_existing_record_once_and_in_order(extension):
    expected = [*EXISTING_IDS[:2], "withdrawn", *EXISTING_IDS[2:]] if extension == "csv" else EXISTING_IDS
    assert ID_READERS[extension](text_of(extension)) == expected
    assert ID_READERS[extension](text_of(extension, source(REPEATED_RESOURCE))) == (
        ["guide", "guide"] if extension == "csv" else ["guide"]
    )


@pytest.mark.parametrize("extension", [extension for extension in EXTENSIONS if extension not in ("pdf", "docx")])
def test_every_format_has_the_purpose_and_the_funding_notice(extension):
    text = text_of(extension)
    for expected in (TOOLKIT.title, "For the chief", notice().text, SHARED_URL, "A report that was withdrawn"):
        assert expected in text


def test_the_csv_table_starts_with_the_columns_of_the_toolkit():
    rows = csv_rows(text_of("csv"))
    assert list(rows[0])[:6] == ["Section", "Position", "Note", "What has changed", "Title", "Subtitle"]
    assert [(row["Section"], row["Position"]) for row in rows] == [
        ("", "1"),
        ("Settle first", "2"),
        ("Settle first", "3"),
        ("Later", "4"),
        ("Later", "5"),
    ]
    assert (rows[0]["Note"], rows[0]["Format"]) == (NOTE, "Webinar")
    assert rows[1]["What has changed"].startswith("There is a new edition.")
    withdrawn = rows[2]
    assert (withdrawn["Title"], withdrawn["Published"], withdrawn["Web address"]) == (
        "A report that was withdrawn",
        "2011",
        "",
    )
    assert {row["Made"] for row in rows} == {"2026-03-05"}


def test_no_cell_of_a_toolkits_table_is_a_formula():
    rows = csv_rows(toolkit_csv(source_filled_with("=1+cmd|' /C calc'!A0")))
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_ris_has_notes_as_notes_and_sections_as_keywords():
    talk, guide, *_ = rispy.loads(text_of("ris"))
    assert talk["notes"][0] == NOTE
    assert talk["notes"][-1] == f"In the Public Safety Clearinghouse: {PUBLIC_URL}/resources/talk"
    assert guide["keywords"][-1] == "Settle first"
    assert guide["notes"][:2] == [
        "Hand this out.",
        "There is a new edition. When it was added, the edition was: 1st, 2015",
    ]
    assert notice().text in talk["notes"][-2]


def test_bibtex_has_notes_in_annote_and_sections_as_keywords():
    library = bibtexparser.parse_string(text_of("bib"))
    assert library.failed_blocks == []
    entries = library.entries_dict
    assert entries["guide"]["keywords"] == "retention, Settle first"
    assert entries["guide"]["annote"].startswith("Hand this out. There is a new edition.")
    assert entries["guide"]["note"] == "NCJ 251572"


def test_a_resource_in_two_sections_has_both_notes():
    (reference,) = rispy.loads(text_of("ris", source(REPEATED_RESOURCE)))
    assert reference["notes"][:2] == ["One.", "Two."]
    assert reference["keywords"][-2:] == ["A", "B"]


@pytest.mark.parametrize("extension", ["atom", "rss"])
def test_a_toolkit_feed_is_valid_and_contains_the_toolkit(extension):
    feed = feed_of(extension)
    assert not feed.bozo
    assert feed.feed.title == "C\u00e1maras in small towns \u2013 Public Safety Clearinghouse"
    assert feed.feed.link == SHARED_URL
    assert {link.href for link in feed.feed.links if link.rel == "self"} == {f"{SHARED_URL}.{extension}"}
    assert "For the chief" in feed.feed.subtitle
    assert [entry.id.rpartition("/")[2] for entry in feed.entries] == EXISTING_IDS
    assert feed.entries[1].summary.startswith(("Hand this out.", "<p>Hand this out.</p>"))


def test_markup_in_a_note_is_text_in_a_feed():
    assert feed_of("atom").entries[0].summary.startswith(NOTE)
    assert "&lt;b&gt;cameras&lt;/b&gt; &amp; tripods" in feed_of("rss").entries[0].summary


def test_json_matches_its_schema():
    content = json.loads(text_of("json"))
    assert ToolkitFileSchema(exclude=["resources"], unknown=EXCLUDE).validate(content) == {}
    assert list(content["resources"]) == EXISTING_IDS
    assert RecordSchema(factories.taxonomy()).load(content["resources"]["guide"]["record"]) == RECORDS["guide"]
    assert content["resources"]["guide"]["page_url"] == f"{PUBLIC_URL}/resources/guide"
    assert content["changes"] == [
        {"record": "guide", "kind": "edition", "before": "1st, 2015"},
        {"record": "guide", "kind": "renamed", "before": "The cameras guide"},
        {"record": "withdrawn", "kind": "removed"},
        {"record": "questions", "kind": "superseded", "by": "guide"},
    ]
    assert content["origin"]["toolkit_url"] == SHARED_URL
    assert content["notice"]["text"] == notice().text


def test_json_contains_the_whole_toolkit():
    toolkit = json.loads(text_of("json"))["toolkit"]
    assert (toolkit["title"], toolkit["purpose"], toolkit["language"], toolkit["made"]) == (
        TOOLKIT.title,
        TOOLKIT.purpose,
        "en",
        "2026-03-05",
    )
    assert [section.get("title", "") for section in toolkit["sections"]] == ["", "Settle first", "Later"]
    assert toolkit["sections"][1]["items"][0] == {
        "record": "guide",
        "note": "Hand this out.",
        "title": "The cameras guide",
        "edition": "1st",
        "published": "2015",
        "added": "2026-03-05",
    }


def test_the_length_of_the_document_is_used_if_the_record_has_none():
    texts = {"questions": (DocumentText("application/pdf", pages=31),)}
    items = [item for section in document_model_of(source(texts=texts)).sections for item in section.items]
    assert "31 pages" in items[3].facts


def test_sections_without_items_are_left_out_of_documents():
    toolkit = Toolkit("T", sections=(Section("Empty"), Section("Full", (Item("guide"),))))
    assert [section.title for section in document_model_of(source(toolkit)).sections] == ["Full"]
    assert document_model_of(source(toolkit)).contents() == ()


def test_the_funding_notice_is_the_one_on_every_page(publish_records):
    page = create_app(publish_records(*web_catalog.RECORDS[:1])).test_client().get("/").text
    assert notice().text in page

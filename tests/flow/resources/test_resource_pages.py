"""The page of a resource: facts, documents, related and replaced resources."""

import re

import pytest
from bs4 import BeautifulSoup

import factories
import web_catalog
from catalog.model import Document
from webui import create_app

UNREADABLE_PDF = b"%PDF-1.4 this is no document"


def test_a_resource_page_shows_the_record_and_links_to_the_resource(get):
    page = get("/resources/guide")
    action = page.select_one(".resource-access a.button")
    assert (action["href"], action["rel"]) == ("https://example.org/guide", ["noopener"])
    rows = {row.dt.get_text(): row.get_text(" ", strip=True) for row in page.select(".properties > div")}
    assert rows["Agency size"] == "Agency size Up to 49 sworn officers"
    assert rows["Published"] == "Published May 2020"
    assert rows["Identifiers"] == "Identifiers NCJ 251572 DOI 10.1000/182"
    assert rows["Evidence rating"] == "Evidence rating Promising, as rated by Sample ratings (2021)"
    assert page.find("a", href="/resources/questions")


def test_every_link_of_a_resource_page_works(get, client):
    for link in get("/resources/guide").select('main a[href^="/"]'):
        assert client.get(link["href"], buffered=True).status_code == 200


def test_an_unknown_related_resource_is_left_out(get):
    titles = [heading.get_text() for heading in get("/resources/talk").select(".related h3")]
    assert titles == ["Body-worn cameras in small towns"]


def test_related_resources_show_format_year_and_reason(get):
    facts = {
        item.h3.get_text(): item.p.get_text(" ", strip=True) for item in get("/resources/talk").select(".related li")
    }
    assert facts["Body-worn cameras in small towns"] == "Publication · 2020 Editor's pick"


def test_related_resources_say_which_one_replaces_the_other(get):
    relations = {
        record_id: get(f"/resources/{record_id}").select_one(".relation").get_text()
        for record_id in ("questions", "guide")
    }
    assert relations == {"questions": "Replaces this", "guide": "Editor's pick"}
    assert "Replaced by this" in get("/resources/guide").get_text()


def test_a_resource_without_related_ones_has_no_list_of_them(get):
    assert get("/resources/lonely").select(".related, #related") == []


def test_a_resource_without_a_url_says_so_and_offers_a_search(get):
    page = get("/resources/lonely")
    assert "This resource has no known web address." in page.get_text()
    assert page.find("a", href="/search?q=Oakland+case")


def test_a_document_without_searchable_text_says_so(get):
    documents = get("/resources/questions").select(".document")
    assert [bool(document.find("a", string=re.compile("^Read"))) for document in documents] == [False] * 4
    texts = [document.get_text(" ", strip=True) for document in documents]
    assert "Read the text" in texts[0]
    assert "could not be read" in texts[2]
    assert "on another site" in texts[3]


def test_the_main_link_of_a_resource_is_its_only_button(get):
    (button,) = get("/resources/questions").select(".resource-access a.button")
    assert (button["href"], button.get_text()) == ("/documents/questions/page.html", "Open (Questions)")
    page = get("/resources/guide")
    assert [button.get_text(strip=True) for button in page.select(".resource-access a.button")] == [
        "Open the resource at example.org"
    ]
    assert [link["href"] for link in page.select('.document a[href^="/documents/"]')] == ["/documents/guide/guide.pdf"]


@pytest.fixture
def resource_with_bad_documents(tmp_path):
    """The page and the JSON of a resource with missing, empty, unreadable and misnamed documents."""
    paths = ("one/missing.pdf", "one/empty.pdf", "one/locked.pdf", "one/page.pdf")
    one = factories.record(documents=tuple(Document(path=path) for path in paths))
    files = {"one/empty.pdf": b"", "one/locked.pdf": UNREADABLE_PDF, "one/page.pdf": web_catalog.PAGE}
    factories.publish(tmp_path, one, documents=files)
    client = create_app(factories.settings(tmp_path)).test_client()
    return BeautifulSoup(client.get("/resources/one").text, "html.parser"), client.get("/api/v1/resources/one").json


def test_a_missing_or_empty_document_is_not_linked(resource_with_bad_documents):
    page, body = resource_with_bad_documents
    missing, empty, *_ = page.select(".document")
    for document in (missing, empty):
        assert document.find("a") is None
        assert "This document is not available at the moment." in document.get_text()
    assert page.find("a", href=re.compile("missing|empty")) is None
    assert [document["url"] is None for document in body["documents"]] == [True, True, False, False]


def test_an_unreadable_document_is_linked_without_advice_meant_for_editors(resource_with_bad_documents):
    page, body = resource_with_bad_documents
    unreadable = page.select(".document")[2]
    assert unreadable.find("a", href="/documents/one/locked.pdf")
    reason = "The text of this document could not be read, so searches do not cover it."
    assert unreadable.select_one(".note").get_text() == reason == body["documents"][2]["problem"]
    assert "save" not in page.select_one("main").get_text().lower()


def test_a_document_with_the_wrong_extension_is_labeled_with_its_real_type(resource_with_bad_documents):
    document = resource_with_bad_documents[0].select(".document")[3]
    assert document.find("h3").get_text() == "page.html"
    assert document.select_one(".facts").get_text().startswith("Web page")


def test_a_resource_without_usable_documents_has_no_button_and_says_so(publish_records):
    one = factories.record(documents=(Document(path="one/missing.pdf"),))
    page = BeautifulSoup(create_app(publish_records(one)).test_client().get("/resources/one").text, "html.parser")
    assert page.select("main a.button") == []
    assert "This resource cannot be opened here at the moment." in page.get_text()


def test_a_replaced_resource_links_to_its_replacement_and_back(publish_records):
    old, new = factories.record("old", title="The old one"), factories.record("new", supersedes=("old", "gone"))
    client = create_app(publish_records(old, new)).test_client()
    before, after = (
        BeautifulSoup(client.get(f"/resources/{record_id}").text, "html.parser") for record_id in ("old", "new")
    )
    assert before.select_one(".page-head + .notice-box a")["href"] == "/resources/new"
    (row,) = (row for row in after.select(".properties > div") if row.dt.text == "Replaces")
    assert [link["href"] for link in row.select("a")] == ["/resources/old"]
    assert after.select(".page-head + .notice-box") == []


def test_a_resource_page_links_to_the_featured_toolkits_that_contain_it(get):
    (link,) = get("/resources/guide").select(".in-toolkits a")
    assert (link["href"], link.text) == ("/toolkits/cameras", web_catalog.TOOLKIT["title"])
    assert get("/resources/talk").select(".in-toolkits") == []


def test_each_resource_of_a_chain_leads_to_the_newest(publish_records):
    records = [
        factories.record("first"),
        factories.record("second", supersedes=("first",)),
        factories.record("third", supersedes=("second",)),
    ]
    client = create_app(publish_records(*records)).test_client()
    pages = [BeautifulSoup(client.get(f"/resources/{record.id}").text, "html.parser") for record in records]
    links = [page.select_one(".page-head + .notice-box a") for page in pages]
    assert [link and link["href"] for link in links] == ["/resources/third", "/resources/third", None]

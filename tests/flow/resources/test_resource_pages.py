"""The page of a resource, the text of its documents, and old addresses, asked as a browser asks them."""

import re

import pytest
from bs4 import BeautifulSoup

import factories
import web_catalog
from catalog.model import Document
from webui import create_app

LOCKED = b"%PDF-1.4 this is no document"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return create_app(web_catalog.publish(tmp_path_factory.mktemp("resources"))).test_client()


@pytest.fixture(scope="module")
def get(client):
    def page(address, status=200):
        response = client.get(address)
        assert response.status_code == status
        return BeautifulSoup(response.text, "html.parser")

    return page


def test_a_resource_page_says_what_is_known_and_leads_to_the_resource(get):
    page = get("/resources/guide")
    action = page.select_one(".resource-access a.button")
    assert (action["href"], action["rel"]) == ("https://example.org/guide", ["noopener"])
    rows = {row.dt.get_text(): row.get_text(" ", strip=True) for row in page.select(".properties > div")}
    assert rows["Agency size"] == "Agency size Up to 49 sworn officers"
    assert rows["Published"] == "Published May 2020"
    assert rows["Numbers"] == "Numbers NCJ 251572 DOI 10.1000/182"
    assert rows["Evidence rating"] == "Evidence rating Promising, as rated by Sample ratings (2021)"
    assert page.find("a", href="/resources/questions")


def test_every_link_of_a_resource_page_leads_somewhere(get, client):
    for link in get("/resources/guide").select('main a[href^="/"]'):
        assert client.get(link["href"], buffered=True).status_code == 200


def test_a_related_resource_that_is_gone_is_left_out(get):
    titles = [each.get_text() for each in get("/resources/talk").select(".related h3")]
    assert titles == ["Body-worn cameras in small towns"]


def test_related_resources_stand_with_format_year_and_reason(get):
    shown = {
        each.h3.get_text(): each.p.get_text(" ", strip=True) for each in get("/resources/talk").select(".related li")
    }
    assert shown["Body-worn cameras in small towns"] == "Publication · 2020 Editor's pick"


def test_what_a_resource_replaces_and_what_replaces_it_say_so(get):
    reasons = {key: get(f"/resources/{key}").select_one(".relation").get_text() for key in ("questions", "guide")}
    assert reasons == {"questions": "Replaces this", "guide": "Editor's pick"}
    assert "Replaced by this" in get("/resources/guide").get_text()


def test_a_resource_with_nothing_beside_it_has_no_such_list(get):
    assert get("/resources/lonely").select(".related, #related") == []


def test_a_resource_without_an_address_says_so_and_offers_a_search(get):
    page = get("/resources/lonely")
    assert "This resource has no known web address." in page.get_text()
    assert page.find("a", href="/search?q=Oakland+case")


def test_a_document_whose_text_is_not_searched_says_so(get):
    documents = get("/resources/questions").select(".document")
    assert [bool(each.find("a", string=re.compile("^Read"))) for each in documents] == [False] * 4
    texts = [each.get_text(" ", strip=True) for each in documents]
    assert "Read the text" in texts[0]
    assert "could not be read" in texts[2]
    assert "on another site" in texts[3]


def test_what_most_people_come_for_is_one_button(get):
    (button,) = get("/resources/questions").select(".resource-access a.button")
    assert (button["href"], button.get_text()) == ("/documents/questions/page.html", "Open (Questions)")
    page = get("/resources/guide")
    assert [each.get_text(strip=True) for each in page.select(".resource-access a.button")] == [
        "Open the resource at example.org"
    ]
    assert [each["href"] for each in page.select('.document a[href^="/documents/"]')] == ["/documents/guide/guide.pdf"]


@pytest.fixture
def broken(tmp_path):
    """The page of a resource, and its JSON, whose documents are missing, empty, and of another type than named."""
    paths = ("one/missing.pdf", "one/empty.pdf", "one/locked.pdf", "one/page.pdf")
    one = factories.record(documents=tuple(Document(path=path) for path in paths))
    files = {"one/empty.pdf": b"", "one/locked.pdf": LOCKED, "one/page.pdf": web_catalog.PAGE}
    factories.publish(tmp_path, one, documents=files)
    client = create_app(factories.settings(tmp_path)).test_client()
    return BeautifulSoup(client.get("/resources/one").text, "html.parser"), client.get("/api/v1/resources/one").json


def test_a_file_that_is_missing_or_empty_is_offered_nowhere(broken):
    page, answer = broken
    missing, empty, *_ = page.select(".document")
    for document in (missing, empty):
        assert document.find("a") is None
        assert "This document is not available at the moment." in document.get_text()
    assert page.find("a", href=re.compile("missing|empty")) is None
    assert [each["url"] is None for each in answer["documents"]] == [True, True, False, False]


def test_a_file_that_cannot_be_searched_is_still_offered_and_visitors_get_no_advice_for_editors(broken):
    page, answer = broken
    locked = page.select(".document")[2]
    assert locked.find("a", href="/documents/one/locked.pdf")
    reason = "The text of this document could not be read, so searches do not cover it."
    assert locked.select_one(".note").get_text() == reason == answer["documents"][2]["problem"]
    assert "save" not in page.select_one("main").get_text().lower()


def test_a_file_of_another_type_than_its_name_says_goes_by_its_real_type(broken):
    document = broken[0].select(".document")[3]
    assert document.find("h3").get_text() == "page.html"
    assert document.select_one(".facts").get_text().startswith("Web page")


def test_a_resource_whose_documents_cannot_be_opened_has_no_button_and_says_so(published):
    one = factories.record(documents=(Document(path="one/missing.pdf"),))
    page = BeautifulSoup(create_app(published(one)).test_client().get("/resources/one").text, "html.parser")
    assert page.select("main a.button") == []
    assert "This resource cannot be opened here at the moment." in page.get_text()


def test_the_text_of_a_document_stands_under_its_places(get):
    page = get("/resources/guide/text/1")
    sections = {each["id"]: each.get_text(" ", strip=True) for each in page.select(".text-section")}
    assert list(sections) == ["at-page-1", "at-page-2"]
    assert sections["at-page-2"].startswith("Page 2 Open")
    assert page.find("a", href="/documents/guide/guide.pdf#page=2")


@pytest.mark.parametrize("address", ["/resources/guide/text/0", "/resources/guide/text/2", "/resources/lonely/text/1"])
def test_a_text_that_is_not_there_is_404(get, address):
    get(address, status=404)


@pytest.mark.parametrize(
    ("address", "to"),
    [
        ("/resources/723", "/resources/talk"),
        ("/resources/723/text/1", "/resources/talk/text/1"),
        ("/clearinghouse/resource/723", "/resources/talk"),
        ("/clearinghouse/resource/723/license-plate-readers", "/resources/talk"),
        ("/clearinghouse/resource/900/an-old-talk", "/resources/talk"),
    ],
)
def test_an_old_address_leads_to_the_present_one(client, address, to):
    response = client.get(address)
    assert (response.status_code, response.headers["Location"]) == (301, to)


def test_the_text_of_a_table_is_a_table_that_can_be_scrolled_by_keyboard(get):
    table = get("/resources/questions/text/2").select_one('.table-scroll[tabindex="0"] table')
    assert [cell.get_text() for cell in table.select("th[scope=col]")] == ["task", "done"]
    assert [cell.get_text() for cell in table.select("td")] == ["list the partners", "no"]


def test_a_resource_that_another_has_replaced_says_so_first_and_the_other_says_what_it_replaces(published):
    old, new = factories.record("old", title="The old one"), factories.record("new", supersedes=("old", "gone"))
    client = create_app(published(old, new)).test_client()
    before, after = (BeautifulSoup(client.get(f"/resources/{each}").text, "html.parser") for each in ("old", "new"))
    assert before.select_one(".page-head + .notice-box a")["href"] == "/resources/new"
    (row,) = (row for row in after.select(".properties > div") if row.dt.text == "Replaces")
    assert [link["href"] for link in row.select("a")] == ["/resources/old"]
    assert after.select(".page-head + .notice-box") == []


def test_a_resource_says_in_which_featured_toolkits_it_is(get):
    (link,) = get("/resources/guide").select(".in-toolkits a")
    assert (link["href"], link.text) == ("/toolkits/cameras", web_catalog.TOOLKIT["title"])
    assert get("/resources/talk").select(".in-toolkits") == []

"""A visitor's toolkit stored on the device: the script sends it with every form, and the server keeps nothing."""

import json

import pytest
from bs4 import BeautifulSoup

DRAFT = {"sections": [{"items": [{"record": "guide"}, {"record": "gone", "title": "Gone"}]}]}


def send(visitor, draft, **fields):
    response = visitor.post(draft=json.dumps(draft), **fields)
    page = BeautifulSoup(response.text, "html.parser")
    return response.status_code, json.loads(page.find(id="draft").text), page


def test_the_page_returns_the_changed_toolkit_and_nothing_is_stored(site, visitor):
    status, draft, page = send(visitor, DRAFT, do="up:gone", title="Mine")
    assert (status, draft["title"], draft["made"]) == (200, "Mine", "2026-03-01")
    assert [item["record"] for item in draft["sections"][0]["items"]] == ["gone", "guide"]
    assert page.find(id="toolkit")["data-message"] == "Moved up."
    assert visitor.cookie() is None
    assert not (site.settings.data / "toolkits.sqlite").exists()
    assert "Stored only in this browser" in page.text


def test_an_item_that_a_script_added_by_its_id_is_completed(visitor):
    (item, _) = send(visitor, DRAFT, do="show")[1]["sections"][0]["items"]
    assert item == {
        "record": "guide",
        "title": "Body-worn cameras in small towns",
        "published": "2020-05",
        "added": "2026-03-01",
    }


def test_an_invalid_form_leaves_the_toolkit_unchanged(visitor):
    status, draft, page = send(visitor, DRAFT, do="remove:guide", note_guide="x" * 1001)
    assert (status, len(draft["sections"][0]["items"])) == (400, 2)
    assert page.find(id="note-guide").text.strip() == "x" * 1001


@pytest.mark.parametrize(
    "draft", ["", "{", "[]", '{"a": 1}', '{"sections": [{"items": [{"record": "<b>"}]}]}', "[" * 9999]
)
def test_an_unreadable_toolkit_is_reported_and_replaced_by_an_empty_one(visitor, draft):
    response = visitor.post(draft=draft or " ", do="show")
    assert response.status_code == 400
    assert "could not be read. This is a new one." in response.text
    assert json.loads(BeautifulSoup(response.text, "html.parser").find(id="draft").text) == {}


def test_markup_cannot_break_out_of_the_toolkit_data_in_the_page(visitor):
    hostile = "</script><script>alert(1)</script>"
    response = visitor.post(draft=json.dumps(DRAFT), do="save", title=hostile)
    assert hostile not in response.text
    assert json.loads(BeautifulSoup(response.text, "html.parser").find(id="draft").text)["title"] == hostile


def test_a_cleared_toolkit_is_empty(visitor):
    assert send(visitor, DRAFT, do="clear")[1] == {}


def test_a_toolkit_on_the_server_moves_to_the_device(visitor):
    visitor.post(add="talk")
    key = visitor.cookie()
    status, draft, _ = send(visitor, DRAFT, do="adopt")
    assert status == 200
    assert [item["record"] for section in draft["sections"] for item in section["items"]] == ["guide", "gone", "talk"]
    assert visitor.cookie() is None
    visitor.client.set_cookie("toolkit", key)
    assert visitor.titles() == []


def test_sharing_from_the_device_redirects_to_the_link_and_sets_no_cookie(visitor):
    response = visitor.post(draft=json.dumps(DRAFT), do="share")
    assert (response.status_code, response.location[:3]) == (303, "/t/")
    assert visitor.cookie() is None


def test_the_page_has_the_texts_that_the_script_shows(visitor):
    form = visitor.get("/search").find(id="toolkit-add")
    assert form["data-limit"] == "100"
    assert "{n}" in form["data-count"]
    assert visitor.get("/search").find(id="toolkit-link").text == "Toolkits"

"""A visitor's toolkit in a browser without scripts, stored on the server under the key in a cookie."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup

import factories
from catalog.toolkit import MAX_ITEMS, MAX_NOTE, MAX_TITLE
from toolkit_site import SAME_ORIGIN, ToolkitSite
from web_catalog import HOSTILE, LONG


def test_an_empty_toolkit_explains_how_to_start_and_sets_no_cookie(site, visitor):
    page = visitor.get()
    assert "Your toolkit is empty" in page.text
    assert page.select_one(".toolkit-empty a[href='/search']")
    assert visitor.cookie() is None
    assert not (site.settings.data / "toolkits.sqlite").exists()


@pytest.mark.parametrize("url", ["/search", "/topics/technology", "/resources/guide"])
def test_every_hit_and_resource_page_has_a_button_that_adds_the_resource(visitor, url):
    page = visitor.get(url)
    button = page.select_one("button[name=add][value=guide]")
    form = page.find(id=button["form"])
    assert (form["method"], form["action"], button["type"]) == ("post", "/toolkit", "submit")
    assert button.text == "Add to toolkit: Body-worn cameras in small towns"


def test_adding_a_resource_redirects_to_it_in_the_toolkit_and_sets_a_cookie(visitor):
    response = visitor.post(add="guide")
    assert (response.status_code, response.location) == (303, "/toolkit#item-guide")
    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Max-Age=7776000" in cookie
    assert "Secure" not in cookie
    assert len(visitor.cookie()) == 22
    assert visitor.titles() == ["Body-worn cameras in small towns"]
    assert visitor.get().find(id="item-guide")


def test_an_https_site_sets_a_secure_cookie_for_the_path_it_is_mounted_at(tmp_path):
    visitor = ToolkitSite(tmp_path, {"public_url": "https://clearinghouse.example"}).visitor()
    response = visitor.client.post(
        "/es/toolkit", data={"add": "guide"}, headers=SAME_ORIGIN, base_url="https://h.example/lib"
    )
    assert response.location == "/lib/es/toolkit#item-guide"
    assert "; Secure; HttpOnly; Path=/lib/; SameSite=Lax" in response.headers["Set-Cookie"]


def test_a_resource_is_added_once_even_by_its_former_id(visitor):
    for record in ("talk", "talk", "723"):
        visitor.post(add=record)
    assert visitor.titles() == ["License plate readers for violence reduction"]


def test_a_resource_whose_id_has_changed_is_not_added_again(site, visitor):
    visitor.post(add="guide")
    site.publish(factories.record("cameras", title="Cameras", aliases=("guide",)))
    assert visitor.post(add="cameras").location == "/toolkit#item-guide"
    assert visitor.titles() == ["Cameras"]


def test_several_resources_are_added_at_once_and_the_title_is_set_only_if_there_is_none(visitor):
    visitor.post(add=["guide", "talk"], title="Proposed")
    visitor.post(add=["questions", "talk"], title="Another")
    assert len(visitor.titles()) == 3
    assert visitor.get().find(id="title")["value"] == "Proposed"


def test_a_proposal_without_ticked_boxes_leaves_the_toolkit_unchanged(visitor):
    visitor.post(add=["guide"], title="Mine")
    assert visitor.post(action="add", title="Proposed").status_code == 303
    assert visitor.titles() == ["Body-worn cameras in small towns"]
    assert visitor.get().find(id="title")["value"] == "Mine"


def test_a_section_without_a_title_field_is_refused_like_one_without_a_title(visitor):
    assert "Write a title for the new section." in visitor.post(do="section", sections="0").text


def test_an_unknown_resource_is_not_added(visitor):
    assert visitor.post(add="nothing").status_code == 404
    assert visitor.cookie() is None


def test_the_page_says_where_the_toolkit_is_stored_and_for_how_long(visitor):
    visitor.post(add="guide")
    assert "Stored on our server until May 30, 2026, and for 90 days after each change" in visitor.get().text


def test_texts_notes_order_and_sections_are_saved(visitor):
    for record in ("guide", "talk", "questions"):
        visitor.post(add=record)
    visitor.press("save", title="For the mayor", purpose="Cameras\r\nby summer", note_guide="Read first")
    visitor.press("section", new_section="Later")
    visitor.press("down:questions")
    visitor.press("up:talk")
    page = visitor.get()
    assert page.find(id="title")["value"] == "For the mayor"
    assert page.find(id="purpose").text.strip() == "Cameras\nby summer"
    assert page.find(id="note-guide").text.strip() == "Read first"
    assert [section["aria-label"] for section in page.select(".toolkit-section")] == ["Resources", "Later"]
    assert [item["id"] for item in page.select("li.card")] == ["item-talk", "item-guide", "item-questions"]
    assert page.select_one(".toolkit-section:last-of-type li")["id"] == "item-questions"


def test_a_resource_moves_to_the_selected_section(visitor):
    visitor.post(add="guide")
    visitor.press("section", new_section="Later")
    response = visitor.press("into:guide", place_guide="1")
    assert response.location == "/toolkit#item-guide"
    assert [section["aria-label"] for section in visitor.get().select(".toolkit-section")] == ["Later"]


def test_a_resource_added_to_a_toolkit_with_sections_asks_for_its_section(visitor):
    visitor.post(add="guide")
    visitor.press("section", new_section="Before")
    visitor.press("section", new_section="After")
    response = visitor.post(add="talk")
    assert response.location == "/toolkit?unplaced=talk#item-talk"
    buttons = visitor.get(response.location).select("#item-talk .section-question button")
    assert [button.text for button in buttons] == ["Before", "After", "No section"]
    response = visitor.press(buttons[1]["value"], note_guide="Read first")
    assert response.location == "/toolkit#item-talk"
    page = visitor.get()
    assert [item["id"] for item in page.select("section[aria-label=After] li.card")] == ["item-talk"]
    assert page.find(id="note-guide").text.strip() == "Read first"


def test_a_resource_that_leaves_the_question_unanswered_stays_outside_the_sections(visitor):
    visitor.post(add="guide")
    visitor.press("section", new_section="After")
    visitor.press("into:guide", place_guide="1")
    visitor.post(add="talk")
    page = visitor.get()
    assert [section["aria-label"] for section in page.select(".toolkit-section")] == ["Resources", "After"]
    assert not page.select(".section-question")


@pytest.mark.parametrize(
    "fields",
    [{"add": "guide"}, {"add": "talk", "under_talk": "After"}, {"action": "add"}],
    ids=["has it already", "names a section", "adds nothing"],
)
def test_no_section_is_asked_for_a_resource_that_has_a_place(visitor, fields):
    visitor.post(add="guide")
    visitor.press("section", new_section="After")
    assert "unplaced" not in visitor.post(**fields).location


def test_after_a_resource_is_removed_the_page_shows_where_it_was(visitor):
    for record in ("guide", "talk", "questions"):
        visitor.post(add=record)
    assert visitor.press("remove:guide").location == "/toolkit#item-talk"
    assert visitor.press("remove:questions").location == "/toolkit#item-talk"
    assert visitor.press("remove:talk").location == "/toolkit"


def test_every_button_saves_what_was_typed(visitor):
    visitor.post(add="guide")
    visitor.post(add="talk")
    visitor.press("remove:talk", note_guide="Half a thought")
    page = visitor.get()
    assert page.find(id="note-guide").text.strip() == "Half a thought"
    assert not page.find(id="item-talk")


def test_a_note_that_is_too_long_is_refused_at_its_field_with_the_limit_and_keeps_what_was_typed(visitor):
    visitor.post(add="guide")
    response = visitor.press("save", note_guide="x" * (MAX_NOTE + 1))
    assert response.status_code == 400
    assert "At most 1,000 characters; this has 1,001." in response.text
    assert 'aria-invalid="true" aria-describedby="error-note-guide"' in response.text
    assert "x" * (MAX_NOTE + 1) in response.text
    assert visitor.get().find(id="note-guide").text.strip() == ""


def test_the_error_summary_links_to_each_invalid_field(visitor):
    visitor.post(add="guide")
    response = visitor.press("save", title="x" * (MAX_TITLE + 1), note_guide="x" * (MAX_NOTE + 1))
    links = BeautifulSoup(response.text, "html.parser").select("#errors a")
    assert [(link["href"], link.text) for link in links] == [
        ("#title", "Title: At most 200 characters; this has 201."),
        (
            "#note-guide",
            "Your note \u2013 Body-worn cameras in small towns: At most 1,000 characters; this has 1,001.",
        ),
    ]


def test_a_resource_beyond_the_limit_is_refused_with_the_limit(site, visitor):
    records = [f"review-{number:02}" for number in range(1, 13)]
    draft = {"sections": [{"items": [{"record": f"gone-{number}"} for number in range(MAX_ITEMS)]}]}
    visitor.post("/toolkit/copy", toolkit=site.app.json.dumps(draft))
    response = visitor.post(add=records[0])
    assert response.status_code == 400
    assert f"A toolkit can have at most {MAX_ITEMS} resources." in response.text


def test_markup_in_texts_titles_and_notes_is_shown_as_text(visitor):
    visitor.post(add="hostile")
    visitor.press("save", title=HOSTILE, purpose=HOSTILE, note_hostile=f"</textarea>{HOSTILE}")
    visitor.press("section", new_section=HOSTILE)
    page = visitor.get()
    assert page.find(id="title")["value"] == HOSTILE
    assert page.find(id="note-hostile").text.strip() == f"</textarea>{HOSTILE}"
    assert all(script.get("src") for script in page.find_all("script"))


def test_a_very_long_title_and_removed_resources_are_shown(site, visitor):
    visitor.post(add="long")
    visitor.post(add="guide")
    site.publish()
    page = visitor.get()
    assert visitor.titles() == [LONG, "Body-worn cameras in small towns"]
    assert page.text.count("This resource is no longer in the catalog.") == 2
    assert page.select(".toolkit-items a") == []


def test_clearing_the_toolkit_deletes_the_cookie(visitor):
    visitor.post(add="guide")
    response = visitor.press("clear")
    assert "Max-Age=0" in response.headers["Set-Cookie"]
    assert "Your toolkit is empty" in visitor.get().text


def test_a_draft_lasts_ninety_days_after_its_last_change(site, visitor):
    visitor.post(add="guide")
    site.clock.day += dt.timedelta(90)
    visitor.post(add="talk")
    site.clock.day += dt.timedelta(90)
    assert len(visitor.titles()) == 2
    site.clock.day += dt.timedelta(1)
    assert visitor.titles() == []


@pytest.mark.parametrize("key", ["x" * 22, "short", "' OR 1=1 --", ""])
def test_a_forged_cookie_opens_no_toolkit_and_is_replaced(site, visitor, key):
    other_visitor = site.visitor()
    other_visitor.post(add="guide")
    visitor.client.set_cookie("toolkit", key)
    assert visitor.titles() == []
    visitor.post(add="talk")
    assert visitor.cookie() not in (key, other_visitor.cookie())
    assert visitor.titles() == ["License plate readers for violence reduction"]


def test_two_visitors_have_separate_toolkits(site, visitor):
    other_visitor = site.visitor()
    visitor.post(add="guide")
    other_visitor.post(add="talk")
    assert visitor.titles() != other_visitor.titles()

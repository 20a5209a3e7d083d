"""A visitor's toolkit in a browser without scripts: kept on the server under a cookie."""

import datetime as dt
import os
import stat

import pytest
from bs4 import BeautifulSoup

import factories
from catalog.toolkit import MAX_ITEMS, MAX_NOTE, MAX_TITLE
from toolkit_site import SAME_ORIGIN, ToolkitSite
from web_catalog import HOSTILE, LONG


@pytest.fixture
def site(tmp_path):
    return ToolkitSite(tmp_path)


@pytest.fixture
def visitor(site):
    return site.visitor()


def test_before_anything_is_added_there_is_a_page_that_says_how_to_begin_and_no_cookie(site, visitor):
    page = visitor.get()
    assert "Your toolkit is empty" in page.text
    assert page.select_one(".toolkit-empty a[href='/search']")
    assert visitor.cookie() is None
    assert not (site.settings.data / "toolkits.sqlite").exists()


@pytest.mark.parametrize("address", ["/search", "/topics/technology", "/resources/guide"])
def test_every_hit_and_page_has_a_button_whose_form_stands_in_the_page(visitor, address):
    page = visitor.get(address)
    button = page.select_one("button[name=add][value=guide]")
    form = page.find(id=button["form"])
    assert (form["method"], form["action"], button["type"]) == ("post", "/toolkit", "submit")
    assert button.text == "Add to toolkit: Body-worn cameras in small towns"


def test_adding_leads_to_the_toolkit_at_what_was_added_and_keeps_it_under_a_cookie(visitor):
    answer = visitor.post(add="guide")
    assert (answer.status_code, answer.location) == (303, "/toolkit#item-guide")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Max-Age=7776000" in cookie
    assert "Secure" not in cookie
    assert len(visitor.cookie()) == 22
    assert visitor.titles() == ["Body-worn cameras in small towns"]
    assert visitor.get().find(id="item-guide")


def test_a_secure_site_sets_a_secure_cookie_at_the_place_it_is_mounted(tmp_path):
    visitor = ToolkitSite(tmp_path, {"public_url": "https://clearinghouse.example"}).visitor()
    answer = visitor.client.post(
        "/es/toolkit", data={"add": "guide"}, headers=SAME_ORIGIN, base_url="https://h.example/lib"
    )
    assert answer.location == "/lib/es/toolkit#item-guide"
    assert "; Secure; HttpOnly; Path=/lib/; SameSite=Lax" in answer.headers["Set-Cookie"]


def test_adding_twice_is_adding_once_and_an_old_id_is_the_present_one(visitor):
    for record in ("talk", "talk", "723"):
        visitor.post(add=record)
    assert visitor.titles() == ["License plate readers for violence reduction"]


def test_a_resource_that_was_renamed_meanwhile_is_not_added_again(site, visitor):
    visitor.post(add="guide")
    site.publish(factories.record("cameras", title="Cameras", aliases=("guide",)))
    assert visitor.post(add="cameras").location == "/toolkit#item-guide"
    assert visitor.titles() == ["Cameras"]


def test_several_come_at_once_with_a_title_for_a_toolkit_that_has_none(visitor):
    visitor.post(add=["guide", "talk"], title="Proposed")
    visitor.post(add=["questions", "talk"], title="Another")
    assert len(visitor.titles()) == 3
    assert visitor.get().find(id="title")["value"] == "Proposed"


def test_a_resource_that_there_is_not_is_not_added(visitor):
    assert visitor.post(add="nothing").status_code == 404
    assert visitor.cookie() is None


def test_the_page_says_where_the_toolkit_is_kept_and_how_long(visitor):
    visitor.post(add="guide")
    assert "Stored on our server until May 30, 2026, and for 90 days after each change" in visitor.get().text


def test_texts_notes_order_and_sections_are_kept(visitor):
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
    assert [each["aria-label"] for each in page.select(".toolkit-section")] == ["Resources", "Later"]
    assert [each["id"] for each in page.select("li.card")] == ["item-talk", "item-guide", "item-questions"]
    assert page.select_one(".toolkit-section:last-of-type li")["id"] == "item-questions"


def test_a_list_beside_a_resource_moves_it_to_a_section(visitor):
    visitor.post(add="guide")
    visitor.press("section", new_section="Later")
    answer = visitor.press("into:guide", place_guide="1")
    assert answer.location == "/toolkit#item-guide"
    assert [each["aria-label"] for each in visitor.get().select(".toolkit-section")] == ["Later"]


def test_after_a_resource_is_removed_the_page_shows_where_it_was(visitor):
    for record in ("guide", "talk", "questions"):
        visitor.post(add=record)
    assert visitor.press("remove:guide").location == "/toolkit#item-talk"
    assert visitor.press("remove:questions").location == "/toolkit#item-talk"
    assert visitor.press("remove:talk").location == "/toolkit"


def test_what_was_typed_is_kept_by_whatever_button_is_pressed(visitor):
    visitor.post(add="guide")
    visitor.post(add="talk")
    visitor.press("remove:talk", note_guide="Half a thought")
    page = visitor.get()
    assert page.find(id="note-guide").text.strip() == "Half a thought"
    assert not page.find(id="item-talk")


def test_a_note_that_is_too_long_is_refused_beside_its_field_with_the_limit_and_what_was_typed(visitor):
    visitor.post(add="guide")
    answer = visitor.press("save", note_guide="x" * (MAX_NOTE + 1))
    assert answer.status_code == 400
    assert "At most 1,000 characters; this has 1,001." in answer.text
    assert 'aria-invalid="true" aria-describedby="fault-note-guide"' in answer.text
    assert "x" * (MAX_NOTE + 1) in answer.text
    assert visitor.get().find(id="note-guide").text.strip() == ""


def test_a_summary_of_faults_names_each_field_and_leads_to_it(visitor):
    visitor.post(add="guide")
    answer = visitor.press("save", title="x" * (MAX_TITLE + 1), note_guide="x" * (MAX_NOTE + 1))
    links = BeautifulSoup(answer.text, "html.parser").select("#faults a")
    assert [(each["href"], each.text) for each in links] == [
        ("#title", "Title: At most 200 characters; this has 201."),
        (
            "#note-guide",
            "Your note \u2013 Body-worn cameras in small towns: At most 1,000 characters; this has 1,001.",
        ),
    ]


def test_one_resource_too_many_is_refused_with_the_limit(site, visitor):
    records = [f"review-{number:02}" for number in range(1, 13)]
    draft = {"sections": [{"items": [{"record": f"gone-{number}"} for number in range(MAX_ITEMS)]}]}
    visitor.post("/toolkit/copy", toolkit=site.app.json.dumps(draft))
    answer = visitor.post(add=records[0])
    assert answer.status_code == 400
    assert f"A toolkit can have at most {MAX_ITEMS} resources." in answer.text


def test_markup_in_texts_titles_and_notes_is_shown_as_text(visitor):
    visitor.post(add="hostile")
    visitor.press("save", title=HOSTILE, purpose=HOSTILE, note_hostile=f"</textarea>{HOSTILE}")
    visitor.press("section", new_section=HOSTILE)
    page = visitor.get()
    assert page.find(id="title")["value"] == HOSTILE
    assert page.find(id="note-hostile").text.strip() == f"</textarea>{HOSTILE}"
    assert all(script.get("src") for script in page.find_all("script"))


def test_a_very_long_title_and_a_resource_that_is_gone_break_nothing(site, visitor):
    visitor.post(add="long")
    visitor.post(add="guide")
    site.publish()
    page = visitor.get()
    assert visitor.titles() == [LONG, "Body-worn cameras in small towns"]
    assert page.text.count("This resource is no longer in the catalog.") == 2
    assert page.select(".toolkit-items a") == []


def test_the_last_resource_and_everything_else_removed_is_kept_no_more(visitor):
    visitor.post(add="guide")
    answer = visitor.press("clear")
    assert "Max-Age=0" in answer.headers["Set-Cookie"]
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
def test_a_cookie_that_was_made_up_opens_nothing_and_is_not_taken_as_a_key(site, visitor, key):
    other = site.visitor()
    other.post(add="guide")
    visitor.client.set_cookie("toolkit", key)
    assert visitor.titles() == []
    visitor.post(add="talk")
    assert visitor.cookie() not in (key, other.cookie())
    assert visitor.titles() == ["License plate readers for violence reduction"]


def test_two_visitors_have_two_toolkits(site, visitor):
    other = site.visitor()
    visitor.post(add="guide")
    other.post(add="talk")
    assert visitor.titles() != other.titles()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {},
    ],
    ids=str,
)
@pytest.mark.parametrize("address", ["/toolkit", "/toolkit/copy", "/toolkit/download/pdf"])
def test_a_form_that_another_site_sent_is_refused(visitor, address, headers):
    answer = visitor.client.post(address, data={"add": "guide"}, headers=headers)
    assert answer.status_code == 403
    assert "can only be changed from the pages of this site" in answer.text
    assert visitor.cookie() is None


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "none"}, {"Origin": "http://localhost"}], ids=str)
def test_a_form_of_ours_is_told_by_what_each_browser_sends(visitor, headers):
    assert visitor.client.post("/toolkit", data={"add": "guide"}, headers=headers).status_code == 303


def test_a_form_may_be_as_long_as_a_toolkit_and_no_longer(visitor):
    visitor.post(add="guide")
    assert visitor.post(do="save", note_guide="x" * 500_000).status_code == 400
    answer = visitor.post(do="save", note_guide="x" * 1_100_000)
    assert answer.status_code == 413
    assert "shorter notes" in answer.text
    assert visitor.client.post("/search", data={"q": "x" * 100_000}).status_code in (405, 413)


def test_nothing_of_a_visitors_own_may_be_kept_by_caches_or_found_by_search_engines(visitor):
    visitor.post(add="guide")
    for answer in (visitor.client.get("/toolkit"), visitor.press("save"), visitor.post(add="nothing")):
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["X-Robots-Tag"] == "noindex"
    assert visitor.get().find("meta", attrs={"name": "robots", "content": "noindex"})


def test_the_key_of_a_draft_stands_in_no_page_and_not_even_in_the_file(site, visitor):
    visitor.post(add="guide")
    visitor.press("save", title="A title")
    assert visitor.cookie() not in visitor.client.get("/toolkit").text
    for file in site.settings.data.glob("toolkits.sqlite*"):
        assert visitor.cookie().encode() not in file.read_bytes()


def test_only_the_owner_may_read_the_file(site, visitor):
    visitor.post(add="guide")
    for file in site.settings.data.glob("toolkits.sqlite*"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("damage", ["garbage", "cut", "folder"])
def test_a_damaged_file_costs_toolkits_only(site, visitor, damage):
    visitor.post(add="guide")
    for file in site.settings.data.glob("toolkits.sqlite*"):
        file.unlink()
    path = site.settings.data / "toolkits.sqlite"
    if damage == "folder":
        path.mkdir()
    else:
        path.write_bytes(b"no database" * 1000 if damage == "garbage" else b"SQLite format 3\0")
    answer = visitor.post(add="talk")
    assert (answer.status_code, "Toolkits cannot be saved right now" in answer.text) == (503, True)
    assert visitor.client.get("/toolkit").status_code == 503
    assert visitor.client.get("/search").status_code == 200
    assert site.visitor().client.get("/toolkit").status_code == 200


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_file_that_cannot_be_written_is_a_kind_error(site, visitor):
    visitor.post(add="guide")
    for file in site.settings.data.glob("toolkits.sqlite*"):
        file.chmod(0o400)
    assert visitor.post(add="talk").status_code == 503
    assert visitor.client.get("/search").status_code == 200


def test_a_lost_file_is_made_anew(site, visitor):
    visitor.post(add="guide")
    for file in site.settings.data.glob("toolkits.sqlite*"):
        file.unlink()
    assert visitor.titles() == []
    visitor.post(add="talk")
    assert len(visitor.titles()) == 1


def test_where_there_is_no_room_it_is_said_kindly(tmp_path):
    visitor = ToolkitSite(tmp_path, {"toolkits_mb": 0}).visitor()
    answer = visitor.post(add="guide")
    assert (answer.status_code, "no room for more toolkits" in answer.text) == (503, True)
    assert visitor.client.get("/search").status_code == 200

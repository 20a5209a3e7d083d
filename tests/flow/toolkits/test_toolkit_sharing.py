"""Shared toolkits: anyone with the link can read and copy them, until the link expires."""

import datetime as dt
import json
import re

import pytest
from bs4 import BeautifulSoup

import factories
from catalog.model import PartialDate, RecordStatus, Withdrawal
from web_catalog import HOSTILE


@pytest.fixture
def shared(visitor):
    """The path of a shared toolkit with two resources, a note and a section."""
    visitor.post(add="guide")
    visitor.press("save", title="For the mayor", purpose="Cameras by summer.", note_guide=f"Read {HOSTILE}")
    visitor.press("section", new_section="Later")
    visitor.post(add="talk", under_talk="Later")
    return visitor.share()


def test_anyone_with_the_link_can_read_the_toolkit(site, shared):
    assert re.fullmatch(r"/t/[A-Za-z0-9_-]{22}", shared)
    page = site.visitor().get(shared)
    assert page.h1.text == "For the mayor"
    assert "Cameras by summer." in page.text
    assert [title.text for title in page.select("main .card-title")] == [
        "Body-worn cameras in small towns",
        "License plate readers for violence reduction",
    ]
    assert f"Read {HOSTILE}" in page.select_one(".toolkit-note").text
    assert [heading.text for heading in page.select(".toolkit-section h2")][-2:] == ["Later"] or "Later" in page.text
    facts = page.select_one("#item-guide").text
    assert all(word in facts for word in ("Publication", "2020", "12 pages", "Up to 49 sworn officers"))


def test_the_page_says_when_it_was_shared_and_when_the_link_expires(site, shared):
    page = site.visitor().get(shared)
    assert "shared it on March 1, 2026. This link works until March 1, 2027." in page.text


def test_the_page_offers_its_url_as_text_email_and_qr_code(site, shared):
    page = site.visitor().get(shared)
    url = f"http://127.0.0.1:8000{shared}"
    assert page.find(id="address")["value"] == url
    assert url.replace(":", "%3A") in page.select_one("a[href^='mailto:']")["href"]
    code = page.select_one("svg.qr")
    assert code["viewbox"] == "0 0 41 41"
    assert "style" not in str(code)


def test_a_shared_toolkit_is_neither_cached_nor_indexed(visitor, shared):
    response = visitor.client.get(shared)
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.text


@pytest.mark.parametrize("tamper", [lambda key: key[:-1], lambda key: key + "A", lambda key: key[::-1], str.swapcase])
def test_an_unknown_link_is_a_friendly_404(visitor, shared, tamper):
    response = visitor.client.get(f"/t/{tamper(shared[3:])}")
    assert response.status_code == 404
    assert "This toolkit link is not known, or it has expired." in response.text


@pytest.mark.parametrize("key", ["%00", "x" * 5000, "' OR '1'='1", "%ff" * 22])
def test_an_invalid_key_is_404(visitor, key):
    assert visitor.client.get(f"/t/{key}").status_code == 404


def test_a_link_works_for_a_year_and_no_longer(site, visitor, shared):
    site.clock.day += dt.timedelta(365)
    assert visitor.client.get(shared).status_code == 200
    site.clock.day += dt.timedelta(1)
    assert visitor.client.get(shared).status_code == 404


def test_expired_toolkits_are_deleted_when_another_one_is_shared(site, visitor, shared):
    site.clock.day += dt.timedelta(366)
    visitor.post(add="guide")
    visitor.press("share")
    site.clock.day -= dt.timedelta(366)
    assert visitor.client.get(shared).status_code == 404


def test_sharing_a_changed_toolkit_gives_a_new_link_and_the_first_one_stays_unchanged(visitor, shared):
    visitor.press("remove:talk")
    second_link = visitor.share()
    assert second_link != shared
    assert len(visitor.get(shared).select("main .card-title")) == 2
    assert len(visitor.get(second_link).select("main .card-title")) == 1


def test_an_empty_toolkit_cannot_be_shared(visitor):
    visitor.post(do="save", title="Only a title")
    response = visitor.post(do="share")
    assert (response.status_code, "Add a resource first" in response.text) == (400, True)


def test_the_key_of_a_shared_toolkit_is_not_stored(site, shared):
    for file in site.settings.data.glob("toolkits.sqlite*"):
        assert shared[3:].encode() not in file.read_bytes()


def test_a_shared_toolkit_shows_what_has_changed_since_it_was_created(site, visitor, shared):
    site.publish(
        factories.record("guide", title="Cameras, again", published=PartialDate(2027), pages=3),
        factories.record("next", title="The next talk", supersedes=("talk",)),
    )
    page = visitor.get(shared)
    changes = page.select_one(".toolkit-changes").text
    assert "There is a new edition. When it was added, the edition was: 2020-05" in changes
    assert "When it was added, its title was: Body-worn cameras in small towns" in changes
    assert "Replaced by a newer resource: The next talk" in changes
    assert page.select_one(".toolkit-changes a[href='/resources/next']")


def test_a_shared_toolkit_names_what_replaces_a_withdrawn_resource(site, visitor, shared):
    withdrawal = Withdrawal(dt.date(2026, 5, 1), "The study was retracted", replaced_by="next")
    site.publish(
        factories.record("talk", status=RecordStatus.WITHDRAWN, withdrawn=withdrawal),
        factories.record("next", title="The next talk"),
    )
    assert "Replaced by a newer resource: The next talk" in visitor.get(shared).select_one(".toolkit-changes").text
    assert "The next talk" in visitor.client.get(f"{shared}.html").text


def test_a_toolkit_without_changes_shows_none(visitor):
    visitor.post(add="talk")
    assert not visitor.get(visitor.share()).select(".toolkit-changes")


def test_a_visitor_without_a_toolkit_copies_at_once(site, shared):
    other_visitor = site.visitor()
    response = other_visitor.post("/toolkit/copy", shared=shared[3:])
    assert (response.status_code, response.location) == (303, "/toolkit")
    assert other_visitor.titles() == [
        "Body-worn cameras in small towns",
        "License plate readers for violence reduction",
    ]
    other_visitor.press("remove:guide")
    assert len(other_visitor.get(shared).select("main .card-title")) == 2


@pytest.mark.parametrize(("how", "count"), [("replace", 2), ("append", 3)])
def test_a_visitor_with_a_toolkit_is_asked_whether_to_replace_or_append(site, shared, how, count):
    other_visitor = site.visitor()
    other_visitor.post(add="questions")
    response = other_visitor.post("/toolkit/copy", shared=shared[3:])
    page = BeautifulSoup(response.text, "html.parser")
    assert response.status_code == 200
    assert {button["value"] for button in page.select("main button[name=how]")} == {"replace", "append"}
    assert page.select_one("main [name=shared]")["value"] == shared[3:]
    assert len(other_visitor.titles()) == 1
    other_visitor.post("/toolkit/copy", shared=shared[3:], how=how)
    assert len(other_visitor.titles()) == count


def test_a_copy_for_a_toolkit_on_the_device_is_returned_to_the_device(site, shared):
    other_visitor = site.visitor()
    response = other_visitor.post("/toolkit/copy", shared=shared[3:], draft="{}")
    draft = json.loads(BeautifulSoup(response.text, "html.parser").find(id="draft").text)
    assert (response.status_code, draft["title"], other_visitor.cookie()) == (200, "For the mayor", None)


def test_an_unknown_or_invalid_toolkit_cannot_be_copied(visitor):
    assert visitor.post("/toolkit/copy", shared="x" * 22).status_code == 404
    assert visitor.post("/toolkit/copy", featured="none").status_code == 404
    assert visitor.post("/toolkit/copy", toolkit="{").status_code == 400


def test_no_toolkit_page_contains_what_its_content_security_policy_forbids(visitor, shared):
    for url in (shared, "/toolkit", "/toolkits"):
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", visitor.client.get(url).text)


@pytest.mark.parametrize("extension", ["", ".pdf", ".atom", ".json", "x"])
def test_the_link_of_a_shared_toolkit_is_not_sent_to_other_sites(visitor, shared, extension):
    assert visitor.client.get(f"{shared}{extension}").headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("extension", ["pdf", "docx", "html", "csv", "ris", "bib", "json", "atom", "rss"])
def test_a_download_with_an_unknown_link_is_a_friendly_404(visitor, shared, extension):
    response = visitor.client.get(f"{shared[:-1]}.{extension}")
    assert (response.status_code, response.mimetype) == (404, "text/html")
    assert "This toolkit link is not known, or it has expired." in response.text


def test_the_length_of_a_text_is_limited_after_unicode_normalization(site, visitor):
    visitor.post(add="guide")
    assert visitor.press("save", title="\ufb2c" * 67).status_code == 400  # three characters each in NFC
    link = visitor.share(title="\ufb2c" * 66)
    assert len(site.visitor().get(link).h1.text) == 198

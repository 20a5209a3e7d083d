"""Shared and featured toolkits: who has the link reads them, copies them, and sees what has changed."""

import datetime as dt
import json
import re

import pytest
from bs4 import BeautifulSoup

import factories
from catalog.model import PartialDate
from catalog.toolkit import FeaturedToolkit, Item, Section, Toolkit
from toolkit_site import ToolkitSite
from web_catalog import HOSTILE
from webui import create_app


@pytest.fixture
def site(tmp_path):
    return ToolkitSite(tmp_path)


@pytest.fixture
def visitor(site):
    return site.visitor()


@pytest.fixture
def shared(visitor):
    """Where a toolkit was shared that has two resources, a note and a section."""
    visitor.post(add="guide")
    visitor.press("save", title="For the mayor", purpose="Cameras by summer.", note_guide=f"Read {HOSTILE}")
    visitor.press("section", new_section="Later")
    visitor.post(add="talk")
    return visitor.share()


def test_a_link_shows_the_toolkit_to_whoever_has_it(site, shared):
    assert re.fullmatch(r"/t/[A-Za-z0-9_-]{22}", shared)
    page = site.visitor().get(shared)
    assert page.h1.text == "For the mayor"
    assert "Cameras by summer." in page.text
    assert [each.text for each in page.select("main .card-title")] == [
        "Body-worn cameras in small towns",
        "License plate readers for violence reduction",
    ]
    assert f"Read {HOSTILE}" in page.select_one(".toolkit-note").text
    assert [each.text for each in page.select(".toolkit-section h2")][-2:] == ["Later"] or "Later" in page.text
    facts = page.select_one("#item-guide").text
    assert all(word in facts for word in ("Publication", "2020", "12 pages", "Up to 49 sworn officers"))


def test_the_page_says_when_it_was_shared_and_until_when_the_link_works(site, shared):
    page = site.visitor().get(shared)
    assert "shared it on March 1, 2026. This link works until March 1, 2027." in page.text


def test_the_page_hands_itself_on(site, shared):
    page = site.visitor().get(shared)
    address = f"http://127.0.0.1:8000{shared}"
    assert page.find(id="address")["value"] == address
    assert address.replace(":", "%3A") in page.select_one("a[href^='mailto:']")["href"]
    code = page.select_one("svg.qr")
    assert code["viewbox"] == "0 0 41 41"
    assert "style" not in str(code)


def test_it_is_private_to_those_who_have_the_link(visitor, shared):
    answer = visitor.client.get(shared)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in answer.text


@pytest.mark.parametrize("tamper", [lambda key: key[:-1], lambda key: key + "A", lambda key: key[::-1], str.swapcase])
def test_a_link_that_is_wrong_is_a_kind_404(visitor, shared, tamper):
    answer = visitor.client.get(f"/t/{tamper(shared[3:])}")
    assert answer.status_code == 404
    assert "This toolkit link is not known, or it has expired." in answer.text


@pytest.mark.parametrize("key", ["%00", "x" * 5000, "' OR '1'='1", "%ff" * 22])
def test_junk_for_a_key_is_a_404_too(visitor, key):
    assert visitor.client.get(f"/t/{key}").status_code == 404


def test_a_link_works_for_a_year_and_no_longer(site, visitor, shared):
    site.clock.day += dt.timedelta(365)
    assert visitor.client.get(shared).status_code == 200
    site.clock.day += dt.timedelta(1)
    assert visitor.client.get(shared).status_code == 404


def test_what_has_expired_is_deleted_when_somebody_shares(site, visitor, shared):
    site.clock.day += dt.timedelta(366)
    visitor.post(add="guide")
    visitor.press("share")
    site.clock.day -= dt.timedelta(366)
    assert visitor.client.get(shared).status_code == 404


def test_a_changed_toolkit_gets_another_link_and_the_first_stays_as_it_was(visitor, shared):
    visitor.press("remove:talk")
    again = visitor.share()
    assert again != shared
    assert len(visitor.get(shared).select("main .card-title")) == 2
    assert len(visitor.get(again).select("main .card-title")) == 1


def test_an_empty_toolkit_cannot_be_shared(visitor):
    visitor.post(do="save", title="Only a title")
    answer = visitor.post(do="share")
    assert (answer.status_code, "Add a resource first" in answer.text) == (400, True)


def test_the_key_stands_nowhere_in_the_file(site, shared):
    for file in site.settings.data.glob("toolkits.sqlite*"):
        assert shared[3:].encode() not in file.read_bytes()


def test_what_has_changed_since_it_was_made_is_told(site, visitor, shared):
    site.publish(
        factories.record("guide", title="Cameras, again", published=PartialDate(2027), pages=3),
        factories.record("next", title="The next talk", supersedes=("talk",)),
    )
    page = visitor.get(shared)
    told = page.select_one(".toolkit-changes").text
    assert "There is a new edition. When it was added, the edition was: 2020-05" in told
    assert "When it was added, its title was: Body-worn cameras in small towns" in told
    assert "Replaced by a newer resource: The next talk" in told
    assert page.select_one(".toolkit-changes a[href='/resources/next']")


def test_nothing_is_told_where_nothing_has_changed(visitor):
    visitor.post(add="talk")
    assert not visitor.get(visitor.share()).select(".toolkit-changes")


def test_whoever_has_no_toolkit_copies_at_once(site, shared):
    other = site.visitor()
    answer = other.post("/toolkit/copy", shared=shared[3:])
    assert (answer.status_code, answer.location) == (303, "/toolkit")
    assert other.titles() == [
        "Body-worn cameras in small towns",
        "License plate readers for violence reduction",
    ]
    other.press("remove:guide")
    assert len(other.get(shared).select("main .card-title")) == 2


@pytest.mark.parametrize(("how", "count"), [("replace", 2), ("append", 3)])
def test_whoever_has_one_is_asked(site, shared, how, count):
    other = site.visitor()
    other.post(add="questions")
    asked = other.post("/toolkit/copy", shared=shared[3:])
    page = BeautifulSoup(asked.text, "html.parser")
    assert asked.status_code == 200
    assert {button["value"] for button in page.select("main button[name=how]")} == {"replace", "append"}
    assert page.select_one("main [name=shared]")["value"] == shared[3:]
    assert len(other.titles()) == 1
    other.post("/toolkit/copy", shared=shared[3:], how=how)
    assert len(other.titles()) == count


def test_a_copy_of_a_toolkit_on_a_device_goes_to_the_device(site, shared):
    other = site.visitor()
    answer = other.post("/toolkit/copy", shared=shared[3:], draft="{}")
    draft = json.loads(BeautifulSoup(answer.text, "html.parser").find(id="draft").text)
    assert (answer.status_code, draft["title"], other.cookie()) == (200, "For the mayor", None)


def test_a_link_that_has_expired_cannot_be_copied(visitor):
    assert visitor.post("/toolkit/copy", shared="x" * 22).status_code == 404
    assert visitor.post("/toolkit/copy", featured="none").status_code == 404
    assert visitor.post("/toolkit/copy", toolkit="{").status_code == 400


def test_no_page_of_a_toolkit_needs_what_its_policy_forbids(visitor, shared):
    for address in (shared, "/toolkit", "/toolkits"):
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", visitor.client.get(address).text)


FEATURED = FeaturedToolkit(
    "first-cameras",
    Toolkit(
        "First cameras",
        "For a town that buys its first cameras.",
        (Section("", (Item("guide", "Begin here"),)), Section("Then", (Item("questions"), Item("gone")))),
        made=dt.date(2026, 1, 5),
    ),
    ("technology",),
    1,
    49,
)


def test_toolkits_by_editors_are_listed_and_read_like_shared_ones(site, visitor):
    site.feature(FEATURED)
    link = visitor.get("/toolkits").select_one("main .card-title a")
    assert (link.text, link["href"]) == ("First cameras", "/toolkits/first-cameras")
    page = visitor.get(link["href"])
    assert page.h1.text == "First cameras"
    assert "For agencies with 1 to 49 sworn officers" in page.text
    assert page.select_one("main .meta a")["href"] == "/topics/technology"
    assert "Begin here" in page.text
    assert "This resource is no longer in the catalog." in page.select_one("#item-gone").text
    assert page.find("link", rel="canonical")["href"].endswith("/toolkits/first-cameras")


def test_pages_of_editors_toolkits_may_be_cached(site, visitor):
    site.feature(FEATURED)
    for address in ("/toolkits", "/toolkits/first-cameras"):
        answer = visitor.client.get(address)
        assert answer.headers["Cache-Control"].startswith("public")
        assert "noindex" not in answer.text
        again = visitor.client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304


def test_a_toolkit_by_editors_is_copied_too(site, visitor):
    site.feature(FEATURED)
    visitor.post("/toolkit/copy", featured="first-cameras")
    assert visitor.titles() == ["Body-worn cameras in small towns", "Questions to ask about storage", "gone"]


def test_an_empty_toolkit_offers_those_of_editors(site, visitor):
    site.feature(FEATURED)
    assert visitor.get().select_one(".toolkit-empty a[href='/toolkits/first-cameras']").text == "First cameras"


def test_a_toolkit_by_editors_that_there_is_not_is_a_kind_404(visitor):
    answer = visitor.client.get("/toolkits/none")
    assert (answer.status_code, "There is no toolkit &#39;none&#39;" in answer.text) == (404, True)


def test_where_editors_have_made_no_toolkit_the_list_says_so(published):
    client = create_app(published(factories.record("one"))).test_client()
    assert "There are no featured toolkits at the moment." in client.get("/toolkits").text


@pytest.mark.parametrize("ending", ["", ".pdf", ".atom", ".json", "x"])
def test_no_other_site_learns_the_link_from_the_browser(visitor, shared, ending):
    assert visitor.client.get(f"{shared}{ending}").headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("ending", ["pdf", "docx", "html", "csv", "ris", "bib", "json", "atom", "rss"])
def test_a_file_of_a_wrong_link_is_a_kind_404_for_people(visitor, shared, ending):
    answer = visitor.client.get(f"{shared[:-1]}.{ending}")
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "This toolkit link is not known, or it has expired." in answer.text


def test_a_text_that_grows_when_it_is_cleaned_is_measured_as_it_is_kept(site, visitor):
    visitor.post(add="guide")
    assert visitor.press("save", title="\ufb2c" * 67).status_code == 400  # three characters each in NFC
    link = visitor.share(title="\ufb2c" * 66)
    assert len(site.visitor().get(link).h1.text) == 198

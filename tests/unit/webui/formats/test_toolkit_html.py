"""A toolkit as one HTML file, read by a parser of HTML."""

import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

import web_catalog
from catalog.toolkit import Item, Section, Toolkit
from toolkit_samples import NOTE, PUBLIC_URL, SHARED_URL, source, source_filled_with
from webui.branding import notice
from webui.formats.toolkits.html import toolkit_html
from webui.urls import SiteUrls


def soup_of(source_):
    return BeautifulSoup(toolkit_html(source_), "html.parser")


@pytest.fixture(scope="module")
def soup():
    return soup_of(source())


def words(element):
    return " ".join(element.get_text().split())


def test_a_page_holds_what_the_toolkit_says(soup):
    assert soup.h1.text == "C\u00e1maras in small towns"
    assert soup.select_one(".purpose").text == "For the chief & the council.\nRead it before Thursday."
    assert [each.text for each in soup.select(".section > h2")] == ["Settle first", "Later"]
    assert [each.text for each in soup.select(".item h2, .item h3")] == [
        "License plate readers for violence reduction",
        "Body-worn cameras in small towns",
        "A report that was withdrawn",
        "Questions to ask about storage",
        web_catalog.HOSTILE,
    ]
    assert words(soup.select_one(".box:not(.changed)")) == f"Note: {NOTE}"
    assert words(soup.select_one(".facts")) == (
        "Webinar \u00b7 2016 \u00b7 25 min \u00b7 Any agency size \u00b7 Bureau of Justice Assistance"
    )


def test_a_page_says_what_has_changed(soup):
    title = "When it was added, its title was: The cameras guide"  # on a line of its own
    assert [words(each) for each in soup.select(".changed")] == [
        f"There is a new edition. When it was added, the edition was: 1st, 2015{title}",
        "This resource is no longer in the catalog.",
        "Replaced by a newer resource: Body-worn cameras in small towns",
    ]
    assert soup.select(".changed a")[0]["href"] == f"{PUBLIC_URL}/resources/guide"


def test_a_page_has_the_notice_and_where_it_came_from(soup):
    end = words(soup.select_one(".end"))
    assert notice().text in end
    assert f"This toolkit on the web: {SHARED_URL}" in end


def test_a_page_needs_nothing_from_elsewhere_and_runs_nothing(soup):
    assert not soup.select("script, img, link, iframe, object, embed, form, base, [src], [srcset], [style]")
    assert not [name for each in soup.find_all() for name in each.attrs if name.startswith("on")]
    assert "url(" not in soup.style.text
    assert "@import" not in soup.style.text
    policy = soup.select_one('meta[http-equiv="Content-Security-Policy"]')
    assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'"
    assert not [each["href"] for each in soup.select("a") if not each["href"].startswith(("https://", "#"))]


def test_links_within_a_page_lead_somewhere_and_every_id_is_there_once(soup):
    ids = [each["id"] for each in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    assert {each["href"][1:] for each in soup.select('a[href^="#"]')} <= set(ids)
    assert {each["aria-labelledby"] for each in soup.select("[aria-labelledby]")} <= set(ids)


def test_a_page_says_its_language_and_that_of_each_text_in_another():
    toolkit = Toolkit(
        "C\u00e1maras", sections=(Section("", (Item("vecinos", "Gu\u00eda."), Item("guide"))),), language="es"
    )
    soup = soup_of(source(toolkit))
    assert soup.html["lang"] == "en"
    assert soup.h1["lang"] == "es"
    assert [each.get("lang") for each in soup.select(".item h2")] == ["es", None]
    there = soup_of(source(toolkit, urls=SiteUrls(PUBLIC_URL, language="es")))
    assert there.html["lang"] == "es"
    assert there.h1.get("lang") is None
    assert there.select_one(".item a")["href"] == f"{PUBLIC_URL}/es/resources/vecinos"


def test_a_toolkit_of_nothing_is_still_a_page():
    soup = soup_of(source(Toolkit(), own_url=None))
    assert soup.title.text == "My toolkit \u2013 Public Safety Clearinghouse"
    assert not soup.select(".item, .contents, .purpose")


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "</style><b>", '" onclick="x', "{{ 7 * 7 }}{% x %}", "%(name)s 100% %d"]
)
def test_any_text_stays_text(text):
    soup = soup_of(source_filled_with(text))
    assert not soup.select("script, b, [onclick]")
    assert soup.h1.text == text
    assert soup.select_one(".summary").text == text
    assert text in soup.select_one(".box:not(.changed)").text


def test_headings_go_down_one_step_at_a_time(soup):
    steps = [int(name[1]) for name in re.findall(r"<(h\d)", str(soup))]
    assert steps[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(steps))

"""A toolkit as one HTML file that needs no other file."""

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


def soup_of(toolkit_source):
    return BeautifulSoup(toolkit_html(toolkit_source), "html.parser")


@pytest.fixture(scope="module")
def soup():
    return soup_of(source())


def words(element):
    return " ".join(element.get_text().split())


def test_the_html_file_contains_the_toolkit(soup):
    assert soup.h1.text == "C\u00e1maras in small towns"
    assert soup.select_one(".purpose").text == "For the chief & the council.\nRead it before Thursday."
    assert [heading.text for heading in soup.select(".section > h2")] == ["Settle first", "Later"]
    assert [heading.text for heading in soup.select(".item h2, .item h3")] == [
        "License plate readers for violence reduction",
        "Body-worn cameras in small towns",
        "A report that was withdrawn",
        "Questions to ask about storage",
        web_catalog.HOSTILE,
    ]
    assert words(soup.select_one(".box:not(.changed)")) == f"Note: {NOTE}"
    assert words(soup.select_one(".facts")) == ("Webinar \u00b7 2016 \u00b7 25 min \u00b7 Bureau of Justice Assistance")


def test_the_html_file_shows_what_has_changed(soup):
    title = "When it was added, its title was: The cameras guide"  # on a line of its own
    assert [words(box) for box in soup.select(".changed")] == [
        f"There is a new edition. When it was added, the edition was: 1st, 2015{title}",
        "This resource is no longer in the catalog.",
        "Replaced by a newer resource: Body-worn cameras in small towns",
    ]
    assert soup.select(".changed a")[0]["href"] == f"{PUBLIC_URL}/resources/guide"


def test_the_html_file_has_the_funding_notice_and_its_source(soup):
    footer = words(soup.select_one(".end"))
    assert notice().text in footer
    assert f"This toolkit on the web: {SHARED_URL}" in footer


def test_the_html_file_loads_nothing_and_runs_no_scripts(soup):
    assert not soup.select("script, img, link, iframe, object, embed, form, base, [src], [srcset], [style]")
    assert not [name for tag in soup.find_all() for name in tag.attrs if name.startswith("on")]
    assert "url(" not in soup.style.text
    assert "@import" not in soup.style.text
    policy = soup.select_one('meta[http-equiv="Content-Security-Policy"]')
    assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'"
    assert not [link["href"] for link in soup.select("a") if not link["href"].startswith(("https://", "#"))]


def test_internal_links_work_and_ids_are_unique(soup):
    ids = [tag["id"] for tag in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    assert {link["href"][1:] for link in soup.select('a[href^="#"]')} <= set(ids)
    assert {tag["aria-labelledby"] for tag in soup.select("[aria-labelledby]")} <= set(ids)


def test_the_html_file_marks_its_language_and_texts_in_another():
    toolkit = Toolkit(
        "C\u00e1maras", sections=(Section("", (Item("vecinos", "Gu\u00eda."), Item("guide"))),), language="es"
    )
    soup = soup_of(source(toolkit))
    assert soup.html["lang"] == "en"
    assert soup.h1["lang"] == "es"
    assert [heading.get("lang") for heading in soup.select(".item h2")] == ["es", None]
    spanish_page = soup_of(source(toolkit, urls=SiteUrls(PUBLIC_URL, language="es")))
    assert spanish_page.html["lang"] == "es"
    assert spanish_page.h1.get("lang") is None
    assert spanish_page.select_one(".item a")["href"] == f"{PUBLIC_URL}/es/resources/vecinos"


def test_an_empty_toolkit_is_a_valid_page():
    soup = soup_of(source(Toolkit(), toolkit_url=None))
    assert soup.title.text == "My toolkit \u2013 Public Safety Clearinghouse"
    assert not soup.select(".item, .contents, .purpose")


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "</style><b>", '" onclick="x', "{{ 7 * 7 }}{% x %}", "%(name)s 100% %d"]
)
def test_markup_in_any_text_stays_text(text):
    soup = soup_of(source_filled_with(text))
    assert not soup.select("script, b, [onclick]")
    assert soup.h1.text == text
    assert soup.select_one(".summary").text == text
    assert text in soup.select_one(".box:not(.changed)").text


def test_headings_skip_no_level(soup):
    levels = [int(name[1]) for name in re.findall(r"<(h\d)", str(soup))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))

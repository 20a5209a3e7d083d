"""The page with the map and the list of sites: sorted, filtered and searched."""

import pytest
from bs4 import BeautifulSoup
from flask import render_template_string

from catalog.editorial.model import read_editorial
from program_site import PUBLIC_URL
from webui import create_app
from webui.context import site_urls
from webui.pages.sites_map import approach_counts, map_markers


def cities(page):
    return [header.find(string=True).strip() for header in page.select(".sites-list tbody th")]


def marker_labels(page):
    return [link.title.get_text() for link in page.select(".map a")]


def test_the_map_and_the_list_have_every_site(get):
    page = get("/sites")
    assert cities(page) == ["Flint", "Buffalo", "Toledo"]
    assert sorted(marker_labels(page)) == [
        "Buffalo, New York (Diagnostic)",
        "Flint, Michigan (2015)",
        "Toledo, Ohio (Operations, 2017)",
    ]
    rows = {f"#{row['id']}" for row in page.select("tbody tr")}
    assert {link["href"] for link in page.select(".map a")} == rows
    assert page.select_one(".sites-source")["href"] == "https://www.example.org/a"


def test_a_source_is_listed_once_and_its_cities_have_its_number(get):
    page = get("/sites")
    assert [link.get_text() for link in page.select(".sites-sources a")] == ["example.org/a"]
    links = {row.th.find(string=True).strip(): row.find(class_="sites-source") for row in page.select("tbody tr")}
    assert links["Flint"] is None
    assert links["Toledo"].get_text() == "Source for Toledo: [1]"
    assert links["Buffalo"].get_text() == "Source for Buffalo: [1]"
    assert not get("/sites?state=MI").select(".sites-sources")


def test_the_map_without_links_is_one_image(settings):
    app = create_app(settings)
    folder = settings.data / "generations" / (settings.data / "CURRENT").read_text().strip()
    sites = read_editorial(folder).sites
    source = """{% from "pages/_sites_map.html" import sites_map with context %}
        {{ sites_map(markers, approaches, linked=false) }}"""
    with app.test_request_context("/"):
        page = render_template_string(
            source, markers=map_markers(sites, site_urls()), approaches=approach_counts(sites)
        )
    image = BeautifulSoup(page, "html.parser").svg
    assert (image["role"], image["aria-label"]) == ("img", "Map of the United States with 3 sites")
    assert not image("a")
    assert len(image.select(".map-site")) == 3


def test_each_approach_has_its_own_shape_on_the_map(get):
    shapes = {
        link.title.get_text().split(",")[0]: link.title.find_next_sibling() for link in get("/sites").select(".map a")
    }
    assert (shapes["Toledo"].name, shapes["Buffalo"].name, shapes["Flint"]["class"]) == (
        "circle",
        "rect",
        ["marker-unknown"],
    )


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("city", ["Buffalo", "Flint", "Toledo"]),
        ("approach", ["Toledo", "Buffalo", "Flint"]),
        ("cohort", ["Flint", "Toledo", "Buffalo"]),
    ],
)
def test_the_column_headings_link_to_the_sorted_list(get, sort, order):
    link = next(heading for heading in get("/sites").select("thead a") if f"sort={sort}" in heading["href"])
    page = get(link["href"])
    assert cities(page) == order
    assert len(page.select("[aria-sort=ascending]")) == 1


def test_the_form_filters_the_list_and_the_map_and_keeps_the_sort_order(get):
    page = get("/sites?approach=diagnostic&sort=city")
    assert (cities(page), marker_labels(page)) == (["Buffalo"], ["Buffalo, New York (Diagnostic)"])
    assert page.select_one("#list h2").get_text() == "1 site"
    assert page.select_one("#approach option[selected]")["value"] == "diagnostic"
    assert page.select_one("form.sites-form input[name=sort]")["value"] == "city"
    assert cities(get("/sites?approach=unknown&state=MI")) == ["Flint"]
    assert cities(get("/sites?approach=&state=")) == ["Flint", "Buffalo", "Toledo"]


def test_filters_that_match_no_site_show_zero_sites_and_a_link_to_all(get):
    page = get("/sites?approach=diagnostic&state=OH")
    assert page.select_one("#list h2").get_text() == "0 sites"
    assert page.select_one("#list a")["href"] == "/sites"


@pytest.mark.parametrize("query", ["sort=size", "approach=operation", "state=ZZ", "page=2", "state=OH&state=MI"])
def test_an_invalid_parameter_of_the_list_of_sites_is_refused(client, query):
    assert client.get(f"/sites?{query}").status_code == 400


def test_tracking_parameters_are_ignored(client):
    assert client.get("/sites?utm_source=news").status_code == 200


def test_a_search_for_a_city_finds_the_list_of_sites(client):
    (page,) = client.get("/api/v1/search?q=toledo").json["pages"]
    assert (page["page_url"], page["snippet"]["text"]) == (f"{PUBLIC_URL}/sites#list", "Ohio: Toledo")

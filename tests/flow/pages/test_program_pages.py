"""The pages about the programme on the site: read, searched, sorted and narrowed, in both languages."""

import pytest
from bs4 import BeautifulSoup
from flask import render_template_string

import factories
from catalog.editorial.model import read_editorial
from catalog.program import PAGES
from indexer.check.check import check
from webui import create_app
from webui.context import site_urls
from webui.pages.sites_map import approach_counts, map_markers

PUBLIC = "https://clearinghouse.example"
APPROACH = "Two levels.\n\n## Diagnostic approach\n\nEighteen months. [The team](/team), <b>not</b> bold."
SITES = (
    factories.site(approach="operations", cohort=2017, source="https://www.example.org/a"),
    factories.site("flint-mi", city="Flint", state="MI", latitude=43.01, longitude=-83.69, cohort=2015),
    factories.site("buffalo-ny", city="Buffalo", state="NY", latitude=42.89, longitude=-78.88, approach="diagnostic"),
)


def write(corpus):
    for name in PAGES:
        factories.write_page(corpus, name, "Some text.", title=f"On {name}", summary=f"All about {name}.")
    factories.write_page(corpus, "approach", APPROACH, title="The approach", summary="How it works.")
    factories.write_page(corpus, "approach.es", "## Diagnóstico\n\n[El equipo](/team)", title="El enfoque")
    factories.write_sites(corpus, *SITES)


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    folder = tmp_path_factory.mktemp("programme")
    write(factories.corpus(folder / "corpus"))
    records = [factories.record("a", title="Diagnostic tests"), factories.record("b", title="A liaison approach")]
    assert factories.publish(folder, *records).problems == ()
    return factories.settings(folder, public_url=PUBLIC, contact="desk@example.org")


@pytest.fixture(scope="module")
def client(settings):
    return create_app(settings).test_client()


@pytest.fixture(scope="module")
def get(client):
    return lambda url: BeautifulSoup(client.get(url).text, "html.parser")


@pytest.mark.parametrize("language", ["", "/es"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_exists_in_both_languages(client, get, name, language):
    assert client.get(f"{language}/{name}").status_code == 200
    page = get(f"{language}/{name}")
    assert page.select_one("link[rel=canonical]")["href"] == f"{PUBLIC}{language}/{name}"
    assert len(page("h1")) == 1
    assert page.select_one(f"footer a[href='{language}/{name}']")


def test_a_page_and_its_links_have_the_language_of_the_url(get):
    page = get("/es/approach")
    assert page.h1.get_text() == "El enfoque"
    assert page.select_one(".prose a")["href"] == "/es/team"
    assert not page.select("main [lang]")


def test_an_untranslated_page_is_marked_with_its_language(get):
    page = get("/es/team")
    assert page.select_one(".prose")["lang"] == "en"
    assert page.select_one(".page-head")["lang"] == "en"


def test_html_in_a_page_is_shown_as_text(get):
    assert "<b>not</b> bold" in get("/approach").select_one(".prose").get_text()


def test_the_contact_page_has_the_email_address_of_the_settings(get):
    assert get("/contact").select_one("main a[href^=mailto]")["href"] == "mailto:desk@example.org"
    assert not get("/team").select("main a[href^=mailto]")


def test_a_missing_page_is_a_friendly_404(published):
    client = create_app(published(factories.record())).test_client()
    for url in ("/about", "/sites", "/es/privacy"):
        response = client.get(url)
        assert response.status_code == 404
        assert BeautifulSoup(response.text, "html.parser").h1


def cities(page):
    return [header.find(string=True).strip() for header in page.select(".sites-list tbody th")]


def dots(page):
    return [link.title.get_text() for link in page.select(".map a")]


def test_the_map_and_the_list_have_every_site(get):
    page = get("/sites")
    assert cities(page) == ["Flint", "Buffalo", "Toledo"]
    assert sorted(dots(page)) == [
        "Buffalo, New York (Diagnostic)",
        "Flint, Michigan (2015)",
        "Toledo, Ohio (Operations, 2017)",
    ]
    rows = {f"#{row['id']}" for row in page.select("tbody tr")}
    assert {link["href"] for link in page.select(".map a")} == rows
    assert page.select_one(".sites-source")["href"] == "https://www.example.org/a"


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
    picture = BeautifulSoup(page, "html.parser").svg
    assert (picture["role"], picture["aria-label"]) == ("img", "Map of the United States with 3 sites")
    assert not picture("a")
    assert len(picture.select(".map-site")) == 3


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
    assert (cities(page), dots(page)) == (["Buffalo"], ["Buffalo, New York (Diagnostic)"])
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


def test_a_search_finds_pages_in_addition_to_resources(client, get):
    page = get("/search?q=diagnostic+approach")
    link = page.select_one(".site-pages a")
    assert (link.get_text(), link["href"]) == ("The approach", "/approach#diagnostic-approach")
    assert page.select(".site-pages mark")
    answer = client.get("/api/v1/search?q=diagnostic+approach").json
    assert answer["pages"] == [
        {
            "title": "The approach",
            "page_url": f"{PUBLIC}/approach#diagnostic-approach",
            "kind": "page",
            "snippet": {
                "text": "Diagnostic approach. Eighteen months. The team, <b>not</b> bold.",
                "marks": [[0, 10], [11, 19]],
            },
        }
    ]
    assert answer["total"] == 2
    assert {hit["id"] for hit in answer["hits"]} == {"a", "b"}


def test_the_anchor_of_a_found_page_exists(get):
    url = get("/search?q=diagnostic+approach").select_one(".site-pages a")["href"]
    assert get(url).find(id=url.partition("#")[2]).name == "h2"
    assert get("/sites").find(id="list")


def test_the_search_finds_the_pages_of_its_language(get):
    assert get("/es/search?q=diagnóstico").select_one(".site-pages a")["href"] == "/es/approach#diagnostico"
    assert not get("/search?q=diagnóstico").select(".site-pages")


def test_a_search_for_a_city_finds_the_list_of_sites(client):
    (found,) = client.get("/api/v1/search?q=toledo").json["pages"]
    assert (found["page_url"], found["snippet"]["text"]) == (f"{PUBLIC}/sites#list", "Ohio: Toledo")


def test_the_sitemap_lists_only_existing_pages(client, published):
    assert f"<loc>{PUBLIC}/privacy</loc>" in client.get("/sitemap.xml").text
    assert "/privacy" not in create_app(published(factories.record())).test_client().get("/sitemap.xml").text


def test_index_and_check_report_invalid_pages_and_the_previous_version_stays(tmp_path):
    folder = factories.corpus(tmp_path / "corpus")
    write(folder)
    factories.publish(tmp_path, factories.record())
    (folder / "pages" / "team.md").write_text("---\ntitel: Team\n---\nNew.")
    factories.write_sites(folder, *SITES, factories.site("x", state="ZQ"))
    report = factories.publish(tmp_path, factories.record())
    assert {problem.kind for problem in report.problems} == {"page", "site"}
    assert {problem.kind for problem in check(factories.settings(tmp_path)).faults} == {"page", "site"}
    page = create_app(factories.settings(tmp_path)).test_client().get("/team").text
    assert "Some text." in page

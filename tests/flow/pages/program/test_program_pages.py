"""The pages about the program, in both languages: shown, searched, checked and listed in the sitemap."""

import pytest
from bs4 import BeautifulSoup

import factories
from catalog.program import PAGES
from indexer.check.check import check
from program_site import PUBLIC_URL, SITES, write_program
from webui import create_app


@pytest.mark.parametrize("language", ["", "/es"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_exists_in_both_languages(client, get, name, language):
    assert client.get(f"{language}/{name}").status_code == 200
    page = get(f"{language}/{name}")
    assert page.select_one("link[rel=canonical]")["href"] == f"{PUBLIC_URL}{language}/{name}"
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


def test_the_pages_about_the_program_have_a_navigation_that_marks_the_current_one(get):
    for url, label in (
        ("/team", "About this site"),
        ("/contact", "About this site"),
        ("/sites", "About this site"),
        ("/es/sites", "Acerca de este sitio"),
    ):
        navigation = get(url).select_one("main .with-section-nav > nav.section-nav")
        assert navigation["aria-label"] == label
        assert len(navigation.select("a")) == len(PAGES)
        assert [link["href"] for link in navigation.select("[aria-current=page]")] == [url]


def test_a_missing_page_is_a_friendly_404(publish_records):
    client = create_app(publish_records(factories.record())).test_client()
    for url in ("/about", "/sites", "/es/privacy"):
        response = client.get(url)
        assert response.status_code == 404
        assert BeautifulSoup(response.text, "html.parser").h1


def test_a_search_finds_pages_in_addition_to_resources(client, get):
    page = get("/search?q=diagnostic+approach")
    link = page.select_one(".site-pages a")
    assert (link.get_text(), link["href"]) == ("The approach", "/approach#diagnostic-approach")
    assert page.select(".site-pages mark")
    body = client.get("/api/v1/search?q=diagnostic+approach").json
    assert body["pages"] == [
        {
            "title": "The approach",
            "page_url": f"{PUBLIC_URL}/approach#diagnostic-approach",
            "kind": "page",
            "snippet": {
                "text": "Diagnostic approach. Eighteen months. The team, <b>not</b> bold.",
                "marks": [[0, 19]],
            },
        }
    ]
    assert body["total"] == 2
    assert {hit["id"] for hit in body["hits"]} == {"a", "b"}


def test_the_anchor_of_a_found_page_exists(get):
    url = get("/search?q=diagnostic+approach").select_one(".site-pages a")["href"]
    assert get(url).find(id=url.partition("#")[2]).name == "h2"
    assert get("/sites").find(id="list")


def test_the_search_finds_the_pages_of_its_language(get):
    assert get("/es/search?q=diagnóstico").select_one(".site-pages a")["href"] == "/es/approach#diagnostico"
    assert not get("/search?q=diagnóstico").select(".site-pages")


def test_the_sitemap_lists_only_existing_pages(client, publish_records):
    assert f"<loc>{PUBLIC_URL}/privacy</loc>" in client.get("/sitemap.xml").text
    assert "/privacy" not in create_app(publish_records(factories.record())).test_client().get("/sitemap.xml").text


def test_index_and_check_report_invalid_pages_and_the_previous_version_stays(tmp_path):
    folder = factories.write_corpus(tmp_path / "corpus")
    write_program(folder)
    factories.publish(tmp_path, factories.record())
    (folder / "pages" / "team.md").write_text("---\ntitel: Team\n---\nNew.")
    factories.write_sites(folder, *SITES, factories.site("x", state="ZQ"))
    report = factories.publish(tmp_path, factories.record())
    assert {problem.kind for problem in report.problems} == {"page", "site"}
    assert {problem.kind for problem in check(factories.settings(tmp_path)).faults} == {"page", "site"}
    page = create_app(factories.settings(tmp_path)).test_client().get("/team").text
    assert "Some text." in page

"""The first page of a document on the page of its resource, and pages with the words of a search marked."""

import pytest

import web_catalog
from webui import create_app

PAGE = "/resources/guide/documents/1/pages/2"


def test_the_resource_page_shows_the_first_page_of_a_pdf(get, client):
    image = get("/resources/guide").select_one(".first-page img")
    assert image["alt"].startswith("First page of ")
    assert int(image["width"]) > 0
    assert int(image["height"]) > int(image["width"])
    response = client.get(image["src"])
    assert (response.mimetype, response.data[8:12]) == ("image/webp", b"WEBP")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_picture_in_another_version_is_not_immutable(client):
    assert "immutable" not in client.get(f"{PAGE}.webp?v=old").headers["Cache-Control"]


def test_the_first_page_leads_to_its_picture(get):
    assert get(get("/resources/guide").select_one(".first-page")["href"]).h1.get_text().startswith("Page 1 of ")


def test_a_passage_leads_to_its_page_with_the_words_marked(get):
    link = get("/resources/guide?q=retention&at=1").select_one(".passage-page")
    assert link["href"] == f"{PAGE}?at=1&q=retention"
    page = get(link["href"])
    assert "What matches your search “retention” is marked." in page.main.get_text()
    (mark,) = page.select("svg.document-page rect.page-mark")
    width, height = (int(value) for value in page.select_one("svg.document-page")["viewbox"].split()[2:])
    assert 0 < int(mark["x"]) < width
    assert 0 < int(mark["y"]) < height / 2


def test_words_that_are_not_on_the_page_are_not_said_to_be_marked(get):
    page = get(f"{PAGE}?q=timbuktu")
    assert page.select("rect.page-mark") == []
    assert "No word of your search “timbuktu” could be marked on this page." in page.main.get_text()


def test_the_picture_with_its_marks_can_be_enlarged_and_made_to_fit_again(get):
    page = get(PAGE)
    for link in page.select(".page-zoom a"):
        assert page.find(id=link["href"].removeprefix("#"))
    assert page.select("#full-size svg.document-page")


def test_pages_without_a_search_have_no_marks_and_lead_to_each_other(get):
    page = get(PAGE)
    assert page.select("rect.page-mark, .note") == []
    assert page.select_one("[rel=prev]")["href"] == PAGE[:-1] + "1"
    assert page.select_one("[rel=next]") is None


def test_in_spanish_the_page_is_in_spanish(get):
    assert get(f"/es{PAGE}").h1.get_text().startswith("Página 2 de ")


@pytest.mark.parametrize("number", ["documents/1/pages/3", "documents/2/pages/1", "documents/0/pages/1"])
def test_a_page_without_a_picture_is_404(client, number):
    url = f"/resources/guide/{number}"
    assert [client.get(url).status_code, client.get(f"{url}.webp").status_code] == [404, 404]


def test_without_the_setting_nothing_is_shown(tmp_path):
    client = create_app(web_catalog.publish(tmp_path, page_pictures=0)).test_client()
    assert "first-page" not in client.get("/resources/guide").text
    assert client.get(PAGE).status_code == 404

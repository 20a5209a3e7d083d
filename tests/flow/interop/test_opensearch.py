"""The OpenSearch description and suggestions, with which browsers search the site."""

import pytest
from bs4 import BeautifulSoup

from export_readers import read_xml

PUBLIC_URL = "https://clearinghouse.example"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def test_every_page_links_to_the_opensearch_description(client):
    for url in ("/", "/search", "/resources/guide", "/nothing"):
        link = BeautifulSoup(client.get(url).text, "html.parser").select_one('head link[rel="search"]')
        assert (link["href"], link["type"]) == ("/opensearch.xml", "application/opensearchdescription+xml")


def test_the_opensearch_description_has_the_required_elements(client):
    response = client.get("/opensearch.xml")
    assert response.headers["Content-Type"] == "application/opensearchdescription+xml; charset=utf-8"
    document = read_xml(response.text)
    assert 0 < len(document.findtext(f"{OPENSEARCH}ShortName")) <= 16
    assert 0 < len(document.findtext(f"{OPENSEARCH}LongName")) <= 48
    assert document.findtext(f"{OPENSEARCH}Description")
    types = {url.get("type") for url in document.iter(f"{OPENSEARCH}Url")}
    assert types >= {"text/html", "application/json", "application/atom+xml", "application/x-suggestions+json"}


@pytest.mark.parametrize("optional", [{"startPage?": "2", "count?": "5"}, {"startPage?": "", "count?": ""}])
def test_every_url_template_works_with_optional_parameters_filled_in_or_empty(client, optional):
    for element in read_xml(client.get("/opensearch.xml").text).iter(f"{OPENSEARCH}Url"):
        url = element.get("template")
        for name, value in {"searchTerms": "plate", **optional}.items():
            url = url.replace(f"{{{name}}}", value)
        response = client.get(url.removeprefix(PUBLIC_URL))
        assert (response.status_code, response.mimetype) == (200, element.get("type"))


def test_browser_suggestions_are_the_text_and_a_list_of_completions(client):
    q, completions = client.get("/opensearch/suggestions?q=lic").json
    assert q == "lic"
    assert "license plate reader" in completions
    assert completions == client.get("/api/v1/suggest?q=lic").json["completions"]

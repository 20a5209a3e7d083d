"""Search engines read the search, lists and paths of pages as linked data of schema.org."""

import extruct
import pytest

import web_catalog
from webui import create_app

pytestmark = pytest.mark.xdist_group("linked data")

PUBLIC_URL = "https://clearinghouse.example"
HOME = ("Home", f"{PUBLIC_URL}/")
PAGES_WITH_A_PATH = {
    "/resources/guide": [
        HOME,
        ("Technology", f"{PUBLIC_URL}/topics/technology"),
        ("Body-worn cameras in small towns", f"{PUBLIC_URL}/resources/guide"),
    ],
    "/resources/lonely": [
        HOME,
        ("Browse resources", f"{PUBLIC_URL}/search"),
        ("Oakland case", f"{PUBLIC_URL}/resources/lonely"),
    ],
    "/topics": [HOME, ("Topics", f"{PUBLIC_URL}/topics")],
    "/topics/gun-violence": [
        HOME,
        ("Topics", f"{PUBLIC_URL}/topics"),
        ("Gun violence", f"{PUBLIC_URL}/topics/gun-violence"),
    ],
    "/toolkits": [HOME, ("Featured toolkits", f"{PUBLIC_URL}/toolkits")],
    "/toolkits/cameras": [
        HOME,
        ("Featured toolkits", f"{PUBLIC_URL}/toolkits"),
        (web_catalog.TOOLKIT["title"], f"{PUBLIC_URL}/toolkits/cameras"),
    ],
    "/es/resources/vecinos": [
        ("Inicio", f"{PUBLIC_URL}/es/"),
        ("Explorar los recursos", f"{PUBLIC_URL}/es/search"),
        ("Vecinos y polic\u00eda", f"{PUBLIC_URL}/es/resources/vecinos"),
    ],
}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    settings = web_catalog.publish(tmp_path_factory.mktemp("linked-data"), public_url=PUBLIC_URL)
    return create_app(settings).test_client()


@pytest.fixture(scope="module")
def linked_data(client):
    """A function that returns the linked data of a page as a reader of schema.org does, by type."""

    def by_type(url):
        items = extruct.extract(client.get(url).text, base_url=PUBLIC_URL, syntaxes=["json-ld"])["json-ld"]
        assert {item["@context"] for item in items} <= {"https://schema.org"}
        return {item["@type"]: item for item in items}

    return by_type


def entries(data, url_property):
    """Return the position, name and URL of each entry of a list or path."""
    assert {item["@type"] for item in data["itemListElement"]} <= {"ListItem"}
    return [(item["position"], item["name"], item[url_property]) for item in data["itemListElement"]]


@pytest.mark.parametrize(("home", "search"), [("/", "/search"), ("/es/", "/es/search")])
def test_the_home_page_describes_the_search_of_the_site(linked_data, client, home, search):
    site = linked_data(home)["WebSite"]
    action = site["potentialAction"]
    assert (site["url"], site["name"]) == (f"{PUBLIC_URL}{home}", "Public Safety Clearinghouse")
    assert action["query-input"] == "required name=search_term_string"
    template = action["target"]["urlTemplate"]
    assert template == f"{PUBLIC_URL}{search}?q={{search_term_string}}"
    results = client.get(template.removeprefix(PUBLIC_URL).replace("{search_term_string}", "retention"))
    assert "Body-worn cameras in small towns" in results.text


@pytest.mark.parametrize("url", PAGES_WITH_A_PATH)
def test_a_page_has_the_path_to_it_and_every_step_works(linked_data, client, url):
    steps = [(number, *step) for number, step in enumerate(PAGES_WITH_A_PATH[url], 1)]
    assert entries(linked_data(url)["BreadcrumbList"], "item") == steps
    assert all(client.get(address.removeprefix(PUBLIC_URL)).status_code == 200 for _, _, address in steps)


def test_a_page_of_results_lists_them_with_their_positions(linked_data, client):
    hits = client.get("/api/v1/search?q=review&page=2&per_page=5").json["hits"]
    results = linked_data("/search?q=review&page=2&per_page=5")["ItemList"]
    assert results["numberOfItems"] == 12
    expected = [(number, hit["title"], hit["page_url"]) for number, hit in enumerate(hits, 6)]
    assert entries(results, "url") == expected


def test_a_topic_lists_its_newest_additions(linked_data, client):
    body = client.get("/api/v1/search?topic=gun-violence&sort=added&per_page=5").json
    topic = linked_data("/topics/gun-violence")["ItemList"]
    assert topic["numberOfItems"] == body["total"]
    assert [url for _, _, url in entries(topic, "url")] == [hit["page_url"] for hit in body["hits"]]


def test_a_toolkit_lists_its_resources_and_the_page_of_toolkits_lists_toolkits(linked_data):
    toolkits = linked_data("/toolkits")["ItemList"]
    assert entries(toolkits, "url") == [(1, web_catalog.TOOLKIT["title"], f"{PUBLIC_URL}/toolkits/cameras")]
    listed = [url.rpartition("/")[2] for _, _, url in entries(linked_data("/toolkits/cameras")["ItemList"], "url")]
    assert listed == ["guide", "long", "questions", "vecinos", "hostile"]


def test_a_resource_has_its_own_type_beside_the_path(linked_data):
    assert set(linked_data("/resources/guide")) == {"Report", "BreadcrumbList"}


def test_markup_in_a_title_is_text(linked_data):
    assert linked_data("/resources/hostile")["BreadcrumbList"]["itemListElement"][-1]["name"] == web_catalog.HOSTILE


@pytest.mark.parametrize("url", ["/search?q=zzzqqq", "/search?page=400"])
def test_a_page_without_results_has_an_empty_list(linked_data, url):
    assert linked_data(url)["ItemList"]["itemListElement"] == []

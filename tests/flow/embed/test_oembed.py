"""oEmbed 1.0: what to embed for a page, in both formats, and the links by which others discover it."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup
from lxml import etree

import web_catalog
import wordpress
from webui import create_app

PUBLIC_URL = "https://clearinghouse.example"
PAGES = {
    "/search?q=cameras&topic=technology": "q=cameras&topic=technology",
    "/search": "",
    "/resources/guide": "resource=guide",
    "/toolkits/cameras": "toolkit=cameras",
}
"""Pages that can be embedded, with the parameters of the list that stands for each."""


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    settings = web_catalog.publish(tmp_path_factory.mktemp("oembed"), public_url=PUBLIC_URL)
    return create_app(settings).test_client()


@pytest.fixture(scope="module")
def embed(client):
    """A function that returns the JSON for a path, or any URL, of the site."""

    def fields(path, status=200, **params):
        url = f"{PUBLIC_URL}{path}" if path.startswith("/") else path
        response = client.get("/oembed", query_string={"url": url, **params})
        assert response.status_code == status, response.text
        return response.json

    return fields


def frame_of(fields):
    return BeautifulSoup(fields["html"], "html.parser").iframe


def frame_params(fields):
    url = urlsplit(frame_of(fields)["src"])
    return f"{url.scheme}://{url.netloc}{url.path}", dict(parse_qsl(url.query))


def test_the_answer_has_what_a_rich_type_must_have(embed):
    fields = embed("/resources/guide")
    assert {name: fields[name] for name in ("type", "version", "title", "provider_name", "provider_url")} == {
        "type": "rich",
        "version": "1.0",
        "title": "Body-worn cameras in small towns",
        "provider_name": "Public Safety Clearinghouse",
        "provider_url": f"{PUBLIC_URL}/",
    }
    assert fields["cache_age"] > 0
    assert (frame_of(fields)["width"], frame_of(fields)["height"]) == (str(fields["width"]), str(fields["height"]))


@pytest.mark.parametrize("language", ["", "/es"])
@pytest.mark.parametrize(("path", "params"), PAGES.items())
def test_a_page_is_embedded_as_a_list_in_its_language(embed, client, language, path, params):
    fields = embed(f"{language}{path}")
    assert frame_params(fields) == (f"{PUBLIC_URL}{language}/embed/frame", dict(parse_qsl(f"{params}&mode=list")))
    assert client.get(frame_of(fields)["src"]).status_code == 200
    link = BeautifulSoup(fields["html"], "html.parser").blockquote.a
    assert (link["href"], link.text) == (f"{PUBLIC_URL}{language}{path}", fields["title"])


def test_the_title_of_the_frame_is_that_of_its_page(embed, client):
    for path in PAGES:
        fields = embed(path)
        assert frame_of(fields)["title"] == fields["title"]
        assert BeautifulSoup(client.get(frame_of(fields)["src"]).text, "html.parser").h1.text == fields["title"]


@pytest.mark.parametrize(
    "path",
    [
        "/resources/talk?at=3&q=plate",
        "/resources/talk/",
        "/resources/talk#cite",
        "/resources/723",
        "http://CLEARINGHOUSE.example/resources/talk?utm_source=x",
    ],
)
def test_other_addresses_of_a_page_lead_to_the_same_list(embed, path):
    assert embed(path) == embed("/resources/talk")


def test_a_search_is_embedded_without_paging_and_tracking_parameters(embed):
    assert embed("/search?q=shooting&page=2&per_page=5&utm_source=x&explain=1") == embed("/search?q=shooting")


@pytest.mark.parametrize(
    "url",
    [
        "/",
        "/topics/technology",
        "/toolkits",
        "/toolkits/nothing",
        "/resources/nothing",
        "/resources/guide/text/1",
        "/resources/guide.ris",
        "/search.atom",
        "/search?topic=nothing",
        "/search?zzz=1",
        "/search?label=Another+title",
        "/search?q=cameras&resource=guide",
        "/search?resource=nothing",
        "/search?hide_credit=1&primary=ff0000",
        f"/search?q={'x' * 1001}",
        "/embed/frame?mode=list",
        "/oembed?url=x",
        "/%2e%2e/search",
        "/fr/search",
        "https://other.example/search",
        "https://clearinghouse.example.other.example/search",
        "https://clearinghouse.example@other.example/search",
        "https://clearinghouse.example:8443/search",
        "ftp://clearinghouse.example/search",
        "https:///search",
        "https://[x/search",
        "search",
    ],
)
def test_anything_else_is_missing(embed, url):
    problem = embed(url, status=404)
    assert "can be embedded" in problem["detail"]


@pytest.mark.parametrize(("params", "width"), [({}, 600), ({"maxwidth": 320}, 320), ({"maxwidth": 5000}, 1200)])
def test_the_width_is_at_most_the_maximum_width(embed, params, width):
    assert embed("/search", **params)["width"] == width


def test_the_height_is_at_most_the_maximum_height(embed):
    natural = embed("/search")["height"]
    assert embed("/search", maxheight=300)["height"] == 300 < natural
    assert embed("/search", maxheight=natural + 1)["height"] == natural


@pytest.mark.parametrize(
    ("params", "status"), [({"maxwidth": "0"}, 400), ({"maxheight": "-1"}, 400), ({"format": "yaml"}, 501)]
)
def test_a_size_or_format_that_is_not_possible_is_refused(embed, params, status):
    assert embed("/search", status=status, **params)["status"] == status


def test_without_an_address_the_request_is_refused(client):
    assert client.get("/oembed").json["errors"].keys() == {"url"}


def test_parameters_that_consumers_add_are_ignored(embed):
    assert embed("/search", dnt=1, format="json", omitscript="true") == embed("/search")


def test_xml_has_the_same_fields(client, embed):
    response = client.get("/oembed", query_string={"url": f"{PUBLIC_URL}/toolkits/cameras", "format": "xml"})
    assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
    document = etree.fromstring(response.data)
    assert document.tag == "oembed"
    fields = {element.tag: element.text for element in document}
    assert fields == {name: str(value) for name, value in embed("/toolkits/cameras").items()}


def test_the_title_of_a_search_has_no_characters_that_cannot_be_displayed(embed):
    assert embed("/search?q=cameras%E2%80%AE%EF%BF%BE")["title"] == "\u201ccameras\u201d"


@pytest.mark.parametrize("path", [*PAGES, "/resources/hostile", "/search?q=%22%3E%3Cscript%3E&site=Flint"])
def test_wordpress_accepts_the_html(embed, path):
    path = path.replace("&site=Flint", "")
    fields = embed(path)
    parts = BeautifulSoup(wordpress.filtered(fields["html"]), "html.parser")
    assert [element.name for element in parts.find_all()] == ["blockquote", "a", "iframe"]
    assert parts.iframe["src"].endswith(f"#?secret={wordpress.FRAME_KEY}")
    assert parts.blockquote.text == fields["title"]


@pytest.mark.parametrize("language", ["", "/es"])
@pytest.mark.parametrize("path", PAGES)
def test_pages_have_links_by_which_they_can_be_embedded(client, language, path):
    page = BeautifulSoup(client.get(f"{language}{path}").text, "html.parser")
    links = {link["type"]: link for link in page.head.select("link[rel=alternate][type$=oembed]")}
    assert links.keys() == {"application/json+oembed", "text/xml+oembed"}
    assert all(link["title"] for link in links.values())
    answer = client.get(links["application/json+oembed"]["href"])
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    quote = BeautifulSoup(answer.json["html"], "html.parser").blockquote
    assert quote.a["href"] == f"{PUBLIC_URL}{language}{path}"
    assert client.get(links["text/xml+oembed"]["href"]).mimetype == "text/xml"


@pytest.mark.parametrize("path", ["/", "/topics/technology", "/search?sworn=many", "/toolkit", "/nothing"])
def test_other_pages_have_no_such_links(client, path):
    assert "oembed" not in client.get(path).text


def test_a_search_that_is_too_long_for_a_list_is_not_offered_as_one(client):
    offered, too_long = (client.get(f"/search?q={'x' * size}").text for size in (1000, 1001))
    assert "json+oembed" in offered
    assert "/embed?mode=list" in offered
    assert "json+oembed" not in too_long
    assert "/embed?mode=list" not in too_long


def test_the_catalog_of_interfaces_has_oembed(client):
    links = client.get("/.well-known/api-catalog").json["linkset"]
    assert f"{PUBLIC_URL}/oembed" in [link["anchor"] for link in links]

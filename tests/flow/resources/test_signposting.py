"""Programs find the identifier, descriptions and documents of a resource by its headers (Signposting, level 1)."""

import pytest
from bs4 import BeautifulSoup
from werkzeug.http import parse_options_header

import web_catalog
from catalog.model import Document
from factories import record
from webui import create_app

SITE = "http://127.0.0.1:8000"
PAGE = f"{SITE}/resources/guide"
CSL_JSON = "application/vnd.citationstyles.csl+json"


def links(value):
    """Return the links of a Link header: relation, URL and media type."""
    parsed = []
    for link in value.split(", <"):
        url, options = parse_options_header(link.removeprefix("<"))
        parsed.append((options["rel"], url.removesuffix(">"), options.get("type")))
    return parsed


def links_of(response):
    return links(response.headers["Link"])


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_page_of_a_resource_has_every_link_of_the_profile(client, method):
    assert links_of(client.open("/resources/guide", method=method)) == [
        ("cite-as", "https://doi.org/10.1000/182", None),
        ("type", "https://schema.org/AboutPage", None),
        ("type", "https://schema.org/Report", None),
        ("describedby", f"{SITE}/api/v1/resources/guide", "application/json"),
        ("describedby", f"{PAGE}.ris", "application/x-research-info-systems"),
        ("describedby", f"{PAGE}.bib", "application/x-bibtex"),
        ("describedby", f"{PAGE}.csl.json", CSL_JSON),
        ("item", f"{SITE}/documents/guide/guide.pdf", "application/pdf"),
    ]


@pytest.mark.parametrize("url", ["/resources/questions", "/resources/guide"])
def test_every_description_and_document_has_the_type_in_the_link_and_links_back(client, url):
    page_links = [link for link in links_of(client.get(url)) if link[0] in ("describedby", "item")]
    for relation, target, media_type in page_links:
        if not target.startswith(SITE):
            continue
        response = client.get(target.removeprefix(SITE), buffered=True)
        assert (response.status_code, response.mimetype) == (200, media_type)
        if "/api/" not in target:
            back = "collection" if relation == "item" else "describes"
            assert links_of(response) == [(back, f"{SITE}{url}", "text/html")]


def test_a_resource_without_a_doi_is_cited_by_its_page_the_same_in_every_language(client):
    for url in ("/resources/lonely", "/es/resources/lonely"):
        assert links_of(client.get(url))[0] == ("cite-as", f"{SITE}/resources/lonely", None)


def test_a_license_is_linked_if_the_rights_name_one(publish_records):
    client = create_app(publish_records(record(rights="CC0 1.0"))).test_client()
    assert ("license", "https://creativecommons.org/publicdomain/zero/1.0/", None) in links_of(
        client.get("/resources/one")
    )


def test_any_address_and_any_number_of_documents_fit_into_the_header(publish_records):
    urls = (f"https://example.org/\u00e9,%22;<{number}>/{'x' * 60}.pdf" for number in range(60))
    one = record(documents=tuple(Document(url=url, label="A document") for url in urls))
    header_text = create_app(publish_records(one)).test_client().get("/resources/one").headers["Link"]
    assert header_text.isascii()
    assert header_text.isprintable()
    assert len(header_text) <= 4_000
    assert len(links(header_text)) > 20


def test_the_head_of_the_page_links_to_the_descriptions(client):
    head = BeautifulSoup(client.get("/resources/guide").text, "html.parser").head
    described_by = [("describedby", link["href"], link["type"]) for link in head.select("link[rel=describedby]")]
    assert described_by == [link for link in links_of(client.get("/resources/guide")) if link[0] == "describedby"]


def test_every_resource_has_one_identifier(client):
    for resource in web_catalog.RECORDS:
        relations = [relation for relation, _, _ in links_of(client.get(f"/resources/{resource.id}"))]
        assert relations.count("cite-as") == 1

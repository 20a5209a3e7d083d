"""Well-known addresses tell programs about interfaces, and people whom to tell about a security problem."""

import datetime as dt

import pytest
from werkzeug.http import parse_options_header

import factories
import web_catalog
from webui import create_app

PUBLIC_URL = "https://clearinghouse.example"
API_CATALOG, SECURITY_TXT = "/.well-known/api-catalog", "/.well-known/security.txt"
PROFILE = "https://www.rfc-editor.org/info/rfc9727"
TODAY = dt.date(2026, 11, 30)


def site(folder, **settings):
    return create_app(factories.settings(folder, **settings), lambda: TODAY).test_client()


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("known")
    return create_app(web_catalog.publish(folder, public_url=PUBLIC_URL)).test_client()


def fields(text):
    """Return the fields of a security.txt: pairs of name and value, in the order of the file."""
    assert text.endswith("\n")
    return [tuple(line.split(": ", 1)) for line in text.splitlines()]


def test_the_api_catalog_is_a_link_set_with_its_profile(client):
    response = client.get(API_CATALOG)
    assert parse_options_header(response.headers["Content-Type"]) == ("application/linkset+json", {"profile": PROFILE})
    catalog, api, *others = response.json["linkset"]
    assert catalog["anchor"] == f"{PUBLIC_URL}{API_CATALOG}"
    assert [item["href"] for item in catalog["item"]] == [link_set["anchor"] for link_set in (api, *others)]
    assert api == {
        "anchor": f"{PUBLIC_URL}/api/v1",
        "service-desc": [{"href": f"{PUBLIC_URL}/api/v1/openapi.json", "type": "application/json"}],
        "service-doc": [{"href": f"{PUBLIC_URL}/api", "type": "text/html"}],
        "service-meta": [{"href": f"{PUBLIC_URL}/opensearch.xml", "type": "application/opensearchdescription+xml"}],
        "status": [{"href": f"{PUBLIC_URL}/api/v1/status", "type": "application/json"}],
    }
    assert f"{PUBLIC_URL}/data.json" in [link_set["anchor"] for link_set in others]


def test_every_link_of_the_api_catalog_works_and_has_the_type_it_says(client):
    for link_set in client.get(API_CATALOG).json["linkset"]:
        for relation, links in link_set.items():
            for link in links if relation not in ("anchor", "item") else ():
                response = client.get(link["href"].removeprefix(PUBLIC_URL))
                assert (response.status_code, response.mimetype) == (200, link["type"])


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_headers_name_the_api_catalog(client, method):
    target, options = parse_options_header(client.open(API_CATALOG, method=method).headers["Link"])
    assert target == f"<{PUBLIC_URL}{API_CATALOG}>"
    assert options == {"rel": "api-catalog", "type": "application/linkset+json", "profile": PROFILE}


def test_security_txt_has_the_required_fields(tmp_path):
    response = site(tmp_path, contact="desk@clearinghouse.example", public_url=PUBLIC_URL).get(SECURITY_TXT)
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert fields(response.text) == [
        ("Contact", "mailto:desk@clearinghouse.example"),
        ("Expires", "2027-05-29T00:00:00Z"),
        ("Preferred-Languages", "en, es"),
        ("Canonical", f"{PUBLIC_URL}{SECURITY_TXT}"),
    ]


def test_security_txt_expires_within_a_year_of_the_day_it_is_read(tmp_path):
    days = [TODAY, TODAY + dt.timedelta(days=1)]
    app = create_app(factories.settings(tmp_path, contact="desk@clearinghouse.example"), lambda: days[0])
    client = app.test_client()
    for _ in range(2):
        expires = dt.datetime.fromisoformat(dict(fields(client.get(SECURITY_TXT).text))["Expires"]).date()
        assert dt.timedelta(days=30) < expires - days.pop(0) < dt.timedelta(days=365)
        days += days[-1:]


def test_security_txt_has_no_canonical_address_without_https(tmp_path):
    client = site(tmp_path, contact="desk@clearinghouse.example")
    assert "Canonical" not in dict(fields(client.get(SECURITY_TXT).text))


def test_a_site_without_a_contact_has_no_security_txt(tmp_path):
    response = site(tmp_path).get(SECURITY_TXT)
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")
    assert response.json["detail"] == "This site has not named a contact for security."


def test_both_are_served_before_anything_is_published(tmp_path):
    client = site(tmp_path, contact="desk@clearinghouse.example")
    assert client.get(API_CATALOG).status_code == client.get(SECURITY_TXT).status_code == 200

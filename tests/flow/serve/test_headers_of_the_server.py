"""What the server repeats or refuses by itself has the headers that the application would send."""

import pytest

from factories import publish, record
from production_server import header, production_server, status

pytestmark = pytest.mark.xdist_group("headers of the server")

ORIGIN = "Origin: https://partner.example"
WITHOUT_HOST = "GET {} HTTP/1.1\r\nConnection: close\r\n\r\n"
CORS = ("Access-Control-Allow-Origin", "Access-Control-Allow-Headers")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("headers")
    publish(folder, record("one"))
    with production_server(folder) as running:
        yield running


@pytest.mark.parametrize("path", ["/es/search.csv", "/api/v1/search", "/data.json", "/.well-known/api-catalog"])
def test_a_repeated_response_for_programs_is_open_to_every_origin(server, path):
    responses = [server.get(path, ORIGIN) for _ in range(3)]
    assert {status(response) for response in responses} == {200}
    assert {header(response, name) for response in responses for name in CORS} == {"*"}


def test_a_preflight_request_is_answered_after_the_response_was_repeated(server):
    for _ in range(2):
        server.get("/search.csv", ORIGIN)
    preflight = server.get("/search.csv", ORIGIN, "Access-Control-Request-Method: GET", method="OPTIONS")
    assert (status(preflight), {header(preflight, name) for name in CORS}) == (200, {"*"})


@pytest.mark.parametrize(("path", "allowed"), [("/es/search.csv", "*"), ("/api/v1/search", "*"), ("/search", None)])
def test_every_origin_can_read_why_the_server_refused_a_request_for_programs(server, path, allowed):
    refusal = server.send(WITHOUT_HOST.format(path).encode())
    assert status(refusal) == 400
    assert {header(refusal, name) for name in CORS} == {allowed}


def test_a_repeated_page_of_a_resource_has_its_links(server):
    links = {header(server.get("/resources/one"), "Link") for _ in range(3)}
    links.add(header(server.get("/resources/one", method="HEAD"), "Link"))
    (value,) = links
    assert value.startswith("<http://127.0.0.1:")
    assert 'rel="cite-as", <https://schema.org/AboutPage>; rel="type"' in value

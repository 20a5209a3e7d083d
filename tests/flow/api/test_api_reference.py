"""The page about the API: a reference made from its description, examples that run, and forms that work."""

import shlex
import subprocess
import sys
import threading
from urllib.request import urlopen

import pytest
from bs4 import BeautifulSoup
from werkzeug.serving import make_server

import web_catalog
from webui import create_app
from webui.api.reference.views import operation_views


@pytest.fixture(scope="module")
def programs(tmp_path_factory):
    """The example programs of a site on a real server, each with its language."""
    server = make_server("127.0.0.1", 0, lambda *_: [], threaded=True)
    address = f"http://127.0.0.1:{server.server_port}"
    server.app = create_app(web_catalog.publish(tmp_path_factory.mktemp("programs"), public_url=address))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    page = BeautifulSoup(urlopen(f"{address}/api").read(), "html.parser")  # noqa: S310  # our own server
    yield [(code["data-language"], code.get_text()) for code in page.select("pre code")]
    server.shutdown()
    thread.join()
    server.server_close()


def output_of(program):
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert not run.stderr
    return run.stdout.splitlines()


def test_the_python_examples_run(programs):
    search, follow = (code for language, code in programs if language == "python")
    first, *hits = output_of(search)
    assert first.endswith(" resources")
    assert all(" http://127.0.0.1:" in hit for hit in hits)
    assert output_of(follow) == [f"added {key}" for key in sorted(record.id for record in web_catalog.RECORDS)]


def test_the_curl_example_is_one_request_that_works(programs):
    (command,) = (code for language, code in programs if language == "shell")
    name, url = shlex.split(command)
    with urlopen(url) as response:  # noqa: S310  # our own server
        assert (name, response.status) == ("curl", 200)


def test_the_address_in_the_examples_is_readable(programs):
    searches = [code for language, code in programs if language != "python" or "hits" in code]
    assert all("&fields=title,page_url" in code for code in searches)


def test_the_reference_has_every_operation_of_the_description(client, get):
    ids = {path["get"]["operationId"] for path in client.get("/api/v1/openapi.json").json["paths"].values()}
    assert {section["aria-labelledby"] for section in get("/api").select(".operation")} == ids


@pytest.mark.parametrize("page", ["/api", "/es/api"])
def test_every_example_of_the_page_works(client, get, page):
    links = [link["href"] for link in get(page).select(".code-line a")]
    assert len(links) > 15
    for link in links:
        with client.get(link) as response:
            assert response.status_code == 200, link


def test_the_example_of_a_flag_is_a_value_to_type(get):
    assert get("/api").select_one("#search-explain")["placeholder"] == "1"


def test_every_form_leads_to_its_operation(client, get):
    forms = get("/api").select(".api-form")
    assert len(forms) > 5
    for form in forms:
        fields = {field["name"]: field.get("value", "") for field in form.select("input, select")}
        response = client.get(form["action"], query_string=fields, follow_redirects=True)
        assert response.status_code == 200, form["action"]
        assert response.request.path.startswith("/api/v1/")


def test_a_form_leaves_out_empty_parameters(client):
    response = client.get("/api/try/search?q=gun+violence&topic=&page=+&format=webinar")
    assert (response.status_code, response.location) == (302, "/api/v1/search?q=gun+violence&format=webinar")


def test_a_form_fills_the_path(client):
    response = client.get("/api/try/getResource?resource_id=a%2Fb&lang=es")
    assert response.location == "/api/v1/resources/a%2Fb?lang=es"


def test_a_form_of_an_unknown_operation_is_not_found(client):
    response = client.get("/api/try/delete")
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")


def test_the_reference_stays_in_english_on_the_spanish_page(get):
    page = get("/es/api")
    assert page.select_one(".reference")["lang"] == "en"
    assert page.select_one("#good-to-know").get_text() != get("/api").select_one("#good-to-know").get_text()


@pytest.mark.parametrize(("root", "language"), [("", ""), ("/es", "&lang=es")])
def test_the_results_page_shows_the_search_as_an_api_call(client, get, root, language):
    page = get(f"{root}/search?topic=technology&q=cameras")
    call = page.select_one("#api-call")["value"]
    assert call == f"http://127.0.0.1:8000/api/v1/search?per_page=20&q=cameras&topic=technology{language}"
    assert client.get(page.select_one("#api-call").find_parent("dd").find("a")["href"]).status_code == 200


# Views of a description


def described(schema):
    """Return the operation of a description with this schema of the answer."""
    answer = {"200": {"content": {"application/json": {"schema": schema}}}}
    return operation_views({"paths": {"/a": {"get": {"operationId": "a", "responses": answer}}}, "components": NAMED})[
        0
    ]


NAMED = {
    "schemas": {
        "Tree": {
            "type": "object",
            "description": "A tree.",
            "properties": {"parts": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}},
        }
    }
}


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "string"}, "string"),
        ({"type": ["string", "null"]}, "string or null"),
        ({"type": "string", "format": "date-time"}, "time"),
        ({"type": "array", "items": {"type": "string"}}, "list of strings"),
        ({"type": "array", "items": {"type": "array", "items": {"type": "integer"}}}, "list of list of integers"),
        ({"type": "integer", "minimum": 1, "maximum": 10_000}, "integer from 1 to 10,000"),
        ({"type": "string", "enum": ["a", "b"]}, "one of a, b"),
        ({"anyOf": [{"$ref": "#/components/schemas/Tree"}, {"type": "null"}]}, "object or null"),
        ({}, "any value"),
    ],
)
def test_a_type_is_told_in_words(schema, words):
    (shown,) = described({"type": "object", "properties": {"x": schema}}).properties
    assert shown.type_words == words


def test_a_list_is_described_by_its_objects():
    trees = {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}
    (outer,) = described({"type": "object", "properties": {"trees": trees}}).properties
    assert outer.description == "A tree."


def test_an_object_within_itself_is_shown_once():
    (outer,) = described({"type": "object", "properties": {"tree": {"$ref": "#/components/schemas/Tree"}}}).properties
    assert outer.description == "A tree."
    assert [(inner.name, inner.properties) for inner in outer.properties] == [("parts", ())]

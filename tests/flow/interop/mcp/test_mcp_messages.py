"""Messages to `/mcp`: each revision gets its results, and each fault the error code that the protocol gives it."""

import json

import pytest
from bs4 import BeautifulSoup

import factories
from assistant_messages import HANDSHAKE, META, STATELESS, message, send, stateless_headers, stateless_message
from webui import create_app

HANDSHAKE_HEADERS = {"Mcp-Protocol-Version": HANDSHAKE}


def error_of(response):
    """Return the status and the code of an error, whose form it checks."""
    assert response.mimetype == "application/json"
    assert set(response.json) == {"jsonrpc", "id", "error"}
    assert response.json["error"]["message"]
    return response.status_code, response.json["error"]["code"]


def result_of(response):
    assert response.status_code == 200, response.json
    return response.json["result"]


# Revisions without a handshake


def test_discovery_lists_the_revisions_and_what_the_server_can_do(client):
    result = result_of(send(client, stateless_message("server/discover"), stateless_headers("server/discover")))
    assert result["supportedVersions"] == [STATELESS, HANDSHAKE, "2025-06-18", "2025-03-26"]
    assert result["capabilities"] == {"tools": {"listChanged": False}}
    assert (result["resultType"], result["cacheScope"]) == ("complete", "public")
    assert result["ttlMs"] > 0


def test_every_stateless_result_names_the_server(client):
    result = result_of(send(client, stateless_message("tools/list"), stateless_headers("tools/list")))
    assert result["_meta"]["io.modelcontextprotocol/serverInfo"]["name"] == "public-safety-clearinghouse"
    assert result["_meta"]["io.modelcontextprotocol/serverInfo"]["websiteUrl"] == "https://clearinghouse.example/"


def test_a_name_may_be_encoded_in_the_header(client):
    content = stateless_message("tools/call", {"name": "list_topics"})
    response = send(client, content, stateless_headers("tools/call", "=?base64?bGlzdF90b3BpY3M=?="))
    assert not result_of(response)["isError"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        stateless_headers("tools/call", "search", Mcp_Protocol_Version=None),
        stateless_headers("tools/call", "search", Mcp_Protocol_Version=HANDSHAKE),
        stateless_headers("tools/list", "search"),
        stateless_headers("tools/call", None),
        stateless_headers("tools/call", "get_resource"),
        stateless_headers("tools/call", "=?base64?!?="),
    ],
)
def test_headers_that_differ_from_the_body_are_refused(client, headers):
    content = stateless_message("tools/call", {"name": "search", "arguments": {}})
    assert error_of(send(client, content, headers)) == (400, -32020)


@pytest.mark.parametrize("missing", ["protocolVersion", "clientCapabilities"])
def test_a_request_without_its_metadata_is_refused(client, missing):
    meta = {key: value for key, value in META.items() if not key.endswith(missing)}
    response = send(client, message("tools/list", {"_meta": meta}), stateless_headers("tools/list"))
    assert error_of(response) == (400, -32602)


@pytest.mark.parametrize("revision", ["2030-01-01", "1.0"])
def test_an_unknown_revision_is_refused_with_those_that_are_supported(client, revision):
    meta = META | {"io.modelcontextprotocol/protocolVersion": revision}
    headers = stateless_headers("tools/list", Mcp_Protocol_Version=revision)
    for content in (message("tools/list", {"_meta": meta}), message("tools/list")):
        response = send(client, content, headers)
        assert error_of(response) == (400, -32022)
        assert response.json["error"]["data"]["requested"] == revision
        assert STATELESS in response.json["error"]["data"]["supported"]


@pytest.mark.parametrize("method", ["ping", "initialize", "resources/list", "subscriptions/listen", "tools", ""])
def test_an_unknown_stateless_method_is_not_found(client, method):
    assert error_of(send(client, stateless_message(method), stateless_headers(method))) == (404, -32601)


# Revisions with a handshake


@pytest.mark.parametrize("revision", [HANDSHAKE, "2025-06-18", "2025-03-26"])
def test_a_handshake_agrees_to_the_requested_revision(client, revision):
    result = result_of(send(client, message("initialize", {"protocolVersion": revision, "capabilities": {}})))
    assert result["protocolVersion"] == revision
    assert result["serverInfo"]["title"] == "Public Safety Clearinghouse"


@pytest.mark.parametrize("revision", [STATELESS, "2024-11-05", 7, None, [1]])
def test_a_handshake_about_any_other_revision_offers_the_newest(client, revision):
    result = result_of(send(client, message("initialize", {"protocolVersion": revision})))
    assert result["protocolVersion"] == HANDSHAKE


def test_no_session_is_opened(client):
    response = send(client, message("initialize", {"protocolVersion": HANDSHAKE}))
    assert "Mcp-Session-Id" not in response.headers
    assert "Set-Cookie" not in response.headers


def test_after_a_handshake_results_have_no_newer_members(client):
    assert set(result_of(send(client, message("tools/list"), HANDSHAKE_HEADERS))) == {"tools"}
    assert result_of(send(client, message("ping"), HANDSHAKE_HEADERS)) == {}


def test_a_request_without_any_header_is_of_the_oldest_revision(client):
    assert result_of(send(client, message("tools/list")))["tools"]


def test_after_a_handshake_errors_of_methods_have_the_status_of_a_success(client):
    assert error_of(send(client, message("prompts/list"), HANDSHAKE_HEADERS)) == (200, -32601)
    assert error_of(send(client, message("tools/call", {"name": "x"}), HANDSHAKE_HEADERS)) == (200, -32602)


# Messages


@pytest.mark.parametrize("method", ["notifications/initialized", "notifications/cancelled", "anything"])
@pytest.mark.parametrize("headers", [HANDSHAKE_HEADERS, stateless_headers("notifications/cancelled")])
def test_notifications_are_accepted_without_a_body(client, method, headers):
    response = send(client, {"jsonrpc": "2.0", "method": method}, headers)
    assert (response.status_code, response.data) == (202, b"")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff",
        b"[" * 50_000,
        b"NaN",
        b'{"jsonrpc": "2.0", "id": 1, "id": 2, "method": "ping"}',
        b'{"jsonrpc": "2.0", "id": 1%s, "method": "ping"}' % (b"0" * 5_000),
    ],
)
def test_what_is_not_json_is_a_parse_error(client, body):
    response = client.post("/mcp", data=body, content_type="application/json")
    assert error_of(response) == (400, -32700)
    assert response.json["id"] is None


@pytest.mark.parametrize(
    "content",
    [
        [],
        [message("ping")],
        False,
        "ping",
        {},
        {"jsonrpc": "1.0", "id": 1, "method": "ping"},
        message("ping", id=None),
        message("ping", id=True),
        message("ping", id=1.5),
        message(7),
        {"jsonrpc": "2.0", "id": 1, "result": {}},
    ],
)
def test_what_is_not_a_message_is_an_invalid_request(client, content):
    assert error_of(send(client, content)) == (400, -32600)


def test_an_error_repeats_the_id_of_the_message(client):
    assert send(client, {"id": "seven", "jsonrpc": "2.0"}).json["id"] == "seven"
    assert send(client, message("nothing", id="\ud800")).json["id"] == "\ud800"


@pytest.mark.parametrize("params", [{"name": "delete_everything"}, {}, {"name": ["search"]}])
def test_an_unknown_tool_is_an_error_that_names_the_known_ones(client, params):
    content = message("tools/call", params)
    assert "search, get_resource, list_topics" in send(client, content).json["error"]["message"]


@pytest.mark.parametrize(
    "content", [message("tools/list", params=[1]), message("tools/call", {"name": "search", "arguments": 1})]
)
def test_params_and_arguments_must_be_objects(client, content):
    assert send(client, content).json["error"]["code"] == -32602


# Requests


@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE", "PUT"])
def test_there_is_no_stream_and_no_session(client, method):
    response = client.open("/mcp", method=method)
    assert (response.status_code, set(response.headers["Allow"].split(", "))) == (405, {"POST", "OPTIONS"})


def test_only_json_is_accepted_and_sent(client):
    body = json.dumps(message("ping"))
    assert error_of(client.post("/mcp", data=body, content_type="text/plain")) == (415, -32600)
    assert error_of(send(client, message("ping"), {"Accept": "text/event-stream"})) == (406, -32600)
    assert result_of(send(client, message("ping"), {"Accept": "application/json, text/event-stream"})) == {}


def test_a_body_above_the_limit_is_refused(client):
    response = send(client, message("ping", {"x": "y" * 64_000}))
    assert error_of(response) == (413, -32600)
    assert "64 kB" in response.json["error"]["message"]


def test_pages_of_any_site_may_connect(client):
    asked = client.options("/mcp", headers={"Origin": "https://other.example"})
    assert asked.status_code == 204
    assert "POST" in asked.headers["Access-Control-Allow-Methods"].split(", ")
    response = send(client, message("ping"), {"Origin": "https://other.example", "Sec-Fetch-Site": "cross-site"})
    assert result_of(response) == {}
    for headers in (asked.headers, response.headers):
        assert (headers["Access-Control-Allow-Origin"], headers["Access-Control-Allow-Headers"]) == ("*", "*")
        assert "Access-Control-Allow-Credentials" not in headers


@pytest.mark.parametrize("origin", ["", "evil", "http://", "http://a/b", "http://a b", "://a"])
def test_a_malformed_origin_is_forbidden(client, origin):
    assert error_of(send(client, message("ping"), {"Origin": origin})) == (403, -32600)


def test_an_untrusted_host_is_refused(site_settings):
    folder = site_settings.corpus.parent
    app = create_app(factories.settings(folder, trusted_hosts=("clearinghouse.example",)))
    response = send(app.test_client(), message("ping"), {"Host": "rebound.example"})
    assert error_of(response) == (400, -32600)


def test_responses_are_not_cached(client):
    assert send(client, message("ping")).headers["Cache-Control"] == "no-store"


def test_the_address_has_no_other_language(client):
    for url in ("/es/mcp", "/es/mcp/"):
        assert client.post(url, json=message("ping")).status_code == 404


def test_a_setting_turns_the_address_off(site_settings):
    app = create_app(factories.settings(site_settings.corpus.parent, mcp=False))
    assert send(app.test_client(), message("ping")).status_code == 404
    assert 'id="assistants"' not in app.test_client().get("/api").text


def test_a_page_says_how_to_connect_in_both_languages(client):
    for url, heading in (("/api", "Use with an assistant"), ("/es/api", "Usar con un asistente")):
        page = BeautifulSoup(client.get(url).text, "html.parser")
        assert page.find(id="assistants").text == heading
        assert "https://clearinghouse.example/mcp" in page.text


def test_a_call_beyond_the_concurrency_limit_is_asked_to_try_again(site_settings):
    app = create_app(factories.settings(site_settings.corpus.parent, concurrent_searches=1))
    content = message("tools/call", {"name": "search", "arguments": {"query": "cameras"}})
    with app.extensions["clearinghouse"].responses.rendering.slot():
        response = send(app.test_client(), content)
        assert (error_of(response), response.headers["Retry-After"]) == ((503, -32603), "1")
    assert not result_of(send(app.test_client(), content))["isError"]


def test_before_anything_is_published_tools_are_listed_without_values_and_calls_are_503(tmp_path):
    client = create_app(factories.settings(tmp_path)).test_client()
    search = result_of(send(client, message("tools/list")))["tools"][0]
    assert "enum" not in search["inputSchema"]["properties"]["topic"]["items"]
    response = send(client, message("tools/call", {"name": "list_topics"}))
    assert (error_of(response), response.headers["Retry-After"]) == ((503, -32603), "30")

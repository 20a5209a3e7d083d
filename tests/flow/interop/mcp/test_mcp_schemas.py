"""Results have the form that the published schemas of each revision, and those of the tools, demand."""

import pytest
from jsonschema import Draft202012Validator
from mcp_types.methods import validate_server_result

from assistant_messages import HANDSHAKE, META, STATELESS, call, message, send, stateless_headers, stateless_message

CALLS = (
    ("search", {}),
    ("search", {"query": "licence plate readers"}),
    ("search", {"query": "where to begin", "language": "es"}),
    ("search", {"query": "retention", "format": "podcast"}),
    ("search", {"query": "oakland", "agency_size": ["small", "major"], "limit": 1}),
    ("get_resource", {"id": "guide"}),
    ("get_resource", {"id": "questions"}),
    ("get_resource", {"id": "lonely", "language": "es"}),
    ("list_topics", {}),
)
HANDSHAKE_REQUESTS = (
    (
        "initialize",
        {"protocolVersion": HANDSHAKE, "capabilities": {}, "clientInfo": META["io.modelcontextprotocol/clientInfo"]},
    ),
    ("ping", {}),
    ("tools/list", {}),
    ("tools/call", {"name": "search", "arguments": {"query": "retention"}}),
    ("tools/call", {"name": "search", "arguments": {"topic": "x"}}),
)
STATELESS_REQUESTS = (("server/discover", {}), *HANDSHAKE_REQUESTS[2:])


@pytest.fixture(scope="module")
def tools(client):
    """The definitions of the tools, by name."""
    return {tool["name"]: tool for tool in send(client, message("tools/list")).json["result"]["tools"]}


@pytest.mark.parametrize("revision", [HANDSHAKE, "2025-06-18", "2025-03-26"])
@pytest.mark.parametrize(("method", "params"), HANDSHAKE_REQUESTS)
def test_results_after_a_handshake_fit_their_revision(client, revision, method, params):
    response = send(client, message(method, params), {"Mcp-Protocol-Version": revision})
    validate_server_result(method, revision, response.json["result"])


@pytest.mark.parametrize(("method", "params"), STATELESS_REQUESTS)
def test_stateless_results_fit_their_revision(client, method, params):
    response = send(client, stateless_message(method, params), stateless_headers(method, params.get("name")))
    validate_server_result(method, STATELESS, response.json["result"])


def test_the_schemas_of_tools_are_valid(tools):
    for tool in tools.values():
        Draft202012Validator.check_schema(tool["inputSchema"])
        Draft202012Validator.check_schema(tool["outputSchema"])


@pytest.mark.parametrize(("name", "arguments"), CALLS)
def test_results_fit_the_schema_of_their_tool(client, tools, name, arguments):
    result = call(client, name, **arguments)
    Draft202012Validator(tools[name]["outputSchema"]).validate(result["structuredContent"])


@pytest.mark.parametrize(("name", "arguments"), CALLS)
def test_every_member_of_a_result_is_described(client, tools, name, arguments):
    assert undescribed(tools[name]["outputSchema"], call(client, name, **arguments)["structuredContent"]) == set()


def undescribed(schema, value):
    """Return the members of objects that a schema does not name."""
    if isinstance(value, list):
        return {name for item in value for name in undescribed(schema["items"], item)}
    if not isinstance(value, dict) or not value:
        return set()
    known = schema["properties"]
    return (value.keys() - known) | {
        name for key in value.keys() & known for name in undescribed(known[key], value[key])
    }

"""Whatever is sent to the server for assistants, the response is JSON-RPC and not a failure of the site (500)."""

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import web_catalog
from assistant_messages import META, STATELESS
from webui import create_app

SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=8,
)
TOOLS = st.sampled_from(["search", "get_resource", "list_topics", "", "x"])
ARGUMENTS = st.dictionaries(
    st.sampled_from("query topic format agency_size language limit page id other".split()),
    st.one_of(
        VALUES,
        st.sampled_from(["es", "technology", "guide", 1, 10**30, "\ud800", "\x00", '"', "(-*", ["small"], "a" * 3_000]),
    ),
    max_size=4,
)
PARAMS = st.one_of(VALUES, st.fixed_dictionaries({"name": TOOLS, "arguments": ARGUMENTS}, optional={"_meta": VALUES}))
METHODS = st.sampled_from(["tools/call", "tools/list", "initialize", "ping", "server/discover", "", "x/y"])
MESSAGES = st.fixed_dictionaries(
    {"jsonrpc": st.just("2.0"), "method": METHODS},
    optional={"id": st.one_of(st.integers(), st.text(max_size=5), VALUES), "params": PARAMS},
)
CALLS = st.builds(
    lambda name, arguments: {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {"name": name, "arguments": arguments, "_meta": META},
    },
    TOOLS,
    ARGUMENTS,
)
BODIES = st.one_of(
    st.binary(max_size=60), st.one_of(VALUES, MESSAGES, CALLS).map(lambda value: json.dumps(value).encode())
)


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return create_app(web_catalog.publish(tmp_path_factory.mktemp("messages"))).test_client()


def headers_for(content, *, stateless):
    """Return headers that fit a message, so that its content is read too."""
    try:
        message = json.loads(content)
        method, name = message["method"], message["params"]["name"]
    except (ValueError, TypeError, KeyError, RecursionError):
        method, name = "tools/list", ""
    return {"Mcp-Protocol-Version": STATELESS, "Mcp-Method": str(method), "Mcp-Name": str(name)} if stateless else {}


@given(content=BODIES, stateless=st.booleans())
@settings(max_examples=200)
@example(content=b"[" * 60_000, stateless=False)
@example(content=b'{"jsonrpc":"2.0","id":1,"method":"\\ud800"}', stateless=False)
def test_every_response_is_json_rpc(client, content, stateless):
    headers = headers_for(content, stateless=stateless)
    response = client.post("/mcp", data=content, content_type="application/json", headers=headers)
    assert response.status_code < 500
    if response.status_code == 202:
        assert response.data == b""
        return
    answer = json.loads(response.data)
    assert answer["jsonrpc"] == "2.0"
    assert ("result" in answer) != ("error" in answer)
    if "error" in answer:
        assert isinstance(answer["error"]["code"], int)
    else:
        assert response.status_code == 200
        assert answer["id"] == json.loads(content)["id"]

"""The official client of the protocol connects to the running server, with a handshake and without."""

import mcp
import pytest
from mcp.client.streamable_http import streamable_http_client

import web_catalog
from assistant_messages import HANDSHAKE, STATELESS
from event_loops import run_coroutine
from production_server import body, production_server, status

ENDPOINT = b"POST /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
MEGABYTE = 1_000_000
TOOLS = ["search", "get_resource", "list_topics"]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server with one worker and the catalog of `web_catalog`."""
    folder = tmp_path_factory.mktemp("assistants")
    web_catalog.publish(folder)
    with production_server(folder) as running:
        yield running


def address(server):
    return f"http://127.0.0.1:{server.port}/mcp"


async def use_tools(client):
    """Call every tool, and check what the client makes of the results; it validates them against their schemas."""
    assert [tool.name for tool in (await client.list_tools()).tools] == TOOLS
    found = await client.call_tool("search", {"query": "plate reader vehicle"})
    assert not found.is_error
    passage = found.structured_content["hits"][0]["passages"][0]
    assert passage["url"] == "https://www.youtube.com/watch?v=abc&t=125"
    assert found.structured_content["hits"][0]["page_url"] in found.content[0].text
    resource = await client.call_tool("get_resource", {"id": found.structured_content["hits"][0]["id"]})
    assert resource.structured_content["status"] == "live"
    topics = await client.call_tool("list_topics", {"language": "es"})
    assert topics.structured_content["topic"][0]["value"] == "technology"
    wrong = await client.call_tool("search", {"topic": ["tecnology"]})
    assert wrong.is_error
    assert "technology" in wrong.content[0].text


@pytest.mark.parametrize(("mode", "revision"), [("auto", STATELESS), (STATELESS, STATELESS), ("legacy", HANDSHAKE)])
def test_the_client_connects_and_uses_every_tool(server, mode, revision):
    async def connect():
        async with mcp.Client(address(server), mode=mode) as client:
            assert client.protocol_version == revision
            await use_tools(client)

    run_coroutine(connect())


def test_a_session_with_a_handshake_uses_every_tool(server):
    async def connect():
        async with streamable_http_client(address(server)) as streams, mcp.ClientSession(*streams[:2]) as session:
            agreed = await session.initialize()
            assert agreed.protocol_version == HANDSHAKE
            assert "search" in agreed.instructions
            await use_tools(session)

    run_coroutine(connect())


def test_a_client_can_read_why_a_request_was_refused(server):
    async def connect():
        async with mcp.Client(address(server)) as client:
            with pytest.raises(mcp.MCPError, match="no method 'prompts/list'"):
                await client.list_prompts()
            with pytest.raises(mcp.MCPError, match="Known tools are search"):
                await client.call_tool("destroy", {})

    run_coroutine(connect())


def test_a_body_that_is_declared_above_the_limit_is_refused_before_it_is_sent(server):
    response = server.send(ENDPOINT + b"Content-Length: %d\r\n\r\n" % (10 * MEGABYTE))
    assert status(response) == 413
    assert b'"code":-32600' in body(response)


def test_a_chunked_body_is_refused_at_the_limit_before_its_end(server):
    chunk = b"%x\r\n%s\r\n" % (65_000, b" " * 65_000)
    response = server.send(ENDPOINT + b"Transfer-Encoding: chunked\r\n\r\n" + chunk)
    assert status(response) == 413


def test_a_body_within_the_limit_may_be_chunked(server):
    content = b'{"jsonrpc":"2.0","id":1,"method":"ping"}'
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(content), content)
    assert body(server.send(ENDPOINT + b"Transfer-Encoding: chunked\r\n\r\n" + chunks)).endswith(b'"result":{}}')

"""Messages to the server for AI assistants, in the form of each revision of the protocol."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

STATELESS, HANDSHAKE = "2026-07-28", "2025-11-25"
META = {
    "io.modelcontextprotocol/protocolVersion": STATELESS,
    "io.modelcontextprotocol/clientCapabilities": {},
    "io.modelcontextprotocol/clientInfo": {"name": "tests", "version": "1"},
}


def message(method: str, params: dict[str, Any] | None = None, **members: Any) -> dict[str, Any]:
    """Return a request with the id 1."""
    return {"jsonrpc": "2.0", "id": 1, "method": method, "params": params or {}, **members}


def stateless_message(method: str, params: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return a request of the revision without a handshake."""
    return message(method, {"_meta": META, **(params or {})})


def stateless_headers(method: str, name: str | None = None, **changes: str | None) -> dict[str, str]:
    """Return the headers of such a request. `changes` replace some, by names with underscores; None removes one."""
    headers = {"Mcp-Protocol-Version": STATELESS, "Mcp-Method": method, "Mcp-Name": name}
    headers |= {key.replace("_", "-"): value for key, value in changes.items()}
    return {key: value for key, value in headers.items() if value is not None}


def send(client: FlaskClient, content: Any, headers: dict[str, str] | None = None) -> TestResponse:
    """Send a value as JSON, and return the response."""
    return client.post("/mcp", json=content, headers=headers)


def call(client: FlaskClient, tool: str, **arguments: Any) -> dict[str, Any]:
    """Call a tool without a handshake, and return the result."""
    content = stateless_message("tools/call", {"name": tool, "arguments": arguments})
    response = send(client, content, stateless_headers("tools/call", tool))
    assert response.status_code == 200
    return response.json["result"]


def data_of(client: FlaskClient, tool: str, **arguments: Any) -> dict[str, Any]:
    """Call a tool that succeeds, and return its result as data."""
    result = call(client, tool, **arguments)
    assert not result["isError"]
    return result["structuredContent"]


def problem_of(client: FlaskClient, tool: str, **arguments: Any) -> str:
    """Call a tool that fails, and return what it says about the arguments."""
    result = call(client, tool, **arguments)
    assert result["isError"]
    assert "structuredContent" not in result
    return result["content"][0]["text"]

"""The revisions of the protocol, and what a request of each must say about itself.

Since 2026-07-28 every request has its revision and the client's capabilities in `_meta`, and repeats a part of its body
in headers, so that proxies can read it; there is no handshake. Earlier revisions begin with `initialize`; what a client
agreed to there is not kept, because no later request depends on it. Source: https://modelcontextprotocol.io,
"Versioning and Compatibility" and "Streamable HTTP" of revision 2026-07-28, "Transports" of the earlier ones.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import Headers

from webui.interop.mcp.jsonrpc import INVALID_PARAMS, RpcError, RpcMessage

STATELESS_REVISIONS = ("2026-07-28",)
HANDSHAKE_REVISIONS = ("2025-11-25", "2025-06-18", "2025-03-26")
"""The revisions with a handshake, the newest first."""
SUPPORTED_REVISIONS = (*STATELESS_REVISIONS, *HANDSHAKE_REVISIONS)

HEADER_MISMATCH, UNSUPPORTED_REVISION = -32020, -32022
"""Error codes of the protocol."""
META_PREFIX = "io.modelcontextprotocol/"
REVISION_KEY, CAPABILITIES_KEY = f"{META_PREFIX}protocolVersion", f"{META_PREFIX}clientCapabilities"
"""Members of `_meta` that every request must have."""
REVISION_HEADER, METHOD_HEADER, NAME_HEADER = "MCP-Protocol-Version", "Mcp-Method", "Mcp-Name"
NAMED_METHODS: Mapping[str, str] = {"tools/call": "name", "prompts/get": "name", "resources/read": "uri"}
"""The member of `params` that NAME_HEADER repeats, by method."""
ENCODED_PREFIX, ENCODED_SUFFIX = "=?base64?", "?="
"""What surrounds a header's value in Base64."""


def agreed_revision(requested: object) -> str:
    """Return the revision for a handshake: the requested one, or the newest that has a handshake."""
    return str(requested) if requested in HANDSHAKE_REVISIONS else HANDSHAKE_REVISIONS[0]


def is_stateless(message: RpcMessage, headers: Headers) -> bool:
    """Return whether a message is of a revision without a handshake. Raises RpcError if it contradicts itself."""
    header = headers.get(REVISION_HEADER)
    if header in STATELESS_REVISIONS or REVISION_KEY in _meta(message):
        if message.id is not None:
            _check_request(message, headers)
        return True
    if header is not None and header not in HANDSHAKE_REVISIONS:
        raise _unsupported(header)
    return False


def _meta(message: RpcMessage) -> Mapping[str, Any]:
    meta = message.params.get("_meta")
    return meta if isinstance(meta, dict) else {}


def _check_request(message: RpcMessage, headers: Headers) -> None:
    """Raise RpcError unless `_meta` is complete and the headers repeat the body."""
    meta = _meta(message)
    if missing := [key for key in (REVISION_KEY, CAPABILITIES_KEY) if key not in meta]:
        raise RpcError(INVALID_PARAMS, f"_meta must have {' and '.join(missing)}.")
    revision = meta[REVISION_KEY]
    if not isinstance(revision, str) or not isinstance(meta[CAPABILITIES_KEY], dict):
        raise RpcError(INVALID_PARAMS, f"{REVISION_KEY} must be a text, and {CAPABILITIES_KEY} an object.")
    _check_header(headers, REVISION_HEADER, revision)
    _check_header(headers, METHOD_HEADER, message.method)
    name = message.params.get(NAMED_METHODS.get(message.method, ""))
    if isinstance(name, str):
        _check_header(headers, NAME_HEADER, name)
    if revision not in STATELESS_REVISIONS:
        raise _unsupported(revision)


def _check_header(headers: Headers, name: str, expected: str) -> None:
    value = headers.get(name)
    if value is None:
        raise RpcError(HEADER_MISMATCH, f"The header {name} is missing.")
    if (decoded_header(value) if name == NAME_HEADER else value) != expected:
        raise RpcError(HEADER_MISMATCH, f"The header {name} differs from the body.")


def decoded_header(value: str) -> str | None:
    """Return the text of a header's value, which may be encoded in Base64; None if it is malformed."""
    if not (value.startswith(ENCODED_PREFIX) and value.endswith(ENCODED_SUFFIX)):
        return value
    encoded = value[len(ENCODED_PREFIX) : -len(ENCODED_SUFFIX)]
    try:
        return base64.b64decode(encoded, validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return None


def _unsupported(requested: str) -> RpcError:
    data = {"supported": list(SUPPORTED_REVISIONS), "requested": requested[:80]}
    return RpcError(UNSUPPORTED_REVISION, "This revision of the protocol is not supported.", data=data)

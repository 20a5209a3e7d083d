"""JSON-RPC 2.0 (https://www.jsonrpc.org/specification): messages in, responses out, one at a time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

VERSION = "2.0"
PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMS, INTERNAL_ERROR = -32700, -32600, -32601, -32602, -32603

RpcId = str | int
RpcParams = Mapping[str, Any]


class RpcError(Exception):
    """A message that is refused, with the code and the text of the response.

    `status` is the HTTP status, and `data` tells programs more about the reason.
    """

    def __init__(self, code: int, message: str, *, status: int = 400, data: Mapping[str, Any] | None = None) -> None:
        """Take the members of the error, and the HTTP status."""
        super().__init__(message)
        self.code = code
        self.status = status
        self.data = data


@dataclass(frozen=True, slots=True)
class RpcMessage:
    """A request, or a notification, which has no id and gets no response."""

    method: str
    params: RpcParams
    id: RpcId | None = None


def decode_json(body: bytes) -> Any:
    """Return the value of a JSON text (RFC 8259); raise RpcError for anything else.

    Names that are duplicated are refused too: two programs might read different values.
    """
    try:
        return json.loads(body.decode("utf-8"), object_pairs_hook=_unique_members, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise RpcError(PARSE_ERROR, "The body is not valid JSON in UTF-8.") from None


def _unique_members(members: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(members)
    if len(value) < len(members):
        raise ValueError
    return value


def _refuse_constant(_name: str) -> NoReturn:
    """Refuse NaN and Infinity, which are not JSON."""
    raise ValueError


def readable_id(value: Any) -> RpcId | None:
    """Return the id of a message, even of an invalid one; None if it has none that a response may repeat."""
    message_id = value.get("id") if isinstance(value, dict) else None
    return message_id if isinstance(message_id, str | int) and not isinstance(message_id, bool) else None


def as_message(value: Any) -> RpcMessage:
    """Return a JSON value as a message; raise RpcError if it is none that a server gets."""
    if isinstance(value, list):
        raise _invalid("Batches are not supported: send each message in a request of its own.")
    if not isinstance(value, dict) or value.get("jsonrpc") != VERSION:
        raise _invalid('The body must be one JSON-RPC message: an object with "jsonrpc": "2.0".')
    if not isinstance(value.get("method"), str):
        raise _invalid('"method" must be a text. Responses are not expected here.')
    if "id" in value and readable_id(value) is None:
        raise _invalid('"id" must be a text or a whole number.')
    params = value.get("params", {})
    if not isinstance(params, dict):
        raise RpcError(INVALID_PARAMS, '"params" must be an object.')
    return RpcMessage(value["method"], params, readable_id(value))


def _invalid(text: str) -> RpcError:
    return RpcError(INVALID_REQUEST, text)


def encode_json(value: Any) -> str:
    """Return a value as compact JSON in ASCII, which also carries text that UTF-8 cannot encode."""
    return json.dumps(value, separators=(",", ":"))


def result_message(message_id: RpcId, result: str) -> str:
    """Return the response to a request; `result` is an object, as JSON."""
    return f'{{"jsonrpc":"{VERSION}","id":{encode_json(message_id)},"result":{result}}}'


def error_message(message_id: RpcId | None, code: int, text: str, data: Mapping[str, Any] | None = None) -> str:
    """Return the response to a refused message; the id is null if it could not be read."""
    error = {"code": code, "message": text, **({"data": data} if data else {})}
    return encode_json({"jsonrpc": VERSION, "id": message_id, "error": error})

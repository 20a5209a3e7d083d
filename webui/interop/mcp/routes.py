"""The address of the server for assistants: `/mcp`, one message for each POST.

The protocol asks servers to check the Origin header, against pages that reach a server behind a firewall by rebinding
the name of their own. Here every well-formed origin is valid: the catalog is public, read only, and needs no
credentials, so that a page gets only what anybody gets. Against rebinding, the setting `trusted_hosts` checks the Host
header of every request, and thus all other addresses of the site as well.
"""

from __future__ import annotations

import re
from http import HTTPStatus

from flask import Blueprint, Response, g, request
from werkzeug.exceptions import Forbidden, HTTPException, MethodNotAllowed, NotAcceptable, UnsupportedMediaType

from webui.error_reports import LOG, ErrorReport, error_report
from webui.interop.mcp.jsonrpc import (
    INTERNAL_ERROR,
    INVALID_REQUEST,
    RpcError,
    as_message,
    decode_json,
    error_message,
    readable_id,
    result_message,
)
from webui.interop.mcp.methods import run_method
from webui.interop.mcp.revisions import is_stateless

assistants = Blueprint("mcp", __name__)

JSON = "application/json"
TOO_LARGE = "The message is too large: at most 64 kB are accepted."
MESSAGE_METHODS = ("POST", "OPTIONS")
ORIGIN = re.compile(r"null|[a-z][a-z0-9+.-]*://[^\s/?#@\\]+", re.IGNORECASE | re.ASCII)
"""The form of an origin (RFC 6454, section 7.1)."""


@assistants.route("/mcp", methods=["POST"], provide_automatic_options=False)
def answer_message() -> Response:
    """Answer a request, or accept a notification."""
    _check_headers()
    value = decode_json(request.get_data(cache=False))
    g.rpc_id = readable_id(value)
    message = as_message(value)
    g.rpc_stateless = is_stateless(message, request.headers)
    if message.id is None:
        return Response(status=HTTPStatus.ACCEPTED)
    result = run_method(message, stateless=g.rpc_stateless)
    return Response(result_message(message.id, result), mimetype=JSON)


@assistants.route("/mcp", methods=["GET", "DELETE", "PUT", "PATCH"], provide_automatic_options=False)
def refuse_method() -> Response:
    """Refuse other methods: there is no stream of events to get, and no session to delete."""
    text = "This address is for AI assistants (Model Context Protocol). Send messages with POST."
    raise MethodNotAllowed(valid_methods=MESSAGE_METHODS, description=text)


@assistants.route("/mcp", methods=["OPTIONS"], provide_automatic_options=False)
def allow_any_origin() -> Response:
    """Answer the question of a browser whether another site may send messages."""
    return Response(status=HTTPStatus.NO_CONTENT, headers={"Allow": ", ".join(MESSAGE_METHODS)})


def _check_headers() -> None:
    """Refuse a request that no client of the protocol sends."""
    origin = request.headers.get("Origin")
    if origin is not None and not ORIGIN.fullmatch(origin):
        raise Forbidden("The header Origin is malformed.")
    if request.mimetype != JSON:
        raise UnsupportedMediaType(f"The body must be {JSON}.")
    if request.headers.get("Accept") and not request.accept_mimetypes.accept_json:
        raise NotAcceptable(f"Responses are {JSON}.")


@assistants.errorhandler(Exception)
def _refusal(error: Exception) -> Response:
    """Return an error in the form of the protocol."""
    message_id = g.get("rpc_id")
    if isinstance(error, RpcError):
        # With a handshake, clients expect the status of a success for every request that could be read.
        status = error.status if message_id is None or g.get("rpc_stateless", True) else HTTPStatus.OK
        return Response(error_message(message_id, error.code, str(error), error.data), status, mimetype=JSON)
    report = error_report(error)
    if report.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        LOG.error("a message to %s failed", request.endpoint, exc_info=error)
    code = INTERNAL_ERROR if report.status >= HTTPStatus.INTERNAL_SERVER_ERROR else INVALID_REQUEST
    text = TOO_LARGE if report.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else _text(error, report)
    response = Response(error_message(message_id, code, text), report.status, mimetype=JSON)
    response.headers.update(report.headers)
    return response


def _text(error: Exception, report: ErrorReport) -> str:
    return (error.description if isinstance(error, HTTPException) else None) or report.problem_detail


@assistants.after_request
def _keep_out_of_caches(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response

"""The route of OAI-PMH."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, Response, request

from catalog.errors import QueryError
from webui.context import app_context
from webui.http.params import Params, query_params
from webui.interop.oai.answers import answer, error_answer
from webui.interop.oai.protocol import OaiError, bad_argument, parse_request
from webui.interop.oai.repository import Repository

oai = Blueprint("oai", __name__)


@oai.route("/oai", methods=["GET", "POST"])
def harvest() -> Response:
    """Answer a request of the protocol; its errors have status 200, too.

    Responses have the time in them, so nothing is cached. Raises BusyError if too many responses are being rendered,
    which harvesters understand (503 with Retry-After).
    """
    context, now = app_context(), dt.datetime.now(dt.UTC)
    repository = Repository(context.live.current_generation(), context.public_urls, context.settings.contact)
    try:
        verb, arguments = parse_request(_params())
    except OaiError as error:
        return _xml(error_answer(error, repository.base_url, now, {}))
    with context.responses.rendering.slot():
        return _xml(answer(verb, arguments, repository, now))


def _params() -> Params:
    try:
        return tuple(request.form.items(multi=True)) if request.method == "POST" else query_params()
    except QueryError as error:
        raise bad_argument(str(error)) from None


def _xml(text: str) -> Response:
    response = Response(text, mimetype="text/xml")  # the protocol's media type (section 3.1.2.1)
    response.headers["Cache-Control"] = "no-store"
    return response

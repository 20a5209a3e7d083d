"""Errors as answers: one table from error to status, kind pages for people, problem+json for programs."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus

from flask import Flask, Response, json, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from catalog.errors import (
    CatalogError,
    EngineError,
    EngineUnavailableError,
    NoGenerationError,
    NotFoundError,
    QueryError,
    SavingError,
)
from catalog.facets import FACETS
from webui.http.cache import BusyError
from webui.http.headers import is_for_programs
from webui.http.params import asked_pairs, is_text
from webui.i18n.formatting import excerpt, sentence
from webui.i18n.locale import gettext, language, mount, to_translate
from webui.i18n.messages import translated
from webui.search.filters import LABELS
from webui.search.state import without_refused
from webui.urls import Addresses

LOG = logging.getLogger("clearinghouse")

STATUS: tuple[tuple[type[Exception], int], ...] = (
    (QueryError, 400),
    (NotFoundError, 404),
    (BusyError, 503),
    (SavingError, 503),
)
"""The status of an error: the first line that fits. HTTP errors bring their own, anything else is 500."""
BUSY_S, UNAVAILABLE_S, ENGINE_S = "1", "10", "30"
"""Seconds after which to ask again: when too many search, when the engine is away, and when there is no index."""
REASONS = 20
REASON = 400
"""Parameters named in one answer, and characters of a reason, at most."""

HEADINGS = {
    400: to_translate("That request could not be understood"),
    403: to_translate("That did not come from a page of ours"),
    404: to_translate("This page is not here"),
    405: to_translate("That cannot be done here"),
    413: to_translate("That was too much at once"),
    414: to_translate("That address is too long"),
    500: to_translate("Something went wrong on our side"),
    503: to_translate("The clearinghouse is not ready yet"),
}
ADVICE = {
    404: to_translate(
        "The address may be mistyped, or the resource may have been renamed or withdrawn. Try a search for it."
    ),
    405: to_translate(
        "Pages of this site can be read, and nothing else. Go back to where you were, or start a search."
    ),
    413: to_translate("Try a shorter search, or a toolkit with fewer resources and shorter notes."),
    414: to_translate("Try a shorter search: a few words are usually enough."),
    500: to_translate("It has been noted. Please try again in a moment, or start a new search."),
    503: to_translate("Please try again in a moment."),
}
PARAMETERS = {
    **{facet.name: facet.label for facet in FACETS},
    "q": to_translate("Words"),
    **LABELS,
    "time": to_translate("Time available"),
    "approach": to_translate("Approach"),
    "state": to_translate("State"),
    "sort": to_translate("Sort by"),
    "page": to_translate("Page"),
    "per_page": to_translate("Resources a page"),
}
"""What the search page, the builder and the list of sites call their parameters."""
BUSY = to_translate("Many people are searching right now")
OWN_HEADINGS: Mapping[type[Exception], str] = {
    BusyError: BUSY,
    SavingError: to_translate("Toolkits cannot be kept right now"),
}
PREPARING = to_translate("The catalog is being prepared")
WAIT = to_translate("Please try again in a minute.")
PROGRAMS = {
    404: "Nothing is at this address; /api/v1/openapi.json describes every route.",
    405: "This method is not allowed here; the Allow header names those that are.",
    413: "The request has a body that is too large; no route for programs reads one.",
    500: "An unexpected error; it has been logged.",
}
"""What a program is told of an error that has no words of its own."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, for people and programs; in English, as `gettext` knows it."""

    status: int
    heading: str
    detail: str
    for_programs: str
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


def register(app: Flask) -> None:
    """Have the application answer every error."""
    for kind in (HTTPException, CatalogError, Exception):
        app.register_error_handler(kind, _answer)


def _answer(error: Exception) -> AnyResponse:
    if isinstance(error, HTTPException) and (
        error.response is not None or (error.code or 500) < HTTPStatus.BAD_REQUEST
    ):
        return error.get_response()  # a redirect
    fault = fault_of(error)
    if fault.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        LOG.error("a request to %s failed", request.endpoint, exc_info=error)
    response = _problem(fault) if is_for_programs(request.path) else _page(fault)
    response.headers.update(fault.headers)
    response.headers["Cache-Control"] = "no-store"
    return response


def fault_of(error: Exception) -> Fault:
    """Return what to say about an error; nothing of an unexpected one's own text."""
    if isinstance(error, HTTPException):
        return _http_fault(error)
    if isinstance(error, EngineError):
        return _engine_fault(error)
    status = next((status for kind, status in STATUS if isinstance(error, kind)), 500)
    known = status != HTTPStatus.INTERNAL_SERVER_ERROR
    detail = sentence(excerpt(str(error), REASON)) if known else ADVICE[500]
    busy = isinstance(error, BusyError)
    if isinstance(error, SavingError):
        LOG.error("toolkits cannot be kept: %s", error.__cause__ or error)
    return Fault(
        status,
        next((words for kind, words in OWN_HEADINGS.items() if isinstance(error, kind)), HEADINGS[status]),
        detail,
        detail if known else PROGRAMS[500],
        _shortened(error.errors if isinstance(error, QueryError) else {}),
        {"Retry-After": BUSY_S} if busy else {},
    )


def _http_fault(error: HTTPException) -> Fault:
    status = error.code or 500
    kept = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
    own = error.description or error.name
    detail = ADVICE.get(status, own)
    return Fault(status, HEADINGS.get(status, error.name), detail, PROGRAMS.get(status, own), headers=kept)


def _engine_fault(error: EngineError) -> Fault:
    """Return what visitors can do, which is to wait; what the operator can do is in the log."""
    headers = {"Retry-After": ENGINE_S}
    if isinstance(error, NoGenerationError):
        LOG.warning("a request could not be answered: %s", error)
        return Fault(503, PREPARING, WAIT, "Nothing has been published yet.", headers=headers)
    if isinstance(error, EngineUnavailableError):
        LOG.warning("the engine cannot be reached: %s", error)
        headers = {"Retry-After": UNAVAILABLE_S}
    else:
        LOG.error("the index cannot be read: %s", error)
    detail = "The index cannot be read at the moment."
    return Fault(503, HEADINGS[503], detail, detail, headers=headers)


def _shortened(errors: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(excerpt(each, REASON) for each in found) for name, found in list(errors.items())[:REASONS]}


def _problem(fault: Fault) -> Response:
    """Return the fault as RFC 9457 has it; `about:blank` says that the status is all there is to the type."""
    content = {
        "type": "about:blank",
        "title": HTTPStatus(fault.status).phrase,
        "status": fault.status,
        "detail": fault.for_programs,
        **({"errors": {name: list(found) for name, found in fault.errors.items()}} if fault.errors else {}),
    }
    return Response(json.dumps(content, ensure_ascii=False), fault.status, mimetype="application/problem+json")


def _pairs() -> tuple[tuple[str, str], ...]:
    """Return the parameters of a search that failed, so that it can be mended."""
    try:
        return asked_pairs() if request.endpoint == "search.search" else ()
    except QueryError:
        return ()


def _page(fault: Fault) -> Response:
    links = Addresses(mount(), language=language())
    pairs = _pairs()
    kept = without_refused(pairs, fault.errors)
    clean = all(is_text(name + value) for name, value in kept)
    onward = links.search(kept) if fault.errors and clean and kept and len(links.search(kept)) < REASON * 4 else None
    words = dict(pairs).get("q", "")
    body = render_template(
        "error.html",
        fault=replace(fault, heading=gettext(fault.heading), detail=translated(fault.detail)),
        names={name: gettext(text) for name, text in PARAMETERS.items()},
        reasons={name: [sentence(translated(reason)) for reason in found] for name, found in fault.errors.items()},
        advice="" if fault.heading == PREPARING else translated(ADVICE.get(fault.status, "")),
        onward=onward,
        words="" if "q" in fault.errors else words,
    )
    return Response(body, fault.status, mimetype="text/html")

"""Errors as answers: one table from error to status, a page for people, problem+json for programs."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from itertools import islice

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
    RequestError,
    SavingError,
)
from catalog.facets import FACETS
from catalog.messages import Message, to_translate
from webui.http.cache import BusyError
from webui.http.headers import is_for_programs
from webui.http.params import is_text, query_params
from webui.i18n.formatting import excerpt, sentence
from webui.i18n.locale import gettext, language, mount
from webui.i18n.messages import translated
from webui.search.filters import LABELS
from webui.search.state import without_refused
from webui.urls import Addresses

LOG = logging.getLogger("clearinghouse")

STATUS: tuple[tuple[type[RequestError], int], ...] = (
    (QueryError, 400),
    (NotFoundError, 404),
    (BusyError, 503),
    (SavingError, 503),
)
"""The status of an error; the first matching line counts. HTTP errors bring their own, anything else is 500."""
BUSY_RETRY_S, UNAVAILABLE_RETRY_S, ENGINE_RETRY_S = "1", "10", "30"
"""Seconds after which to try again: when too many searches run, when the engine is away, when there is no index."""
MAX_PARAMETERS = 20
"""Parameters that one answer reports."""
MAX_REASON = 400
"""Characters of one reason."""
MAX_URL = 1_600
"""Characters of a link to the rest of a search."""

HEADINGS = {
    400: to_translate("Your request could not be understood"),
    403: to_translate("This form was sent from another site"),
    404: to_translate("Page not found"),
    405: to_translate("This action is not allowed"),
    413: to_translate("Your request is too large"),
    414: to_translate("The address is too long"),
    500: to_translate("Something went wrong on our side"),
    503: to_translate("The clearinghouse is not ready yet"),
}
ADVICE = {
    404: to_translate(
        "The address may be mistyped, or the resource may have been renamed or withdrawn. Try searching for it."
    ),
    405: to_translate("Pages of this site can only be read. Go back to where you were, or start a search."),
    413: to_translate("Try a shorter search, or a toolkit with fewer resources and shorter notes."),
    414: to_translate("Try a shorter search: a few words are usually enough."),
    500: to_translate("The error has been logged. Please try again in a moment, or start a new search."),
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
    "per_page": to_translate("Resources per page"),
}
"""The labels of parameters on the search page, in the builder and in the list of sites."""
OWN_HEADINGS: Mapping[type[RequestError], str] = {
    BusyError: to_translate("Many people are searching right now"),
    SavingError: to_translate("Toolkits cannot be saved right now"),
}
"""Headings that say more than the status does."""
PREPARING = to_translate("The catalog is being prepared")
PREPARING_ADVICE = to_translate("Please try again in a minute.")
UNREADABLE_INDEX = to_translate("The index cannot be read at the moment.")
PROGRAM_DETAILS = {
    404: "There is nothing at this address; /api/v1/openapi.json describes every route.",
    405: "This method is not allowed here; the Allow header names those that are.",
    413: "The request body is too large; no route of the API reads one.",
    500: "An unexpected error; it has been logged.",
}
"""What a program is told of an error without a text of its own."""


@dataclass(frozen=True, slots=True)
class ErrorReport:
    """What an answer tells of an error. Texts are English; a page translates them."""

    status: int
    heading: str
    detail: Message | str
    program_detail: str
    errors: Mapping[str, tuple[Message, ...]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


def register(app: Flask) -> None:
    """Make the application answer every error."""
    for error_class in (HTTPException, CatalogError, Exception):
        app.register_error_handler(error_class, _answer)


def _answer(error: Exception) -> AnyResponse:
    if isinstance(error, HTTPException) and (
        error.response is not None or (error.code or 500) < HTTPStatus.BAD_REQUEST
    ):
        return error.get_response()  # a redirect
    report = error_report(error)
    if report.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        LOG.error("a request to %s failed", request.endpoint, exc_info=error)
    response = _problem(report) if is_for_programs(request.path) else _page(report)
    response.headers.update(report.headers)
    response.headers["Cache-Control"] = "no-store"
    return response


def error_report(error: Exception) -> ErrorReport:
    """Return what to tell of an error; an unexpected error's own text is never told."""
    if isinstance(error, HTTPException):
        return _http_report(error)
    if isinstance(error, EngineError):
        return _engine_report(error)
    if isinstance(error, RequestError):
        return _request_report(error)
    return ErrorReport(500, HEADINGS[500], ADVICE[500], PROGRAM_DETAILS[500])


def _request_report(error: RequestError) -> ErrorReport:
    if isinstance(error, SavingError):
        LOG.error("toolkits cannot be saved: %s", error.__cause__ or error)
    status = next(status for error_class, status in STATUS if isinstance(error, error_class))
    own = (heading for error_class, heading in OWN_HEADINGS.items() if isinstance(error, error_class))
    return ErrorReport(
        status,
        next(own, HEADINGS[status]),
        error.message,
        sentence(excerpt(str(error), MAX_REASON)),
        dict(islice(error.errors.items(), MAX_PARAMETERS)) if isinstance(error, QueryError) else {},
        {"Retry-After": BUSY_RETRY_S} if isinstance(error, BusyError) else {},
    )


def _http_report(error: HTTPException) -> ErrorReport:
    status = error.code or 500
    headers = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
    own = error.description or error.name
    detail = ADVICE.get(status, own)
    return ErrorReport(
        status, HEADINGS.get(status, error.name), detail, PROGRAM_DETAILS.get(status, own), headers=headers
    )


def _engine_report(error: EngineError) -> ErrorReport:
    """Return what visitors can do, which is to wait; the log tells the operator what is wrong."""
    headers = {"Retry-After": ENGINE_RETRY_S}
    if isinstance(error, NoGenerationError):
        LOG.warning("a request could not be answered: %s", error)
        return ErrorReport(503, PREPARING, PREPARING_ADVICE, "Nothing has been published yet.", headers=headers)
    if isinstance(error, EngineUnavailableError):
        LOG.warning("the engine cannot be reached: %s", error)
        headers = {"Retry-After": UNAVAILABLE_RETRY_S}
    else:
        LOG.error("the index cannot be read: %s", error)
    return ErrorReport(503, HEADINGS[503], UNREADABLE_INDEX, UNREADABLE_INDEX, headers=headers)


def _problem(report: ErrorReport) -> Response:
    """Return the error as RFC 9457 defines it; `about:blank` means that the status says all about its type."""
    errors = {name: [excerpt(str(reason), MAX_REASON) for reason in reasons] for name, reasons in report.errors.items()}
    content = {
        "type": "about:blank",
        "title": HTTPStatus(report.status).phrase,
        "status": report.status,
        "detail": report.program_detail,
        **({"errors": errors} if errors else {}),
    }
    return Response(json.dumps(content, ensure_ascii=False), report.status, mimetype="application/problem+json")


def _page(report: ErrorReport) -> Response:
    pairs = _search_pairs()
    advice = "" if report.heading == PREPARING else ADVICE.get(report.status, "")
    body = render_template(
        "error.html",
        fault=replace(report, heading=gettext(report.heading), detail=_page_detail(report.detail)),
        names={name: gettext(label) for name, label in PARAMETERS.items()},
        reasons={name: list(map(_page_detail, reasons)) for name, reasons in report.errors.items()},
        advice=gettext(advice) if advice else "",
        onward=_rest_of_search(report, pairs),
        words="" if "q" in report.errors else dict(pairs).get("q", ""),
    )
    return Response(body, report.status, mimetype="text/html")


def _page_detail(detail: Message | str) -> str:
    """Return a message as a sentence of the request's language, or an interface text in that language."""
    return sentence(excerpt(translated(detail), MAX_REASON)) if isinstance(detail, Message) else gettext(detail)


def _search_pairs() -> tuple[tuple[str, str], ...]:
    """Return the parameters of a search that failed, so that the page can offer the rest of it."""
    try:
        return query_params() if request.endpoint == "search.search" else ()
    except QueryError:
        return ()


def _rest_of_search(report: ErrorReport, pairs: tuple[tuple[str, str], ...]) -> str | None:
    """Return the URL of the search without the parameters that are invalid, or None if nothing is left of it."""
    valid = without_refused(pairs, report.errors)
    if not report.errors or not valid or not all(is_text(name + value) for name, value in valid):
        return None
    url = Addresses(mount(), language=language()).search(valid)
    return url if len(url) < MAX_URL else None

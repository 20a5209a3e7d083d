"""Error reports: the status, heading and texts of every error."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from werkzeug.exceptions import HTTPException

from catalog.errors import (
    EngineError,
    EngineUnavailableError,
    GoneError,
    NoGenerationError,
    NotFoundError,
    QueryError,
    RequestError,
    SavingError,
)
from catalog.messages import Message, to_translate
from webui.http.cache import BusyError
from webui.i18n.formatting import excerpt, sentence

LOG = logging.getLogger("clearinghouse")

STATUS: tuple[tuple[type[RequestError], int], ...] = (
    (QueryError, 400),
    (NotFoundError, 404),
    (GoneError, 410),
    (BusyError, 503),
    (SavingError, 503),
)
"""The status of each class of errors; the first match counts. HTTP errors have their own, any other error is 500."""
BUSY_RETRY_S, UNAVAILABLE_RETRY_S, ENGINE_RETRY_S = "1", "10", "30"
"""Values of Retry-After: too many searches run; the engine or the toolkits are unavailable; no index can be read."""
MAX_REPORTED_PARAMETERS = 20
"""Refused parameters in one response."""
MAX_REASON = 400
"""Characters of one reason."""

HEADINGS = {
    400: to_translate("Your request could not be understood"),
    403: to_translate("This form was sent from another site"),
    404: to_translate("Page not found"),
    405: to_translate("This action is not allowed"),
    410: to_translate("This resource was withdrawn"),
    411: to_translate("Your request could not be understood"),
    413: to_translate("Your request is too large"),
    414: to_translate("The address is too long"),
    415: to_translate("Your request could not be understood"),
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
RETRY_S: Mapping[type[RequestError], str] = {BusyError: BUSY_RETRY_S, SavingError: UNAVAILABLE_RETRY_S}
ERROR_HEADINGS: Mapping[type[RequestError], str] = {
    BusyError: to_translate("The clearinghouse is busy right now"),
    SavingError: to_translate("Toolkits cannot be saved right now"),
}
"""Headings of errors for which that of the status is too general."""
PREPARING = to_translate("The catalog is being prepared")
PREPARING_ADVICE = to_translate("Please try again in a minute.")
UNREADABLE_INDEX = to_translate("The index cannot be read at the moment.")
PROBLEM_DETAILS = {
    404: "There is nothing at this address; /api/v1/openapi.json describes every route.",
    405: "This method is not allowed here; the Allow header names those that are.",
    413: "The request body is too large; no route of the API reads one.",
    500: "An unexpected error; it has been logged.",
}
"""The `detail` of problem+json for errors without a text of their own."""


@dataclass(frozen=True, slots=True)
class ErrorReport:
    """What a response says about an error: `detail` on a page, `problem_detail` as problem+json.

    Texts are English; pages translate them. `errors` has the reasons by parameter. `successor` is the id of the
    resource that replaces a withdrawn one.
    """

    status: int
    heading: str
    detail: Message | str
    problem_detail: str
    errors: Mapping[str, tuple[Message, ...]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    successor: str | None = None


def error_report(error: Exception) -> ErrorReport:
    """Return the report of an error. The text of an unexpected error is not part of it."""
    if isinstance(error, HTTPException):
        return _http_report(error)
    if isinstance(error, EngineError):
        return _engine_report(error)
    if isinstance(error, RequestError):
        return _request_report(error)
    return ErrorReport(500, HEADINGS[500], ADVICE[500], PROBLEM_DETAILS[500])


def _request_report(error: RequestError) -> ErrorReport:
    if isinstance(error, SavingError) and error.__cause__ and not isinstance(error.__cause__, TimeoutError):
        LOG.error("toolkits cannot be saved or read: %s", error.__cause__)
    status = next(status for error_class, status in STATUS if isinstance(error, error_class))
    headings = (heading for error_class, heading in ERROR_HEADINGS.items() if isinstance(error, error_class))
    return ErrorReport(
        status,
        next(headings, HEADINGS[status]),
        error.message,
        sentence(excerpt(str(error), MAX_REASON)),
        dict(islice(error.errors.items(), MAX_REPORTED_PARAMETERS)) if isinstance(error, QueryError) else {},
        next(({"Retry-After": delay} for error_class, delay in RETRY_S.items() if isinstance(error, error_class)), {}),
        error.successor if isinstance(error, GoneError) else None,
    )


def _http_report(error: HTTPException) -> ErrorReport:
    status = error.code or 500
    headers = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
    description = error.description or error.name
    return ErrorReport(
        status,
        HEADINGS.get(status, error.name),
        ADVICE.get(status, description),
        PROBLEM_DETAILS.get(status, description),
        headers=headers,
    )


def _engine_report(error: EngineError) -> ErrorReport:
    """Return the report for visitors, who can only wait, and log what is wrong for the operator."""
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

"""Responses to errors: a page for people, problem+json for programs."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from flask import Flask, Response, json, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from catalog.errors import CatalogError, QueryError
from catalog.facets import FACETS
from catalog.messages import Message, to_translate
from webui.components.cards import Link, record_link
from webui.context import app_context, site_urls
from webui.embed.builder.form import LANGUAGE_PARAMETER
from webui.embed.option_reader import OPTION_LABELS
from webui.error_reports import ADVICE, LOG, MAX_REASON, PREPARING, ErrorReport, error_report
from webui.http.headers import is_framed
from webui.http.machine_routes import is_machine_route
from webui.http.params import Params, is_text, page_params
from webui.i18n.formatting import excerpt, sentence
from webui.i18n.locale import gettext, language, mount_path
from webui.i18n.messages import translated
from webui.pages.sites_query import SITES_PARAMETER_LABELS
from webui.search.filters.text_fields import FIELD_LABELS
from webui.search.state import without_refused
from webui.urls import SiteUrls

MAX_URL = 1_600
"""Characters of the link to the search without the invalid parameters."""

PARAMETER_LABELS = {
    **{facet.name: facet.label for facet in FACETS},
    "q": to_translate("Words"),
    **FIELD_LABELS,
    "time": to_translate("Time available"),
    **SITES_PARAMETER_LABELS,
    "sort": to_translate("Sort by"),
    "page": to_translate("Page"),
    **OPTION_LABELS,
    LANGUAGE_PARAMETER: to_translate("Language"),
    "per_page": to_translate("Resources per page"),
}
"""The labels of parameters of the search page, both builders and the list of sites."""


def register(app: Flask) -> None:
    """Handle every error of the application."""
    for error_class in (HTTPException, CatalogError, Exception):
        app.register_error_handler(error_class, _error_response)


def _error_response(error: Exception) -> BaseResponse:
    if isinstance(error, HTTPException) and (
        error.response is not None or (error.code or 500) < HTTPStatus.BAD_REQUEST
    ):
        return error.get_response()  # a redirect
    report = error_report(error)
    if report.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        LOG.error("a request to %s failed", request.endpoint, exc_info=error)
    response = _problem(report) if is_machine_route(request.path) else _page(report)
    response.headers.update(report.headers)
    response.headers["Cache-Control"] = "no-store"
    return response


def _problem(report: ErrorReport) -> Response:
    """Return the error as problem+json (RFC 9457); `about:blank` means that its type is the status."""
    errors = {name: [excerpt(str(reason), MAX_REASON) for reason in reasons] for name, reasons in report.errors.items()}
    content = {
        "type": "about:blank",
        "title": HTTPStatus(report.status).phrase,
        "status": report.status,
        "detail": report.problem_detail,
        **({"errors": errors} if errors else {}),
        **({"replaced_by": _replacement(report.successor)} if report.successor else {}),
    }
    return Response(json.dumps(content, ensure_ascii=False), report.status, mimetype="application/problem+json")


def _replacement(record_id: str) -> dict[str, str]:
    return {"id": record_id, "page_url": app_context().public_urls.resource(record_id)}


def _page(report: ErrorReport) -> Response:
    params = _search_params()
    advice = "" if report.heading == PREPARING else ADVICE.get(report.status, "")
    body = render_template(
        "embed/frame_error.html" if is_framed(request.path) else "error.html",
        error=replace(report, heading=gettext(report.heading), detail=_detail_sentence(report.detail)),
        parameter_labels={name: gettext(label) for name, label in PARAMETER_LABELS.items()},
        reasons={name: list(map(_detail_sentence, reasons)) for name, reasons in report.errors.items()},
        advice=gettext(advice) if advice else "",
        successor=_successor(report.successor) if report.successor else None,
        valid_search_url=_valid_search_url(report, params),
        theme="",
        properties="",
        target="_top",
        query_text="" if "q" in report.errors else dict(params).get("q", ""),
    )
    return Response(body, report.status, mimetype="text/html")


def _successor(record_id: str) -> Link | None:
    """Return a link to what replaces a resource, or None if the catalog does not have it."""
    entry = app_context().live.current().head(record_id)
    return record_link(entry.record, site_urls()) if entry else None


def _detail_sentence(detail: Message | str) -> str:
    """Return a message, or a text of the interface, as a sentence in the request's language."""
    return sentence(excerpt(translated(detail), MAX_REASON)) if isinstance(detail, Message) else gettext(detail)


def _search_params() -> Params:
    """Return the parameters of the search that failed; none for any other request."""
    try:
        return tuple(page_params()) if request.endpoint == "search.search" else ()
    except QueryError:
        return ()


def _valid_search_url(report: ErrorReport, params: Params) -> str | None:
    """Return the URL of the search without the invalid parameters, or None if no parameter is left."""
    valid_params = without_refused(params, report.errors)
    if not report.errors or not valid_params or not all(is_text(name + value) for name, value in valid_params):
        return None
    url = SiteUrls(mount_path(), language=language()).search(valid_params)
    return url if len(url) < MAX_URL else None

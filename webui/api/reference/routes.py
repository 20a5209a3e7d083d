"""The page with the reference of the API, and its forms."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from catalog.errors import NotFoundError
from catalog.live import OpenGeneration
from catalog.messages import Message
from webui.api.openapi import openapi_description
from webui.api.reference.programs import follow_program, search_programs
from webui.api.reference.views import operation_views
from webui.context import app_context
from webui.http.params import query_params
from webui.i18n.locale import mount_path
from webui.i18n.messages import SiteMessageId
from webui.responses import CachedContent, render_page, respond

api_reference = Blueprint("api_reference", __name__)


@api_reference.get("/api")
def api_page() -> Response:
    """Explain the ways in which programs use the catalog."""
    return respond(ApiPage(), app_context().live.current_generation())


@dataclass(frozen=True, slots=True)
class ApiPage(CachedContent[OpenGeneration]):
    """The guide for programs, with the reference of the JSON API."""

    def render(self, generation: OpenGeneration) -> str:
        """Return the page."""
        context = app_context()
        urls = context.public_urls
        return render_page(
            "api/api.html",
            generation,
            operations=operation_views(openapi_description(generation)),
            search_programs=search_programs(urls),
            follow_program=follow_program(urls),
            assistants_url=urls.page("mcp") if context.settings.mcp else "",
            origin=urls.root,
            root=mount_path(),
        )


@api_reference.get("/api/try/<operation_id>")
def try_operation(operation_id: str) -> Response:
    """Redirect from a form of the reference to the request that it describes, without empty parameters."""
    generation = app_context().live.current_generation()
    for operation in operation_views(openapi_description(generation)):
        if operation.id == operation_id:
            return redirect(f"{mount_path()}{operation.path_with(dict(query_params()))}")
    raise NotFoundError(Message(SiteMessageId.NO_OPERATION, name=operation_id[:80]))

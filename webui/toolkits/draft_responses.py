"""The responses with a draft: its page, or a redirect to it."""

from __future__ import annotations

from dataclasses import replace

from flask import Response
from werkzeug.wrappers import Response as AnyResponse

from catalog.errors import QueryError
from catalog.schemas.toolkits.toolkit import toolkit_to_json
from catalog.toolkit import Toolkit
from catalog.toolkit_changes import ResolvedToolkit
from webui.context import app_context, public_site_urls, site_urls
from webui.i18n.formatting import date_words
from webui.i18n.messages import translated
from webui.responses import render_page
from webui.toolkits import changes
from webui.toolkits.downloads import FORMAT_LABELS
from webui.toolkits.drafts import Draft, store_draft, with_change_day
from webui.toolkits.form import DraftEdit, FieldError
from webui.toolkits.view import complete_items, field_label, record_lookup, resolve_current, toolkit_view

BAD_REQUEST = 400


def respond_with_field_errors(draft: Draft, error: QueryError) -> AnyResponse:
    """Show a draft with the reasons of an error at its fields."""
    reasons = {name: messages[0] for name, messages in error.errors.items()} or {"draft": error.message}
    errors = {name: FieldError(translated(reason)) for name, reason in reasons.items()}
    return respond_to_edit(draft, DraftEdit(draft.toolkit, errors))


def respond_to_edit(draft: Draft, edit: DraftEdit) -> AnyResponse:
    """Show a draft of a device or one with errors; store any other draft and redirect to its page."""
    edit = replace(edit, toolkit=complete_draft(draft, edit))
    if edit.errors or draft.on_device:
        return draft_page(draft, edit)
    fragment = f"#{edit.anchor}" if edit.anchor else ""
    url = site_urls().from_path("/toolkit", (("unplaced", edit.unplaced),) if edit.unplaced else ())
    response = Response("", 303, {"Location": f"{url}{fragment}"})
    store_draft(draft, edit.toolkit, response)
    return response


def complete_draft(draft: Draft, edit: DraftEdit) -> Toolkit:
    """Return the edited toolkit with complete items, dated today if it differs from the draft."""
    context = app_context()
    return with_change_day(
        draft.toolkit, complete_items(edit.toolkit, record_lookup(context.live.current()), context.today)
    )


def resolve_draft(toolkit: Toolkit) -> ResolvedToolkit:
    """Return a toolkit with complete items and their current records."""
    generation = app_context().live.current_generation()
    return resolve_current(
        complete_items(toolkit, record_lookup(generation.searcher), app_context().today),
        generation,
        app_context().overviews.of(generation.searcher),
    )


def draft_page(draft: Draft, edit: DraftEdit) -> Response:
    """Return the page of a draft after an edit, with status 400 if the edit has errors."""
    context = app_context()
    generation = context.live.current_generation()
    view = toolkit_view(resolve_draft(edit.toolkit), generation.searcher, site_urls(), public_site_urls())
    body = render_page(
        "toolkits/draft.html",
        generation,
        view=view,
        empty=changes.is_empty(edit.toolkit),
        draft=draft,
        content=toolkit_to_json(edit.toolkit),
        date_words=date_words,
        edit=edit,
        field_labels={name: field_label(name, view) for name in edit.errors},
        days=context.settings.draft_toolkit_days,
        shared_days=context.settings.shared_toolkit_days,
        formats=FORMAT_LABELS,
        featured=generation.editorial.toolkits,
    )
    return Response(body, BAD_REQUEST if edit.errors else 200)

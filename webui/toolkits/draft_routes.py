"""The page of the visitor's own toolkit, and the requests that change, share, copy and download it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from catalog import toolkit as limits
from catalog.errors import NotFoundError, QueryError
from catalog.messages import Message
from catalog.schemas.toolkits.toolkit import toolkit_to_json
from catalog.toolkit import MAX_NOTE, Item, Toolkit
from catalog.toolkit_changes import ResolvedToolkit
from webui.context import app_context, public_site_urls, site_urls
from webui.i18n.formatting import date_words
from webui.i18n.locale import gettext as _
from webui.i18n.locale import language, mount_path
from webui.i18n.messages import SiteMessageId, translated
from webui.responses import render_page
from webui.toolkits import changes
from webui.toolkits.downloads import FORMATS, send
from webui.toolkits.drafts import (
    COOKIE,
    Draft,
    parse_draft,
    read_draft,
    read_stored_draft,
    store_draft,
    toolkit_text,
    with_change_day,
)
from webui.toolkits.form import DraftEdit, FieldFault, apply_form
from webui.toolkits.same_origin import toolkits
from webui.toolkits.shared_routes import featured_toolkit, shared_toolkit
from webui.toolkits.view import complete_items, field_label, record_lookup, resolve_current, toolkit_view

BAD_REQUEST = 400
COPY_MODES = ("replace", "append")


@toolkits.get("/toolkit")
def toolkit_page() -> Response:
    """Show the toolkit stored under the visitor's cookie; scripts replace it with the one stored on the device."""
    draft = read_stored_draft()
    return _draft_page(draft, DraftEdit(draft.toolkit))


@toolkits.post("/toolkit")
def change_toolkit() -> AnyResponse:
    """Apply the form to the toolkit, and show or store the result."""
    try:
        draft = read_draft()
    except QueryError as error:
        return _respond_with_faults(Draft(Toolkit(), on_device=True), error)
    if request.form.get("do") == "adopt":
        return _adopt_stored_draft(draft)
    try:
        edit = _with_added_resources(draft) if "add" in request.form else apply_form(draft.toolkit, request.form)
    except QueryError as error:
        return _respond_with_faults(draft, error)
    if not edit.faults and request.form.get("do") == "share":
        return _share(draft, edit)
    return _respond(draft, edit)


@toolkits.get("/toolkit/copy")
def redirect_from_copy() -> AnyResponse:
    """Redirect to the toolkit, for visitors who reload the copy form."""
    return redirect(site_urls().page("toolkit"), 303)


@toolkits.post("/toolkit/copy")
def copy_toolkit() -> AnyResponse:
    """Replace the visitor's toolkit with a copy, or append the copy; ask which if the form does not tell."""
    draft, source, mode = read_draft(), _toolkit_to_copy(request.form), request.form.get("how")
    if not changes.is_empty(draft.toolkit) and mode not in COPY_MODES:
        body = render_page(
            "toolkits/copy.html",
            app_context().live.current_generation(),
            count=len(draft.toolkit.ids()),
            title=source.title,
            fields=[(name, value) for name, value in request.form.items() if name not in ("draft", "how")],
        )
        return Response(body)
    try:
        copy = changes.merge(draft.toolkit, source) if mode == "append" else source
    except QueryError as error:
        return _respond_with_faults(draft, error)
    return _respond(draft, DraftEdit(copy, message=_("This is your toolkit now. Change anything you like.")))


@toolkits.post("/toolkit/download/<extension>")
def download_toolkit(extension: str) -> AnyResponse:
    """Respond with the visitor's toolkit, including the texts of the form, as a file; show the fields with faults."""
    draft = read_draft()
    edit = apply_form(draft.toolkit, {**request.form, "do": "save"})
    return _respond(draft, edit) if edit.faults else send(extension, _resolve(edit.toolkit))


def _toolkit_to_copy(form: Mapping[str, str]) -> Toolkit:
    """Return the toolkit that a form asks to copy: a shared one, a featured one, or the one that it contains."""
    if "shared" in form:
        return shared_toolkit(form["shared"])[0]
    if "featured" in form:
        return featured_toolkit(form["featured"], app_context().live.current_generation()).toolkit
    return parse_draft(form.get("toolkit", ""))


def _with_added_resources(draft: Draft) -> DraftEdit:
    """Return the draft with the resources that the form names, and with the form's title if it has none.

    For each resource, a proposal sends the title of its section and the reasons as a note.
    """
    find_record = record_lookup(app_context().live.current())
    toolkit, anchor = draft.toolkit, ""
    # An item may have an alias of its record's id.
    present_ids = {record.id: item_id for item_id in toolkit.ids() if (record := find_record(item_id))}
    for record_id in request.form.getlist("add"):
        record = find_record(record_id)
        if record is None:
            raise NotFoundError(Message(SiteMessageId.NO_RESOURCE, name=record_id[:80]))
        item_id = present_ids.setdefault(record.id, record.id)
        section_title, note = (request.form.get(f"{name}-{record_id}", "") for name in ("under", "why"))
        item = Item(item_id, changes.checked_text("add", note, MAX_NOTE))
        toolkit = changes.add_to_section(toolkit, section_title, item)
        anchor = f"item-{item_id}"
    title = toolkit.title or request.form.get("title", "")
    return DraftEdit(changes.set_title(toolkit, title), message=_("Added to your toolkit."), anchor=anchor)


def _adopt_stored_draft(draft: Draft) -> AnyResponse:
    """Show the draft of the device merged with the one on the server, and delete the one on the server."""
    stored, site = read_stored_draft(), app_context()
    try:
        toolkit = changes.merge(draft.toolkit, stored.toolkit)
    except QueryError as error:
        return _respond_with_faults(draft, error)
    response = _draft_page(draft, DraftEdit(toolkit))
    if stored.key:
        site.toolkit_store.delete_draft(stored.key, site.today())
    response.delete_cookie(COOKIE, path=f"{mount_path()}/")
    return response


def _share(draft: Draft, edit: DraftEdit) -> AnyResponse:
    """Store a shared copy of a toolkit, and redirect to its page."""
    if not edit.toolkit.ids():
        fault = FieldFault(translated(Message(SiteMessageId.NOTHING_TO_SHARE)))
        return _respond(draft, replace(edit, faults={"share": fault}))
    site = app_context()
    toolkit = _complete_toolkit(draft, edit)
    content = toolkit_text(replace(toolkit, language=language(), made=site.today()))
    key = site.toolkit_store.share(content, site.today(), site.settings.shared_toolkit_days)
    response = Response("", 303, {"Location": f"{site_urls().page(f't/{key}')}#share-link"})
    if not draft.on_device:
        store_draft(draft, toolkit, response)
    return response


def _respond_with_faults(draft: Draft, error: QueryError) -> AnyResponse:
    reasons = {name: messages[0] for name, messages in error.errors.items()} or {"draft": error.message}
    faults = {name: FieldFault(translated(reason)) for name, reason in reasons.items()}
    return _respond(draft, DraftEdit(draft.toolkit, faults))


def _respond(draft: Draft, edit: DraftEdit) -> AnyResponse:
    """Show a draft of a device or one with faults; store any other draft and redirect to its page."""
    edit = replace(edit, toolkit=_complete_toolkit(draft, edit))
    if edit.faults or draft.on_device:
        return _draft_page(draft, edit)
    fragment = f"#{edit.anchor}" if edit.anchor else ""
    response = Response("", 303, {"Location": f"{site_urls().page('toolkit')}{fragment}"})
    store_draft(draft, edit.toolkit, response)
    return response


def _complete_toolkit(draft: Draft, edit: DraftEdit) -> Toolkit:
    site = app_context()
    return with_change_day(draft.toolkit, complete_items(edit.toolkit, record_lookup(site.live.current()), site.today))


def _resolve(toolkit: Toolkit) -> ResolvedToolkit:
    searcher = app_context().live.current()
    return resolve_current(
        complete_items(toolkit, record_lookup(searcher), app_context().today),
        searcher,
        app_context().overviews.of(searcher),
    )


def _draft_page(draft: Draft, edit: DraftEdit) -> Response:
    site = app_context()
    generation = site.live.current_generation()
    view = toolkit_view(_resolve(edit.toolkit), generation.searcher, site_urls(), public_site_urls())
    body = render_page(
        "toolkits/draft.html",
        generation,
        view=view,
        empty=changes.is_empty(edit.toolkit),
        draft=draft,
        content=toolkit_to_json(edit.toolkit),
        date_words=date_words,
        edit=edit,
        field_labels={name: field_label(name, view) for name in edit.faults},
        limits=limits,
        days=site.settings.draft_toolkit_days,
        shared_days=site.settings.shared_toolkit_days,
        formats=FORMATS,
        featured=generation.editorial.toolkits,
    )
    return Response(body, BAD_REQUEST if edit.faults else 200)

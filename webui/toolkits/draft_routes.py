"""The page of the visitor's own toolkit, and the requests that change, share, copy and download it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from catalog.errors import NotFoundError, QueryError
from catalog.messages import Message
from catalog.toolkit import MAX_NOTE, Item, Toolkit
from webui.components.featured_toolkits import find_featured_toolkit
from webui.context import app_context, site_urls
from webui.i18n.locale import gettext as _
from webui.i18n.locale import language, mount_path
from webui.i18n.messages import SiteMessageId, translated
from webui.responses import render_page
from webui.toolkits import changes
from webui.toolkits.downloads import send
from webui.toolkits.draft_responses import (
    complete_draft,
    draft_page,
    resolve_draft,
    respond_to_edit,
    respond_with_field_errors,
)
from webui.toolkits.drafts import (
    COOKIE,
    Draft,
    parse_draft,
    read_draft,
    read_stored_draft,
    store_draft,
    toolkit_text,
)
from webui.toolkits.form import DraftEdit, FieldError, apply_form
from webui.toolkits.same_origin import toolkits
from webui.toolkits.shared_routes import shared_toolkit
from webui.toolkits.view import record_lookup

COPY_MODES = ("replace", "append")
SOURCE_FIELDS = ("shared", "featured", "toolkit")
"""The fields of the form that copies a toolkit: the key of a shared one, the name of a featured one, or its JSON."""


@toolkits.get("/toolkit")
def toolkit_page() -> Response:
    """Show the toolkit stored under the visitor's cookie; scripts replace it with the one stored on the device.

    The parameter `unplaced` is the record of a resource whose section the page asks for.
    """
    draft = read_stored_draft()
    unplaced = request.args.get("unplaced", "") if changes.has_titled_sections(draft.toolkit) else ""
    return draft_page(draft, DraftEdit(draft.toolkit, unplaced=unplaced))


@toolkits.post("/toolkit")
def change_toolkit() -> AnyResponse:
    """Apply the form to the toolkit, and show or store the result."""
    try:
        draft = read_draft()
    except QueryError as error:
        return respond_with_field_errors(Draft(Toolkit(), on_device=True), error)
    if request.form.get("do") == "adopt":
        return _adopt_stored_draft(draft)
    try:
        is_addition = "add" in request.form or request.form.get("action") == "add"  # no box may be ticked
        edit = _with_added_resources(draft) if is_addition else apply_form(draft.toolkit, request.form)
    except QueryError as error:
        return respond_with_field_errors(draft, error)
    if not edit.errors and request.form.get("do") == "share":
        return _share(draft, edit)
    return respond_to_edit(draft, edit)


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
            fields=[(name, request.form[name]) for name in SOURCE_FIELDS if name in request.form],
        )
        return Response(body)
    try:
        copy = changes.merge(draft.toolkit, source) if mode == "append" else source
    except QueryError as error:
        return respond_with_field_errors(draft, error)
    return respond_to_edit(draft, DraftEdit(copy, message=_("This is your toolkit now. Change anything you like.")))


@toolkits.post("/toolkit/download/<extension>")
def download_toolkit(extension: str) -> AnyResponse:
    """Respond with the visitor's toolkit, including the texts of the form, as a file; show the fields with errors."""
    draft = read_draft()
    edit = apply_form(draft.toolkit, {**request.form, "do": "save"})
    return respond_to_edit(draft, edit) if edit.errors else send(extension, resolve_draft(edit.toolkit))


def _toolkit_to_copy(form: Mapping[str, str]) -> Toolkit:
    """Return the toolkit that a form asks to copy: a shared one, a featured one, or the one that it contains."""
    if "shared" in form:
        return shared_toolkit(form["shared"])[0]
    if "featured" in form:
        return find_featured_toolkit(form["featured"], app_context().live.current_generation()).toolkit
    return parse_draft(form.get("toolkit", ""))


def _with_added_resources(draft: Draft) -> DraftEdit:
    """Return the draft with the resources that the form names, and with the form's title if it has none."""
    toolkit, item, section_title = draft.toolkit, None, ""
    for item, section_title in _resources_to_add(toolkit):
        toolkit = changes.add_item(toolkit, item, section_title)
    if item is None:
        return DraftEdit(toolkit)
    is_placed = section_title or item.record in draft.toolkit.ids() or not changes.has_titled_sections(toolkit)
    return DraftEdit(
        changes.set_title(toolkit, toolkit.title or request.form.get("title", "")),
        message=_("Added to your toolkit."),
        anchor=f"item-{item.record}",
        unplaced="" if is_placed else item.record,
    )


def _resources_to_add(toolkit: Toolkit) -> Iterator[tuple[Item, str]]:
    """Yield an item for each resource that the form names, and the title of its section, empty for none.

    A proposal sends that title, and the reasons as a note. Raises NotFoundError for an unknown resource.
    """
    find_record = record_lookup(app_context().live.current())
    # An item may have an alias of its record's id.
    present_ids = {record.id: item_id for item_id in toolkit.ids() if (record := find_record(item_id))}
    for record_id in dict.fromkeys(request.form.getlist("add")):
        record = find_record(record_id)
        if record is None:
            raise NotFoundError(Message(SiteMessageId.NO_RESOURCE, name=record_id[:80]))
        section_title, note = (request.form.get(f"{name}-{record_id}", "") for name in ("under", "why"))
        item_id = present_ids.get(record.id, record.id)
        yield Item(item_id, changes.checked_text("add", note, MAX_NOTE)), section_title.strip()


def _adopt_stored_draft(draft: Draft) -> AnyResponse:
    """Show the draft of the device merged with the one on the server, and delete the one on the server."""
    stored, context = read_stored_draft(), app_context()
    try:
        toolkit = changes.merge(draft.toolkit, stored.toolkit)
    except QueryError as error:
        return respond_with_field_errors(draft, error)
    response = draft_page(draft, DraftEdit(toolkit))
    if stored.key:
        context.toolkit_store.delete_draft(stored.key, context.today())
    response.delete_cookie(COOKIE, path=f"{mount_path()}/")
    return response


def _share(draft: Draft, edit: DraftEdit) -> AnyResponse:
    """Store a shared copy of a toolkit, and redirect to its page."""
    if not edit.toolkit.ids():
        field_error = FieldError(translated(Message(SiteMessageId.NOTHING_TO_SHARE)))
        return respond_to_edit(draft, replace(edit, errors={"share": field_error}))
    context = app_context()
    toolkit = complete_draft(draft, edit)
    content = toolkit_text(replace(toolkit, language=language(), made=context.today()))
    key = context.toolkit_store.share(content, context.today(), context.settings.shared_toolkit_days)
    response = Response("", 303, {"Location": f"{site_urls().page(f't/{key}')}#share-link"})
    if not draft.on_device:
        store_draft(draft, toolkit, response)
    return response

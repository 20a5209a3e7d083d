"""The page of the visitor's own toolkit: shown, changed, shared, copied into, and taken along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from catalog import toolkit as limits
from catalog.errors import NotFoundError, QueryError
from catalog.messages import Message
from catalog.schemas.toolkit import toolkit_to_json
from catalog.toolkit import MAX_NOTE, Item, Toolkit
from catalog.toolkit_changes import ResolvedToolkit
from webui.context import app_context, own_links, public_links
from webui.i18n.formatting import date_words
from webui.i18n.locale import gettext as _
from webui.i18n.locale import language, mount
from webui.i18n.messages import SiteMessageId, translated
from webui.responses import render_page
from webui.toolkits import changes
from webui.toolkits.downloads import FORMATS, send
from webui.toolkits.drafts import COOKIE, Draft, as_text, changed, keep, read_draft, read_kept, readable
from webui.toolkits.form import Edit, Fault, edited
from webui.toolkits.same_origin import toolkits
from webui.toolkits.shared_routes import featured_toolkit, shared_toolkit
from webui.toolkits.view import completed, field_of, finder, held, toolkit_view

BAD = 400
HOWS = ("replace", "append")


@toolkits.get("/toolkit")
def toolkit_page() -> Response:
    """Show the toolkit kept here under the asker's cookie; scripts bring the one that is kept on the device."""
    draft = read_kept()
    return _page(draft, Edit(draft.toolkit))


@toolkits.post("/toolkit")
def change_toolkit() -> AnyResponse:
    """Do what the form asks for, and show or keep what became of the toolkit."""
    try:
        draft = read_draft()
    except QueryError as error:
        return _refused(Draft(Toolkit(), on_device=True), error)
    if request.form.get("do") == "adopt":
        return _adopted(draft)
    try:
        edit = _added(draft) if "add" in request.form else edited(draft.toolkit, request.form)
    except QueryError as error:
        return _refused(draft, error)
    if not edit.faults and request.form.get("do") == "share":
        return _shared(draft, edit)
    return _answer(draft, edit)


@toolkits.get("/toolkit/copy")
def no_copy() -> AnyResponse:
    """Lead whoever comes back to a form that was sent to the toolkit."""
    return redirect(own_links().page("toolkit"), 303)


@toolkits.post("/toolkit/copy")
def copy_toolkit() -> AnyResponse:
    """Make another toolkit the visitor's own: instead of theirs, or behind it; ask, where they did not say."""
    draft, other, how = read_draft(), _other(request.form), request.form.get("how")
    if not changes.is_empty(draft.toolkit) and how not in HOWS:
        body = render_page(
            "toolkits/copy.html",
            app_context().live.opened(),
            count=len(draft.toolkit.ids()),
            title=other.title,
            fields=[(name, value) for name, value in request.form.items() if name not in ("draft", "how")],
        )
        return Response(body)
    try:
        copy = changes.joined(draft.toolkit, other) if how == "append" else other
    except QueryError as error:
        return _refused(draft, error)
    return _answer(draft, Edit(copy, said=_("This is your toolkit now. Change anything you like.")))


@toolkits.post("/toolkit/download/<ending>")
def download_toolkit(ending: str) -> AnyResponse:
    """Answer with the visitor's toolkit as a file, with the texts that stand in the form; say which was refused."""
    draft = read_draft()
    edit = edited(draft.toolkit, {**request.form, "do": "save"})
    return _answer(draft, edit) if edit.faults else send(ending, _resolved(edit.toolkit))


def _other(form: Mapping[str, str]) -> Toolkit:
    """Return the toolkit that a form wants copied: one that was shared, one of ours, or one it brings along."""
    if "shared" in form:
        return shared_toolkit(form["shared"])[0]
    if "featured" in form:
        return featured_toolkit(form["featured"], app_context().live.opened()).toolkit
    return readable(form.get("toolkit", ""))


def _added(draft: Draft) -> Edit:
    """Return the draft with the resources that the form names, and with its title where it has none yet.

    A proposal brings for each the section that it stands under, and why it is there as a first note.
    """
    find, toolkit, at = finder(app_context().live.current()), draft.toolkit, ""
    present = {record.id: each for each in toolkit.ids() if (record := find(each))}  # some by former ids
    for record_id in request.form.getlist("add"):
        record = find(record_id)
        if record is None:
            raise NotFoundError(Message(SiteMessageId.NO_RESOURCE, name=record_id[:80]))
        item = present.setdefault(record.id, record.id)
        under, why = (request.form.get(f"{name}-{record_id}", "") for name in ("under", "why"))
        toolkit = changes.added_under(toolkit, under, Item(item, changes.within("add", why, MAX_NOTE)))
        at = f"item-{item}"
    title = toolkit.title or request.form.get("title", "")
    return Edit(changes.titled(toolkit, title), said=_("Added to your toolkit."), at=at)


def _adopted(draft: Draft) -> AnyResponse:
    """Show a draft on the device together with the one kept here, which then is kept here no more."""
    kept, site = read_kept(), app_context()
    try:
        toolkit = changes.joined(draft.toolkit, kept.toolkit)
    except QueryError as error:
        return _refused(draft, error)
    response = _page(draft, Edit(toolkit))
    if kept.key:
        site.toolkit_store.delete_draft(kept.key, site.today())
    response.delete_cookie(COOKIE, path=f"{mount()}/")
    return response


def _shared(draft: Draft, edit: Edit) -> AnyResponse:
    """Keep a toolkit for others, and go to its page."""
    if not edit.toolkit.ids():
        return _answer(
            draft, replace(edit, faults={"share": Fault(translated(Message(SiteMessageId.NOTHING_TO_SHARE)))})
        )
    site = app_context()
    toolkit = _whole(draft, edit)
    content = as_text(replace(toolkit, language=language(), made=site.today()))
    key = site.toolkit_store.share(content, site.today(), site.settings.shared_toolkit_days)
    response = Response("", 303, {"Location": f"{own_links().page(f't/{key}')}#pass-on"})
    if not draft.on_device:
        keep(draft, toolkit, response)
    return response


def _refused(draft: Draft, error: QueryError) -> AnyResponse:
    reasons = {name: messages[0] for name, messages in error.errors.items()} or {"draft": error.message}
    faults = {name: Fault(translated(reason)) for name, reason in reasons.items()}
    return _answer(draft, Edit(draft.toolkit, faults))


def _answer(draft: Draft, edit: Edit) -> AnyResponse:
    """Show what a device keeps itself, or what was refused; keep anything else, and go where it is shown."""
    edit = replace(edit, toolkit=_whole(draft, edit))
    if edit.faults or draft.on_device:
        return _page(draft, edit)
    place = f"#{edit.at}" if edit.at else ""
    response = Response("", 303, {"Location": f"{own_links().page('toolkit')}{place}"})
    keep(draft, edit.toolkit, response)
    return response


def _whole(draft: Draft, edit: Edit) -> Toolkit:
    site = app_context()
    return changed(draft.toolkit, completed(edit.toolkit, finder(site.live.current()), site.today))


def _resolved(toolkit: Toolkit) -> ResolvedToolkit:
    searcher = app_context().live.current()
    return held(
        completed(toolkit, finder(searcher), app_context().today), searcher, app_context().overviews.of(searcher)
    )


def _page(draft: Draft, edit: Edit) -> Response:
    site = app_context()
    opened = site.live.opened()
    view = toolkit_view(_resolved(edit.toolkit), opened.searcher, own_links(), public_links())
    body = render_page(
        "toolkits/draft.html",
        opened,
        view=view,
        empty=changes.is_empty(edit.toolkit),
        draft=draft,
        content=toolkit_to_json(edit.toolkit),
        date_words=date_words,
        edit=edit,
        field_of={name: field_of(name, view) for name in edit.faults},
        limits=limits,
        days=site.settings.draft_toolkit_days,
        shared_days=site.settings.shared_toolkit_days,
        formats=FORMATS,
        featured=opened.editorial.toolkits,
    )
    return Response(body, BAD if edit.faults else 200)

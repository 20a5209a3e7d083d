"""The visitor's own toolkit, read from the request or the store, and saved to the store."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace

from flask import Response, request

from catalog.errors import QueryError, SavingError
from catalog.messages import Message
from catalog.schemas.toolkits.toolkit import toolkit_from_json, toolkit_to_json
from catalog.toolkit import Toolkit
from webui.context import app_context
from webui.i18n.locale import mount_path
from webui.i18n.messages import SiteMessageId
from webui.storage.toolkits import new_key
from webui.toolkits.changes import field_error, is_empty

COOKIE = "toolkit"


@dataclass(frozen=True, slots=True)
class Draft:
    """A visitor's toolkit. It is stored on the device if scripts run there, else on the server under `key`."""

    toolkit: Toolkit
    on_device: bool = False
    key: str = ""
    expires: dt.date | None = None


def read_draft() -> Draft:
    """Return the visitor's toolkit, empty if there is none. Raises QueryError and SavingError."""
    if request.form.get("draft"):
        return Draft(parse_draft(request.form["draft"]), on_device=True)
    return read_stored_draft()


def read_stored_draft() -> Draft:
    """Return the toolkit stored on the server under the visitor's cookie, empty if there is none."""
    key = request.cookies.get(COOKIE, "")
    stored = app_context().toolkit_store.draft(key, app_context().today()) if key else None
    return Draft(parse_stored(stored.content), key=key, expires=stored.expires) if stored else Draft(Toolkit())


def parse_draft(text: str) -> Toolkit:
    """Return the toolkit that a device sent as JSON; raise QueryError if it is invalid."""
    try:
        return toolkit_from_json(json.loads(text))
    except (QueryError, ValueError, RecursionError):
        raise field_error("draft", Message(SiteMessageId.DRAFT_UNREADABLE)) from None


def parse_stored(content: str) -> Toolkit:
    """Return the toolkit for JSON from the store; raise SavingError if it is damaged."""
    try:
        return toolkit_from_json(json.loads(content))
    except (QueryError, ValueError) as error:
        raise SavingError(Message(SiteMessageId.TOOLKIT_DAMAGED)) from error


def toolkit_text(toolkit: Toolkit) -> str:
    """Return a toolkit as compact JSON, for the store."""
    return json.dumps(toolkit_to_json(toolkit), ensure_ascii=False, separators=(",", ":"))


def store_draft(draft: Draft, toolkit: Toolkit, response: Response) -> None:
    """Save the new toolkit of a draft to the store and set its cookie; delete both if the toolkit is empty."""
    context = app_context()
    settings, today = context.settings, context.today()
    if is_empty(toolkit):
        if draft.key:
            context.toolkit_store.delete_draft(draft.key, today)
            response.delete_cookie(COOKIE, path=f"{mount_path()}/")
        return
    key = draft.key or new_key()
    context.toolkit_store.save_draft(key, toolkit_text(toolkit), today, settings.draft_toolkit_days)
    response.set_cookie(
        COOKIE,
        key,
        max_age=settings.draft_toolkit_days * 86_400,
        path=f"{mount_path()}/",
        secure=settings.public_url.startswith("https:"),
        httponly=True,
        samesite="Lax",
    )


def with_change_day(before: Toolkit, after: Toolkit) -> Toolkit:
    """Return `after`, dated today if it differs from `before`. An empty toolkit loses its date too."""
    if is_empty(after):
        return Toolkit()
    return after if after == before else replace(after, made=app_context().today())

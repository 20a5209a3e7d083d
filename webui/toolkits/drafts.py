"""The visitor's own toolkit: read from the request, and kept where it was, on the device or under a cookie's key."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace

from flask import Response, request

from catalog.errors import QueryError, SavingError
from catalog.messages import Message
from catalog.schemas.toolkit import toolkit_from_json, toolkit_to_json
from catalog.toolkit import Toolkit
from webui.context import app_context
from webui.i18n.locale import mount
from webui.i18n.messages import SiteMessageId
from webui.storage.toolkits import new_key
from webui.toolkits.changes import is_empty, refused

COOKIE = "toolkit"


@dataclass(frozen=True, slots=True)
class Draft:
    """A toolkit, and where it lives: with scripts on the device, which sends it along, or else here under `key`."""

    toolkit: Toolkit
    on_device: bool = False
    key: str = ""
    expires: dt.date | None = None


def read_draft() -> Draft:
    """Return the toolkit of whoever asks; an empty one where there is none. Raises QueryError and SavingError."""
    if request.form.get("draft"):
        return Draft(readable(request.form["draft"]), on_device=True)
    return read_kept()


def read_kept() -> Draft:
    """Return the toolkit that is kept here under the asker's cookie."""
    key = request.cookies.get(COOKIE, "")
    kept = app_context().toolkit_store.draft(key, app_context().today()) if key else None
    return Draft(stored(kept.content), key=key, expires=kept.expires) if kept else Draft(Toolkit())


def readable(text: str) -> Toolkit:
    """Return the toolkit that a text holds; raise QueryError where it holds none."""
    try:
        return toolkit_from_json(json.loads(text))
    except (QueryError, ValueError, RecursionError):
        raise refused("draft", Message(SiteMessageId.DRAFT_UNREADABLE)) from None


def stored(content: str) -> Toolkit:
    """Return what the shelf holds; raise SavingError where somebody has spoiled it."""
    try:
        return toolkit_from_json(json.loads(content))
    except (QueryError, ValueError) as error:
        raise SavingError(Message(SiteMessageId.TOOLKIT_DAMAGED)) from error


def as_text(toolkit: Toolkit) -> str:
    """Return a toolkit as it is kept."""
    return json.dumps(toolkit_to_json(toolkit), ensure_ascii=False, separators=(",", ":"))


def keep(draft: Draft, toolkit: Toolkit, response: Response) -> None:
    """Keep what became of a draft that lives here, and have the browser remember where; nothing for an empty one."""
    site = app_context()
    settings, today = site.settings, site.today()
    if is_empty(toolkit):
        if draft.key:
            site.toolkit_store.delete_draft(draft.key, today)
            response.delete_cookie(COOKIE, path=f"{mount()}/")
        return
    key = draft.key or new_key()
    site.toolkit_store.save_draft(key, as_text(toolkit), today, settings.draft_toolkit_days)
    response.set_cookie(
        COOKIE,
        key,
        max_age=settings.draft_toolkit_days * 86_400,
        path=f"{mount()}/",
        secure=settings.public_url.startswith("https:"),
        httponly=True,
        samesite="Lax",
    )


def changed(before: Toolkit, after: Toolkit) -> Toolkit:
    """Return `after` with the day of today where it differs from `before`; nothing is left of an empty one."""
    if is_empty(after):
        return Toolkit()
    return after if after == before else replace(after, made=app_context().today())

"""All resources at once: page by page, with what changed since a time, or as one file."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, send_file

from catalog.errors import NotFoundError
from catalog.generations.change_log import LoggedChange, utc_text
from catalog.generations.generation import RESOURCES
from catalog.live import OpenGeneration
from catalog.messages import Message, MessageId
from catalog.schemas.queries.query import ParameterErrors, refuse
from catalog.schemas.queries.query_fields import quoted
from catalog.search.query.tree import MAX_TEXT
from webui.api.content import JsonContent, resource_parts
from webui.api.options import options_request
from webui.api.parameters import LANG, TEXT_PATTERN, query_parameter
from webui.context import public_site_urls
from webui.http.cache import CACHE_CONTROL
from webui.http.params import Params
from webui.i18n.locale import ENGLISH
from webui.i18n.messages import SiteMessageId

DEFAULT_PER_PAGE, MAX_PER_LIST_PAGE = 100, 500
MAX_PAGE_CHARACTERS = 5_000_000
"""About as long as a page may be: it ends behind the resource that makes it longer. 500 ordinary ones have 700,000."""
TIME_PATTERN = (
    r"^([1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])([Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9][Zz])?)?$"
)
"""Empty, or a day or a time in UTC: the JSON Schema pattern of what is surely valid."""
LIST_QUERY = (
    query_parameter(
        "after",
        {"type": "string", "maxLength": MAX_TEXT, "pattern": TEXT_PATTERN},
        "Only resources with a higher id: that of the last one of the page before. `links.next` has it.",
        "a-guide",
    ),
    query_parameter(
        "changed_since",
        {"type": "string", "pattern": TIME_PATTERN},
        "A day or a time in UTC, inclusive: 2026-11-30 or 2026-11-30T08:15:00Z.",
        "2026-11-28",
    ),
    query_parameter(
        "per_page",
        {"type": "integer", "minimum": 1, "maximum": MAX_PER_LIST_PAGE, "default": DEFAULT_PER_PAGE},
        f"The number of resources on a page, {DEFAULT_PER_PAGE} by default.",
        DEFAULT_PER_PAGE,
    ),
    LANG,
)
TIME = re.compile(r"\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:[Zz]|[+ -]\d\d:?\d\d)?)?", re.ASCII)
"""A day, or a time of RFC 3339. A `+` that was not escaped in a URL is a space."""
REMOVED: Mapping[str, Any] = {"page_url": None, "labels": None, "record": None, "documents": []}


@dataclass(frozen=True, slots=True)
class ListRequest:
    """What a program asks for: resources behind an id, and only those changed since a time if one is given."""

    after: str = ""
    changed_since: dt.datetime | None = None
    per_page: int = DEFAULT_PER_PAGE
    lang: str = ENGLISH

    def as_params(self, after: str) -> Params:
        """Return the query parameters of the page behind an id, without defaults."""
        values = {
            "after": after,
            "changed_since": utc_text(self.changed_since) if self.changed_since else "",
            "per_page": str(self.per_page) if self.per_page != DEFAULT_PER_PAGE else "",
            "lang": self.lang if self.lang != ENGLISH else "",
        }
        return tuple((name, value) for name, value in values.items() if value)


def list_request() -> ListRequest:
    """Return what the parameters of the current request ask for; raise QueryError, with the reasons by parameter."""
    options, values = options_request("after", "changed_since", "per_page", "lang")
    errors: ParameterErrors = {}
    asked = ListRequest(
        after=values.get("after", "").strip(),
        changed_since=_time(values.get("changed_since", "").strip(), errors),
        per_page=_per_page(values.get("per_page", "").strip(), errors),
        lang=options.lang,
    )
    if errors:
        refuse(errors, MessageId.REQUEST_NOT_UNDERSTOOD)
    return asked


def _time(text: str, errors: ParameterErrors) -> dt.datetime | None:
    """Return a time, to the second, as the change log has it; one without a time zone is in UTC."""
    if not text:
        return None
    try:
        if TIME.fullmatch(text):
            time = dt.datetime.fromisoformat(re.sub(r"(?<=:\d\d) (?=\d\d:?\d\d$)", "+", text.upper()))
            time = time.replace(microsecond=0)
            return (time if time.tzinfo else time.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        pass
    errors["changed_since"] = [Message(MessageId.NOT_A_TIME, value=quoted(text))]
    return None


def _per_page(text: str, errors: ParameterErrors) -> int:
    if not text:
        return DEFAULT_PER_PAGE
    if re.fullmatch(r"[0-9]{1,6}", text) and 1 <= int(text) <= MAX_PER_LIST_PAGE:
        return int(text)
    errors["per_page"] = [Message(MessageId.PER_PAGE_OUT_OF_RANGE, limit=MAX_PER_LIST_PAGE)]
    return DEFAULT_PER_PAGE


@dataclass(frozen=True, slots=True)
class ResourceList(JsonContent[OpenGeneration]):
    """A page of all resources by id, or of those that changed since a time."""

    asked: ListRequest

    def value(self, generation: OpenGeneration) -> Mapping[str, Any]:
        """Return the response of `/api/v1/resources`."""
        log, urls = generation.changes.log, public_site_urls()
        chosen = list(self._chosen(log.changes))
        first = bisect_right(chosen, self.asked.after, key=lambda logged: logged[0])
        resources = list(_page(chosen[first : first + self.asked.per_page], generation))
        has_more = first + len(resources) < len(chosen)
        return {
            "generation": generation.manifest.generation,
            "as_of": utc_text(as_of(generation)),
            "log_started_at": utc_text(log.started_at),
            "total": len(chosen),
            "resources": resources,
            "links": {
                "self": urls.api_resources(self.asked.as_params(self.asked.after)),
                "next": urls.api_resources(self.asked.as_params(resources[-1]["id"])) if has_more else None,
            },
        }

    def _chosen(self, changes: Mapping[str, LoggedChange]) -> Iterator[tuple[str, LoggedChange]]:
        """Yield all resources by id or, if a time is given, those that were changed or removed since then."""
        since = self.asked.changed_since
        for record_id, change in changes.items():
            if change.changed_at >= since if since else not change.is_removal:
                yield record_id, change


def _page(chosen: list[tuple[str, LoggedChange]], generation: OpenGeneration) -> Iterator[dict[str, Any]]:
    """Yield resources until the page is long enough."""
    characters = 0
    for record_id, change in chosen:
        resource = _listed(record_id, change, generation)
        yield resource
        characters += len(str(resource))
        if characters > MAX_PAGE_CHARACTERS:
            return


def _listed(record_id: str, change: LoggedChange, generation: OpenGeneration) -> dict[str, Any]:
    entry = None if change.is_removal else generation.searcher.head(record_id)
    facts = {"id": record_id, "change": change.kind.value, "changed_at": utc_text(change.changed_at)}
    return {**facts, **(resource_parts(entry, generation.searcher.taxonomy) if entry else REMOVED)}


def as_of(generation: OpenGeneration) -> dt.datetime:
    """Return the time up to which a generation, with its change log, has all changes.

    It is never earlier than before if something has changed, also after a rollback, so that it is a `Last-Modified`.
    """
    return max(generation.published_at, generation.changes.log.last_changed_at)


def resource_file(generation: OpenGeneration) -> Response:
    """Return the file with all resources, which was written when the generation was published.

    Raises NotFoundError if the generation was published by a version that wrote no such file.
    """
    path = generation.folder / RESOURCES
    if not path.is_file():
        raise NotFoundError(Message(SiteMessageId.NO_RESOURCE_FILE))
    response = send_file(
        path,
        mimetype="application/gzip",
        as_attachment=True,
        download_name="resources.jsonl.gz",
        conditional=True,
        etag=generation.manifest.generation,
        last_modified=as_of(generation),
    )
    response.headers["Cache-Control"] = CACHE_CONTROL
    del response.headers["Expires"]  # that of send_file contradicts it
    return response

"""The catalog for other catalogs at `/data.json`, and its further parts at `/data-2.json` and so on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from flask import Blueprint, Response, request

from catalog.errors import NotFoundError
from catalog.live import OpenGeneration
from catalog.messages import Message
from catalog.model import Entry
from webui.context import app_context
from webui.formats.records.dcat_catalog import dcat_catalog
from webui.formats.records.dcat_site import MAX_DATASETS, DcatSite
from webui.http.cache import CACHE_CONTROL
from webui.http.generation_file import unzipped
from webui.i18n.messages import SiteMessageId
from webui.interop.served import served_url

catalog_files = Blueprint("catalog_files", __name__)


@catalog_files.get("/data.json")
def data_json() -> Response:
    """Send the catalog as DCAT-US 3.0, or its first part."""
    return _response(app_context().live.current_generation(), 1)


@catalog_files.get("/data-<int:part>.json")
def further_data_json(part: int) -> Response:
    """Send a further part of the catalog, from 2."""
    generation = app_context().live.current_generation()
    if not 1 < part <= _site(generation, part).parts:
        raise NotFoundError(Message(SiteMessageId.NO_CATALOG_PART))
    return _response(generation, part)


def _response(generation: OpenGeneration, part: int) -> Response:
    """Return a part, or 304 if the client has it already; raise BusyError if too many responses are being rendered."""
    etag = f"dcat-{part}-{generation.revision}-{app_context().version}"
    unchanged = request.if_none_match.contains_weak(etag)
    response = Response(status=304) if unchanged else _catalog_response(generation, part)
    response.set_etag(etag, weak=True)
    response.headers["Cache-Control"] = CACHE_CONTROL
    response.vary.add("Accept-Encoding")
    return response


def _catalog_response(generation: OpenGeneration, part: int) -> Response:
    """Return a part, compressed for clients that accept gzip."""
    file = _compressed(generation, part)
    if request.accept_encodings.quality("gzip"):
        return Response(file, mimetype="application/json", headers={"Content-Encoding": "gzip"})
    return Response(unzipped(file), mimetype="application/json")


def _compressed(generation: OpenGeneration, part: int) -> bytes:
    """Return a part from the cache, or write it."""
    context, name = app_context(), f"dcat-{part}"
    if file := context.generation_files.get(generation.revision, name):
        return file
    with context.responses.rendering.slot():
        return context.generation_files.write(
            generation.revision, name, lambda: dcat_catalog(_entries(generation, part), _site(generation, part))
        )


def _site(generation: OpenGeneration, part: int) -> DcatSite:
    context, searcher = app_context(), generation.searcher
    return DcatSite(
        urls=context.public_urls,
        taxonomy=searcher.taxonomy,
        contact=context.settings.contact,
        total=searcher.size,
        published_at=generation.published_at,
        changed_at=generation.changes.log.changed_at,
        bulk_url=served_url("api/v1/resources.jsonl.gz"),
        oai_url=served_url("oai"),
        part=part,
    )


def _entries(generation: OpenGeneration, part: int) -> Iterator[Entry]:
    """Yield the entries of a part, by id, without their passages."""
    ids = islice(generation.searcher.ids(), (part - 1) * MAX_DATASETS, part * MAX_DATASETS)
    return (entry for entry in map(generation.searcher.head, ids) if entry)

"""Our own documents: files below corpus/documents, if a record of the current generation names them."""

from __future__ import annotations

import mimetypes
from pathlib import Path, PurePosixPath

from flask import Blueprint, send_file
from werkzeug.wrappers import Response

from catalog.errors import NotFoundError
from catalog.messages import Message
from catalog.model import Entry
from catalog.search.searcher import Searcher
from catalog.store.files.file_names import FolderNames
from catalog.text import nfc
from webui.components.entries import refuse_withdrawn
from webui.context import app_context
from webui.formats.citations.signposting import page_link
from webui.http.headers import DOCUMENT_POLICY, SANDBOXED_POLICY
from webui.http.web_links import link_header
from webui.i18n.messages import SiteMessageId
from webui.media_types import INLINE_TYPES, VIEWER_TYPES, name_with_extension

documents = Blueprint("documents", __name__)

MAX_AGE_S = 300
DEFAULT_MEDIA_TYPE = "application/octet-stream"


@documents.get("/documents/<path:path>")
def document(path: str) -> Response:
    """Send a document, inline if browsers can display it. The URL may have names in any Unicode form."""
    context = app_context()
    path = nfc(path)  # as records have it
    generation = context.live.current_generation()
    entry = _entry_naming(path, generation.searcher)
    file = _file_inside(context.settings.corpus / "documents", path) if entry else None
    if entry is None or file is None:
        refuse_withdrawn(path.partition("/")[0], generation)
        raise NotFoundError(Message(SiteMessageId.NO_DOCUMENT))
    media_type = _media_type(entry, path)
    response = send_file(
        file,
        mimetype=media_type,
        as_attachment=media_type not in INLINE_TYPES,
        download_name=name_with_extension(PurePosixPath(path).name, media_type),
        conditional=True,
        max_age=MAX_AGE_S,
    )
    if media_type == "text/html":
        response.headers["Content-Type"] = media_type  # without charset: the file declares its encoding
    response.headers["Link"] = link_header([page_link("collection", entry.record.id, context.public_urls)])
    response.headers["Content-Security-Policy"] = DOCUMENT_POLICY if media_type in VIEWER_TYPES else SANDBOXED_POLICY
    return response


def _entry_naming(path: str, searcher: Searcher) -> Entry | None:
    """Return an entry whose record names the path; usually the first folder is its id."""
    entry = searcher.head(path.partition("/")[0])
    if entry and _names(entry, path):
        return entry
    record_id = app_context().overviews.of(searcher).document_owners.get(path)
    return searcher.head(record_id) if record_id else None


def _names(entry: Entry, path: str) -> bool:
    return any(document.path == path for document in entry.record.documents)


def _file_inside(folder: Path, path: str) -> Path | None:
    """Return the file of a document's path, whose names may have another Unicode form on disk.

    None if there is none, or several, or a link leads out of the folder.
    """
    try:
        root = folder.resolve(strict=True)
        (file,) = (found.resolve(strict=True) for found in FolderNames(root).locate(PurePosixPath(path)))
    except (OSError, ValueError):
        return None
    return file if file.is_file() and file.is_relative_to(root) else None


def _media_type(entry: Entry, path: str) -> str:
    """Return the media type detected in the content, else the curator's, else that of the file name."""
    number = next(number for number, document in enumerate(entry.record.documents) if document.path == path)
    detected = entry.texts[number].media_type if number < len(entry.texts) else None
    return detected or entry.record.documents[number].media_type or mimetypes.guess_type(path)[0] or DEFAULT_MEDIA_TYPE

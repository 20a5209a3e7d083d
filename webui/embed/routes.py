"""The routes of the widget's files: those of a release never change, those of a major version follow its releases."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, ClassVar

from flask import Blueprint, Response, json, request

from catalog.errors import NotFoundError
from catalog.messages import Message
from webui.context import app_context
from webui.embed.releases import Release, ReleasedFile, widget_releases
from webui.i18n.messages import SiteMessageId
from webui.responses import CachedContent, respond

widget_files = Blueprint("widget_files", __name__)

IMMUTABLE = "public, max-age=31536000, immutable"
MOVING = "public, max-age=3600"
MEDIA_TYPES = {".js": "text/javascript", ".json": "application/json", ".ts": "text/plain"}
"""The media types of the files, by the last extension."""


@widget_files.get("/embed/versions.json")
def widget_versions() -> Response:
    """List all releases with the hashes of their files."""
    return respond(WidgetVersions(), None)


@dataclass(frozen=True, slots=True)
class WidgetVersions(CachedContent[None]):
    """The list of releases; it does not depend on a generation."""

    mimetype: ClassVar[str] = "application/json"

    def render(self, generation: None) -> str:  # noqa: ARG002  # there is none
        """Return the list as JSON."""
        releases = widget_releases()
        return json.dumps(
            {
                "latest": releases.latest.version,
                "moving": {major: release.version for major, release in releases.moving.items()},
                "versions": [_listed(release) for release in releases.newest_first],
            }
        )


def _listed(release: Release) -> dict[str, Any]:
    urls = app_context().public_urls
    files = [
        {
            "name": file.name,
            "url": urls.widget_file(release.version, file.name),
            "integrity": file.integrity,
            "bytes": len(file.content),
        }
        for file in release.files.values()
    ]
    return {"version": release.version, "released": release.released.isoformat(), "files": files}


@widget_files.get("/embed/<version>/<name>")
def widget_file(version: str, name: str) -> Response:
    """Send a file of a release, or of the newest release of a major version."""
    release = widget_releases().get(version)
    file = release.files.get(name) if release else None
    if release is None or file is None:
        raise NotFoundError(Message(SiteMessageId.NO_WIDGET_FILE, name=f"{version}/{name}"))
    return _send(file, IMMUTABLE if version == release.version else MOVING)


def _send(file: ReleasedFile, cache_control: str) -> Response:
    """Return the file with a strong ETag, or 304 if the client has it."""
    media_type = MEDIA_TYPES.get(PurePath(file.name).suffix, "application/octet-stream")
    response = Response(file.content, mimetype=media_type)
    response.set_etag(file.integrity)
    response.headers["Cache-Control"] = cache_control
    response.make_conditional(request)
    return response

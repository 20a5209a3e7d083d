"""A toolkit as JSON, in the shape of catalog.schemas.toolkits.toolkit_file."""

from __future__ import annotations

import json
from dataclasses import asdict

from catalog.schemas.toolkits.toolkit import toolkit_to_json
from catalog.schemas.toolkits.toolkit_file import toolkit_changes, toolkit_resources
from webui.branding import SITE_NAME, notice
from webui.formats.toolkits.source import ToolkitSource


def toolkit_json(source: ToolkitSource) -> str:
    """Return the file. Its keys have a fixed order, and lone surrogates, which UTF-8 cannot encode, are escaped."""
    content = {
        "toolkit": toolkit_to_json(source.resolved.toolkit),
        "resources": toolkit_resources(source.resolved, source.urls.resource),
        "changes": toolkit_changes(source.resolved),
        "origin": {
            "name": SITE_NAME,
            "catalog_url": source.urls.home(),
            "toolkit_url": source.toolkit_url,
            "written": source.today.isoformat(),
            "published_at": source.published_at.isoformat(),
            "expires": source.expires.isoformat() if source.expires else None,
        },
        "notice": asdict(notice()),
    }
    text = json.dumps(content, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"  # "\\udc00" is the escape of JSON too

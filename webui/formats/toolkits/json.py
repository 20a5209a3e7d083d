"""A toolkit as JSON, in the shape of catalog.schemas.toolkits.toolkit_file: read back whole, and by other programs."""

from __future__ import annotations

import json
from dataclasses import asdict

from catalog.schemas.toolkits.toolkit import toolkit_to_json
from catalog.schemas.toolkits.toolkit_file import toolkit_changes, toolkit_resources
from webui.branding import SITE_NAME, notice
from webui.formats.toolkits.source import ToolkitSource


def toolkit_json(source: ToolkitSource) -> str:
    """Return the file: keys in a fixed order, any character that UTF-8 lacks (a lone surrogate) escaped."""
    content = {
        "toolkit": toolkit_to_json(source.held.toolkit),
        "resources": toolkit_resources(source.held, source.urls.resource),
        "changes": toolkit_changes(source.held),
        "origin": {
            "name": SITE_NAME,
            "catalog_url": source.urls.home(),
            "toolkit_url": source.own_url,
            "written": source.today.isoformat(),
            "published_at": source.made.isoformat(),
            "expires": source.expires.isoformat() if source.expires else None,
        },
        "notice": asdict(notice()),
    }
    text = json.dumps(content, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"  # "\\udc00" is how JSON writes one, too

"""Which interfaces for programs this application serves."""

from __future__ import annotations

from flask import current_app

from webui.context import app_context


def served_url(path: str) -> str | None:
    """Return the public URL of a route by its path, such as `oai`, or None if the application has no such route."""
    is_served = any(rule.rule == f"/{path}" for rule in current_app.url_map.iter_rules())
    return app_context().public_urls.page(path) if is_served else None

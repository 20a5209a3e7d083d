"""The web door: settings in, the application out. Any WSGI server can serve `wsgi:app`."""

from __future__ import annotations

from catalog.settings import load_settings
from webui import create_app

app = create_app(load_settings())

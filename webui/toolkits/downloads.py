"""The forms in which a toolkit can be taken along or followed. The seam to the module that writes them."""

from __future__ import annotations

import datetime as dt

from werkzeug.wrappers import Response

from catalog.errors import NotFoundError
from catalog.toolkit_today import HeldToolkit

FORMATS = (
    ("pdf", "PDF"),
    ("docx", "Word"),
    ("html", "HTML"),
    ("csv", "CSV"),
    ("ris", "RIS"),
    ("bib", "BibTeX"),
    ("json", "JSON"),
)
"""Files: the ending of each, and what people call it."""
FEEDS = (("atom", "Atom"), ("rss", "RSS"))
"""Feeds, of toolkits whose address stays."""


def send(
    ending: str,
    held: HeldToolkit,  # noqa: ARG001  # for the writers
    own_url: str | None = None,  # noqa: ARG001
    expires: dt.date | None = None,  # noqa: ARG001
) -> Response:
    """Answer with a toolkit in one of its forms.

    `own_url` is its public address, None for a draft, and `expires` the last day of that. Raises NotFoundError for a
    form that there is not.
    """
    raise NotFoundError(f"A toolkit cannot be had in the form '{ending[:20]}'.")

"""References as CSL-JSON: an array of items, as the data schema of the Citation Style Language 1.0.2 has it.

Zotero, Mendeley, Pandoc and citeproc read it without loss of names and dates; `csl_item` says what it cannot carry.
"""

from __future__ import annotations

import json

from webui.formats.citations.csl_item import csl_item, csl_json
from webui.formats.records.listing import Listing


def csl_json_file(listing: Listing) -> str:
    """Return an array with an item for each record, in their order."""
    items = [
        csl_json(csl_item(record, listing.taxonomy), listing.urls.resource(record.id)) for record in listing.records
    ]
    return json.dumps(items, ensure_ascii=False, separators=(",", ":"))

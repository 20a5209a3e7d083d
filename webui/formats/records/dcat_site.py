"""What the parts of the catalog for other catalogs (DCAT-US 3.0) have in common."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from catalog.taxonomy import Taxonomy
from webui.branding import SITE_NAME
from webui.urls import SiteUrls

MAX_DATASETS = 3_000
"""Resources in one part: as many as a request can write in a second of one core."""
_EMAIL = re.compile(r"[\w~!$&'()*+,;=:.-]+@[\w.-]+\.[\w.-]+", re.ASCII)
"""What may follow `mailto:` in a contact point."""

DcatObject = dict[str, object]


@dataclass(frozen=True, slots=True)
class DcatSite:
    """What the datasets have in common. `total` is the number of resources, `urls` are the public ones in English.

    `part` is the number of the part, from 1. `contact` is an e-mail address or empty. `changed_at` returns when a
    record last changed, None if unknown. `bulk_url` is that of all records as JSON Lines, `oai_url` that of the OAI-PMH
    interface; None if not served.
    """

    urls: SiteUrls
    taxonomy: Taxonomy
    contact: str
    total: int
    published_at: dt.datetime
    changed_at: Callable[[str], dt.datetime | None]
    bulk_url: str | None = None
    oai_url: str | None = None
    part: int = 1

    @property
    def parts(self) -> int:
        """The number of parts, at least 1."""
        return max(1, -(-self.total // MAX_DATASETS))

    def url(self, part: int) -> str:
        """Return the URL of a part."""
        return self.urls.page("data.json" if part == 1 else f"data-{part}.json")

    def contact_points(self) -> list[DcatObject]:
        """Return the contact point, or an empty list if the site has no valid address: none is invented."""
        if not _EMAIL.fullmatch(self.contact):
            return []
        return [{"@type": "Kind", "fn": SITE_NAME, "hasEmail": f"mailto:{self.contact}"}]

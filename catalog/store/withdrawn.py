"""The withdrawn resources of a corpus."""

from __future__ import annotations

from collections.abc import Iterable

from catalog.editorial.model import WithdrawnResource
from catalog.store.editorial.listing import Loaded
from catalog.store.records import Contents


def load_withdrawn(contents: Contents, previous: Iterable[WithdrawnResource]) -> Loaded[WithdrawnResource]:
    """Return the withdrawn resources by id; of those published before, the ones whose record is refused stay."""
    present = {stored.id for stored in (*contents.records, *contents.drafts, *contents.withdrawn)}
    retained = [
        resource
        for resource in previous
        if resource.id not in present and contents.is_refused(resource.id, resource.file)
    ]
    current = [
        WithdrawnResource(record.id, record.title, record.aliases, record.withdrawn, stored.file)
        for stored in contents.withdrawn
        if (record := stored.record).withdrawn
    ]
    return Loaded(tuple(sorted((*retained, *current), key=lambda resource: resource.id)), retained=bool(retained))

"""The postings of one Whoosh segment, read once from end to end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoosh.codec import default_codec
from whoosh.filedb.filestore import Storage

from catalog.search.engines.columnar.columns import Posting
from catalog.search.engines.whoosh.schema import schema
from catalog.search.text.fields import FIELDS


def read_postings(storage: Storage, segment: Any) -> Iterator[Posting]:
    """Yield the terms of every field of FIELDS, field by field, terms ascending; deleted documents are there too."""
    codec, known = default_codec(), schema()
    reader = codec.terms_reader(storage, segment)
    try:
        for (name, term), info in reader.items():
            if name not in FIELDS:
                continue
            if info.is_inlined():
                docs, _, values = info.inlined_postings()
                yield Posting(name, term, docs, values)
            else:
                yield Posting(name, term, *_listed(reader.matcher(name, term, known[name].format)))
    finally:
        reader.close()


def _listed(matcher: Any) -> tuple[tuple[int, ...], tuple[bytes, ...]]:
    docs: list[int] = []
    values: list[bytes] = []
    while matcher.is_active():
        docs.append(matcher.id())
        values.append(matcher.value())
        matcher.next()
    return tuple(docs), tuple(values)

"""The postings of one Whoosh segment, read once from end to end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoosh.codec import default_codec
from whoosh.filedb.filestore import Storage

from catalog.search.engines.columnar.storage.columns import Posting
from catalog.search.engines.whoosh.schema import schema
from catalog.search.text.fields import FIELDS


def read_postings(storage: Storage, segment: Any) -> Iterator[Posting]:
    """Yield the postings of every field of FIELDS, field by field, terms ascending; deleted documents are included."""
    index_schema = schema()
    reader = default_codec().terms_reader(storage, segment)
    try:
        for (name, term), info in reader.items():
            if name not in FIELDS:
                continue
            if info.is_inlined():
                docs, _, values = info.inlined_postings()
                yield Posting(name, term, docs, values)
            else:
                yield Posting(name, term, *_docs_and_values(reader.matcher(name, term, index_schema[name].format)))
    finally:
        reader.close()


def _docs_and_values(matcher: Any) -> tuple[tuple[int, ...], tuple[bytes, ...]]:
    """Return the documents of a term, ascending, and the value of its posting in each."""
    docs: list[int] = []
    values: list[bytes] = []
    while matcher.is_active():
        docs.append(matcher.id())
        values.append(matcher.value())
        matcher.next()
    return tuple(docs), tuple(values)

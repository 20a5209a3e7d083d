"""Tantivy with its Python binding: one pass for total and hits, another with aggregations for facets."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy

from catalog.facets import FACET_NAMES
from tests.bench.peers.protocol import (
    FIELDS,
    HITS,
    MAX_FACET_VALUES,
    Filters,
    PeerEntry,
    PeerSearch,
    facet_count_requests,
)
from tests.bench.queries import MISSPELLED, BenchQuery

SYNTAX = {"all of two words": "{} AND {}", "prefix": " OR ".join(f"{name}:/{{0}}.*/" for name in FIELDS)}
ONE_EDIT = (False, 1, True)
"""Not a prefix; at most one edit; swapping two letters counts as one edit."""
FACET_COUNTS = {
    name: {"terms": {"field": name, "size": MAX_FACET_VALUES, "segment_size": 100_000}} for name in FACET_NAMES
}
IndexAndSearcher = tuple[tantivy.Index, tantivy.Searcher]


def build(entries: Iterable[PeerEntry], folder: Path) -> PeerSearch:
    """Build the index; return its search."""
    builder = tantivy.SchemaBuilder()
    for name in FIELDS:
        builder.add_text_field(name, stored=True, tokenizer_name="en_stem")
    for name in FACET_NAMES:
        builder.add_text_field(name, stored=True, fast=True, tokenizer_name="raw")
    index = tantivy.Index(builder.build(), path=str(folder))
    writer = index.writer(heap_size=256 << 20, num_threads=1)
    for entry in entries:
        texts = {name: [text] for name, text in entry.texts.items()}
        values = {name: list(facet_values) for name, facet_values in entry.values.items()}
        writer.add_document(tantivy.Document(**texts, **values))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    opened = index, index.searcher()

    def search(query: BenchQuery) -> int:
        return _search(opened, query)

    return search


def _search(opened: IndexAndSearcher, query: BenchQuery) -> int:
    index, searcher = opened
    parsed = _parse(index, query)
    result = searcher.search(_filtered(index.schema, parsed, query.filters), HITS)
    for filters, facets in facet_count_requests(query):
        searcher.aggregate(_filtered(index.schema, parsed, filters), {name: FACET_COUNTS[name] for name in facets})
    generators = [tantivy.SnippetGenerator.create(searcher, parsed, index.schema, name) for name in ("summary", "body")]
    for _, address in result.hits:
        document = searcher.doc(address)
        document.to_dict()
        for generator in generators:
            generator.snippet_from_doc(document).to_html()
    return int(result.count)  # type: ignore[attr-defined]  # missing in its type hints


def _parse(index: tantivy.Index, query: BenchQuery) -> tantivy.Query:
    text = SYNTAX.get(query.kind, query.query.text).format(*query.words)
    fuzzy = dict.fromkeys(FIELDS, ONE_EDIT) if query.kind == MISSPELLED else {}
    return index.parse_query(text, list(FIELDS), fuzzy_fields=fuzzy, allow_regexes=query.kind == "prefix")


def _filtered(schema: tantivy.Schema, parsed: tantivy.Query, filters: Filters) -> tantivy.Query:
    """Return the query with filters that do not add to the score."""
    clauses: list[tuple[Any, Any]] = [(tantivy.Occur.Must, parsed)]
    for facet, values in filters.items():
        facet_filter = tantivy.Query.term_set_query(schema, facet, list(values))
        clauses.append((tantivy.Occur.Must, tantivy.Query.const_score_query(facet_filter, 0.0)))
    return tantivy.Query.boolean_query(clauses) if filters else parsed

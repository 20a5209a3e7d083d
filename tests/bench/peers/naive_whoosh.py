"""Whoosh as its documentation shows it: its parser, `groupedby` facets, its highlighter."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whoosh import fields, index, query, sorting
from whoosh.analysis import StemmingAnalyzer
from whoosh.qparser import FuzzyTermPlugin, MultifieldParser

from catalog.facets import FACET_NAMES
from tests.bench.peers.protocol import FIELDS, HITS, Filters, PeerEntry, PeerSearch, facet_count_requests
from tests.bench.queries import MISSPELLED, BenchQuery

SYNTAX = {MISSPELLED: "{}~", "all of two words": "{} AND {}"}


def build(entries: Iterable[PeerEntry], folder: Path) -> PeerSearch:
    """Build the index; return its search."""
    text = fields.TEXT(stored=True, analyzer=StemmingAnalyzer())
    values = fields.KEYWORD(stored=True, commas=True)
    schema = fields.Schema(
        id=fields.ID(stored=True), **dict.fromkeys(FIELDS, text), **dict.fromkeys(FACET_NAMES, values)
    )
    whoosh_index = index.create_in(str(folder), schema)
    with whoosh_index.writer(limitmb=256) as writer:
        for entry in entries:
            facet_values = {name: ",".join(values) for name, values in entry.values.items()}
            writer.add_document(id=entry.id, **entry.texts, **facet_values)
    parser = MultifieldParser(list(FIELDS), schema)
    parser.add_plugin(FuzzyTermPlugin())
    searcher = whoosh_index.searcher()

    def search(bench_query: BenchQuery) -> int:
        return _search(searcher, parser, bench_query)

    return search


def _search(searcher: Any, parser: MultifieldParser, bench_query: BenchQuery) -> int:
    parsed = parser.parse(SYNTAX.get(bench_query.kind, bench_query.query.text).format(*bench_query.words))
    (filters, facets), *other_requests = facet_count_requests(bench_query)
    results = _results(searcher, parsed, filters, facets, HITS)
    counts = {name: results.groups(name) for name in facets}
    for other_filters, (facet,) in other_requests:
        counts[facet] = _results(searcher, parsed, other_filters, (facet,), 1).groups(facet)
    for hit in results:
        hit.fields(), hit.highlights("summary"), hit.highlights("body")
    return len(results)


def _results(searcher: Any, parsed: Any, filters: Filters, facets: Iterable[str], limit: int) -> Any:
    facet_filters = [query.Or([query.Term(facet, value) for value in values]) for facet, values in filters.items()]
    grouping = sorting.Facets()
    for name in facets:
        grouping.add_facet(name, sorting.FieldFacet(name, allow_overlap=True))
    return searcher.search(
        parsed,
        limit=limit,
        filter=query.And(facet_filters) if facet_filters else None,
        groupedby=grouping,
        maptype=sorting.Count,
    )

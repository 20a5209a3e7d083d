"""Whoosh as its documentation shows it: its parser, `groupedby` facets, its highlighter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from whoosh import fields, index, query, sorting
from whoosh.analysis import StemmingAnalyzer
from whoosh.qparser import FuzzyTermPlugin, MultifieldParser

from catalog.facets import FACET_NAMES
from tests.bench.peers.plain import SHOWN, TEXTS, Ask, Plain, countings
from tests.bench.queries import Asked

TYPED = {"a word typed wrong": "{}~", "all of two words": "{} AND {}"}


def build(records: Iterable[Plain], folder: Path) -> Ask:
    """Build the index; return how to ask it."""
    text = fields.TEXT(stored=True, analyzer=StemmingAnalyzer())
    values = fields.KEYWORD(stored=True, commas=True)
    schema = fields.Schema(
        id=fields.ID(stored=True), **dict.fromkeys(TEXTS, text), **dict.fromkeys(FACET_NAMES, values)
    )
    made = index.create_in(str(folder), schema)
    with made.writer(limitmb=256) as writer:
        for each in records:
            listed = {name: ",".join(found) for name, found in each.values.items()}
            writer.add_document(id=each.key, **each.texts, **listed)
    parser = MultifieldParser(list(TEXTS), schema)
    parser.add_plugin(FuzzyTermPlugin())
    searcher = made.searcher()

    def ask(asked: Asked) -> int:
        return _answer(searcher, parser, asked)

    return ask


def _answer(searcher: Any, parser: MultifieldParser, asked: Asked) -> int:
    parsed = parser.parse(TYPED.get(asked.kind, asked.query.text).format(*asked.words))
    (filters, facets), *alone = countings(asked)
    results = _search(searcher, parsed, filters, facets, SHOWN)
    counts = {name: results.groups(name) for name in facets}
    for others, (facet,) in alone:
        counts[facet] = _search(searcher, parsed, others, (facet,), 1).groups(facet)
    for hit in results:
        hit.fields(), hit.highlights("summary"), hit.highlights("body")
    return len(results)


def _search(searcher: Any, parsed: Any, filters: Mapping[str, Iterable[str]], facets: Iterable[str], limit: int) -> Any:
    narrowed = [query.Or([query.Term(facet, value) for value in values]) for facet, values in filters.items()]
    grouped = sorting.Facets()
    for name in facets:
        grouped.add_facet(name, sorting.FieldFacet(name, allow_overlap=True))
    counted = sorting.Count
    return searcher.search(
        parsed, limit=limit, filter=query.And(narrowed) if narrowed else None, groupedby=grouped, maptype=counted
    )

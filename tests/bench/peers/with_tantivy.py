"""Tantivy through its Python binding: total and hits by one pass, facets by aggregations in another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import tantivy

from catalog.facets import FACET_NAMES
from tests.bench.peers.plain import SHOWN, TEXTS, VALUES, Ask, Plain, countings
from tests.bench.queries import Asked

TYPED = {"all of two words": "{} AND {}", "prefix": " OR ".join(f"{name}:/{{0}}.*/" for name in TEXTS)}
ONE_SLIP = (False, 1, True)
"""No prefix; one edit at most; two letters changed over are one."""
COUNTS = {name: {"terms": {"field": name, "size": VALUES, "segment_size": 100_000}} for name in FACET_NAMES}
Ready = tuple[tantivy.Index, tantivy.Searcher]


def build(records: Iterable[Plain], folder: Path) -> Ask:
    """Build the index; return how to ask it."""
    builder = tantivy.SchemaBuilder()
    for name in TEXTS:
        builder.add_text_field(name, stored=True, tokenizer_name="en_stem")
    for name in FACET_NAMES:
        builder.add_text_field(name, stored=True, fast=True, tokenizer_name="raw")
    made = tantivy.Index(builder.build(), path=str(folder))
    writer = made.writer(heap_size=256 << 20, num_threads=1)
    for each in records:
        writer.add_document(tantivy.Document(**{name: [text] for name, text in each.texts.items()}, **_lists(each)))
    writer.commit()
    writer.wait_merging_threads()
    made.reload()
    ready = made, made.searcher()

    def ask(asked: Asked) -> int:
        return _answer(ready, asked)

    return ask


def _lists(each: Plain) -> dict[str, list[str]]:
    return {name: list(values) for name, values in each.values.items()}


def _answer(ready: Ready, asked: Asked) -> int:
    made, searcher = ready
    parsed = _parsed(made, asked)
    result = searcher.search(_narrowed(made.schema, parsed, asked.filters), SHOWN)
    for filters, facets in countings(asked):
        searcher.aggregate(_narrowed(made.schema, parsed, filters), {name: COUNTS[name] for name in facets})
    makers = [tantivy.SnippetGenerator.create(searcher, parsed, made.schema, name) for name in ("summary", "body")]
    for _, address in result.hits:
        document = searcher.doc(address)
        document.to_dict()
        for maker in makers:
            maker.snippet_from_doc(document).to_html()
    return int(result.count)  # type: ignore[attr-defined]  # its types do not have it


def _parsed(made: tantivy.Index, asked: Asked) -> tantivy.Query:
    text = TYPED.get(asked.kind, asked.query.text).format(*asked.words)
    fuzzy = dict.fromkeys(TEXTS, ONE_SLIP) if asked.kind == "a word typed wrong" else {}
    return made.parse_query(text, list(TEXTS), fuzzy_fields=fuzzy, allow_regexes=asked.kind == "prefix")


def _narrowed(schema: tantivy.Schema, parsed: tantivy.Query, filters: Mapping[str, tuple[str, ...]]) -> tantivy.Query:
    """Return the query with filters that add nothing to the score."""
    clauses: list[tuple[Any, Any]] = [(tantivy.Occur.Must, parsed)]
    for facet, values in filters.items():
        having = tantivy.Query.term_set_query(schema, facet, list(values))
        clauses.append((tantivy.Occur.Must, tantivy.Query.const_score_query(having, 0.0)))
    return tantivy.Query.boolean_query(clauses) if filters else parsed
